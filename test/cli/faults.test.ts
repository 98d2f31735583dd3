/** A part of ours fails, each in turn: what was found is still shown, the exit code tells, and the trace is there for whoever asks. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Streams } from '../../src/cli/streams.ts';

/** The part that fails. */
let broken = '';

// biome-ignore lint/suspicious/noExplicitAny: functions of every kind.
type Anything = (...given: any[]) => any;

const breakable = <T extends Anything>(name: string, work: T): T =>
  ((...given) => {
    // Not for what stands in for facts that are not there.
    if (broken === name && !(name === 'assemble' && Object.keys(given[2]).length === 0))
      throw new Error('made up, with DB_PASSWORD=hunter2');
    return work(...given);
  }) as T;

/** Everything such a module exports, with parts that can be broken. */
async function breaking(path: string, names: readonly string[]): Promise<void> {
  const actual = await import(path);
  jest.unstable_mockModule(path, () => ({
    ...actual,
    ...Object.fromEntries(names.map((name) => [name, breakable(name, actual[name])])),
  }));
}

const { boundsOf } = await import('../../src/engine/bounds.ts');
jest.unstable_mockModule('../../src/engine/bounds.ts', () => ({
  boundsOf: (...given: Parameters<typeof boundsOf>) => {
    if (broken === `service ${given[0].name}`) throw new Error('made up, with DB_PASSWORD=hunter2');
    return boundsOf(...given);
  },
}));
await breaking('../../src/facts/assemble/index.ts', ['assemble']);
const stages = ['suppressionsOf', 'judge', 'verdicts', 'repositoryScore', 'remarksOnIgnores', 'graded', 'factorGrades'];
await breaking('../../src/engine/index.ts', [...stages, 'idlePatterns']);
await breaking('../../src/engine/baseline.ts', ['withBaseline']);
await breaking('../../src/engine/change.ts', ['withinChange']);
await breaking('../../src/fix/index.ts', ['fixAll', 'textEdits']);
const { formats } = await import('../../src/report/index.ts');
for (const [name, row] of formats)
  (formats as Map<string, typeof row>).set(name, {
    ...row,
    load: async () => breakable(`format ${name}`, await row.load()),
  });
const { run } = await import('../../src/cli/program.ts');

let out = '';
let err = '';
let home = '';
const streams = (): Streams => ({
  cwd: home,
  env: { XDG_CACHE_HOME: join(home, 'cache') },
  out: (text) => {
    out += text;
  },
  err: (text) => {
    err += text;
  },
  terminal: false,
  elapsed: () => 1,
});
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'swarm-lint-faults-'));
  cpSync('fixtures/projects/lift-and-shift-shop', home, { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));
beforeEach(() => {
  out = '';
  err = '';
  broken = '';
});

const ONE_LINE =
  /^swarm-lint: \d+ parts? of swarm-lint itself failed; what is shown is incomplete\. Run with --debug for the trace\.\n$/;

test('nothing fails by itself', async () => {
  expect(await run([], streams())).toBe(1);
  expect(err).toBe('');
  expect(out).toContain('processes/local-session');
  expect(out).not.toContain('our fault');
});

describe('while it is judged', () => {
  test.each([...stages.filter((one) => one !== 'judge'), 'service web'])('%s', async (name) => {
    broken = name;
    expect(await run(['--fail-on', 'never'], streams())).toBe(3);
    expect(out).toContain('processes/local-session');
    expect(out).toMatch(/our fault .*: made up, with DB_PASSWORD=\*\*\*/);
    expect(err).toMatch(ONE_LINE);
  });

  test.each(['assemble', 'judge', 'idlePatterns'])('%s: what is left is shown', async (name) => {
    broken = name;
    const code = await run([], streams());
    expect(code).toBe(3);
    expect(out).toContain('our fault');
    expect(out).not.toContain('hunter2');
    // Facts that are not there break no rule.
    if (name === 'assemble') expect(out).toMatch(/\n0 errors, 0 warnings, 0 infos/);
    expect(err).toMatch(ONE_LINE);
  });

  test('the other services keep their verdicts', async () => {
    broken = 'service web';
    expect(await run(['-f', 'json'], streams())).toBe(3);
    const { services, faults } = JSON.parse(out);
    expect(faults).toEqual([{ what: expect.stringContaining('web'), error: 'made up, with DB_PASSWORD=***' }]);
    expect(services.length).toBeGreaterThan(1);
    expect(services.map(({ name }: { name: string }) => name)).not.toContain('web');
  });

  test('traces when asked, without secrets', async () => {
    broken = 'verdicts';
    expect(await run(['--debug'], streams())).toBe(3);
    expect(err).toMatch(/^swarm-lint: 1 part.*incomplete\.\nthe verdicts\nError: made up.*\n {4}at /);
    expect(err + out).not.toContain('hunter2');
  });
});

describe('when it is shown', () => {
  test.each([...formats.keys()])('%s, alone: findings are listed all the same', async (name) => {
    broken = `format ${name}`;
    expect(await run(['-f', name], streams())).toBe(3);
    expect(out).toBe('');
    expect(err).toMatch(/^\S+:\d+:\d+ error .* \(processes\/local-session\)$/m);
    expect(err).toMatch(/\nswarm-lint: 1 part of swarm-lint itself failed;.*\n$/);
  });

  test('one of several', async () => {
    broken = 'format sarif';
    expect(await run(['-f', 'text', '-f', 'sarif:a.sarif', '-f', 'json:a.json'], streams())).toBe(3);
    expect(out).toContain('processes/local-session');
    expect(JSON.parse(readFileSync(join(home, 'a.json'), 'utf8')).findings.length).toBeGreaterThan(5);
    expect(err).toMatch(ONE_LINE);
  });

  test('the edits of fixes', async () => {
    broken = 'textEdits';
    expect(await run(['-f', 'json'], streams())).toBe(3);
    expect(JSON.parse(out).findings.length).toBeGreaterThan(5);
    expect(err).toMatch(ONE_LINE);
  });

  test('the baseline', async () => {
    expect(await run(['--write-baseline', 'known', '-q'], streams())).toBe(0);
    broken = 'withBaseline';
    out = '';
    err = '';
    expect(await run(['--baseline', 'known'], streams())).toBe(3);
    expect(out).toContain('processes/local-session');
  });

  test.each([[['--fix']], [['--fix-dry-run']]])('fixing: %s', async (words) => {
    broken = 'fixAll';
    expect(await run(words, streams())).toBe(3);
    if (words[0] === '--fix') expect(out).toContain('processes/local-session');
    expect(err).toMatch(ONE_LINE);
  });
});

describe('other commands', () => {
  test.each([
    ['facts', ['facts']],
    ['env', ['env']],
    ['explain-service', ['explain-service', 'database']],
    ['init', ['init', '--stdout']],
  ])('%s says it', async (_name, words) => {
    broken = 'service web';
    expect(await run(words, streams())).toBe(3);
    expect(out.length).toBeGreaterThan(50);
    expect(err).toMatch(ONE_LINE);
  });
});
