/** `.swarm-lint.yaml`: text → settings, or every problem with its place. Only data is read; nothing in it is executed. */
import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import {
  type Acceptance,
  type Cluster,
  type DeclaredDeploy,
  type LevelRule,
  levels,
  type NamedChecks,
  type Settings,
  targets,
} from '../facts/settings.ts';
import { fileNameOf, span, type Text } from '../source/index.ts';
import { idsNamed, type KnownCheck } from './checks.ts';
import { settingsShape } from './shape.ts';
import { keyOf, placeOf, type SettingsProblem, type Vocabulary, validate } from './validate.ts';

export type { SettingsProblem } from './validate.ts';

export interface FileRead {
  /** Presets and files it builds on, in their order. */
  readonly extended: readonly Text[];
  /** What the file says itself. */
  readonly said: Partial<Settings>;
  readonly problems: readonly SettingsProblem[];
}

/** The key of a package.json that holds the configuration. */
export const packageKey = 'swarm-lint';

/** One file. `checks`: all that it may name. */
export function readFile(path: string, text: string, checks: readonly KnownCheck[]): FileRead {
  const nothing = { extended: [], said: {} };
  const document = parseDocument(text, { strict: true, uniqueKeys: true, prettyErrors: false, logLevel: 'silent' });
  const broken = document.errors[0];
  if (broken) {
    const [start, end] = broken.pos.map((at) => Math.min(at, text.length)) as [number, number];
    return { ...nothing, problems: [{ at: span(path, start, end), message: wordsOf(broken.code) }] };
  }
  const whole = document.contents;
  const inPackage = fileNameOf(path) === 'package.json';
  const root = inPackage && isMap(whole) ? nodeAt(whole, packageKey) : whole;
  if (root === undefined || root === null || (isScalar(root) && root.value === null))
    return { ...nothing, problems: [] };
  const words = { path, checks };
  const problems = [...validate(root as Node, settingsShape, '', words)];
  if (problems.length > 0 || !isMap(root)) return { ...nothing, problems };
  return {
    extended: textsOf(nodeAt(root as YAMLMap, 'extends'), path) ?? [],
    said: saidIn(root as YAMLMap, words),
    problems: [],
  };
}

const wordsOf = (code: string): string =>
  code === 'DUPLICATE_KEY' ? 'a key stands here twice' : 'not valid YAML from here on';

const nodeAt = (map: YAMLMap, key: string): Node | undefined => (map.get(key, true) as Node | undefined) ?? undefined;

const textOf = (node: Node | undefined, path: string): Text | undefined =>
  isScalar(node) ? { at: placeOf(node, path), raw: String(node.value), value: String(node.value) } : undefined;

/** A list, or a single item that stands for one. */
function textsOf(node: Node | undefined, path: string): readonly Text[] | undefined {
  if (isSeq(node)) return node.items.flatMap((item) => textOf(item as Node, path) ?? []);
  const one = textOf(node, path);
  return one && [one];
}

const mapsOf = (node: Node | undefined): readonly YAMLMap[] =>
  isSeq(node) ? node.items.flatMap((item) => (isMap(item) ? [item as YAMLMap] : [])) : [];

function saidIn(root: YAMLMap, words: Vocabulary): Partial<Settings> {
  const word = textOf(nodeAt(root, 'target'), words.path)?.value;
  const target = targets.find((one) => one === word);
  const overrides = mapsOf(nodeAt(root, 'overrides')).flatMap((map) =>
    levelsOf(nodeAt(map, 'checks'), words, textsOf(nodeAt(map, 'paths'), words.path)),
  );
  const rules = [...levelsOf(nodeAt(root, 'checks'), words), ...overrides];
  const cluster = nodeAt(root, 'cluster');
  const production = textsOf(nodeAt(root, 'production'), words.path);
  const development = textsOf(nodeAt(root, 'development'), words.path);
  const acceptances = mapsOf(nodeAt(root, 'ignore')).map((map) => acceptanceOf(map, words));
  return {
    ...(target && { target }),
    deploys: mapsOf(nodeAt(root, 'deploys')).map((map) => deployOf(map, words.path)),
    ...(production && { production }),
    ...(development && { development }),
    ...(isMap(cluster) && { cluster: clusterOf(cluster, words.path) }),
    ...(rules.length > 0 && { levels: rules }),
    ...(acceptances.length > 0 && { acceptances }),
  };
}

function deployOf(map: YAMLMap, path: string): DeclaredDeploy {
  const stack = textOf(nodeAt(map, 'stack'), path);
  const environment = textsOf(nodeAt(map, 'environment'), path)?.map(({ raw }) => raw);
  return {
    at: placeOf(map, path),
    files: textsOf(nodeAt(map, 'files'), path) ?? [],
    ...(stack && { stack }),
    ...(environment && { environment }),
  };
}

function clusterOf(map: YAMLMap, path: string): Cluster {
  const listOf = (key: string) => (textsOf(nodeAt(map, key), path) ?? []).map(({ raw }) => raw);
  const nodes = map.get('nodes');
  const logging = nodeAt(map, 'daemonLogging');
  const driver = textOf(isMap(logging) ? nodeAt(logging, 'driver') : logging, path)?.raw;
  const maxSize = isMap(logging) ? textOf(nodeAt(logging, 'max-size'), path)?.raw : undefined;
  return {
    sharedVolumes: listOf('sharedVolumes'),
    environment: listOf('environment'),
    ...(typeof nodes === 'number' && { nodes }),
    ...(map.get('registryAuthOnNodes') === true && { registryAuthOnNodes: true }),
    ...(driver !== undefined && { daemonLogging: { driver, ...(maxSize !== undefined && { maxSize }) } }),
  };
}

const named = ({ at, raw }: Text, { checks }: Vocabulary): NamedChecks => ({
  at,
  name: raw,
  ids: idsNamed(raw, checks),
});

/** Patterns first: a check that is named stands above them. */
function levelsOf(node: Node | undefined, words: Vocabulary, around?: readonly Text[]): readonly LevelRule[] {
  if (!isMap(node)) return [];
  const rules = (node.items as readonly Pair<Node, Node | null>[]).flatMap((pair): readonly LevelRule[] => {
    const value = pair.value ?? undefined;
    const word = textOf(isMap(value) ? nodeAt(value, 'severity') : value, words.path)?.raw;
    const level = levels.find((one) => one === word);
    const paths = (isMap(value) ? textsOf(nodeAt(value, 'paths'), words.path) : undefined) ?? around;
    if (level === undefined) return [];
    const at = placeOf(pair.key, words.path);
    const checks = named({ at, raw: keyOf(pair) }, words);
    return [{ at, checks, level, ...(paths && { paths }) }];
  });
  const isPattern = ({ checks }: LevelRule) => checks.name.includes('*');
  return [...rules.filter(isPattern), ...rules.filter((rule) => !isPattern(rule))];
}

function acceptanceOf(map: YAMLMap, words: Vocabulary): Acceptance {
  const { path } = words;
  const paths = textsOf(nodeAt(map, 'paths'), path);
  const services = textsOf(nodeAt(map, 'services'), path)?.map(({ raw }) => raw);
  const until = textOf(nodeAt(map, 'until'), path)?.raw;
  return {
    at: placeOf(map, path),
    checks: (textsOf(nodeAt(map, 'checks'), path) ?? []).map((one) => named(one, words)),
    reason: textOf(nodeAt(map, 'reason'), path)?.raw ?? '',
    ...(paths && { paths }),
    ...(services && { services }),
    ...(until !== undefined && { until }),
  };
}
