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
