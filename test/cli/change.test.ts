/** `--since` and `--staged` as a pull request and a hook use them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildCli, home, type Ran, runCli } from './built.ts';

let cli = '';
let work = '';
const run = (...words: string[]): Ran => runCli(cli, words, work);
const write = (text: string) => writeFileSync(join(work, 'docker-stack.yml'), text);
const git = (...words: string[]): void => {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...words], {
    cwd: work,
    stdio: 'ignore',
  });
};
const secret = (name: string) =>
  `  ${name}:\n    image: x.example/${name}:1\n    environment: {DB_PASSWORD: sesame-${name}-now}\n    deploy: {replicas: 1}\n`;

beforeAll(async () => {
  cli = resolve(buildCli());
  work = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-change-')));
  git('init', '-q', '-b', 'main');
  write(`services:\n${secret('web')}`);
  git('add', '-A');
  git('commit', '-q', '-m', 'x');
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  rmSync(work, { recursive: true, force: true });
});

test('only the change decides', () => {
  expect(run('--quiet').code).toBe(1);
  const same = run('--since', 'main');
  expect(same.code).toBe(0);
  expect(same.err).toMatch(/^swarm-lint: 0 of \d+ findings in the change since main \(0 files\)\.\n$/);
  // The services are still judged.
  expect(same.out).toContain('web ');
  write(`services:\n${secret('web')}${secret('api')}`);
  const { code, out } = run('--since', 'main', '-f', 'json');
  expect(code).toBe(1);
  const { findings, services } = JSON.parse(out);
  expect(new Set(findings.map(({ service }: { service: string }) => service))).toEqual(new Set(['api']));
  expect(services.map(({ name }: { name: string }) => name)).toEqual(['web', 'api']);
  expect(run('--staged').code).toBe(0);
  git('add', '-A');
  expect(run('--staged').code).toBe(1);
});

describe('wrong usage', () => {
  test.each([
    [['--since', 'nonsense'], 'there is no revision "nonsense" here. "git fetch origin nonsense" may bring it.'],
    [['--since', 'main', '--staged'], 'give one of them'],
  ])('%j', (words, message) => {
    const { code, out, err } = run(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
