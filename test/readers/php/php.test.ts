/** What PHP says of its state and its environment. */
import { describe, expect, test } from '@jest/globals';
import type { CodeFact, EnvRead } from '../../../src/facts/index.ts';
import { parsers } from '../../support/lint.ts';

function facts(text: string, path = 'app/Http/Photo.php'): readonly CodeFact[] {
  const read = parsers.php!({ path, text: `<?php\n${text}` }, () => false);
  if (!read) throw new Error('not read');
  return read.facts;
}

const said = (text: string, path?: string): readonly string[] =>
  facts(text, path).flatMap((fact) => {
    if (!('scope' in fact)) return [];
    const unset = fact.choice ? `, unset ${fact.choice.unset}` : '';
    return [`${fact.kind} ${fact.scope}${fact.path === undefined ? '' : ` ${fact.path}`}${unset}`];
  });

describe('settings of Laravel', () => {
  test.each([
    ['config/session.php', "return ['driver' => 'file'];", ['session-store local']],
    ['config/session.php', "return ['driver' => 'redis', 'lifetime' => 120];", ['session-store shared']],
    [
      'config/session.php',
      "return ['driver' => env('SESSION_DRIVER', 'file')];",
      ['session-store unknown, unset local'],
    ],
    [
      'config/session.php',
      "return ['driver' => env('SESSION_DRIVER', 'database')];",
      ['session-store unknown, unset shared'],
    ],
    ['config/cache.php', "return ['default' => env('CACHE_STORE', 'file')];", ['local-cache unknown, unset local']],
    [
      'config/database.php',
      "return ['default' => env('DB_CONNECTION', 'sqlite')];",
      ['datastore unknown, unset local'],
    ],
    ['config/filesystems.php', "return ['default' => 's3'];", ['upload shared']],
    ['config/logging.php', "return ['default' => 'daily'];", ['log-sink local']],
    ['config/shop.php', "return ['driver' => 'file'];", []],
    ['app/session.php', "return ['driver' => 'file'];", []],
  ])('%s: %s', (path, text, expected) => {
    expect(said(text, path)).toEqual(expected);
  });
});

describe('calls', () => {
  const request = 'use Illuminate\\Http\\Request;\nclass Photos { function add(Request $request) {';
  test.each([
    ['session_start();', ['session-store local']],
    ["ini_set('session.save_handler', 'redis'); session_start();", ['session-store shared', 'session-store local']],
    ["ini_set('display_errors', '1');", []],
    ["move_uploaded_file($_FILES['f']['tmp_name'], 'uploads/a.png');", ['upload local uploads/a.png']],
    [`${request} $request->file('photo')->store('photos'); } }`, ['upload local photos']],
    [`${request} $request->file('photo')->store('photos', 's3'); } }`, ['upload shared photos']],
    [
      `${request} $file = $request->file('photo'); $file->storeAs('photos', 'a.png', 'public'); } }`,
      ['upload local photos'],
    ],
    [`${request} $cart->store('photos'); } }`, []],
    ["file_put_contents(storage_path('state.json'), $x);", ['file-write local storage/state.json']],
    ["file_put_contents('/tmp/x', $x);", []],
    ["file_put_contents('php://stderr', $x);", []],
    ["fopen('log.txt', 'a');", ['file-write local log.txt']],
    ["fopen('log.txt', 'r');", []],
    ["use Illuminate\\Support\\Facades\\Artisan;\nArtisan::call('migrate', ['--force' => true]);", ['migration local']],
    ["Artisan::call('cache:clear');", []],
    [
      'use Symfony\\Component\\Cache\\Adapter\\FilesystemAdapter;\n$cache = new FilesystemAdapter();',
      ['local-cache local'],
    ],
    ['use Symfony\\Component\\Cache\\Adapter\\RedisAdapter;\n$cache = new RedisAdapter($r);', []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
  test.each(['tests/Feature/PhotoTest.php', 'app/PhotoTest.php'])('in %s they belong to a test', (path) => {
    expect(facts('session_start();', path).map(({ guard }) => guard)).toEqual(['test']);
  });
  test('console commands and seeders are run by hand', () => {
    expect(facts("file_put_contents('a', 1);", 'app/Console/Commands/Sweep.php')).toEqual([]);
  });
});

describe('the environment', () => {
  const reads = (text: string): readonly string[] =>
    facts(text)
      .filter((fact): fact is EnvRead => fact.kind === 'env-read')
      .map(
        ({ name, need, fallback, knownSecret }) =>
          `${name} ${need}${fallback === undefined ? '' : ` ${fallback}`}${knownSecret ? ' known' : ''}`,
      );
  test.each([
    ["env('A');", ['A optional']],
    ["env('A', 'b');", ['A defaulted b']],
    ["env('A', null);", ['A optional']],
    ["getenv('A') ?: 'b';", ['A defaulted b']],
    ["$_ENV['A'] ?? 'b';", ['A defaulted b']],
    ["$_SERVER['HTTP_HOST'];", []],
    ["$_ENV['A'] = 'b';", []],
    ["env('APP_KEY', 'change-me');", ['APP_KEY defaulted known']],
    ['getenv($name);', []],
  ])('%s', (text, expected) => {
    expect(reads(text)).toEqual(expected);
  });
  test.each([
    ["if (app()->environment('local')) { session_start(); }", 'development'],
    ["if (! app()->environment('production')) { session_start(); }", 'development'],
    ["if (App::environment(['local', 'dev'])) { session_start(); } ", 'development'],
    ['if ($this->app->isProduction()) { session_start(); }', 'always'],
    ["if (env('APP_ENV') === 'production') { session_start(); }", 'always'],
    ["if (env('USE_SESSIONS')) { session_start(); }", 'conditional'],
    ["if (env('APP_ENV') !== 'testing') { session_start(); } else { }", 'always'],
    ['if ($x) { session_start(); }', 'always'],
  ])('%s', (text, expected) => {
    expect(facts(text).find(({ kind }) => kind === 'session-store')?.guard).toBe(expected);
  });
});

test.each(['', 'class {', `$x = ${'['.repeat(2000)}${']'.repeat(2000)};`, '$a = $b; $b = $a; $a->run();'])(
  'awkward input %#',
  (text) => {
    const read = parsers.php!({ path: 'a.php', text: `<?php\n${text}` }, () => false);
    for (const { at } of read?.facts ?? []) expect(at.end).toBeLessThanOrEqual(text.length + 6);
  },
);
