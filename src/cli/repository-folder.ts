/** Where a directory lies in the repository that holds it. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const MARKS = ['.git', '.hg', '.jj', '.svn'];

/** `undefined`: no version control at or above it. */
export function topOfRepository(directory: string): string | undefined {
  for (let top = directory; ; top = dirname(top)) {
    if (MARKS.some((mark) => existsSync(join(top, mark)))) return top;
    if (dirname(top) === top) return undefined;
  }
}

/** With `/`; empty at the top. `undefined`: no version control at or above it. */
export function folderInRepository(directory: string): string | undefined {
  const top = topOfRepository(directory);
  return top === undefined ? undefined : relative(top, directory).split(sep).join('/');
}
