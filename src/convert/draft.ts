/** A YAML document that is being rewritten, and where each of its nodes was written. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  visit,
  YAMLMap,
} from 'yaml';
import { parseFirst } from '../readers/compose/parse.ts';
import { toTree } from '../readers/compose/tree.ts';
import { type LineIndex, lineIndex } from '../source/index.ts';
import { type Change, ConvertError } from './change.ts';
import { settleComments } from './comments.ts';

export interface Draft {
  readonly document: Document;
  readonly path: string;
  readonly text: string;
  readonly root: YAMLMap;
  /** What every anchor names. */
  readonly anchors: Map<string, Node>;
  readonly origins: Origins;
}

/** Shared by all files of one conversion. */
export interface Origins {
  readonly nodes: WeakMap<object, { readonly path: string; readonly offset: number }>;
  readonly lines: Map<string, LineIndex>;
  readonly texts: Map<string, string>;
}

export const newOrigins = (): Origins => ({ nodes: new WeakMap(), lines: new Map(), texts: new Map() });

/** Characters. Real compose files hold some ten thousand. */
const largest = 1024 * 1024;

export function openDraft(path: string, text: string, origins: Origins): Draft {
  if (text.length > largest) throw new ConvertError(`${path} is larger than 1 MiB`);
  const { document, complaint, rest } = parseFirst(text);
  const lines = lineIndex(text);
  const placed = (offset: number) => ({ path, ...lines.positionAt(offset) });
  if (complaint) throw new ConvertError(`broken YAML: ${complaint.message}`, placed(complaint.start));
  if (!document || !isMap(document.contents)) throw new ConvertError(`${path} holds no mapping with services`);
  if (rest !== undefined) throw new ConvertError('a second document begins here: one file holds one', placed(rest));
  const { problems, gaps } = toTree(document, path, text);
  const [problem] = [...problems, ...gaps.map(({ at, why }) => ({ at, message: why }))];
  if (problem) throw new ConvertError(problem.message, placed(problem.at.start));
  origins.lines.set(path, lines);
  origins.texts.set(path, text);
  visit(document, {
    Node: (_key, node) => {
      if (node.range) origins.nodes.set(node, { path, offset: node.range[0] });
    },
  });
  settleComments(document, text);
  return { document, path, text, root: document.contents, anchors: namedAnchors(document), origins };
}

/** Names used twice get a number, so that a name stands for one node wherever an alias of it ends up. */
function namedAnchors(document: Document): Map<string, Node> {
  const anchors = new Map<string, Node>();
  const now = new Map<string, string>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) node.source = now.get(node.source) ?? node.source;
      else if (node.anchor) {
        const written = node.anchor;
        for (let count = 2; anchors.has(node.anchor); count++) node.anchor = `${written}-${count}`;
        anchors.set(node.anchor, node);
        now.set(written, node.anchor);
      }
    },
  });
  return anchors;
}

export function placeOf({ nodes, lines }: Origins, node: unknown): Change['at'] {
  const origin = typeof node === 'object' && node !== null ? nodes.get(node) : undefined;
  const index = origin && lines.get(origin.path);
  return origin && index ? { path: origin.path, ...index.positionAt(origin.offset) } : undefined;
}

export const resolve = (draft: Draft, node: unknown): Node | undefined => {
  const target = isAlias(node as Node) ? draft.anchors.get((node as Alias).source) : (node as Node | null);
  return target ?? undefined;
};

export interface Slot {
  readonly key: string;
  readonly pair: Pair<Node, Node | null>;
  readonly value: Node | undefined;
  /** The mapping it stands in: another one when a merge key brings it. */
  readonly holder: YAMLMap;
}

export const keyOf = (pair: Pair<unknown, unknown>): string =>
  isScalar(pair.key) ? (typeof pair.key.value === 'string' ? pair.key.value : (pair.key.source ?? '')) : '';

export const isMergeKey = (pair: Pair<unknown, unknown>): boolean =>
  isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN';

/** Mappings that merge keys bring into this one. */
export const mergedInto = (draft: Draft, map: YAMLMap): readonly YAMLMap[] =>
  map.items.filter(isMergeKey).flatMap(({ value }) => {
    const from = resolve(draft, value);
    return (isSeq(from) ? from.items : [from]).map((one) => resolve(draft, one)).filter(isMap);
  });

/** What counts in a mapping: its own entries before those that merge keys bring. */
export function slotsOf(draft: Draft, map: YAMLMap): readonly Slot[] {
  const slots = new Map<string, Slot>();
  const add = (holder: YAMLMap): void => {
    for (const pair of holder.items as Pair<Node, Node | null>[]) {
      const key = keyOf(pair);
      if (!isMergeKey(pair) && !slots.has(key))
        slots.set(key, { key, pair, value: resolve(draft, pair.value), holder });
    }
    for (const one of mergedInto(draft, holder)) add(one);
  };
  add(map);
  return [...slots.values()];
}

export const slotOf = (draft: Draft, map: YAMLMap, key: string): Slot | undefined =>
  slotsOf(draft, map).find((slot) => slot.key === key);

export const valueAt = (draft: Draft, map: unknown, key: string): Node | undefined =>
  isMap(map) ? slotOf(draft, map, key)?.value : undefined;

/** A copy without anchors, aliases and merge keys, that remembers where it was written. */
export function expanded(draft: Draft, node: Node): Node {
  const target = resolve(draft, node) ?? node;
  const copy = (isMap(target) ? new YAMLMap() : target.clone()) as Node;
  if (isMap(target) && isMap(copy)) {
    Object.assign(copy, { flow: target.flow, comment: target.comment, commentBefore: target.commentBefore });
    copy.items = slotsOf(draft, target).map(({ pair, value }) => {
      const key = pair.key.clone() as Node;
      remember(draft, pair.key, key);
      const one = pair.clone() as Pair<Node, Node | null>;
      one.key = key;
      one.value = value ? expanded(draft, value) : new Scalar(null);
      return one;
    });
  } else if (isSeq(target) && isSeq(copy)) copy.items = target.items.map((item) => expanded(draft, item as Node));
  if (!isAlias(copy)) delete copy.anchor;
  remember(draft, target, copy);
  return copy;
}

const remember = ({ origins: { nodes } }: Draft, from: object, to: object): void => {
  const origin = nodes.get(from);
  if (origin) nodes.set(to, origin);
};

/** Aliases whose anchor went away with what was dropped get the node itself. */
export function mendAliases({ document, anchors }: Draft): void {
  const seen = new Set<string>();
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node) && node.anchor) seen.add(node.anchor);
      if (!isAlias(node) || seen.has(node.source)) return undefined;
      const target = anchors.get(node.source);
      if (!target) return undefined;
      seen.add(node.source);
      return target;
    },
  });
}
