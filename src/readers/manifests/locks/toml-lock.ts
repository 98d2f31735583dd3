import { lockedName } from '../../../facts/locked-name.ts';
import type { Ecosystem, LockContents } from '../../../facts/manifest.ts';
import { isConflict, linesOf } from './lines.ts';

/**
 * Locks that are TOML with a `[[package]]` for each: poetry.lock, uv.lock, Cargo.lock. Their tools write a key on a line of its own, so the
 * lines are enough; a real parser takes twenty times as long.
 */
export const readTomlLock =
  (ecosystem: Ecosystem) =>
  (text: string): LockContents | undefined => {
    const held = new Map<string, string>();
    let table = '';
    let name: string | undefined;
    let hash: string | undefined;
    let format: string | undefined;
    let writtenBy: string | undefined;
    for (const line of linesOf(text)) {
      if (isConflict(line)) return undefined;
      if (line.startsWith('# ')) writtenBy ??= /\bby Poetry (\d[\w.]*)/.exec(line)?.[1];
      else if (line.startsWith('[')) {
        table = line;
        name = undefined;
      } else if (table === '[[package]]') {
        const value = /^(name|version) = "([^"]*)"/.exec(line);
        if (!value) continue;
        if (value[1] === 'name') name = lockedName(value[2]!, ecosystem);
        if (name !== undefined) held.set(name, value[1] === 'name' ? '' : value[2]!);
      } else if (table === '[metadata]') hash ??= /^content-hash = "(\w+)"/.exec(line)?.[1];
      else if (table === '') format ??= /^version = (\d+)/.exec(line)?.[1];
    }
    return { format, writtenBy, hash, held };
  };
