/** Puts changed texts back into files of the repository, as they were stored. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { decode } from '../discover/decode.ts';
import { writeWhole } from './write-file.ts';

/** `before`: the text that was read. Returns why nothing was written; undefined: it was. `root` is a real path. */
export function rewrite(root: string, path: string, before: string, after: string): string | undefined {
  try {
    const real = realpathSync(join(root, path));
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return 'it lies outside of the repository';
    const bytes = readFileSync(real);
    const now = decode(bytes);
    if (!('text' in now) || now.text !== before) return 'it has changed meanwhile';
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    if (!marked && bytes.length !== Buffer.byteLength(before)) return 'it is not stored as UTF-8';
    writeWhole(real, (marked ? '\ufeff' : '') + after, statSync(real).mode);
    return undefined;
  } catch (error) {
    return `it cannot be written (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'})`;
  }
}
