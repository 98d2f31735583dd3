import type { LockContents } from '../../../facts/manifest.ts';
import { isConflict, linesOf } from './lines.ts';

/**
 * Both forms of yarn.lock: a line for each package lists the descriptors it answers. The newer one is YAML, quotes the list as a whole and
 * has a `__metadata` entry, whose version is the format; the older one has none.
 */
export function readYarnLock(text: string): LockContents | undefined {
  const held = new Map<string, string>();
  let format = '1';
  let inMetadata = false;
  for (const line of linesOf(text)) {
    if (isConflict(line)) return undefined;
    const first = line[0];
    if (first === ' ' && inMetadata) {
      const version = /^ {2}version: (\d+)/.exec(line)?.[1];
      if (version !== undefined) format = `berry ${version}`;
    }
    if (first === undefined || first === ' ' || first === '#' || !line.endsWith(':')) continue;
    inMetadata = line === '__metadata:';
    if (!inMetadata) for (const one of line.slice(0, -1).replaceAll('"', '').split(', ')) held.set(one, '');
  }
  return { format, held };
}
