/** Which lines a change touches, asked of a real git; and what a hostile repository can make it start: nothing. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ChangeOf, changeOf } from '../../src/discover/changes.ts';
import { parsePatch } from '../../src/discover/patch.ts';

let work = '';
let root = '';
beforeEach(() => {
  work = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-changes-')));
  root = join(work, 'repository');
  mkdirSync(root);
  git('init', '-q', '-b', 'main');
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

const gitIn = (directory: string, ...words: string[]): void => {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'core.autocrlf=false', ...words], {
    cwd: directory,
    stdio: 'ignore',
  });
};
const git = (...words: string[]): void => gitIn(root, ...words);
const write = (path: string, text: string | Buffer): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const commit = (): void => {
  git('add', '-A');
  git('commit', '-q', '-m', 'x');
};
const change = async (what: ChangeOf, directory = root) => Object.fromEntries(await changeOf(directory, what));
const lines = (...numbers: number[]): string => numbers.map((number) => `line ${number}\n`).join('');
const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

describe('since a revision', () => {
  test('what is committed, staged, edited and new counts', async () => {
    for (const name of ['committed', 'staged', 'edited', 'same']) write(name, lines(...ten));
    commit();
    git('checkout', '-q', '-b', 'feature');
    write('committed', lines(0, ...ten));
    commit();
    write('staged', lines(...ten, 11, 12));
    git('add', 'staged');
    write('edited', lines(1, 2, 33, 4, 5, 6, 7, 8, 9, 10));
    write('new', 'x\n');
    write('.gitignore', 'ignored\n');
    write('ignored', 'x\n');
    expect(await change({ since: 'main' })).toEqual({
      committed: [{ first: 1, last: 1 }],
      staged: [{ first: 11, last: 12 }],
      edited: [{ first: 3, last: 3 }],
      new: 'all',
      '.gitignore': 'all',
    });
  });

  test('what others did meanwhile does not', async () => {
    write('a', lines(...ten));
    write('b', lines(...ten));
    commit();
    git('branch', 'feature');
    write('a', lines(1));
    commit();
    git('checkout', '-q', 'feature');
    write('b', lines(...ten, 11));
    commit();
    expect(await change({ since: 'main' })).toEqual({ b: [{ first: 11, last: 11 }] });
  });

  test('where lines are gone, how deep they were; deleted files have none; renamed ones only what else changed', async () => {
    write('gone', '');
    write('a', 'web:\n  image: x\n\n  check: y\nnext:\n');
    write('old', lines(...ten));
    commit();
    rmSync(join(root, 'gone'));
    write('a', 'web:\n  image: x\nnext:\n');
    renameSync(join(root, 'old'), join(root, 'renamed'));
    write('renamed', lines(...ten, 11));
    git('add', '-A');
    expect(await change({ since: 'HEAD' })).toEqual({
      a: [{ below: 2, indent: 2 }],
      renamed: [{ first: 11, last: 11 }],
    });
  });

  test.each(['with space', 'täst/ünï.yml', 'quo"te', 'back\\slash', 'a\tb', 'b/b', '-x'])(
    'a file called %j',
    async (name) => {
      write(name, lines(1, 2));
      commit();
      write(name, lines(1, 22));
      expect(await change({ since: 'HEAD' })).toEqual({ [name]: [{ first: 2, last: 2 }] });
    },
  );

  test('line ends alone are no change, and lines are counted with those of Windows', async () => {
    write('same', lines(1, 2));
    write('more', lines(1, 2).replaceAll('\n', '\r\n'));
    commit();
    write('same', lines(1, 2).replaceAll('\n', '\r\n'));
    write('more', lines(1, 2, 3).replaceAll('\n', '\r\n'));
    expect(await change({ since: 'HEAD' })).toEqual({ more: [{ first: 3, last: 3 }] });
  });

  test('a file that git takes for binary counts as a whole, whatever its name', async () => {
    write('.gitattributes', '*.lock -diff\n');
    write('old and.lock', lines(...ten));
    write('b.lock', 'x\n');
    commit();
    git('mv', 'old and.lock', 'new\tand.lock');
    write('new\tand.lock', lines(...ten, 11));
    write('b.lock', 'y\n');
    git('add', '-A');
    expect(await change({ since: 'HEAD' })).toEqual({ 'b.lock': 'all', 'new\tand.lock': 'all' });
  });

  test('below the top, paths start at the directory', async () => {
    write('app/a', lines(1));
    write('b', lines(1));
    commit();
    write('app/a', lines(1, 2));
    write('b', lines(1, 2));
    expect(await change({ since: 'HEAD' }, join(root, 'app'))).toEqual({ a: [{ first: 2, last: 2 }] });
  });
});

describe('staged', () => {
  test('the files that are staged, with all that differs in them', async () => {
    write('a', lines(...ten));
    write('b', lines(...ten));
    commit();
    write('a', lines(0, ...ten));
    git('add', 'a');
    write('a', lines(0, ...ten, 11));
    write('b', lines(1));
    write('new', 'x');
    expect(await change('staged')).toEqual({
      a: [
        { first: 1, last: 1 },
        { first: 12, last: 12 },
      ],
    });
  });
  test('before the first commit', async () => {
    write('a', 'x\n');
    git('add', 'a');
    expect(await change('staged')).toEqual({ a: 'all' });
  });
});

describe('what cannot be told says what to do', () => {
  test.each([
    ['nonsense', 'there is no revision "nonsense" here. "git fetch origin nonsense" may bring it.'],
    ['--output=x', '"--output=x" is no name of a revision'],
    ['', '"" is no name of a revision'],
  ])('%j', async (since, message) => {
    write('a', 'x\n');
    commit();
    await expect(change({ since })).rejects.toThrow(message);
  });

  test('a shallow clone', async () => {
    for (const number of ten.slice(0, 3)) {
      write('a', lines(number));
      commit();
    }
    git('checkout', '-q', '-b', 'feature', 'HEAD~1');
    write('b', 'x');
    commit();
    const clone = join(work, 'clone');
    gitIn(work, 'clone', '-q', '--depth=1', '--branch=feature', `file://${root}`, 'clone');
    await expect(change({ since: 'main' }, clone)).rejects.toThrow(
      'there is no revision "main" here. This clone is shallow: run "git fetch --depth=100 origin main:refs/remotes/origin/main" and say --since origin/main',
    );
    gitIn(clone, 'fetch', '-q', '--depth=1', 'origin', 'main:refs/remotes/origin/main');
    await expect(change({ since: 'main' }, clone)).rejects.toThrow('Did you mean "origin/main"?');
    await expect(change({ since: 'origin/main' }, clone)).rejects.toThrow(
      'no commit is known that "origin/main" and HEAD have in common. This clone is shallow: run "git fetch --deepen=100',
    );
    gitIn(clone, 'fetch', '-q', '--unshallow');
    expect(await change({ since: 'origin/main' }, clone)).toEqual({ b: 'all' });
  });

  test('no commit, no repository', async () => {
    await expect(change({ since: 'HEAD' })).rejects.toThrow('there is no revision "HEAD" here');
    await expect(change('staged', work)).rejects.toThrow('no work tree of git');
  });
});

const posix = process.platform === 'win32' ? test.skip : test;

posix('nothing that a repository names is started', async () => {
  write('a.yml', lines(1));
  write('sub/b', 'x');
  commit();
  const mark = join(work, 'started');
  const program = join(work, 'program.sh');
  writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\ncat\n`);
  chmodSync(program, 0o755);
  for (const [name, value] of [
    ['filter.evil.clean', program],
    ['filter.evil.smudge', program],
    ['filter.evil.required', 'true'],
    ['filter.e=v il.process', program],
    ['diff.evil.textconv', program],
    ['diff.evil.command', program],
    ['diff.external', program],
    ['core.fsmonitor', program],
    ['core.pager', program],
    ['pager.diff', program],
    ['core.hooksPath', work],
    ['alias.diff', `!${program}`],
  ] as const)
    git('config', name, value);
  write('.git/info/attributes', '*.yml filter=evil diff=evil\n*.md filter=e=v\\ il\n');
  write('.gitattributes', '*.yml filter=evil diff=evil\n');
  write('a.yml', lines(1, 2));
  expect(await change({ since: 'HEAD' })).toMatchObject({ 'a.yml': [{ first: 2, last: 2 }] });
  expect(await change('staged')).toEqual({});
  expect(existsSync(mark)).toBe(false);
  // The trap works: git by itself falls into it.
  execFileSync('git', ['diff', 'HEAD'], { cwd: root, stdio: 'ignore' });
  expect(existsSync(mark)).toBe(true);
});

test('lines of a patch that look like its own headers are lines', () => {
  const patch = [
    'diff --git a/a b/a',
    '--- a/a',
    '+++ b/a',
    '@@ -1,2 +1,2 @@',
    '--- a/evil',
    '-@@ -1 +9 @@',
    '+++ b/evil',
    '+diff --git a/x b/x',
    '\\ No newline at end of file',
    '',
  ].join('\n');
  expect([...parsePatch(patch)]).toEqual([['a', [{ first: 1, last: 2 }]]]);
});
