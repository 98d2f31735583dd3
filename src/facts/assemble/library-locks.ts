/** Libraries that take a lock from a certain version on: what the code calls does not show it, what the manifest names does. */
import { isUnder } from '../../source/index.ts';
import type { CodeFact } from '../code.ts';
import type { Manifest } from '../manifest.ts';

interface LibraryLock {
  readonly label: string;
  readonly packages: RegExp;
  /** First major version that locks. */
  readonly from: number;
}

/** EF Core: https://learn.microsoft.com/ef/core/what-is-new/ef-core-9.0/whatsnew#migrations */
const locks: readonly LibraryLock[] = [
  {
    label: 'Database.Migrate',
    packages: /^(?:Microsoft|Npgsql|Pomelo|Oracle|MySql)\.EntityFrameworkCore(?:\.|$)/,
    from: 9,
  },
];

/** `ships`: folders and files of the repository that the image holds. */
export function withLibraryLocks(
  facts: readonly CodeFact[],
  manifests: readonly Manifest[],
  ships: readonly string[],
): readonly CodeFact[] {
  if (!facts.some(({ kind }) => kind === 'migration')) return facts;
  const own = manifests.filter(({ path }) => ships.some((from) => isUnder(path, from)));
  return facts.map((fact) => {
    const lock = fact.kind === 'migration' ? locks.find(({ label }) => label === fact.label) : undefined;
    const versions = own.flatMap(({ dependencies }) =>
      dependencies.flatMap(({ name, version }) =>
        lock?.packages.test(name) && version ? [Number.parseInt(version, 10)] : [],
      ),
    );
    const locked = lock && versions.length > 0 && versions.every((version) => version >= lock.from);
    return locked ? { ...fact, locked: true } : fact;
  });
}
