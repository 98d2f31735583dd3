import type { LockContents } from '../../../facts/manifest.ts';
import { isConflict, linesOf } from './lines.ts';

/** `module version hash` on each line; a module whose code is not needed has only the hash of its go.mod. */
export function readGoSum(text: string): LockContents | undefined {
  const held = new Map<string, string>();
  for (const line of linesOf(text)) {
    if (isConflict(line)) return undefined;
    const [name, version] = line.split(' ', 2);
    if (name && version) held.set(`${name} ${version.replace(/\/go\.mod$/, '')}`, '');
  }
  return { held };
}
