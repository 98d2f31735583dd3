import type { LockContents } from '../../../facts/manifest.ts';
import { at, isTable, stringAt, type Table, tableAt } from '../toml-table.ts';
import { jsonTable } from './json-lock.ts';

/**
 * https://docs.npmjs.com/cli/configuring-npm/package-lock-json. Only what lies in a `node_modules` of a package of the repository is
 * taken: what lies deeper belongs to the packages there.
 */
export function readNpmLock(text: string): LockContents | undefined {
  const root = jsonTable(text);
  const version = at(root, 'lockfileVersion');
  if (!root || typeof version !== 'number') return undefined;
  const packages = at(root, 'packages');
  const format = String(version);
  if (!isTable(packages)) return { format, held: ofFirstFormat(tableAt(root, 'dependencies')) };
  const held = new Map<string, string>();
  const wishes = new Map<string, ReadonlyMap<string, string>>();
  for (const [folder, entry] of Object.entries(packages)) {
    const first = folder.indexOf('node_modules/');
    if (first === -1) wishes.set(folder, new Map());
    else if (folder.indexOf('/node_modules/', first + 1) === -1) held.set(folder, versionOf(entry));
  }
  return { format, held, wishes };
}

const ofFirstFormat = (dependencies: Table): ReadonlyMap<string, string> =>
  new Map(Object.entries(dependencies).map(([name, entry]) => [`node_modules/${name}`, versionOf(entry)]));

/** A link to a package of the repository has none, and one under another name none that could be compared. */
const versionOf = (entry: unknown): string => (at(entry, 'name') === undefined && stringAt(entry, 'version')) || '';
