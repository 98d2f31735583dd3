/** No command writes the value of a secret anywhere: not to a terminal, not into a file, in no format. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { formats } from '../../src/report/index.ts';
import { Editor } from '../lsp/editor.ts';
import { planted } from '../support/secret-shapes.ts';
import { buildCli, home as builtHome, runCli } from './built.ts';

const { tree, secrets } = planted();
let home = '';
let root = '';
let cli = '';
beforeAll(async () => {
  cli = resolve(buildCli());
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
  ['env', '-f', 'text'],
  ['env', '-f', 'json'],
  ['explain-service', '-f', 'text', 'web', 'worker', 'db', 'cache'],
  ['explain-service', '-f', 'json', 'web', 'worker', 'db', 'cache'],
  ['init', '--stdout'],
  ['--fix-dry-run', '--fix-suggested', '--debug'],
  ['--fix-dry-run', '--fix-suggested', '-q'],
  // The stack file itself holds what the compose file held; what is said of it does not.
  ['convert', '--explain', 'docker-stack.yml'],
  ['convert', '--explain', '-f', 'json', 'docker-stack.yml'],
])(
  'not by %s',
  (...words) => {
    const text = said(...words.filter(Boolean));
    expect(text.length).toBeGreaterThan(50);
    expect(leaked(text)).toEqual([]);
  },
  120_000,
);

test('in no cache of readings', () => {
  const cache = join(home, 'kept');
  said('--cache-location', cache);
  const files = readdirSync(cache, { recursive: true, encoding: 'utf8' }).map((name) => join(cache, name));
  const texts = files.map((file) => readFileSync(file, 'latin1'));
  expect(Math.max(...texts.map(({ length }) => length))).toBeGreaterThan(10_000);
  expect(texts.flatMap(leaked)).toEqual([]);
  // Read from the cache, too.
  expect(leaked(said('-v', '--debug', '--cache-location', cache))).toEqual([]);
}, 120_000);

test('in no answer that is kept for the next run', async () => {
  const base = join(home, 'answers');
  const copy = join(home, 'copy');
  cpSync(root, copy, { recursive: true });
  execFileSync('git', ['init', '-q'], { cwd: copy });
  // Of files that were only just written nothing is kept.
  await setTimeout(2_200);
  const env = { XDG_CACHE_HOME: base, LOCALAPPDATA: base, GITHUB_TOKEN: [...secrets.keys()][0]! };
  expect([0, 1]).toContain(runCli(cli, ['-v', '--debug'], copy, env).code);
  const code = join(base, 'swarm-lint', 'code');
  const answers = readdirSync(code).filter((name) => name.startsWith('answer-'));
  expect(answers).toHaveLength(1);
  expect(leaked(readFileSync(join(code, answers[0]!), 'latin1'))).toEqual([]);
}, 120_000);

test('not after a mistake: in the configuration, in a baseline, in arguments that name files', () => {
  const [secret] = secrets.keys();
  writeFileSync(join(root, '.swarm-lint.yaml'), `target: swarm\ncluster: { password: ${secret} }\n`);
  const { code, out, err } = runCli(cli, ['--debug'], root);
  rmSync(join(root, '.swarm-lint.yaml'));
  expect(code).toBe(2);
  expect(leaked(out + err)).toEqual([]);
  for (const text of [`{"password": "${secret}"`, `{"version": "${secret}"}`, `password: ${secret}`]) {
    writeFileSync(join(home, 'wrong'), text);
    for (const words of [
      ['--baseline', join(home, 'wrong')],
      ['cluster', '--from', join(home, 'wrong')],
    ]) {
      const ran = runCli(cli, [...words, '--debug'], root);
      expect(ran.code).toBe(2);
      expect(leaked(ran.out + ran.err)).toEqual([]);
    }
  }
}, 120_000);

test('not to an editor: in what it marks, tells and logs', async () => {
  const editor = new Editor(cli, root);
  await editor.start({ gaps: true });
  const told: string[] = [];
  for (const path of ['docker-stack.yml', 'main.js', 'Dockerfile']) {
    editor.open(path);
    const marks = await editor.diagnostics(path, ({ diagnostics }) => diagnostics.length > 0);
    told.push(JSON.stringify(marks), JSON.stringify(await editor.ask('textDocument/codeLens', path)));
    for (const { range } of marks)
      told.push(JSON.stringify(await editor.ask('textDocument/hover', path, { position: range.start })));
    const whole = { start: { line: 0, character: 0 }, end: { line: 500, character: 0 } };
    const actions = await editor.ask<CodeAction[]>('textDocument/codeAction', path, {
      range: whole,
      context: { diagnostics: marks },
    });
    // Their edits move what stands in the file.
    told.push(JSON.stringify(actions.map(({ title }) => title)));
  }
  await editor.end();
  const text = [...told, ...editor.logged].join('\n');
  expect(text.length).toBeGreaterThan(5_000);
  expect(leaked(text)).toEqual([]);
}, 120_000);
