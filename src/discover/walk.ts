/** Lists files where git cannot be asked. */
import fs from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Directories of installed or generated files, and of version control. */
const NEVER_OURS = [
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'node_modules',
  'bower_components',
  'vendor',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  '.gradle',
  '.terraform',
  '.next',
  '.nuxt',
  '.cache',
];

/** No glob matches across these; names that hold one are collected while the directories are read. */
const LINE_BREAK = /[\n\r\u2028\u2029]/;

type Readdir = (directory: string, options: object, callback: (error: null, entries: unknown[]) => void) => void;

export interface Walk {
  readonly paths: readonly string[];
  /** Directories that could not be opened. */
  readonly closed: readonly string[];
}

/** `root` is absolute; `directories` are relative to it, the empty string is the root itself. Links are listed, never followed. */
export async function walk(root: string, directories: readonly string[]): Promise<Walk> {
  const { convertPathToPattern, globby } = await import('globby');
  const closed = new Set<string>();
  const broken = new Set<string>();
  const inside = (path: string): string => relative(root, path).split(sep).join('/');
  // An unreadable directory is remembered and skipped; without this it would end the whole walk.
  const readdir: Readdir = (directory, options, callback) => {
    fs.readdir(directory, { ...options, withFileTypes: true }, (error, entries = []) => {
      if (error !== null) closed.add(inside(directory));
      for (const entry of entries) {
        const path = inside(join(directory, entry.name));
        if (LINE_BREAK.test(path) && !entry.isDirectory()) broken.add(path);
      }
      callback(null, entries);
    });
  };
  const patterns = directories.map((directory) => (directory === '' ? '**' : `${convertPathToPattern(directory)}/**`));
  const found = await globby(patterns, {
    cwd: root,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    // Links and the like are sorted out when a file is read; only directories are dropped here.
    onlyFiles: false,
    markDirectories: true,
    gitignore: true,
    ignore: NEVER_OURS.map((name) => `**/${name}/**`),
    fs: { readdir } as object,
  });
  return { paths: [...found.filter((path) => !path.endsWith('/')), ...broken], closed: [...closed] };
}
