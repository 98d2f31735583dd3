import type { LockContents } from '../../../facts/manifest.ts';
import { at, isTable, stringAt, tableAt } from '../toml-table.ts';
import { jsonTable, textsIn } from './json-lock.ts';

const groups = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/** https://bun.com/docs/pm/lockfile: JSON with a comma behind each last entry. */
export function readBunLock(text: string): LockContents | undefined {
  const root = jsonTable(text.replace(/,(?=\s*[}\]])/g, ''));
  const workspaces = at(root, 'workspaces');
  if (!isTable(workspaces)) return undefined;
  const wishes = Object.entries(workspaces).map(
    ([folder, one]) => [folder, new Map(groups.flatMap((group) => [...textsIn(tableAt(one, group))]))] as const,
  );
  const held = Object.entries(tableAt(root, 'packages')).map(([name, entry]): [string, string] => [
    name,
    Array.isArray(entry) ? String(entry[0]) : '',
  ]);
  return { format: stringAt(root, 'lockfileVersion'), held: new Map(held), wishes: new Map(wishes) };
}
