/** From the paths somebody typed to one root and the parts of it that were asked for. */
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** A path that cannot be checked: missing, or neither file nor directory. The message is for people. */
export class PathError extends Error {
  override name = 'PathError';
}

export interface Scope {
  /** Absolute, links resolved. */
  readonly root: string;
  /** Files asked for by name, relative to the root, with `/`. */
  readonly files: readonly string[];
  /** Directories asked for, relative to the root; the empty string is the root itself. */
  readonly directories: readonly string[];
}

interface Given {
  readonly path: string;
  readonly directory: boolean;
}

function look(base: string, path: string): Given {
  const full = resolve(base, path);
  const kind = statSync(full, { throwIfNoEntry: false });
  if (kind === undefined) throw new PathError(`there is no file or directory ${JSON.stringify(path)}`);
  if (kind.isDirectory()) accessSync(full, constants.R_OK | constants.X_OK);
  if (kind.isDirectory()) return { path: realpathSync(full), directory: true };
  if (kind.isFile()) return { path: join(realpathSync(dirname(full)), basename(full)), directory: false };
  throw new PathError(`${JSON.stringify(path)} is neither a file nor a directory`);
}

function commonDirectory(directories: readonly string[]): string {
  let common = directories[0]!;
  for (const directory of directories) {
    while (directory !== common && !directory.startsWith(common.endsWith(sep) ? common : common + sep)) {
      const parent = dirname(common);
      if (parent === common) throw new PathError('the paths have no directory in common');
      common = parent;
    }
  }
  return common;
}

/** `paths` are relative to `base`; none means `base` itself. `home`: the root, or a directory above it that stands for it. */
export function scopeOf(base: string, paths: readonly string[], home: (root: string) => string): Scope {
  let given: Given[];
  try {
    given = (paths.length === 0 ? ['.'] : paths).map((path) => look(base, path));
  } catch (error) {
    if (error instanceof PathError) throw error;
    const code = String((error as NodeJS.ErrnoException).code);
    const why = code === 'EACCES' ? 'no permission to read it' : code;
    throw new PathError(
      `cannot look at ${(paths.length === 0 ? ['.'] : paths).map((path) => JSON.stringify(path)).join(', ')}: ${why}`,
    );
  }
  const root = home(commonDirectory(given.map(({ path, directory }) => (directory ? path : dirname(path)))));
  const inside = (path: string): string => relative(root, path).split(sep).join('/');
  return {
    root,
    files: given.filter((one) => !one.directory).map((one) => inside(one.path)),
    directories: given.filter((one) => one.directory).map((one) => inside(one.path)),
  };
}
