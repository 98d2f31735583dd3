/** Repository paths: relative, with `/`, never leaving the root. */

export const directoryOf = (path: string): string => {
  const cut = path.lastIndexOf('/');
  return cut === -1 ? '' : path.slice(0, cut);
};

let lastPath = '';
let lastName = '';

/** Readers ask for the name of one file many times in a row. */
export function fileNameOf(path: string): string {
  if (path !== lastPath) {
    lastName = path.slice(path.lastIndexOf('/') + 1);
    lastPath = path;
  }
  return lastName;
}

/** Joins and normalises; `undefined` when the result would lie outside the repository or is absolute. */
export function joinPath(directory: string, path: string): string | undefined {
  if (path.startsWith('/')) return undefined;
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else parts.push(part);
  }
  return parts.join('/');
}

/** Whether `path` is `directory` or lies below it; the root is the empty string. */
export const isUnder = (path: string, directory: string): boolean =>
  directory === '' || path === directory || path.startsWith(`${directory}/`);

/** The paths that are `directory` or lie below it. `sorted`: by code units, as `sort` has it. */
export function pathsUnder(sorted: readonly string[], directory: string): readonly string[] {
  if (directory === '') return sorted;
  // Between the two stand names like `a-b` for `a`.
  const start = firstFrom(sorted, `${directory}/`);
  const below = sorted.slice(start, firstFrom(sorted, `${directory}0`, start));
  const own = firstFrom(sorted, directory);
  return sorted[own] === directory ? [directory, ...below] : below;
}

/** Where the first path stands that is not in front of `text`. */
function firstFrom(sorted: readonly string[], text: string, from = 0): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
