import { expect, test } from '@jest/globals';
import { copies, dockerIgnoredBy, gitIgnoredBy } from '../../src/facts/path-patterns.ts';
import { startOf, type Text } from '../../src/source/index.ts';

const patterns = (...lines: readonly string[]): readonly Text[] =>
  lines.map((raw) => ({ raw, value: raw, at: startOf('ignore') }));

test.each([
  ['node_modules', 'node_modules/a.js', true],
  ['node_modules', 'api/node_modules/a.js', false],
  ['**/node_modules', 'api/node_modules/a.js', true],
  ['*.lock', 'yarn.lock', true],
  ['*.lock', 'api/yarn.lock', false],
  ['/dist/', 'dist/main.js', true],
  ['a/../b', 'b', true],
  ['src/**/*.test.ts', 'src/deep/er/x.test.ts', true],
  ['src/?.ts', 'src/a.ts', true],
  ['src/[ab].ts', 'src/c.ts', false],
])('.dockerignore line %s and %s', (line, path, ignored) => {
  expect(dockerIgnoredBy(path, patterns(line)) !== undefined).toBe(ignored);
});

test('the last line that matches decides in .dockerignore', () => {
  const lines = patterns('*', '!package*.json', 'package-lock.json');
  expect(dockerIgnoredBy('package.json', lines)).toBeUndefined();
  expect(dockerIgnoredBy('package-lock.json', lines)?.raw).toBe('package-lock.json');
  expect(dockerIgnoredBy('server.js', lines)?.raw).toBe('*');
});

test.each([
  ['config', 'deep/config/nginx.conf', true],
  ['/config', 'deep/config/nginx.conf', false],
  ['config/', 'config/nginx.conf', true],
  ['config/', 'config', false],
  ['*.conf', 'deep/nginx.conf', true],
  ['a/b', 'x/a/b', false],
])('.gitignore line %s and %s', (line, path, ignored) => {
  expect(gitIgnoredBy(path, patterns(line)) !== undefined).toBe(ignored);
});

test('git takes back a file, but none below an ignored directory', () => {
  expect(gitIgnoredBy('a.env', patterns('*.env', '!a.env'))).toBeUndefined();
  expect(gitIgnoredBy('config/keep', patterns('config', '!config/keep'))?.raw).toBe('config');
});

test.each([
  ['.', 'a/b', true],
  ['./src/', 'src/a.ts', true],
  ['package*.json', 'package-lock.json', true],
  ['package*.json', 'yarn.lock', false],
  ['src', 'srcs/a.ts', false],
])('COPY %s and %s', (source, path, taken) => {
  expect(copies(source, path)).toBe(taken);
});
