/**
 * What package managers note of a manifest in its lock, to tell later whether it has changed. Each is a hash of a JSON text that must be
 * the same to the last byte: where a value could be written in two ways, there is no answer.
 */
import { createHash } from 'node:crypto';
import { at, isTable, type Table, tableAt } from './toml-table.ts';

interface Style {
  readonly comma: string;
  readonly colon: string;
  readonly sorted: boolean;
  /** As PHP writes it: slashes escaped, an empty object as an empty list. */
  readonly php: boolean;
}

const python: Style = { comma: ', ', colon: ': ', sorted: true, php: false };
const compact: Style = { comma: ',', colon: ':', sorted: true, php: false };
const php: Style = { comma: ',', colon: ':', sorted: false, php: true };

const composerKeys = [
  'conflict',
  'extra',
  'minimum-stability',
  'name',
  'prefer-stable',
  'provide',
  'replace',
  'repositories',
  'require',
  'require-dev',
  'version',
];

/** The same since Composer 1.3. Source: Composer\Package\Locker::getContentHash. */
export function composerHash(text: string): string | undefined {
  // PHP keeps `1.0` apart from `1`.
  if (/[:,[]\s*-?\d+[.eE]/.test(text)) return undefined;
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isTable(root)) return undefined;
  const chosen: [string, unknown][] = composerKeys
    .filter((key) => Object.hasOwn(root, key))
    .map((key) => [key, root[key]]);
  const platform = at(root, 'config', 'platform');
  if (platform !== undefined && platform !== null) chosen.unshift(['config', { platform }]);
  return hashed('md5', Object.fromEntries(chosen), php);
}

/** The same for all of pipenv: with a source of its own, and without categories, which only some versions count. */
export function pipfileHash(table: Table): string | undefined {
  const known = ['source', 'packages', 'dev-packages', 'requires', 'scripts', 'pipenv'];
  const sources = table.source;
  if (sources === undefined || Object.keys(table).some((key) => !known.includes(key))) return undefined;
  const data = {
    _meta: { sources, requires: tableAt(table, 'requires') },
    default: tableAt(table, 'packages'),
    develop: tableAt(table, 'dev-packages'),
  };
  return hashed('sha256', data, compact);
}

/**
 * Poetry 1 knows `[tool.poetry]` only, Poetry 2 `[project]` as well: either may have written the lock. Groups of `[dependency-groups]` are
 * counted by some versions of it alone, so there is no answer with them. Source: poetry.packages.locker.
 */
export function poetryHashes(table: Table): readonly string[] {
  if (Object.hasOwn(table, 'dependency-groups')) return [];
  const tool = tableAt(table, 'tool', 'poetry');
  const project = pick(tableAt(table, 'project'), ['requires-python', 'dependencies', 'optional-dependencies']);
  const always = ['dependencies', 'source', 'extras', 'dev-dependencies'];
  const absent = Object.fromEntries(always.map((key) => [key, null]));
  const written = pick(tool, [...always, 'group']);
  const forms = [
    { ...absent, ...written },
    ...(Object.keys(project).length > 0 ? [{ project, tool: { poetry: written } }] : []),
  ];
  const hashes = forms.map((form) => hashed('sha256', form, python));
  return hashes.every((hash) => hash !== undefined) ? hashes : [];
}

const pick = (table: Table, keys: readonly string[]): Table =>
  Object.fromEntries(keys.filter((key) => Object.hasOwn(table, key)).map((key) => [key, table[key]]));

function hashed(algorithm: 'md5' | 'sha256', value: unknown, style: Style): string | undefined {
  const text = write(value, style, 0);
  return text === undefined ? undefined : createHash(algorithm).update(text).digest('hex');
}

/** Deeper nesting is refused: no manifest has it. */
const deepest = 100;

function write(value: unknown, style: Style, depth: number): string | undefined {
  if (depth > deepest) return undefined;
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'string') return quoted(value, style);
  const parts = Array.isArray(value)
    ? value.map((one) => write(one, style, depth + 1))
    : isTable(value)
      ? entriesOf(value, style).map(([key, one]) => pair(key, one, style, depth))
      : [undefined];
  if (parts.some((part) => part === undefined)) return undefined;
  const list = Array.isArray(value) || (style.php && parts.length === 0);
  const inner = parts.join(style.comma);
  return list ? `[${inner}]` : `{${inner}}`;
}

const entriesOf = (table: Table, { sorted }: Style): readonly (readonly [string, unknown])[] =>
  sorted ? Object.entries(table).sort(([one], [other]) => (one < other ? -1 : 1)) : Object.entries(table);

/** PHP takes a key of digits for a number, and a number for a place in a list. */
function pair(key: string, value: unknown, style: Style, depth: number): string | undefined {
  const text = write(value, style, depth + 1);
  return text === undefined || (style.php && /^(?:-?\d+)?$/.test(key))
    ? undefined
    : `${quoted(key, style)}${style.colon}${text}`;
}

function quoted(text: string, style: Style): string {
  const json = JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return style.php ? json.replaceAll('/', '\\/') : json;
}
