import type { LockContents } from '../../../facts/manifest.ts';
import { isConflict, linesOf } from './lines.ts';

/** One package on a line: `"phoenix": {:hex, :phoenix, "1.8.1", …},`, in older files `"phoenix" => …`. */
export function readMixLock(text: string): LockContents | undefined {
  const held = new Map<string, string>();
  for (const line of linesOf(text)) {
    if (isConflict(line)) return undefined;
    const found = /^[ %{]*"([^"]+)"(?::| =>)/.exec(line);
    if (found) held.set(found[1]!, '');
  }
  return { held };
}
