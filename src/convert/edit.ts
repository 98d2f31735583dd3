/** Small changes to a YAML tree that lose no comment. */
import { isMap, isScalar, isSeq, type Node, type Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { plainType } from '../readers/compose/plain-type.ts';
import { type Draft, expanded, keyOf, slotOf } from './draft.ts';

const join = (...texts: readonly (string | null | undefined)[]): string | undefined =>
  texts.filter((text) => text !== null && text !== undefined && text !== '').join('\n') || undefined;

/** Whether a comment that says so stands there already: what was converted once is not told twice. */
export const commented = (node: { commentBefore?: string | null; comment?: string | null }, text: string): boolean =>
  [node.commentBefore, node.comment].some((comment) => comment?.includes(text));

/** `holder`: the mapping or list it stands in, which holds the comment above its first entry once that was read again. */
export function commentBefore(node: Node, text: string, holder?: YAMLMap | YAMLSeq): void {
  const first = holder?.items[0];
  const isFirst = first === node || (first as { key?: unknown } | undefined)?.key === node;
  if (!commented(node, text) && !(holder && isFirst && commented(holder, text)))
    node.commentBefore = join(node.commentBefore, ` ${text}`);
}

export function commentBehind(node: Node, text: string): void {
  if (commented(node, text)) return;
  if (node.comment) node.commentBefore = join(node.commentBefore, ` ${text}`);
  else node.comment = ` ${text}`;
}

/** At the end of a mapping or list. */
export function commentAtEnd(node: Node, text: string): void {
  if (!commented(node, text)) node.comment = join(node.comment, ` ${text}`);
}

export const scalar = (value: string | number | boolean): Scalar => {
  const node = new Scalar(value);
  if (typeof value === 'string' && !isPlain(value)) node.type = 'QUOTE_DOUBLE';
  return node;
};

/** Whether any reader of YAML takes it for text without quotes; what else needs them the printer sees itself. */
const isPlain = (text: string): boolean =>
  plainType(text) === 'string' && !/^(?:y|n|yes|no|on|off|true|false|null)$|^[\d.:]+$/i.test(text);

export const textOf = (node: unknown): string | undefined =>
  isScalar(node) && node.value !== null
    ? typeof node.value === 'string'
      ? node.value
      : (node.source ?? String(node.value))
    : undefined;

/** A scalar gets other text and keeps its comments; quotes stay where they were. */
export function retext(node: Scalar, value: string | number | boolean, quoted = false): void {
  node.value = value;
  delete node.source;
  delete node.format;
  // It no longer stands in the source.
  delete node.range;
  const plain = node.type === 'PLAIN' || node.type === undefined;
  if (typeof value !== 'string') node.type = 'PLAIN';
  else if (quoted || (plain && !isPlain(value))) node.type = 'QUOTE_DOUBLE';
}

export const pair = (key: string, value: Node): Pair<Node, Node | null> => {
  const map = new YAMLMap<Node, Node | null>();
  map.set(scalar(key), value);
  return map.items[0]!;
};

export const mapping = (entries: Readonly<Record<string, Node | string | number | boolean>>): YAMLMap => {
  const map = new YAMLMap();
  for (const [key, value] of Object.entries(entries))
    map.items.push(pair(key, typeof value === 'object' ? value : scalar(value)));
  return map;
};

export const sequence = (items: readonly (Node | string)[]): YAMLSeq => {
  const list = new YAMLSeq();
  list.items = items.map((item) => (typeof item === 'string' ? scalar(item) : item));
  return list;
};

/** Takes an entry out. Comments above it go to the entry behind it, and `note` with them. */
export function removePair(map: YAMLMap, key: string, note?: string): void {
  const index = map.items.findIndex((one) => keyOf(one) === key);
  const gone = map.items[index] as Pair<Node, Node | null> | undefined;
  if (!gone?.key) return;
  map.items.splice(index, 1);
  const next = map.items[index] as Pair<Node, Node | null> | undefined;
  const text = join(gone.key.commentBefore, note === undefined ? undefined : ` ${note}`);
  if (next) {
    next.key.commentBefore = join(text, next.key.commentBefore);
    next.key.spaceBefore ||= gone.key.spaceBefore;
  } else map.comment = join(map.comment, text);
}

export function removeItem(list: YAMLSeq, item: unknown, note?: string): void {
  const index = list.items.indexOf(item);
  const gone = list.items[index] as Node | undefined;
  if (!gone) return;
  list.items.splice(index, 1);
  const next = list.items[index] as Node | undefined;
  const text = join(gone.commentBefore, note === undefined ? undefined : ` ${note}`);
  if (next) next.commentBefore = join(text, next.commentBefore);
  else list.comment = join(list.comment, text);
}

/** Sets an entry of the mapping itself; a new one goes to its end. */
export function put(map: YAMLMap, key: string, value: Node): void {
  const found = map.items.find((one) => keyOf(one) === key);
  if (found) found.value = value;
  else map.items.push(pair(key, value));
}

/** The mapping or list under a key, this one's own: a shared one is copied first, a missing one is made. */
export function own<Kind extends YAMLMap | YAMLSeq>(draft: Draft, map: YAMLMap, key: string, make: () => Kind): Kind {
  const slot = slotOf(draft, map, key);
  const made = make();
  // A value of another kind is one that nobody reads.
  const fits = slot?.value !== undefined && isMap(slot.value) === isMap(made) && isSeq(slot.value) === isSeq(made);
  if (fits && slot.holder === map && slot.pair.value === slot.value && slot.value.anchor === undefined)
    return slot.value as Kind;
  const owned = fits ? (expanded(draft, slot.value!) as Kind) : made;
  put(map, key, owned);
  return owned;
}

export const ownMap = (draft: Draft, map: YAMLMap, key: string): YAMLMap =>
  own(draft, map, key, () => new YAMLMap()) as YAMLMap;
export const ownList = (draft: Draft, map: YAMLMap, key: string): YAMLSeq =>
  own(draft, map, key, () => new YAMLSeq()) as YAMLSeq;

/** The mapping at a path below this one, each step its own. */
export const ownPath = (draft: Draft, map: YAMLMap, path: readonly string[]): YAMLMap =>
  path.reduce((here, key) => ownMap(draft, here, key), map);
