/** Links that a repository planted where somebody is going to read or write. */
import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { directoryOf } from '../source/index.ts';

/** With `/`; `undefined` for what lies outside. */
export function insideOf(root: string, path: string): string | undefined {
  const way = relative(root, path);
  return way === '' || isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`)
    ? undefined
    : way.split(sep).join('/');
}

/** Where a path of the repository leads, links followed; `undefined` when that is outside. */
export function realPath(root: string, path: string): string | undefined {
  try {
    const real = realpathSync(join(root, path));
    const top = realpathSync(root);
    return real === top || insideOf(top, real) !== undefined ? real : undefined;
  } catch {
    return undefined;
  }
}

/** A path of the repository that a link of the repository takes elsewhere. */
export function leadsOut(root: string, path: string): boolean {
  const inside = insideOf(root, path);
  if (inside === undefined) return false;
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  const held = isLink ? inside : directoryOf(inside);
  return existsSync(join(root, held)) ? realPath(root, held) === undefined : isLink;
}
