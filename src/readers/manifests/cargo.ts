import type { Dependency } from '../../facts/manifest.ts';
import type { Reader, Reading } from '../../facts/reading.ts';
import { directoryOf, fileNameOf, joinPath, type Source, span, startOf, type Text } from '../../source/index.ts';
import { emptyManifest, unreadable } from './empty.ts';
import { parseToml } from './toml.ts';
import { pathKey, type TomlPlaces, tomlPlaces } from './toml-places.ts';
import { at, isTable, stringAt, type Table, tableAt } from './toml-table.ts';

export const cargoReader: Reader = {
  name: 'Cargo.toml',
  claims: (path) => fileNameOf(path) === 'Cargo.toml',
  read: (source, { exists }) => readCargo(source, exists),
};

type Group = Dependency['group'];

interface Crate {
  readonly path: string;
  readonly table: Table;
  readonly places: TomlPlaces;
}

/** What builds a crate is needed no more when it runs. */
const tables: readonly (readonly [key: string, group: Group])[] = [
  ['dependencies', 'runtime'],
  ['build-dependencies', 'development'],
  ['dev-dependencies', 'development'],
];

/** https://doc.rust-lang.org/cargo/reference/manifest.html */
function readCargo({ path, text }: Source, exists: (path: string) => boolean): Reading {
  const parsed = parseToml(text);
  if ('problem' in parsed) return unreadable(path, parsed.offset, `not valid TOML: ${parsed.problem}`);
  const crate: Crate = { path, table: parsed.table, places: tomlPlaces(text) };
  const { table } = crate;
  const name = stringAt(table, 'package', 'name');
  const runtime = runtimeOf(crate);
  const hasMain = exists(joinPath(directoryOf(path), 'src/main.rs') ?? '');
  const bins = namesOf(at(table, 'bin'));
  return {
    manifests: [
      {
        ...emptyManifest(path, 'rust'),
        ...(name ? { name } : {}),
        ...(runtime ? { runtime } : {}),
        dependencies: dependenciesOf(crate),
        // Without a section of its own a program bears the name of the package.
        bins: bins.length > 0 || name === undefined || !hasMain ? bins : [name],
        workspaces: textsOf(at(table, 'workspace', 'members')),
      },
    ],
  };
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** Each name, and behind it the file it is built from where one is written. */
const namesOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap((one) => [stringAt(one, 'name') ?? [], stringAt(one, 'path') ?? []].flat()) : [];

function runtimeOf(crate: Crate): Text | undefined {
  for (const keys of [
    ['package', 'rust-version'],
    ['workspace', 'package', 'rust-version'],
  ]) {
    const value = stringAt(crate.table, ...keys);
    if (value !== undefined) return { raw: value, value, at: placeOf(crate, keys) };
  }
  return undefined;
}

function dependenciesOf(crate: Crate): readonly Dependency[] {
  const { table } = crate;
  const targets = Object.keys(tableAt(table, 'target')).map((target) => ['target', target]);
  return [[], ...targets].flatMap((front) =>
    tables.flatMap(([key, group]) => {
      const keys = [...front, key];
      return Object.entries(tableAt(table, ...keys)).map(([name, value]) =>
        dependencyOf(crate, [...keys, name], name, value, group),
      );
    }),
  );
}

/** `serde = "1"`, `serde = { version = "1", optional = true }`, `[dependencies.serde]`. */
function dependencyOf(crate: Crate, keys: readonly string[], alias: string, value: unknown, group: Group): Dependency {
  const options = isTable(value) ? value : {};
  const folder = stringAt(options, 'path');
  const written = typeof value === 'string' ? value : stringAt(options, 'version');
  // A crate of the repository itself has no version to speak of.
  const version = folder === undefined ? (written ?? '') : `file:${folder}`;
  const optional = options.optional === true && group === 'runtime';
  return {
    // Renamed ones are known by the name of the package.
    name: stringAt(options, 'package') ?? alias,
    version,
    group: optional ? 'optional' : group,
    pinned: /^=\s*\d/.test(version) || stringAt(options, 'rev') !== undefined,
    at: placeOf(crate, keys),
  };
}

/** A dependency may have a table of its own, which has no place: then the first of its keys stands for it. */
function placeOf({ path, places }: Crate, keys: readonly string[]) {
  const whole = places.get(pathKey(...keys));
  const inside = whole ?? [...places].find(([key]) => key.startsWith(`${pathKey(...keys)}\0`))?.[1];
  return inside ? span(path, inside.start, inside.end) : startOf(path);
}
