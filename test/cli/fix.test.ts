/** `--fix` on disk: what is written, what is left alone, and what is said. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { run } from '../../src/cli/program.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-fix-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function lint(...words: readonly string[]) {
  let [out, err] = ['', ''];
  const code = await run(words, {
    cwd: folder,
    env: {},
    out: (text) => (out += text),
    err: (text) => (err += text),
    terminal: false,
    elapsed: () => 0,
  });
  return { code, out, err };
}

const stack = `# the shop
services:
  web:
    image: registry.example/web:1.4.2 # pinned
    environment:
      DB_PASSWORD: hunter2
    deploy:
      restart_policy:
        condition: any
        max_attempts: 3
        delay: 5s
    logging: { driver: local }

volumes: {}
`;
const mended = stack.replace('        max_attempts: 3\n', '');
const at = (name = 'docker-stack.yml') => join(folder, name);
const write = (text: string | Buffer, name = 'docker-stack.yml') => writeFileSync(at(name), text);
const text = (name = 'docker-stack.yml') => readFileSync(at(name), 'utf8');
const git = (...words: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...words], {
    cwd: folder,
    encoding: 'utf8',
  });

test('writes what is safe, says so, and reports what is left', async () => {
  write(stack);
  chmodSync(at(), 0o640);
  const { out, err } = await lint('--fix', '.');
  expect(text()).toBe(mended);
  expect(statSync(at()).mode & 0o777).toBe(0o640);
  expect(err).toContain('1 finding mended in 1 file.');
  expect(out).not.toContain('restart-gives-up');
  expect(out).toContain('secret-in-stack-env');
  expect(readdirSync(folder)).toEqual(['docker-stack.yml']);
  expect((await lint('--fix', '.')).err).toContain('nothing can be mended');
});

test('a dry run writes nothing, and its diff holds no secret', async () => {
  write(stack.replace('      restart_policy', '      replicas: 2\n      restart_policy'));
  const before = text();
  const { code, out, err } = await lint('--fix-dry-run', '.');
  expect(code).toBe(1);
  expect(text()).toBe(before);
  expect(out).toMatch(/^--- a\/docker-stack\.yml\n\+\+\+ b\/docker-stack\.yml\n@@ /);
  expect(out).toContain('\n-        max_attempts: 3\n');
  expect(out + err).not.toContain('hunter2');
  expect(err).toContain('1 finding would be mended in 1 file.');
  await lint('--fix', '.');
  expect(await lint('--fix-dry-run', '.')).toMatchObject({ code: 0, out: '' });
  expect((await lint('--fix-dry-run', '-f', 'json', '.')).code).toBe(2);
});

test('the diff is one that git applies', async () => {
  const plain = stack.replace('    environment:\n      DB_PASSWORD: hunter2\n', '');
  write(plain);
  git('init', '-q');
  const { out } = await lint('--fix-dry-run', '.');
  write(out, 'change.diff');
  git('apply', 'change.diff');
  expect(text()).toBe(plain.replace('        max_attempts: 3\n', ''));
});

test('line ends and byte order marks stay', async () => {
  write(`\ufeff${stack.replaceAll('\n', '\r\n')}`);
  await lint('--fix', '.');
  expect(text()).toBe(`\ufeff${mended.replaceAll('\n', '\r\n')}`);
});

test('a file in UTF-16 is left as it is, with a word', async () => {
  const bytes = Buffer.from(`\ufeff${stack}`, 'utf16le');
  write(bytes);
  const { code, err } = await lint('--fix', '.');
  expect(code).toBe(2);
  expect(err).toContain('docker-stack.yml: not mended, for it is not stored as UTF-8');
  expect(readFileSync(at())).toEqual(bytes);
});

test('a link stays a link; what lies outside is not written', async () => {
  write(stack, 'real.yml');
  symlinkSync('real.yml', at());
  await lint('--fix', '.');
  expect(text('real.yml')).toBe(mended);
  expect(
    readdirSync(folder, { withFileTypes: true })
      .find(({ name }) => name === 'docker-stack.yml')!
      .isSymbolicLink(),
  ).toBe(true);
});

test('what is accepted is left alone: by a comment, by the baseline', async () => {
  write(
    stack
      .replace('        max_attempts', '        # swarm-lint-ignore restart-gives-up -- it may\n        max_attempts')
      .replace('restart-gives-up', 'disposability/restart-gives-up'),
  );
  const before = text();
  await lint('--fix', '.');
  expect(text()).toBe(before);
  write(stack);
  await lint('--write-baseline', '--fail-on', 'never');
  await lint('--fix', '--baseline');
  expect(text()).toBe(stack);
});

test('with --staged only what is staged is mended', async () => {
  git('init', '-q');
  write(stack);
  git('add', '.');
  git('commit', '-qm', 'first');
  write(stack.replace('web:1.4.2', 'web:1.4.3'));
  git('add', '.');
  await lint('--fix', '--staged', '.');
  expect(text()).toContain('max_attempts');
  write(stack.replace('max_attempts: 3', 'max_attempts: 4'));
  git('add', '.');
  await lint('--fix', '--staged', '.');
  expect(text()).not.toContain('max_attempts');
});
