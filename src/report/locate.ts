/** Paths as those who read a report look them up: from the top of the checkout, or from where the command ran. */
import type { ReportContext } from './context.ts';

const joined = (folder: string, path: string): string => (folder === '' ? path : `${folder}/${path}`);

/**
 * Where the root lies in its repository. Without a repository: where it lies below the current directory, and what lies above or beside
 * that is taken as the top, because no consumer follows `..` or an absolute path.
 */
export function folderOf({ folder, root }: Pick<ReportContext, 'folder' | 'root'>): string {
  if (folder !== undefined) return folder;
  if (root.startsWith('/') || /^[A-Za-z]:/.test(root)) return '';
  return root
    .split('/')
    .filter((part) => part !== '.' && part !== '..' && part !== '')
    .join('/');
}

/** From the top of the repository: what GitHub, GitLab and Jenkins match with the checkout, wherever the command ran. */
export const fromTop = (path: string, context: Pick<ReportContext, 'folder' | 'root'>): string =>
  joined(folderOf(context), path);

/** From the current directory, for tools that are started beside this one. */
export const fromHere = (path: string, { root }: Pick<ReportContext, 'root'>): string =>
  root === '.' ? path : joined(root, path);
