/** What a PHP program needs beside itself, and texts that should not stand in it. */
import { expect, test } from '@jest/globals';
import { readSource, saidBy } from '../code/said.ts';

const said = (text: string, path = 'app/Photo.php'): readonly string[] =>
  saidBy(readSource('php', path, `<?php\n${text}`).facts).filter((one) => /^(spawn|endpoint|secret|of) /.test(one));

const random = 'f81Kq0ZpW3nV7tYx2Lr9';

test.each([
  ["exec('convert a.png b.jpg');", ['spawn convert']],
  ['shell_exec("pdftotext $file -");', ['spawn pdftotext']],
  ["use Symfony\\Component\\Process\\Process;\n$p = new Process(['/usr/bin/git', 'pull']);", ['spawn git']],
  ['exec($command);', []],
  ['use FFMpeg\\FFMpeg;\nFFMpeg::create();', ['spawn ffmpeg']],
  ["new PDO('mysql:host=db;dbname=shop', $user, $password);", ['endpoint database db']],
  ["$db = new mysqli('10.0.0.5', 'root', $password);", ['endpoint mysql 10.0.0.5']],
  ["$r = new Redis(); $r->connect('cache', 6379);", ['endpoint redis cache:6379']],
  ["$r = new Redis(); $r->connect(getenv('REDIS_HOST') ?: 'localhost');", ['endpoint redis localhost REDIS_HOST']],
  ["$dsn = 'amqp://rabbit:5672';", ['endpoint rabbitmq rabbit:5672']],
  ["return ['url' => env('REDIS_URL', 'redis://localhost')];", ['endpoint redis localhost REDIS_URL']],
  ["use Firebase\\JWT\\JWT;\nJWT::encode($p, 'signing-key-1');", ['secret JWT::encode by name']],
  ["new PDO($dsn, 'root', 'correct-horse');", ['secret database password by name']],
  [`return ['api_key' => '${random}'];`, ['secret api_key by name']],
  [`return ['api_key' => env('API_KEY', '${random}')];`, []],
  [`class A { private string $apiToken = '${random}'; }`, ['secret apiToken by name']],
  [`class A { const API_TOKEN = '${random}'; }`, ['secret API_TOKEN by name']],
  [`define('AUTH_TOKEN', '${random}');`, ['secret AUTH_TOKEN by name']],
  [`$this->apiToken = '${random}';`, ['secret apiToken by name']],
  ["return ['password' => 'Das Passwort ist falsch 12345.'];", []],
  [
    "$hosts = ['production' => ['url' => 'https://api.shop.test'], 'local' => ['url' => 'http://localhost']];",
    ['of production hosts.production.url address'],
  ],
])('%s', (text, expected) => {
  expect(said(text)).toEqual(expected);
});
