import type { Dependency } from '../../facts/manifest.ts';
import type { Reader, Reading } from '../../facts/reading.ts';
import { fileNameOf, type Source, type Span, span, startOf, type Text } from '../../source/index.ts';
import { poetryHashes } from './content-hash.ts';
import { emptyManifest, unreadable } from './empty.ts';
import { requirementOf } from './pep508.ts';
import { parseToml } from './toml.ts';
import { pathKey, type TomlPlaces, tomlPlaces } from './toml-places.ts';
import { at, isTable, stringAt, type Table, tableAt } from './toml-table.ts';

export const pyprojectReader: Reader = {
  name: 'pyproject.toml',
  claims: (path) => fileNameOf(path) === 'pyproject.toml',
  read: readPyproject,
};

type Group = Dependency['group'];

interface Project {
  readonly path: string;
  readonly table: Table;
  readonly places: TomlPlaces;
}

/** Lists of PEP 508 requirements, and tables whose keys are extras or groups holding such lists. */
const LISTS: readonly (readonly [keys: readonly string[], group: Group])[] = [
  [['project', 'dependencies'], 'runtime'],
  [['tool', 'uv', 'dev-dependencies'], 'development'],
];
const TABLES_OF_LISTS: readonly (readonly [keys: readonly string[], group: Group])[] = [
  [['project', 'optional-dependencies'], 'optional'],
  [['dependency-groups'], 'development'],
  [['tool', 'pdm', 'dev-dependencies'], 'development'],
];
const MANAGERS = ['poetry', 'uv', 'pdm', 'hatch'] as const;

function readPyproject({ path, text }: Source): Reading {
  const parsed = parseToml(text);
  if ('problem' in parsed) return unreadable(path, parsed.offset, `not valid TOML: ${parsed.problem}`);
  const project: Project = { path, table: parsed.table, places: tomlPlaces(text) };
  const name = stringAt(project.table, 'project', 'name') ?? stringAt(project.table, 'tool', 'poetry', 'name');
  const manager = MANAGERS.find((each) => at(project.table, 'tool', each) !== undefined);
  const runtime = runtimeOf(project);
  const overridden = ['override-dependencies', 'exclude-dependencies'].flatMap((key) => {
    const list = at(project.table, 'tool', 'uv', key);
    return Array.isArray(list)
      ? list.flatMap((one) => (typeof one === 'string' ? (requirementOf(one)?.name ?? []) : []))
      : [];
  });
  const contentHashes = manager === 'poetry' ? poetryHashes(project.table) : [];
  return {
    manifests: [
      {
        ...emptyManifest(path, 'python'),
        ...(name ? { name } : {}),
        ...(manager ? { manager } : {}),
        ...(runtime ? { runtime } : {}),
        ...(contentHashes.length > 0 ? { contentHashes } : {}),
        ...(overridden.length > 0 ? { overridden } : {}),
        dependencies: [...standardDependencies(project), ...poetryDependencies(project)],
        bins: [
          ...Object.keys(tableAt(project.table, 'project', 'scripts')),
          ...Object.keys(tableAt(project.table, 'tool', 'poetry', 'scripts')),
        ],
      },
    ],
  };
}

function runtimeOf(project: Project): Text | undefined {
  for (const keys of [
    ['project', 'requires-python'],
    ['tool', 'poetry', 'dependencies', 'python'],
  ]) {
    const value = stringAt(project.table, ...keys);
    if (value !== undefined) return { raw: value, value, at: placeOf(project, keys) };
  }
  return undefined;
}

function standardDependencies(project: Project): readonly Dependency[] {
  const tables = TABLES_OF_LISTS.flatMap(([keys, group]) =>
    Object.keys(tableAt(project.table, ...keys)).map((key) => [[...keys, key], group] as const),
  );
  return [...LISTS, ...tables].flatMap(([keys, group]) => listOf(project, keys, group));
}

function listOf(project: Project, keys: readonly string[], group: Group): readonly Dependency[] {
  const list = at(project.table, ...keys);
  if (!Array.isArray(list)) return [];
  const items = project.places.get(pathKey(...keys))?.items ?? [];
  return (list as readonly unknown[]).flatMap((text, index) => {
    const requirement = typeof text === 'string' ? requirementOf(text) : undefined;
    if (requirement === undefined) return [];
    const place = items[index];
    return [{ ...requirement, group, at: place ? span(project.path, place.start, place.end) : placeOf(project, keys) }];
  });
}

const conditions = ['markers', 'python', 'platform'];

/** https://python-poetry.org/docs/dependency-specification/ */
function poetryDependencies(project: Project): readonly Dependency[] {
  const groups = Object.keys(tableAt(project.table, 'tool', 'poetry', 'group')).map(
    (name) => [['tool', 'poetry', 'group', name, 'dependencies'], name === 'main' ? 'runtime' : 'development'] as const,
  );
  const tables: readonly (readonly [readonly string[], Group])[] = [
    [['tool', 'poetry', 'dependencies'], 'runtime'],
    [['tool', 'poetry', 'dev-dependencies'], 'development'],
    ...groups,
  ];
  return tables.flatMap(([keys, group]) =>
    Object.entries(tableAt(project.table, ...keys))
      .filter(([name]) => name !== 'python')
      .map(([name, written]) => {
        const version = typeof written === 'string' ? written : (stringAt(written, 'version') ?? '');
        const pinned =
          /^={0,3}\s*\d[^,*^~<>\s]*$/.test(version) || /^[0-9a-f]{40}$/.test(stringAt(written, 'rev') ?? '');
        const optional = isTable(written) && at(written, 'optional') === true;
        const place = placeOf(project, [...keys, name]);
        const more = conditions.some((key) => at(written, key) !== undefined) ? { conditional: true as const } : {};
        return { name, version, group: optional ? 'optional' : group, pinned, ...more, at: place };
      }),
  );
}

/** The statement that sets a key; keys written in a parent's inline table point at the parent. */
function placeOf(project: Project, keys: readonly string[]): Span {
  for (let length = keys.length; length > 0; length--) {
    const place = project.places.get(pathKey(...keys.slice(0, length)));
    if (place !== undefined) return span(project.path, place.start, place.end);
  }
  return startOf(project.path);
}
