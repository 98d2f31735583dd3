/** A baseline as scripts use it: written, read, pruned; and what happens when the file is not what it should be. */
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildCli, home, type Ran, runCli } from './built.ts';

let cli = '';
let work = '';
const bad = 'services:\n  web:\n    image: x.example/web:latest\n    environment: {DB_PASSWORD: sesame-open-now}\n';
const file = '.swarm-lint-baseline.json';
const write = (name: string, text: string) => writeFileSync(join(work, name), text);
const read = (name: string) => readFileSync(join(work, name), 'utf8');
const run = (...words: string[]): Ran => runCli(cli, words, work);

beforeAll(async () => {
  cli = resolve(buildCli());
  work = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-baseline-')));
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  rmSync(work, { recursive: true, force: true });
});
beforeEach(() => {
  write('docker-stack.yml', `${bad}    deploy: {replicas: 1}\n`);
  rmSync(join(work, file), { force: true });
});

test('written once, it lets the build pass until something is new', () => {
  expect(run('--quiet').code).toBe(1);
  const written = run('--write-baseline');
  expect(written.code).toBe(0);
  expect(written.err).toMatch(
    /^swarm-lint: \d+ findings and the verdicts of 1 service written to \.swarm-lint-baseline\.json\.\n$/,
  );
  expect(read(file)).not.toContain('sesame');
  const again = run('--baseline', '--fail-on-verdict-drop');
  expect({ code: again.code, err: again.err }).toEqual({ code: 0, err: '' });
  expect(again.out).toMatch(/0 errors, 0 warnings, 0 infos in \d+ files? · \d+ accepted/);
  write(
    'docker-stack.yml',
    `# moved\n\n${bad}      API_TOKEN: another-secret-of-ours\n    deploy: {replicas: 1}\n`.replace(
      ' {DB_PASSWORD: sesame-open-now}',
      '\n      DB_PASSWORD: sesame-open-now',
    ),
  );
  const later = run('--baseline', file, '-f', 'json');
  expect(later.code).toBe(1);
  const open = JSON.parse(later.out).findings.filter((one: { suppressed: unknown }) => one.suppressed === null);
  expect(open.map((one: { message: string }) => one.message).join()).toContain('API_TOKEN');
  expect(open).toHaveLength(1);
});

test('a worse verdict fails the run, and says which', () => {
  run('--write-baseline');
  write(file, read(file).replace('"verdict":"unknown"', '"verdict":"ready"'));
  expect(run('--baseline').code).toBe(0);
  const { code, err } = run('--baseline', '--fail-on-verdict-drop');
  expect(code).toBe(1);
  expect(err).toBe('swarm-lint: the verdict of web (docker-stack.yml) dropped from ready to unknown\n');
});

test('pruned, it forgets what is settled', () => {
  run('--write-baseline');
  write('docker-stack.yml', bad.replace('latest', '1.0.0'));
  const before = read(file);
  const { code, err } = run('--prune-baseline');
  expect(code).toBe(0);
  expect(err).toMatch(/^swarm-lint: 1 finding dropped from \.swarm-lint-baseline\.json, \d+ left\.\n$/);
  expect(before.split('\n').filter((line) => !read(file).includes(line.replace(/,$/, '')))).toEqual([
    expect.stringContaining('build-release-run/mutable-image-tag'),
  ]);
});

describe('wrong usage', () => {
  test.each([
    [['--baseline'], 'there is no baseline ".swarm-lint-baseline.json"; --write-baseline makes it.'],
    [['--baseline', 'docker-stack.yml'], '"docker-stack.yml" cannot be used as a baseline: it is not JSON.'],
    [['--write-baseline', 'docker-stack.yml'], '"docker-stack.yml" cannot be used as a baseline: it is not JSON.'],
    [['--write-baseline', '.'], 'it is a directory'],
    [['--fail-on-verdict-drop'], 'name it with --baseline'],
    [['--write-baseline', '--prune-baseline'], 'leave it out'],
    [['docker-stack.yml', '--prune-baseline'], 'lint all that the baseline is about'],
  ])('%j', (words, message) => {
    const { code, out, err } = run(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(read('docker-stack.yml')).toContain('services:');
    expect(existsSync(join(work, file))).toBe(false);
  });
});
