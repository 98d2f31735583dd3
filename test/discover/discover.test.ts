import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { askForFilesAhead } from '../../src/discover/git.ts';
import { discover, PathError } from '../../src/discover/index.ts';
import type { Reader } from '../../src/facts/index.ts';

/** Claims every `.yml` file and every Dockerfile. */
const readers: Reader[] = [
  { name: 'all', claims: (path) => path.endsWith('.yml') || path.endsWith('Dockerfile'), read: () => ({}) },
];

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'swarm-lint-discover-')));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Record<string, string | Buffer>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

const git = (...words: string[]): void => {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...words], {
    cwd: root,
    stdio: 'ignore',
  });
};

/** Git was asked before anybody wanted to know. */
let ahead = false;
afterEach(() => {
  ahead = false;
});

const run = (...paths: string[]) => {
  if (ahead) askForFilesAhead(root);
  return discover(root, paths, readers);
};
const reasons = (found: { gaps: readonly { at: { file: string }; why: string }[] }): Record<string, string> =>
  Object.fromEntries(found.gaps.map((gap) => [gap.at.file, gap.why]));

const posix = process.platform === 'win32' ? test.skip : test;

describe.each([
  { git: true, early: false },
  { git: true, early: true },
  { git: false, early: false },
])('with git: $git, asked ahead: $early', (kind) => {
  beforeEach(() => {
    ahead = kind.early;
  });

  const start = (files: Record<string, string | Buffer>): void => {
    write(files);
    if (kind.git) git('init', '-q');
  };

  test('claimed files are loaded in sorted order, the others only listed', async () => {
    start({ 'z.yml': 'z', 'a/b.yml': 'b', 'notes.txt': 'n', '.github/ci.yml': 'c' });
    const found = await run();
    expect(Object.keys(found.tree)).toEqual(['.github/ci.yml', 'a/b.yml', 'z.yml']);
    expect(found.listing).toEqual(['.github/ci.yml', 'a/b.yml', 'notes.txt', 'z.yml']);
    expect(found.repository.versionControl).toBe(kind.git ? 'git' : 'none');
    expect(found.gaps).toEqual([]);
  });

  test('ignored files are left out', async () => {
    start({ '.gitignore': 'secret.yml\n', 'secret.yml': 's', 'a/secret.yml': 's', 'a/kept.yml': 'k' });
    expect(Object.keys((await run()).tree)).toEqual(['a/kept.yml']);
  });

  test('several paths: their common directory is the root, and only they are loaded', async () => {
    start({ 'a/one.yml': '1', 'a/two.yml': '2', 'b/three.yml': '3', 'c/four.yml': '4' });
    const found = await run('a/one.yml', 'b');
    expect(found.root).toBe(root);
    expect(Object.keys(found.tree)).toEqual(['a/one.yml', 'b/three.yml']);
  });

  test('one directory below is the root', async () => {
    start({ 'a/one.yml': '1', 'b/three.yml': '3' });
    const found = await run('a');
    expect(found.root).toBe(join(root, 'a'));
    expect(found.listing).toEqual(['one.yml']);
  });

  posix('awkward names survive', async () => {
    const names = [
      'a b.yml',
      "it's.yml",
      'say "hi".yml',
      'line\nbreak.yml',
      'line\nbreak/inside.yml',
      'bell\u0007.yml',
      'right\u202Eleft.yml',
      '__proto__/x.yml',
      '[x]{y}*.yml',
      'back\\slash.yml',
      '-n.yml',
    ];
    start(Object.fromEntries(names.map((name) => [name, name])));
    const found = await run();
    expect(Object.keys(found.tree)).toEqual([...names].sort());
    expect(found.tree['line\nbreak.yml']).toBe('line\nbreak.yml');
  });

  posix('links are followed to files inside only', async () => {
    start({ 'real.yml': 'real', 'd/x.yml': 'x' });
    symlinkSync('real.yml', join(root, 'link.yml'));
    symlinkSync('/etc/hostname', join(root, 'escape.yml'));
    symlinkSync('loop.yml', join(root, 'loop.yml'));
    symlinkSync('gone', join(root, 'dangling.yml'));
    symlinkSync('.', join(root, 'd/again'));
    symlinkSync('d', join(root, 'dir.yml'));
    const found = await run();
    expect(Object.keys(found.tree)).toEqual(['d/x.yml', 'link.yml', 'real.yml']);
    expect(found.tree['link.yml']).toBe('real');
    expect(reasons(found)).toEqual({
      'escape.yml': expect.stringContaining('leaves the directory'),
      'loop.yml': expect.stringContaining('leads back to itself'),
      'dangling.yml': expect.stringContaining('to nothing'),
    });
  });

  posix('pipes are never opened', async () => {
    start({ 'a.yml': 'a' });
    execFileSync('mkfifo', [join(root, 'pipe.yml')]);
    const found = await run();
    expect(Object.keys(found.tree)).toEqual(['a.yml']);
  });

  test('a directory named like a file is no file', async () => {
    start({ 'Dockerfile/readme.txt': 'r', 'x.yml': 'x' });
    const found = await run();
    expect(Object.keys(found.tree)).toEqual(['x.yml']);
    expect(found.gaps).toEqual([]);
  });

  test('guards name the file', async () => {
    start({
      'big.yml': '',
      'binary.yml': Buffer.from([65, 0, 66]),
      'latin.yml': Buffer.from([0x61, 0xe9, 0x62]),
      'ok.yml': 'ok',
    });
    truncateSync(join(root, 'big.yml'), 50 * 1024 * 1024);
    const found = await run();
    expect(Object.keys(found.tree)).toEqual(['ok.yml']);
    expect(reasons(found)).toEqual({
      'big.yml': expect.stringContaining('5 MiB'),
      'binary.yml': expect.stringContaining('binary'),
      'latin.yml': expect.stringContaining('UTF-8'),
    });
  });
});

posix('a file that goes, or that a link takes the place of, while the others are read', async () => {
  write({ 'gone.yml': 'g', 'kept.yml': 'k', 'swapped.yml': 's', 'grown.yml': 'g', 'dir/x.yml': 'x' });
  const meddling: Reader = {
    ...readers[0]!,
    claims: (path) => {
      if (path === 'gone.yml') rmSync(join(root, path));
      if (path === 'dir/x.yml') rmSync(join(root, 'dir'), { recursive: true });
      if (path === 'grown.yml') truncateSync(join(root, path), 50 * 1024 * 1024);
      if (path === 'swapped.yml') {
        rmSync(join(root, path));
        symlinkSync('/etc/hostname', join(root, path));
      }
      return path.endsWith('.yml');
    },
  };
  const found = await discover(root, [], [meddling]);
  expect(Object.keys(found.tree)).toEqual(['kept.yml']);
  expect(reasons(found)).toEqual({
    'gone.yml': expect.stringContaining('disappeared'),
    'dir/x.yml': expect.stringContaining('disappeared'),
    'grown.yml': expect.stringContaining('5 MiB'),
    'swapped.yml': expect.stringContaining('leaves the directory'),
  });
});

test('packed code is not read: a line that long was written by no one', async () => {
  write({
    'long.yml': `a\n${'x'.repeat(20_001)}\nb`,
    'last.yml': `a\n${'x'.repeat(20_001)}`,
    'many.yml': 'x\n'.repeat(20_000),
  });
  const found = await run();
  expect(Object.keys(found.tree)).toEqual(['many.yml']);
  expect(reasons(found)).toEqual({
    'long.yml': expect.stringContaining('more than 20000 characters'),
    'last.yml': expect.stringContaining('packed code'),
  });
});

posix('git: no filter, driver, hook or include of the repository is run for a change', async () => {
  write({ 'a.yml': 'a\n', '.gitattributes': '*.yml filter=bad diff=bad merge=bad\n' });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'x');
  write({ 'a.yml': 'b\n', 'run.sh': '#!/bin/sh\ntouch "$(dirname "$0")/ran"\ncat\n' });
  chmodSync(join(root, 'run.sh'), 0o755);
  const program = join(root, 'run.sh');
  for (const [name, value] of [
    ['filter.bad.clean', program],
    ['filter.bad.smudge', program],
    ['filter.bad.process', program],
    ['filter.bad.required', 'true'],
    ['diff.bad.command', program],
    ['diff.bad.textconv', program],
    ['diff.external', program],
    ['core.fsmonitor', program],
    ['core.sshCommand', program],
    ['core.pager', program],
    ['core.editor', program],
    ['core.askPass', program],
    ['credential.helper', program],
    ['gpg.program', program],
    ['uploadpack.packObjectsHook', program],
    ['alias.diff', `!${program}`],
    ['alias.rev-parse', `!${program}`],
    ['trailer.x.command', program],
  ])
    git('config', name!, value!);
  const { changeOf } = await import('../../src/discover/changes.ts');
  expect([...(await changeOf(root, { since: 'HEAD' })).keys()]).toContain('a.yml');
  expect((await run()).listing).not.toContain('ran');
});

test('encodings: byte order marks are dropped, line ends kept', async () => {
  const big = Buffer.from('\uFEFFé: 1\r\n', 'utf16le').swap16();
  write({
    'utf8.yml': '\uFEFFé: 1\r\n',
    'le.yml': Buffer.from('\uFEFFé: 1\r\n', 'utf16le'),
    'be.yml': big,
    'utf32.yml': Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]),
    'empty.yml': '',
  });
  const found = await run();
  expect({ ...found.tree }).toEqual({
    'be.yml': 'é: 1\r\n',
    'le.yml': 'é: 1\r\n',
    'utf8.yml': 'é: 1\r\n',
    'empty.yml': '',
  });
  expect(reasons(found)).toEqual({ 'utf32.yml': expect.stringContaining('binary') });
});

test.each([false, true])('git: tracked, deleted, untracked, ignored but tracked, asked ahead: %s', async (early) => {
  ahead = early;
  write({ 'kept.yml': 'k', 'deleted.yml': 'd', 'forced.yml': 'f', '.gitignore': 'forced.yml\n' });
  git('init', '-q');
  git('add', '-f', '.');
  rmSync(join(root, 'deleted.yml'));
  write({ 'new.yml': 'n' });
  const found = await run();
  expect(Object.keys(found.tree)).toEqual(['forced.yml', 'kept.yml', 'new.yml']);
  expect([...found.repository.tracked!].sort()).toEqual(['.gitignore', 'deleted.yml', 'forced.yml', 'kept.yml']);
});

posix('git: nothing the repository configures is run', async () => {
  write({ 'a.yml': 'a' });
  git('init', '-q');
  git('add', '.');
  write({ 'run.sh': '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n', 'hooks/post-index-change': '#!/bin/sh\ntouch ran\n' });
  chmodSync(join(root, 'run.sh'), 0o755);
  chmodSync(join(root, 'hooks/post-index-change'), 0o755);
  git('config', 'core.fsmonitor', join(root, 'run.sh'));
  git('config', 'core.hooksPath', join(root, 'hooks'));
  git('config', 'alias.ls-files', `!${join(root, 'run.sh')}`);
  git('config', 'core.pager', join(root, 'run.sh'));
  const found = await run();
  expect(found.listing).not.toContain('ran');
  expect((await run()).listing).not.toContain('ran');
});

test('git: variables of a surrounding hook are ignored', async () => {
  write({ 'a.yml': 'a' });
  git('init', '-q');
  process.env.GIT_DIR = '/nowhere';
  try {
    expect(Object.keys((await run()).tree)).toEqual(['a.yml']);
  } finally {
    delete process.env.GIT_DIR;
  }
});

test.each([false, true])('git: a repository inside is named, not entered, asked ahead: %s', async (early) => {
  ahead = early;
  write({ 'a.yml': 'a', 'inner/b.yml': 'b' });
  git('init', '-q');
  execFileSync('git', ['init', '-q'], { cwd: join(root, 'inner') });
  execFileSync(
    'git',
    ['-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-q', '--allow-empty', '-m', 'x'],
    { cwd: join(root, 'inner') },
  );
  const found = await run();
  expect(found.listing).toEqual(['a.yml']);
  expect(reasons(found)).toEqual({ inner: expect.stringContaining('repository of its own') });
});

test.each([false, true])('a broken repository is walked, with a gap, asked ahead: %s', async (early) => {
  ahead = early;
  write({ 'a.yml': 'a', '.git/HEAD': 'nonsense' });
  const found = await run();
  expect(Object.keys(found.tree)).toEqual(['a.yml']);
  expect(found.repository).toEqual({ versionControl: 'git' });
  expect(found.gaps).toHaveLength(1);
});

test('other version control is recognised', async () => {
  write({ 'a.yml': 'a', '.hg/requires': 'r' });
  const found = await run();
  expect(found.repository.versionControl).toBe('other');
  expect(found.listing).toEqual(['a.yml']);
});

test('installed packages are left out without git', async () => {
  write({ 'a.yml': 'a', 'web/node_modules/x/b.yml': 'b', 'vendor/c.yml': 'c' });
  expect((await run()).listing).toEqual(['a.yml']);
});

test('an empty directory', async () => {
  const found = await run();
  expect(found.listing).toEqual([]);
  expect({ ...found.tree }).toEqual({});
});

test('a path that does not exist, or is no file, is an error that names it', async () => {
  await expect(run('nope')).rejects.toThrow(PathError);
  await expect(run('nope')).rejects.toThrow('"nope"');
});

(process.getuid?.() === 0 ? test.skip : posix)('what cannot be opened becomes a gap', async () => {
  write({ 'closed.yml': 'c', 'a.yml': 'a', 'dir/b.yml': 'b' });
  chmodSync(join(root, 'closed.yml'), 0);
  chmodSync(join(root, 'dir'), 0);
  const found = await run();
  chmodSync(join(root, 'dir'), 0o755);
  expect(Object.keys(found.tree)).toEqual(['a.yml']);
  expect(reasons(found)).toEqual({
    'closed.yml': expect.stringContaining('permission'),
    dir: expect.stringContaining('permission'),
  });
});

describe('a file that is a fact by its name', () => {
  const lock: Reader = {
    name: 'lock',
    byName: true,
    claims: (path) => path.endsWith('.lock'),
    worthLoading: (path, exists) => exists(path.replace('.lock', '.toml')),
    read: () => ({}),
  };
  test('is loaded only where it is worth it, within the limit of size', async () => {
    write({ 'a.lock': 'a', 'a.toml': '', 'b.lock': 'b', 'c.lock': '', 'c.toml': '' });
    truncateSync(join(root, 'c.lock'), 6 * 1024 * 1024);
    const found = await discover(root, [], [lock]);
    expect({ ...found.tree }).toEqual({ 'a.lock': 'a' });
    expect(found.gaps.map(({ at, why }) => `${at.file}: ${why}`)).toEqual(['c.lock: larger than 5 MiB; not read']);
  });
  test('not beside a file that nobody asked about', async () => {
    write({ 'a.lock': 'a', 'a.toml': '', 'other.lock': '' });
    expect({ ...(await discover(root, ['a.lock'], [lock])).tree }).toEqual({});
    expect({ ...(await discover(root, ['a.lock', 'a.toml'], [lock])).tree }).toEqual({ 'a.lock': 'a' });
  });
});
