/** What PHP takes from brokers, asks of its clients, and does when it is told to stop. */
import { describe, expect, test } from '@jest/globals';
import { readSource, saidBy } from '../code/said.ts';

const said = (text: string, path = 'app/Shop.php') => saidBy(readSource('php', path, `<?php\n${text}`).facts);
const amqp = 'use PhpAmqpLib\\Connection\\AMQPStreamConnection;\n';

describe('consumers and work', () => {
  test.each([
    [
      `${amqp}$c->basic_consume('q', '', false, true, false, false, function ($m) { $this->orders->save($m); });`,
      ['consumer rabbitmq early one this->orders->save'],
    ],
    [`${amqp}$c->basic_consume('q', '', false, false, false, false, $cb);`, ['consumer rabbitmq late one']],
    [`$c->basic_consume('q', '', false, true);`, []],
    [
      'use Illuminate\\Support\\Facades\\Redis;\nRedis::subscribe(["orders"], function ($m) { Mail::send($m); });',
      ['consumer redis unknown each Mail::send'],
    ],
    ['SendInvoice::dispatchAfterResponse($order);', ['background-work local, dispatchAfterResponse']],
    ['SendInvoice::dispatch($order);', []],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('clients', () => {
  test.each([
    ["$ip = $_SERVER['REMOTE_ADDR'];", ['client asks']],
    ["$ip = $_SERVER['HTTP_X_FORWARDED_FOR'];", ['client trusts']],
    [
      'use Illuminate\\Http\\Request;\nclass A { function b(Request $request) { return $request->ip(); } }',
      ['client asks'],
    ],
    ['request()->ip();', ['client asks']],
    ["class TrustProxies extends Middleware { protected $proxies = '*'; }", ['client trusts']],
    ['class TrustProxies extends Middleware { protected $proxies; }', []],
    [
      "return Application::configure()->withMiddleware(function ($m) { $m->trustProxies(at: '*'); });",
      ['client trusts'],
    ],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('probes, signals, files, logs', () => {
  test.each([
    [
      "use Illuminate\\Support\\Facades\\Route;\nRoute::get('/health', function () { DB::select('select 1'); return 'ok'; });",
      ['health-route /health asks DB::select'],
    ],
    ["use Illuminate\\Support\\Facades\\Route;\nRoute::get('/health', fn () => 'ok');", []],
    [
      "use Illuminate\\Support\\Facades\\Route;\nRoute::get('/health', function () { try { DB::select('select 1'); } catch (Exception $e) { return ['db' => false]; } return 'ok'; });",
      [],
    ],
    ['pcntl_signal(SIGTERM, function () { echo "bye"; exit(0); });', ['signal SIGTERM exits']],
    ['pcntl_signal(SIGTERM, function () { $this->worker->stop(); exit(0); });', ['signal SIGTERM drains']],
    [
      "file_put_contents('state.json', $x); $y = file_get_contents('state.json');",
      ['file-write local state.json, read back'],
    ],
    ['use Monolog\\Handler\\GelfHandler;\nnew GelfHandler($p);', ['log-sink shared, ships']],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});
