import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const MARKS = ['.git', '.hg', '.jj', '.svn'];

/** Where a directory lies in the repository that holds it, with `/`; empty at its top. `undefined`: no version control at or above it. */
export function folderInRepository(directory: string): string | undefined {
  for (let top = directory; ; top = dirname(top)) {
    if (MARKS.some((mark) => existsSync(join(top, mark)))) return relative(top, directory).split(sep).join('/');
    if (dirname(top) === top) return undefined;
  }
}
