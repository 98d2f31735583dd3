/** Where readings are kept: never among the files of the repository, and nowhere else than asked when somebody asked. */
import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

export interface Location {
  readonly file: string;
  /** 32 bytes. */
  readonly secret: Buffer;
}

/** As each system has it for what can be made again. Throws when there is none. */
function userFolder(env: NodeJS.ProcessEnv): string {
  const base =
    process.platform === 'win32'
      ? env.LOCALAPPDATA
      : env.XDG_CACHE_HOME || join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
  // A relative one would lie in the repository.
  if (!base || !isAbsolute(base) || isSomebodyElses(base)) throw new Error('no cache folder');
  return join(base, 'swarm-lint');
}

/** Root may write everywhere; in folders of a user (`sudo`) it would leave what the user cannot use. */
function isSomebodyElses(path: string): boolean {
  if (process.getuid?.() !== 0) return false;
  const there = statSync(path, { throwIfNoEntry: false });
  return there ? there.uid !== 0 : isSomebodyElses(dirname(path));
}

const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** A folder of our own among installed packages. Links are not followed: the repository may have put them there. */
function besidePackages(root: string): string | undefined {
  let path = join(root, 'node_modules');
  if (!isFolder(path) || isSomebodyElses(path)) return undefined;
  for (const name of ['.cache', 'swarm-lint']) {
    path = join(path, name);
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) mkdirSync(path, { mode: 0o700 });
    if (!isFolder(path)) return undefined;
  }
  return path;
}

/** Made on first use. Throws when it can be neither read nor made. */
function secretIn(folder: string): Buffer {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'key');
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch {
    // There is one, or there cannot be: reading tells.
  }
  if (!lstatSync(file).isFile()) throw new Error('not a key');
  const secret = readFileSync(file);
  if (secret.length !== 32) throw new Error('not a key');
  return secret;
}

/** `asked`: the folder somebody named. Absent: there is no place for readings. */
export function locate(root: string, env: NodeJS.ProcessEnv, asked?: string): Location | undefined {
  try {
    // Repositories share a folder that was named, and the user's.
    const name = `${createHash('sha256').update(root).digest('hex').slice(0, 32)}.readings`;
    const own = asked ?? userFolder(env);
    const secret = secretIn(own);
    if (asked !== undefined) return { file: join(asked, name), secret };
    const beside = safely(() => besidePackages(root));
    if (beside !== undefined) return { file: join(beside, 'readings'), secret };
    const folder = join(own, 'readings');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return { file: join(folder, name), secret };
  } catch {
    return undefined;
  }
}

function safely<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
