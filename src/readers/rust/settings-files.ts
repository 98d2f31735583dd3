/**
 * Settings that `config` and `figment` read: YAML and TOML in a folder beside the manifest. Variables of the environment may take the
 * place of any of them, so that a fact holds under a condition, and a loopback address proves nothing.
 */
import type { CodeFact, Guard } from '../../facts/code.ts';
import type { Node } from '../../facts/compose.ts';
import type { Reader } from '../../facts/reading.ts';
import { directoryOf, fileNameOf, joinPath, type Source, type Span, span, startOf } from '../../source/index.ts';
import { factsOfText } from '../code/texts.ts';
import { parseFirst } from '../compose/parse.ts';
import { toTree } from '../compose/tree.ts';
import { parseToml } from '../manifests/toml.ts';
import { pathKey, tomlPlaces } from '../manifests/toml-places.ts';
import { isTable } from '../manifests/toml-table.ts';
import { claimsSettings, settingsEndings as endings, settingsFolders as folders } from './paths.ts';

/** Names of files that a program in production may read. */
const names = ['base', 'default', 'Default', 'production', 'prod', 'release', 'settings', 'Settings', 'config', 'app'];
const largest = 256 * 1024;

export const rustSettingsReader: Reader = {
  name: 'settings of Rust',
  claims: claimsSettings,
  read: (source, { exists }) => {
    const { path, text } = source;
    const beside = joinPath(directoryOf(directoryOf(path)), 'Cargo.toml');
    if (beside === undefined || !exists(beside) || text.length > largest) return {};
    const leaves = path.endsWith('.toml') ? leavesOfToml(source) : leavesOfYaml(source);
    const guard = guardOf(fileNameOf(path));
    const facts = [...listens(leaves, guard), ...leaves.flatMap((leaf) => ofText(leaf, guard))];
    if (facts.length === 0) return {};
    return {
      code: [
        { path, language: 'rust', at: span(path, 0, text.length), imports: [], packages: [], facts, parsed: true },
      ],
    };
  },
};

/** The settings files a program of this package may read. */
export function settingsFiles(path: string, exists: (path: string) => boolean): readonly string[] {
  const cut = path.lastIndexOf('src/');
  const root = cut === -1 ? directoryOf(path) : path.slice(0, cut).replace(/\/$/, '');
  return folders.flatMap((folder) =>
    names.flatMap((name) =>
      endings.flatMap((ending) => {
        const file = joinPath(root, `${folder}/${name}.${ending}`);
        return file !== undefined && exists(file) ? [file] : [];
      }),
    ),
  );
}

const guardOf = (name: string): Guard =>
  /^(?:local|dev|development)\b/i.test(name)
    ? 'development'
    : /^(?:test|testing|ci)\b/i.test(name)
      ? 'test'
      : 'conditional';

interface Leaf {
  readonly keys: readonly string[];
  readonly value: string | number;
  readonly at: Span;
}

const serving = /^(?:application|app|server|http|web|api|service|listen)$/i;
const everywhere = /^(?:0\.0\.0\.0|::|\[::\])$/;

/** Host and port of the server itself, side by side. */
function listens(leaves: readonly Leaf[], guard: Guard): readonly CodeFact[] {
  return leaves.flatMap(({ keys, value, at }): readonly CodeFact[] => {
    const [section, key] = keys.slice(-2);
    if (keys.length !== 2 || !/^(?:host|address|bind)$/.test(key!) || !serving.test(section!)) return [];
    if (!everywhere.test(String(value))) return [];
    const port = leaves.find(
      (other) => other.keys.length === 2 && other.keys[0] === section && other.keys[1] === 'port',
    );
    return [
      {
        kind: 'listen',
        at,
        module: 'config',
        guard,
        label: `${section}.${key}`,
        confidence: 'medium',
        bind: 'all',
        ...(typeof port?.value === 'number' ? { port: port.value } : {}),
      },
    ];
  });
}

const ofText = ({ keys, value, at }: Leaf, guard: Guard): readonly CodeFact[] =>
  typeof value === 'string'
    ? factsOfText({ at, guard, onLoad: true, entryOnly: false, name: keys.at(-1) ?? '', text: value })
    : [];

function leavesOfYaml({ path, text }: Source): readonly Leaf[] {
  const { document } = parseFirst(text);
  const root = document && toTree(document, path, text).root;
  return root ? yamlLeaves(root, []) : [];
}

function yamlLeaves(node: Node, keys: readonly string[]): readonly Leaf[] {
  if (keys.length > 6 || node.kind === 'list') return [];
  if (node.kind === 'map') return node.entries.flatMap(({ key, value }) => yamlLeaves(value, [...keys, key]));
  if (node.type === 'null' || node.type === 'boolean') return [];
  const number = Number(node.raw);
  return [{ keys, value: node.type === 'string' || Number.isNaN(number) ? node.raw : number, at: node.at }];
}

function leavesOfToml({ path, text }: Source): readonly Leaf[] {
  const parsed = parseToml(text);
  if ('problem' in parsed) return [];
  const places = tomlPlaces(text);
  const leaves = (value: unknown, keys: readonly string[]): readonly Leaf[] => {
    if (isTable(value) && keys.length < 6)
      return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...keys, key]));
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const place = places.get(pathKey(...keys));
    return [{ keys, value, at: place ? span(path, place.start, place.end) : startOf(path) }];
  };
  return leaves(parsed.table, []);
}
