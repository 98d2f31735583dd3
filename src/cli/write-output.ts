/** Writes what somebody asked for into the file they named: whole or not at all, but into a pipe or a device as it is. */
import { lstatSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { leadsOut } from './leads-out.ts';
import { topOfRepository } from './repository-folder.ts';
import { type Streams, UsageError } from './streams.ts';
import { writeWhole } from './write-file.ts';

/** `ENOSPC` and the like. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';

/** `file` as it was typed. Throws `UsageError` when it cannot be written, or is a link that the repository planted to lead out of it. */
export function writeOutput(file: string, text: string, { cwd }: Pick<Streams, 'cwd'>): void {
  const path = resolve(cwd, file);
  refuseLinksOut(file, cwd);
  try {
    write(path, text);
  } catch (error) {
    throw new UsageError(`cannot write ${JSON.stringify(file)} (${codeOf(error)}).`);
  }
}

/** Throws `UsageError` for what lies in the repository around `cwd` and leads out of it. */
export function refuseLinksOut(file: string, cwd: string): void {
  if (leadsOut(topOfRepository(cwd) ?? cwd, resolve(cwd, file)))
    throw new UsageError(`${JSON.stringify(file)} is a link out of the repository: nothing is written through it.`);
}

function write(path: string, text: string): void {
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
