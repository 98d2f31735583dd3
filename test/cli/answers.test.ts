/** What a run said is said again where nothing is different, and never where something is. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Answer, readAnswer, writeAnswer } from '../../src/cli/answers/file.ts';
import { buildCli, home, type Ran, runCli } from './built.ts';

const top = mkdtempSync(join(tmpdir(), 'swarm-lint-answers-'));
const cache = join(top, 'cache');
const code = join(cache, 'swarm-lint', 'code');
const MARK = '*** said again ***\n';
let cli = '';
let count = 0;
/** Its stack file is a link to `one.txt`. */
let linked = '';
/** Its `.git` is a file. */
let worktree = '';

const git = (cwd: string, ...words: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...words], { cwd });

const say = (
  cwd: string,
  words: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  program = cli,
): Ran => runCli(program, words, cwd, { XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, ...env });

/** All but how long it took. */
const told = ({ code: exit, out, err }: Ran) => ({
  exit,
  out: out.replace(/\d+\.\d s\n$/, '').replace(/"durationMs": \d+/, ''),
  err,
});

const names = (): readonly string[] => readdirSync(code).filter((name) => name.startsWith('answer-'));

/** Every answer that is kept begins with a mark from now on: what is said again is seen to be. */
function mark(change: (answer: Answer) => Partial<Answer> = () => ({})): void {
  for (const name of names()) {
    const bytes = readFileSync(join(code, name));
    const { call } = JSON.parse(bytes.toString('utf8', 4, bytes.indexOf(10, 4)));
    const answer = readAnswer(code, call)!;
    const [first, ...others] = answer.said;
    if (first!.text.startsWith(MARK)) continue;
    const { duration } = first!;
    const slot = duration && { ...duration, start: duration.start + MARK.length, end: duration.end + MARK.length };
    const marked = { ...first!, text: MARK + first!.text, ...(slot && { duration: slot }) };
    writeAnswer(code, { ...answer, said: [marked, ...others], ...change(answer) });
  }
}

const isAgain = ({ out, err }: Ran): boolean => `${out}${err}`.includes(MARK);

/** Repositories that nobody has touched for long enough: made all at once, for it takes seconds. `more.env` is not tracked in them. */
const pool: string[] = [];
const settled = (): string => pool.pop()!;

function repository(fill: (path: string) => void = () => {}): string {
  const path = join(top, String(count++));
  cpSync('fixtures/projects/nest-bad', path, { recursive: true });
  fill(path);
  git(path, 'init', '-q');
  git(path, 'add', '-A');
  writeFileSync(join(path, 'more.env'), 'A=1\n');
  return path;
}

/** The same, with an answer that is marked. */
function answered(words: readonly string[] = [], folder = '', path = settled()) {
  const cwd = join(path, folder);
  const first = say(cwd, words);
  mark();
  const second = say(cwd, words);
  expect(isAgain(second)).toBe(true);
  return { path, cwd, first, second };
}

beforeAll(async () => {
  cli = resolve(buildCli());
  for (let at = 0; at < 32; at++) pool.push(repository());
  linked = repository((path) => {
    renameSync(join(path, 'docker-stack.yml'), join(path, 'one.txt'));
    symlinkSync('one.txt', join(path, 'docker-stack.yml'));
  });
  worktree = join(top, 'worktree');
  const origin = repository();
  git(origin, 'commit', '-qm', 'All');
  git(origin, 'worktree', 'add', '-q', worktree);
  await setTimeout(2_200);
}, 600_000);
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  rmSync(top, { recursive: true, force: true });
});

test.each([
  ['text', []],
  ['text, without findings', ['--quiet']],
  ['JSON', ['--format', 'json']],
  ['SARIF', ['--format', 'sarif']],
  ['a folder', ['apps']],
  ['a format for pages', ['--format', 'html']],
])(
  '%s comes out as before, with another duration',
  (_story, words) => {
    const { cwd, first, second } = answered(words);
    const plain = say(cwd, [...words, '--no-cache']);
    expect(told(first)).toEqual(told(plain));
    expect(told({ ...second, out: second.out.replace(MARK, ''), err: second.err.replace(MARK, '') })).toEqual(
      told(plain),
    );
  },
  60_000,
);

type Story = readonly [story: string, change: (path: string) => void];
const inFile = (path: string, from: string, to: string): void => {
  const before = readFileSync(path, 'utf8');
  expect(before).toContain(from);
  writeFileSync(path, before.replace(from, to));
};
const stories: readonly Story[] = [
  ['another text of the same length', (path) => inFile(join(path, 'docker-stack.yml'), 'replicas: 3', 'replicas: 4')],
  [
    'another text that claims to be as old',
    (path) => {
      const file = join(path, 'docker-stack.yml');
      const { atime, mtime } = statSync(file);
      inFile(file, 'replicas: 3', 'replicas: 5');
      utimesSync(file, atime, mtime);
    },
  ],
  ['another program', (path) => appendFileSync(join(path, 'apps/api/src/main.ts'), '\nprocess.on("SIGTERM", stop);\n')],
  [
    'a new file',
    (path) => writeFileSync(join(path, 'docker-stack.more.yml'), 'services:\n  more:\n    image: nginx\n'),
  ],
  ['a file less', (path) => unlinkSync(join(path, 'apps/api/Dockerfile'))],
  ['another name', (path) => renameSync(join(path, 'docker-stack.yml'), join(path, 'stack.yml'))],
  ['a file that git forgets', (path) => git(path, 'rm', '-q', '--cached', 'apps/api/Dockerfile')],
  ['a file that git ignores', (path) => writeFileSync(join(path, '.git/info/exclude'), 'more.env\n')],
  ['a configuration', (path) => writeFileSync(join(path, '.swarm-lint.yaml'), 'target: compose\n')],
  ['no repository any more', (path) => rmSync(join(path, '.git'), { recursive: true })],
];
test.each(stories)(
  'something is different: %s',
  (_story, change) => {
    const { path, cwd } = answered();
    change(path);
    const now = say(cwd);
    expect(isAgain(now)).toBe(false);
    expect(told(now)).toEqual(told(say(cwd, ['--no-cache'])));
  },
  60_000,
);

test('a configuration that appears above the folder', () => {
  const { path, cwd } = answered([], 'apps');
  writeFileSync(join(path, '.swarm-lint.yaml'), 'target: compose\n');
  expect(isAgain(say(cwd))).toBe(false);
}, 60_000);

test('another end of a link', () => {
  const { path, cwd } = answered([], '', linked);
  appendFileSync(join(path, 'one.txt'), '# more\n');
  expect(isAgain(say(cwd))).toBe(false);
}, 60_000);

test('in a linked worktree', () => {
  const { cwd } = answered([], '', worktree);
  appendFileSync(join(cwd, 'docker-stack.yml'), '# more\n');
  expect(isAgain(say(cwd))).toBe(false);
}, 60_000);

test('somebody else asks, elsewhere, otherwise, or on another day', () => {
  const { path } = answered();
  // What nobody looked at makes no difference.
  expect(isAgain(say(path, [], { SHLVL: '9' }))).toBe(true);
  expect(isAgain(say(path, ['--verbose']))).toBe(false);
  expect(isAgain(say(path, ['.']))).toBe(false);
  expect(isAgain(say(join(path, 'apps')))).toBe(false);
  expect(isAgain(say(path, [], { FORCE_COLOR: '1' }))).toBe(false);
  expect(isAgain(say(path, [], { LC_ALL: 'C' }))).toBe(false);
  expect(isAgain(say(path, [], { SWARM_LINT_NO_CODE_CACHE: '1' }))).toBe(false);
  for (const name of names()) rmSync(join(code, name));
  say(path);
  mark(() => ({ today: '2024-02-29' }));
  expect(isAgain(say(path))).toBe(false);
}, 60_000);

test('an answer that is damaged is none', () => {
  const { path } = answered();
  for (const name of names()) {
    const bytes = readFileSync(join(code, name));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(join(code, name), bytes);
  }
  expect(isAgain(say(path))).toBe(false);
}, 60_000);

test('files that were just written may be written again without a sign: nothing is kept', () => {
  const path = settled();
  for (const name of names()) rmSync(join(code, name));
  appendFileSync(join(path, 'docker-stack.yml'), '# more\n');
  say(path);
  expect(names()).toEqual([]);
}, 60_000);

test.each([
  [['--no-cache']],
  [['--cache-location', join(top, 'elsewhere')]],
  [['--write-baseline']],
  [['--staged']],
  [['--fix-dry-run']],
  [['--format', `sarif:${join(top, 'out.sarif')}`]],
  [['--format', 'github']],
  [['--format', 'junit']],
  [['no-such-folder']],
  [['explain', 'local-session']],
])(
  'nothing is kept of %j',
  (words) => {
    const path = settled();
    for (const name of names()) rmSync(join(code, name));
    say(path, words);
    expect(names()).toEqual([]);
  },
  60_000,
);

test('old answers go when there are many', () => {
  const path = settled();
  for (let at = 0; at < 18; at++) say(path, ['--max-findings', String(at + 1)]);
  expect(names().length).toBeLessThanOrEqual(16);
}, 60_000);
