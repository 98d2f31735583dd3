import type { LockContents } from '../../../facts/manifest.ts';
import { at, stringAt, type Table, tableAt } from '../toml-table.ts';
import { jsonTable } from './json-lock.ts';

/** Packages, and the names of those they stand in for. */
export function readComposerLock(text: string): LockContents | undefined {
  const root = jsonTable(text);
  if (!root || at(root, 'packages') === undefined) return undefined;
  const held = new Map<string, string>();
  for (const one of ['packages', 'packages-dev'].flatMap((key) => listAt(root, key))) {
    for (const other of ['replace', 'provide'].flatMap((key) => Object.keys(tableAt(one, key))))
      if (!held.has(other.toLowerCase())) held.set(other.toLowerCase(), '');
    const name = stringAt(one, 'name');
    if (name !== undefined) held.set(name.toLowerCase(), stringAt(one, 'version') ?? '');
  }
  return { hash: stringAt(root, 'content-hash'), held };
}

const listAt = (root: Table, key: string): readonly unknown[] => {
  const list = at(root, key);
  return Array.isArray(list) ? list : [];
};
