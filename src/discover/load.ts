/** Reads one file with every guard: what is not a plain, readable text file of bearable size becomes a reason instead. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { decode } from './decode.ts';
import type { Witness } from './witness.ts';

/** Larger files are generated or data; no reader gains anything from them. */
export const LARGEST_FILE = 5 * 1024 * 1024;

/** In UTF-16 units. Lines of packed code are longer, and nobody writes such lines; patterns that look through a line stay fast. */
export const LONGEST_LINE = 20_000;

/** `why` is absent when there is nothing to say: a directory that happens to have the name of a file. */
export type Loaded = { readonly text: string } | { readonly why?: string };

/** Reads the text of a file that need not be read; empty where it can no longer be. */
export type Late = { readonly late: () => string };

/** Whether all that its text would tell is known already. `path` as the loader has it; `kind` of no link. */
export type IsUnchanged = (path: string, kind: Stats) => boolean;

export interface LoadFile {
  (path: string): Loaded;
  (path: string, isUnchanged: IsUnchanged | undefined): Loaded | Late;
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';

function explain(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'disappeared while the files were being read';
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it';
  if (code === 'ELOOP') return 'a symbolic link that leads back to itself';
  return `could not be read (${code})`;
}

function hasLongLine(text: string): boolean {
  if (text.length <= LONGEST_LINE) return false;
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    if (end - start > LONGEST_LINE) return true;
    start = end + 1;
  }
  return text.length - start > LONGEST_LINE;
}

const isInside = (path: string, root: string): boolean => {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

/** Where a link ends, when it is a file inside the root; otherwise the reason it is not followed. */
function followLink(root: string, path: string): { readonly target: string } | { readonly why?: string } {
  let target: string;
  try {
    target = realpathSync(path);
  } catch (error) {
    return { why: codeOf(error) === 'ENOENT' ? 'a symbolic link to nothing' : explain(error) };
  }
  if (!isInside(target, root)) return { why: 'a symbolic link that leaves the directory being checked; not followed' };
  const kind = statSync(target);
  if (kind.isDirectory()) return {};
  return kind.isFile() ? { target } : { why: 'a symbolic link to something that is not a file' };
}

const textOf = (loaded: Loaded | Late): string => ('text' in loaded ? loaded.text : '');

/** One loader per run: all files go through the same buffer. `root` is a real path; `path` is relative to it, with `/`. */
export function fileLoader(root: string, witness?: Witness): LoadFile {
  const buffer = Buffer.allocUnsafe(LARGEST_FILE + 1);

  const read = (path: string): Loaded => {
    // Never blocks on a pipe and never follows a link that took the file's place in the meantime.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    try {
      const kind = fstatSync(file);
      if (!kind.isFile()) return { why: 'not a plain file' };
      let length = 0;
      while (length < buffer.length) {
        const count = readSync(file, buffer, length, buffer.length - length, null);
        length += count;
        // As long as it was said to be: to ask for its end would be a call for every file.
        if (count === 0 || length === kind.size) break;
      }
      if (length > LARGEST_FILE) return { why: 'larger than 5 MiB; not read' };
      const decoded = decode(buffer.subarray(0, length));
      return 'text' in decoded && hasLongLine(decoded.text)
        ? { why: `a line of more than ${LONGEST_LINE} characters, as packed code has; not read` }
        : decoded;
    } finally {
      closeSync(file);
    }
  };

  const look = (path: string, isUnchanged?: IsUnchanged): Loaded | Late => {
    const full = join(root, path);
    try {
      const kind = lstatSync(full);
      witness?.read(full, kind.isSymbolicLink() ? undefined : kind);
      if (kind.isSymbolicLink()) {
        const link = followLink(root, full);
        return 'target' in link ? read(link.target) : link;
      }
      if (kind.isDirectory()) return {};
      if (!kind.isFile()) return { why: 'not a plain file (a pipe, socket or device); not opened' };
      if (kind.size > LARGEST_FILE) return { why: 'larger than 5 MiB; not read' };
      if (isUnchanged?.(path, kind)) return { late: () => textOf(look(path)) };
      return read(full);
    } catch (error) {
      return { why: explain(error) };
    }
  };
  return look as LoadFile;
}
