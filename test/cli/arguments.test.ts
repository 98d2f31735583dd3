/** Whatever stands behind the command: an answer in time, an exit code of the contract, and for wrong usage a line that helps. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commands } from '../../src/cli/manual/commands.ts';
import { flagsOf } from '../../src/cli/manual/words.ts';
import { run } from '../../src/cli/program.ts';
import { type Random, randomFrom } from '../support/random.ts';
import { buildCli, home as builtHome, runCli } from './built.ts';

/** More of them: `ARGUMENT_RUNS=2000 ARGUMENT_SEED=1 npm test -- test/cli/arguments`. */
const RUNS = Number(process.env.ARGUMENT_RUNS ?? 150);
const SEED = Number(process.env.ARGUMENT_SEED ?? 71);
/** Milliseconds for one run; the machine may be busy. */
const PATIENCE = 20_000;

/** Where `..` leads. */
let above = '';
let home = '';
let cli = '';
beforeAll(async () => {
  cli = resolve(buildCli());
  above = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-arguments-')));
  home = join(above, 'here');
  const files: Record<string, string> = {
    'docker-stack.yml': 'services:\n  web:\n    image: redis:7.4.1\n  __proto__:\n    image: a/b:1\n',
    'docker-compose.yml': 'services:\n  api:\n    build: .\n    depends_on: [db]\n  db:\n    image: postgres:16\n',
    Dockerfile: 'FROM node:22\nCMD node a.js\n',
    'sub folder/é.yml': 'a: 1\n',
    '-f': 'a: 1\n',
    'broken.json': '{',
    'empty/.keep': '',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  symlinkSync('loop', join(home, 'loop'));
}, 120_000);
afterAll(() => {
  for (const folder of [above, builtHome]) rmSync(folder, { recursive: true, force: true });
});

/** What people, scripts and attackers write where a value or a path should stand. */
const junk = [
  '',
  ' ',
  '.',
  '..',
  '--',
  '-',
  '---',
  '-x',
  '--no-such-option',
  '--formt',
  '--format',
  '--format=',
  '-f=json',
  '-fjson',
  '--=',
  '-1',
  '0',
  '1e9',
  '99999999999999999999',
  'NaN',
  'é',
  '😀',
  '\u202e',
  '\u001b[31m',
  'a\nb',
  '::error::x',
  '*',
  '**/*',
  '[',
  'a:b:c',
  ':',
  'json:',
  'json:/nowhere/at/all.json',
  'sarif:out.sarif',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'web',
  'no-such',
  'x'.repeat(5_000),
  'no/such/path',
  'docker-stack.yml',
  'Dockerfile',
  'Dockerfile/inside',
  'sub folder',
  'sub folder/é.yml',
  'empty',
  'broken.json',
  'loop',
  '/dev/null',
  '/dev/zero',
  '/proc/self/mem',
  'HEAD',
  'HEAD; touch pwned',
  '$(touch pwned)',
  '--upload-pack=touch pwned',
  'verdict=',
  'verdict=toString',
  'processes/*',
  'local-session',
  'blocked',
];

const names = commands.map(({ name }) => name).filter((name) => name !== '' && name !== 'lsp');

function someValue(values: unknown, random: Random): string {
  return Array.isArray(values) && random.chance(0.6) ? random.pick<string>(values) : random.pick(junk);
}

/** Mostly a command with options of its own, in any order; sometimes nothing that makes sense. */
function wordsOf(random: Random): readonly string[] {
  const command = random.pick(['', '', '', ...names]);
  const { options } = commands.find(({ name }) => name === command)!;
  const words: string[] = command === '' ? [] : [command];
  for (let left = random.below(6); left > 0; left--) {
    const kind = random.below(10);
    if (kind < 6) {
      const option = random.pick(random.chance(0.9) ? options : commands.flatMap((one) => one.options));
      if (option === undefined) continue;
      const { names: flags, value } = flagsOf(option);
      const flag = random.pick(flags);
      if (value === undefined || random.chance(0.1)) words.push(flag);
      else if (flag.startsWith('--') && random.chance(0.3)) words.push(`${flag}=${someValue(option.values, random)}`);
      else words.push(flag, someValue(option.values, random));
    } else if (kind < 9) words.push(random.pick(junk));
    else words.push(random.pick(['-h', '--help', '-V', '--version', ...names]));
  }
  // The order is nobody's promise.
  return random.chance(0.3) ? [...words].sort(() => random.below(3) - 1) : words;
}

/** Asked of an engine on this machine: there is none in a test. */
const noEngine = { DOCKER_HOST: 'unix:///nowhere/docker.sock', DOCKER_CONTEXT: '', XDG_CACHE_HOME: '/nowhere' };

function wrongIn(words: readonly string[], code: number | null, out: string, err: string): readonly string[] {
  const shown = words.map((word) => JSON.stringify(word.slice(0, 60))).join(' ');
  const wrong: string[] = [];
  if (code === null || ![0, 1, 2].includes(code)) wrong.push(`exit ${code}`);
  const said = err.split('\n').filter((line) => line.trim() !== '');
  if (code === 2 && !said.some((line) => /^(?:swarm-lint|error): .{10,}/.test(line)))
    wrong.push('wrong usage without a line that says so');
  if (/\n\s+at .*\d+:\d+|\bundefined\b|\[object |TypeError|RangeError/.test(err)) wrong.push('words of the machine');
  if (/[\u0000-\u0009\u000b-\u001f\u202e]/.test(`${out}${err}`)) wrong.push('what a terminal would obey');
  return wrong.map((what) => `${shown}: ${what}\n${code} ${err.slice(0, 600)}`);
}

test('many, in one process', async () => {
  const random = randomFrom(SEED);
  const before = readdirSync('.').length;
  const wrong: string[] = [];
  for (let at = 0; at < RUNS; at++) {
    const words = wordsOf(random);
    let out = '';
    let err = '';
    let code: number | null = null;
    const begun = performance.now();
    try {
      code = await run(words, {
        cwd: home,
        env: noEngine,
        out: (text) => {
          out += text;
        },
        err: (text) => {
          err += text;
        },
        terminal: false,
        elapsed: () => 1,
      });
    } catch (error) {
      err += `thrown: ${error instanceof Error || error ? (error as Error).stack : error}`;
    }
    wrong.push(...wrongIn(words, code, out, err));
    if (performance.now() - begun > PATIENCE) wrong.push(`${words.join(' ').slice(0, 200)}: too long`);
  }
  expect(wrong).toEqual([]);
  expect(readdirSync('.').length).toBe(before);
  expect(readdirSync(home)).not.toContain('pwned');
}, 600_000);

test('some, as they are shipped', () => {
  const random = randomFrom(SEED + 1);
  const wrong: string[] = [];
  for (let at = 0; at < Math.min(RUNS, 12); at++) {
    const words = wordsOf(random).filter((word) => !word.includes('\0'));
    const { code, out, err } = runCli(cli, words, home, noEngine);
    wrong.push(...wrongIn(words, code, out, err));
  }
  expect(wrong).toEqual([]);
}, 300_000);

test('what fails where nobody waits for it is a fault of ours, and no finding', () => {
  const late = "setImmediate(() => { throw new Error('made up, with DB_PASSWORD=hunter2'); });";
  for (const text of [late, late.replace('throw new Error', 'Promise.reject(new Error').replace("');", "'));")]) {
    const { code, err } = runCli(cli, ['explain', 'blocked'], home, {
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(text)}`,
    });
    expect([code, err]).toEqual([
      3,
      'swarm-lint: a fault of swarm-lint itself: made up, with DB_PASSWORD=***. Run with --debug for the trace.\n',
    ]);
  }
});

(process.platform === 'win32' ? test.skip : test)(
  'pipes and devices where a file should be keep nobody waiting',
  () => {
    execFileSync('mkfifo', [join(home, 'pipe')]);
    symlinkSync('/dev/zero', join(home, '.swarm-lint-baseline.json'));
    for (const words of [
      ['--baseline'],
      ['--baseline', 'pipe'],
      ['--write-baseline'],
      ['--prune-baseline', '--baseline', 'pipe'],
      ['cluster', '--from', 'pipe'],
      ['cluster', '--from', '/dev/zero'],
      ['convert', 'pipe'],
      ['pipe'],
      ['config', '-C', 'pipe'],
    ]) {
      const { code, out, err } = runCli(cli, words, home, noEngine);
      expect([words, code, out]).toEqual([words, 2, '']);
      expect(err).toMatch(/^swarm-lint: .*(?:not a plain file|no text file|neither a file nor a directory)/);
    }
  },
  120_000,
);
