import { lockedName } from '../../../facts/locked-name.ts';
import type { LockContents } from '../../../facts/manifest.ts';
import { isTable, stringAt, tableAt } from '../toml-table.ts';
import { jsonTable } from './json-lock.ts';

/** A table for each category of the Pipfile, beside `_meta`. */
export function readPipfileLock(text: string): LockContents | undefined {
  const root = jsonTable(text);
  if (!root || !isTable(root._meta)) return undefined;
  const held = Object.keys(root)
    .filter((category) => category !== '_meta')
    .flatMap((category) =>
      Object.entries(tableAt(root, category)).map(([name, entry]): [string, string] => [
        lockedName(name, 'python'),
        stringAt(entry, 'version') ?? '',
      ]),
    );
  return { hash: stringAt(root, '_meta', 'hash', 'sha256'), held: new Map(held) };
}
