/** Paths of the report and addresses of the editor. */
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** `undefined`: it is no file of this machine. */
export function fileOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

export interface Addresses {
  readonly uriOf: (path: string) => string;
  /** Relative to the root; `undefined`: it lies outside of the folder. */
  readonly pathOf: (file: string) => string | undefined;
}

const slashed = (path: string): string => path.split(sep).join('/');

/** `folder`: as the editor spells it; `real`: the same without links; `root`: where paths start, the folder or one above it. */
export function addressesOf(folder: string, real: string, root: string): Addresses {
  const prefix = slashed(relative(root, real));
  const lead = prefix === '' ? '' : `${prefix}/`;
  return {
    uriOf: (path) =>
      pathToFileURL(path.startsWith(lead) ? join(folder, path.slice(lead.length)) : join(root, path)).href,
    pathOf: (file) => {
      const way = below(folder, file) ?? below(real, file);
      return way === undefined ? undefined : lead + way;
    },
  };
}

/** The way from a directory to a file below it, with `/`. */
export function below(directory: string, file: string): string | undefined {
  const base = directory.endsWith(sep) ? directory : directory + sep;
  return file.startsWith(base) ? slashed(file.slice(base.length)) : undefined;
}
