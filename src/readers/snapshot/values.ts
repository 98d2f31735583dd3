/** Values of the Engine's answers as the scalars, lists and maps a stack file would hold. Nothing is interpolated: what runs is as it is. */
import type { Entry, ListNode, MapNode, Node, Scalar, Variable } from '../../facts/index.ts';
import { HIDDEN } from '../../facts/snapshot-words.ts';
import type { Span } from '../../source/index.ts';
import { itemsOf, type Json, membersOf, placeOf } from './json.ts';

/** What was hidden is a value that nobody knows, as a variable of the deployer's is. */
export function scalar(text: string, at: Span, type: Scalar['type'] = 'string'): Scalar {
  const base = { kind: 'scalar', at, type, quoted: true } as const;
  if (!text.includes(HIDDEN)) return { ...base, raw: text, value: text, parts: [text] };
  const pieces = text.split(HIDDEN);
  const parts = pieces.flatMap((piece, index): readonly (string | Variable)[] => [
    ...(index === 0 ? [] : [{ at, name: 'hidden' }]),
    ...(piece === '' ? [] : [piece]),
  ]);
  // A single dollar in what runs is a dollar; only what was hidden is unknown.
  return { ...base, raw: pieces.join(`\${hidden}`), parts };
}

export const entry = (key: string, at: Span, value: Node): Entry => ({ at, key, keyType: 'string', value });
export const map = (at: Span, entries: readonly Entry[]): MapNode => ({ kind: 'map', at, entries });
export const list = (at: Span, items: readonly Node[]): ListNode => ({ kind: 'list', at, items });

/** Text, numbers and switches; the Engine leaves out, or writes as empty, what is not set. */
function plain(json: Json): Scalar | undefined {
  const value: unknown = json.node.value;
  if (typeof value === 'string') return value === '' ? undefined : scalar(value, placeOf(json));
  if (typeof value === 'number') return scalar(String(value), placeOf(json), 'number');
  return typeof value === 'boolean' ? scalar(String(value), placeOf(json), 'boolean') : undefined;
}

const number = (json: Json, write: (value: number) => string): Scalar | undefined => {
  const value: unknown = json.node.value;
  return typeof value === 'number' && value > 0 ? scalar(write(value), placeOf(json)) : undefined;
};

const shortest = (value: number): string => String(Math.round(value * 1e6) / 1e6);
/** 0 is "as the Engine likes it". */
const duration = (json: Json) =>
  number(json, (nanoseconds) =>
    nanoseconds < 1e9 ? `${shortest(nanoseconds / 1e6)}ms` : `${shortest(nanoseconds / 1e9)}s`,
  );
const units = ['', 'K', 'M', 'G'] as const;
function bytes(value: number): string {
  let [left, unit] = [value, 0];
  while (left % 1024 === 0 && unit < units.length - 1) [left, unit] = [left / 1024, unit + 1];
  return `${left}${units[unit]}`;
}

const words = (json: Json): Node | undefined => {
  const items = itemsOf(json).flatMap((item) => plain(item) ?? []);
  return items.length === 0 ? undefined : list(placeOf(json), items);
};

/** `NAME=value` each; a name alone takes the variable away and sets nothing. */
const environment = (json: Json): Node | undefined => {
  const entries = itemsOf(json).flatMap((item): readonly Entry[] => {
    const text: unknown = item.node.value;
    const cut = typeof text === 'string' ? text.indexOf('=') : -1;
    if (typeof text !== 'string' || cut < 1) return [];
    const at = placeOf(item);
    return [entry(text.slice(0, cut), at, scalar(text.slice(cut + 1), at))];
  });
  return entries.length === 0 ? undefined : map(placeOf(json), entries);
};

/** What `docker stack deploy` puts there itself is nobody's setting. */
const labels = (json: Json): Node | undefined => {
  const entries = membersOf(json).flatMap(({ key, at, value }): readonly Entry[] => {
    const text: unknown = value.node.value;
    return key.startsWith('com.docker.stack.') || typeof text !== 'string' ? [] : [entry(key, at, scalar(text, at))];
  });
  return entries.length === 0 ? undefined : map(placeOf(json), entries);
};

/** Ways a value of the Engine is written in a stack file. */
export const ways = {
  plain,
  duration,
  words,
  environment,
  labels,
  bytes: (json: Json) => number(json, bytes),
  cpus: (json: Json) => number(json, (nano) => shortest(nano / 1e9)),
  count: (json: Json) => number(json, String),
} as const satisfies Readonly<Record<string, (json: Json) => Node | undefined>>;

export type Way = keyof typeof ways;
