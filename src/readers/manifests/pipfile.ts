/** Pipfile: https://pipenv.pypa.io/en/stable/pipfile.html */
import type { Dependency } from '../../facts/manifest.ts';
import type { Reader, Reading } from '../../facts/reading.ts';
import { fileNameOf, type Source, type Span, span, startOf, type Text } from '../../source/index.ts';
import { pipfileHash } from './content-hash.ts';
import { emptyManifest, unreadable } from './empty.ts';
import { parseToml } from './toml.ts';
import { pathKey, tomlPlaces } from './toml-places.ts';
import { stringAt, tableAt } from './toml-table.ts';

export const pipfileReader: Reader = { name: 'Pipfile', claims: (path) => fileNameOf(path) === 'Pipfile', read };

const groups: readonly (readonly [table: string, group: Dependency['group']])[] = [
  ['packages', 'runtime'],
  ['dev-packages', 'development'],
];

function read({ path, text }: Source): Reading {
  const parsed = parseToml(text);
  if ('problem' in parsed) return unreadable(path, parsed.offset, `not valid TOML: ${parsed.problem}`);
  const { table } = parsed;
  const places = tomlPlaces(text);
  const placeOf = (...keys: readonly string[]): Span => {
    const place = places.get(pathKey(...keys));
    return place ? span(path, place.start, place.end) : startOf(path);
  };
  const dependencies = groups.flatMap(([name, group]) =>
    Object.entries(tableAt(table, name)).map(([key, written]): Dependency => {
      const version = typeof written === 'string' ? written : (stringAt(written, 'version') ?? '');
      const pinned = /^===?[^*]+$/.test(version) || /^[0-9a-f]{40}$/.test(stringAt(written, 'ref') ?? '');
      return { name: key, version: version === '*' ? '' : version, group, pinned, at: placeOf(name, key) };
    }),
  );
  const key =
    stringAt(table, 'requires', 'python_full_version') === undefined ? 'python_version' : 'python_full_version';
  const wanted = stringAt(table, 'requires', key);
  const runtime: Text | undefined =
    wanted === undefined ? undefined : { raw: wanted, value: wanted, at: placeOf('requires', key) };
  const contentHash = pipfileHash(table);
  const more = { ...(runtime ? { runtime } : {}), ...(contentHash ? { contentHashes: [contentHash] } : {}) };
  return { manifests: [{ ...emptyManifest(path, 'python'), dependencies, manager: 'pipenv', ...more }] };
}
