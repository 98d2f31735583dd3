/** YAML of pipeline files as plain nodes with places. Aliases and merge keys are resolved, within bounds. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments } from 'yaml';

export interface YamlEntry {
  readonly key: string;
  readonly value: Yaml;
}

export type Yaml = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'map'; readonly entries: readonly YamlEntry[] }
  | { readonly kind: 'list'; readonly items: readonly Yaml[] }
  | { readonly kind: 'scalar'; readonly value: string; readonly style: ScalarStyle }
);

export type YamlScalar = Yaml & { readonly kind: 'scalar' };

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

const styles: ReadonlyMap<string, ScalarStyle> = new Map([
  ['PLAIN', 'plain'],
  ['QUOTE_SINGLE', 'single'],
  ['QUOTE_DOUBLE', 'double'],
  ['BLOCK_LITERAL', 'literal'],
  ['BLOCK_FOLDED', 'folded'],
]);

/** Aliases can multiply a small file: no real pipeline comes near. */
const mostNodes = 50_000;
const deepest = 100;

export interface YamlFile {
  readonly documents: readonly Yaml[];
  /** UTF-16 offset of the first syntax error. */
  readonly broken?: number;
}

export function readYaml(text: string): YamlFile {
  let documents: readonly Document[];
  try {
    const options = { uniqueKeys: false, strict: false, logLevel: 'silent', prettyErrors: false } as const;
    const parsed = parseAllDocuments(text, options);
    documents = Array.isArray(parsed) ? (parsed as readonly Document[]) : [];
  } catch {
    return { documents: [], broken: 0 };
  }
  const error = documents.flatMap(({ errors }) => errors)[0];
  const roots = documents.flatMap((document) => {
    const root = convert(document);
    return root === undefined ? [] : [root];
  });
  return error === undefined ? { documents: roots } : { documents: roots, broken: Math.min(error.pos[0], text.length) };
}

function convert(document: Document): Yaml | undefined {
  let left = mostNodes;
  const anchors = new Map<string, Node>();

  function node(from: unknown, depth: number): Yaml | undefined {
    if (depth > deepest || left-- <= 0) return undefined;
    if (isAlias(from)) {
      const target = anchors.get(from.source);
      return target === undefined ? undefined : node(target, depth + 1);
    }
    if (!isMap(from) && !isSeq(from) && !isScalar(from)) return undefined;
    const [start, end] = from.range ?? [0, 0];
    if (from.anchor !== undefined) anchors.set(from.anchor, from);
    if (isScalar(from)) {
      const style = styles.get(from.type ?? 'PLAIN') ?? 'plain';
      const value = typeof from.value === 'string' ? from.value : (from.source ?? String(from.value ?? ''));
      return { kind: 'scalar', start, end, value, style };
    }
    if (isSeq(from)) {
      const items = from.items.flatMap((item) => node(item, depth + 1) ?? []);
      return { kind: 'list', start, end, items };
    }
    const entries: YamlEntry[] = [];
    const merged: YamlEntry[] = [];
    for (const pair of from.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
      const value = key === undefined ? undefined : node(pair.value, depth + 1);
      if (key === undefined || value === undefined) continue;
      if (key !== '<<') entries.push({ key, value });
      else merged.push(...mapsIn(value).flatMap((map) => (map.kind === 'map' ? map.entries : [])));
    }
    const own = new Set(entries.map(({ key }) => key));
    return { kind: 'map', start, end, entries: [...entries, ...merged.filter(({ key }) => !own.has(key))] };
  }
  return node(document.contents, 0);
}

const mapsIn = (value: Yaml): readonly Yaml[] => (value.kind === 'list' ? value.items : [value]);

export const child = (node: Yaml | undefined, key: string): Yaml | undefined =>
  node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;

export function scalarChild(node: Yaml | undefined, key: string): YamlScalar | undefined {
  const value = child(node, key);
  return value?.kind === 'scalar' ? value : undefined;
}

/** A scalar, or the scalars of a list, nested lists included. */
export const scalarsIn = (node: Yaml | undefined): readonly YamlScalar[] =>
  node === undefined || node.kind === 'map' ? [] : node.kind === 'scalar' ? [node] : node.items.flatMap(scalarsIn);

/** Names of variables in `NAME: value` or `- NAME=value`; `*` for a list of anything else. */
export function namesIn(node: Yaml | undefined): readonly string[] {
  if (node === undefined || node.kind === 'scalar') return [];
  if (node.kind === 'map') return node.entries.map(({ key }) => key);
  return node.items.flatMap((item) => {
    // `- .env`, `- ./settings.env`: a file of them.
    if (item.kind === 'scalar') return [/^[A-Za-z_]\w*(=|$)/.test(item.value) ? item.value.split('=')[0]! : '*'];
    // Azure writes `- name: X` and `- group: Y`.
    const name = scalarChild(item, 'name');
    return name === undefined ? (child(item, 'group') === undefined ? namesIn(item) : ['*']) : [name.value];
  });
}
