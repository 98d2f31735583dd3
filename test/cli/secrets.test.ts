/** No command writes the value of a secret anywhere: not to a terminal, not into a file, in no format. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formats } from '../../src/report/index.ts';
import { planted } from '../support/secret-shapes.ts';
import { buildCli, home as builtHome, runCli } from './built.ts';

const { tree, secrets } = planted();
let home = '';
let root = '';
let cli = '';
beforeAll(async () => {
  cli = resolve(await buildCli());
  home = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-secrets-')));
  root = join(home, 'repository');
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterAll(() => {
  for (const folder of [home, builtHome]) rmSync(folder, { recursive: true, force: true });
});

function said(...words: string[]): string {
  const { code, out, err } = runCli(cli, words, root);
  expect([0, 1]).toContain(code);
  return out + err;
}

const leaked = (text: string): readonly string[] =>
  [...secrets].filter(([value]) => new RegExp(`${value}(?!\\w)`).test(text)).map(([, line]) => line);

test('a hundred are planted', () => expect(secrets.size).toBeGreaterThanOrEqual(100));

test('in no format of the report', () => {
  const files = [...formats.keys()].map((name) => `${name}:${join(home, `report.${name}`)}`);
  const text = said('-v', '--debug', '--explain-score', ...files.flatMap((file) => ['-f', file]));
  expect(leaked(text)).toEqual([]);
  for (const name of readdirSync(home).filter((one) => one !== 'repository')) {
    const written = readFileSync(join(home, name), 'utf8');
    expect([name, leaked(written)]).toEqual([name, []]);
  }
  expect(readdirSync(home).length).toBe(formats.size + 1);
}, 120_000);

test('not in a baseline', () => {
  const file = join(home, 'baseline');
  said('--write-baseline', file);
  const written = readFileSync(file, 'utf8');
  expect(JSON.parse(written).findings.length).toBeGreaterThan(10);
  expect(leaked(written)).toEqual([]);
}, 120_000);

test.each([
  ['facts'],
  ['env', '-f', 'json'],
  ['explain-service', '-f', 'text', 'web', 'worker', 'db', 'cache'],
  ['explain-service', '-f', 'json', 'web', 'worker', 'db', 'cache'],
  ['init', '--stdout'],
])(
  'not by %s',
  (...words) => {
    const text = said(...words.filter(Boolean));
    expect(text.length).toBeGreaterThan(50);
    expect(leaked(text)).toEqual([]);
  },
  120_000,
);
