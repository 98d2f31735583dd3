/** `.swarm-lint.yaml`: text → settings, or every problem with its place. Only data is read; nothing in it is executed. */
import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { type DeclaredDeploy, noSettings, type Settings, type Target, targets } from '../facts/settings.ts';
import { type Located, span, type Text } from '../source/index.ts';
import { type Expected, settingsShape } from './shape.ts';

export interface SettingsProblem extends Located {
  readonly message: string;
  /** Words that would have been right where a word is wrong. */
  readonly word?: string;
  readonly known?: readonly string[];
}

export interface SettingsRead {
  readonly settings: Settings;
  readonly problems: readonly SettingsProblem[];
}

export function readSettings(path: string, text: string): SettingsRead {
  const document = parseDocument(text, { strict: true, uniqueKeys: true, prettyErrors: false, logLevel: 'silent' });
  const broken = document.errors[0];
  if (broken) {
    const [start, end] = broken.pos;
    return { settings: noSettings, problems: [{ at: span(path, start, end), message: wordsOf(broken.code) }] };
  }
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return { settings: noSettings, problems: [] };
  const problems = [...check(root as Node, settingsShape, '', path)];
  if (problems.length > 0 || !isMap(root)) return { settings: noSettings, problems };
  return { settings: settingsOf(root, path), problems: [] };
}

const wordsOf = (code: string): string =>
  code === 'DUPLICATE_KEY' ? 'a key stands here twice' : 'not valid YAML from here on';

const placeOf = (node: Node | null | undefined, path: string) =>
  span(path, node?.range?.[0] ?? 0, node?.range?.[1] ?? 0);

function* check(node: Node | null, shape: Expected, where: string, path: string): Generator<SettingsProblem> {
  const at = placeOf(node, path);
  const name = where || 'the configuration';
  if (shape.kind === 'list') {
    if (!isSeq(node)) return yield { at, message: `${name} must be a list` };
    for (const [index, item] of node.items.entries())
      yield* check(item as Node, shape.items, `${where}[${index}]`, path);
    return;
  }
  if (shape.kind === 'map') {
    if (!isMap(node)) return yield { at, message: `${name} must be a mapping` };
    const known = Object.keys(shape.keys);
    for (const pair of node.items as readonly Pair<Node, Node | null>[]) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const expected = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
      if (expected) yield* check(pair.value, expected, where ? `${where}.${key}` : key, path);
      else yield { at: placeOf(pair.key, path), message: `unknown key "${key}" in ${name}`, word: key, known };
    }
    for (const key of shape.required ?? []) if (!node.has(key)) yield { at, message: `${name} needs the key "${key}"` };
    return;
  }
  if (!isScalar(node) || typeof node.value !== 'string' || node.value === '')
    return yield { at, message: `${name} must be a text` };
  if (shape.words && !shape.words.includes(node.value))
    yield { at, message: `unknown value "${node.value}" of ${name}`, word: node.value, known: shape.words };
}

const nodeAt = (map: YAMLMap, key: string): Node | undefined => (map.get(key, true) as Node | undefined) ?? undefined;

const textOf = (node: Node | undefined, path: string): Text | undefined =>
  isScalar(node) ? { at: placeOf(node, path), raw: String(node.value), value: String(node.value) } : undefined;

const textsOf = (node: Node | undefined, path: string): readonly Text[] | undefined =>
  isSeq(node) ? node.items.flatMap((item) => textOf(item as Node, path) ?? []) : undefined;

function settingsOf(root: YAMLMap, path: string): Settings {
  const deploys = nodeAt(root, 'deploys');
  const target = textOf(nodeAt(root, 'target'), path)?.value;
  return {
    target: targets.find((one) => one === target) ?? ('auto' satisfies Target),
    deploys: isSeq(deploys) ? deploys.items.flatMap((item) => (isMap(item) ? deployOf(item, path) : [])) : [],
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
