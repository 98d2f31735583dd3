/** Writes what somebody asked for into the file they named: whole or not at all, but into a pipe or a device as it is. */
import { lstatSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { writeWhole } from './write-file.ts';

/** `ENOSPC` and the like. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';

/** `path` is absolute. Throws what the file system throws. */
export function writeOutput(path: string, text: string): void {
  // A link stays a link.
  const target = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? realpathSync(path) : path;
  const there = statSync(target, { throwIfNoEntry: false });
  // A directory says so itself.
  if (there !== undefined && !there.isFile()) {
    writeFileSync(target, text);
    return;
  }
  try {
    writeWhole(target, text, there?.mode);
  } catch (error) {
    // Whoever may write the file need not be allowed to make another one beside it.
    if (there === undefined || !['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) throw error;
    writeFileSync(target, text);
  }
}
