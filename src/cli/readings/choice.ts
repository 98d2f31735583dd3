/** Whether and where a run keeps its readings. */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Streams, UsageError } from '../streams.ts';
import { version } from '../version.ts';
import { locate, type StoredReadings, storedReadings } from './index.ts';

/** Put in by the build: the hash of everything that decides what a reading is. */
declare const BUILD: string | undefined;
const build = typeof BUILD === 'undefined' ? undefined : BUILD;

export interface CacheFlags {
  readonly cache?: boolean;
  readonly cacheLocation?: string;
}

export function readingsFor(
  { cache, cacheLocation }: CacheFlags,
  { cwd, env }: Streams,
): ((root: string) => StoredReadings | undefined) | undefined {
  if (cache === false) return undefined;
  // Sources that change between runs are no version: only where somebody asks for it.
  if (cacheLocation === undefined && build === undefined) return undefined;
  const asked = cacheLocation === undefined ? undefined : resolve(cwd, cacheLocation);
  if (asked !== undefined) {
    try {
      mkdirSync(asked, { recursive: true, mode: 0o700 });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
      throw new UsageError(`cannot make the folder ${JSON.stringify(cacheLocation)} (${code}).`);
    }
  }
  return (root) => {
    const location = locate(root, env, asked);
    return location && storedReadings(location, `${version} ${build ?? 'from source'} ${process.versions.v8}`);
  };
}
