/** Writes a file whole or not at all: whoever reads it meanwhile sees the old one, and a full disk leaves the old one. */
import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** `mode`: permission bits; absent: those of new files. Throws what `fs` throws. */
export function writeWhole(path: string, content: string | Uint8Array, mode?: number): void {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  const file = openSync(beside, 'wx');
  try {
    try {
      if (mode !== undefined) fchmodSync(file, mode & 0o7777);
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
