/** JSON with the place of every key and value. */
import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { type Span, span } from '../../source/index.ts';

/** A value of a JSON document, and where it stands. */
export interface Json {
  readonly node: Node;
  readonly file: string;
}

/** The Engine nests some ten levels. */
const deepest = 64;

/** Absent when it is no JSON, or nested so deep that nobody has written it. */
export function parseJson(file: string, text: string): Json | undefined {
  if (depthOf(text) > deepest) return undefined;
  const errors: ParseError[] = [];
  const node = parseTree(text, errors);
  return node && errors.length === 0 ? { node, file } : undefined;
}

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') most = Math.max(most, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return most;
}

export const placeOf = ({ node, file }: Json): Span => span(file, node.offset, node.offset + node.length);

export interface Member {
  readonly key: string;
  /** The place of the key. */
  readonly at: Span;
  readonly value: Json;
}

/** Keys and values of an object, in order; of a key that stands there twice, the last one counts. */
export function membersOf(json: Json | undefined): readonly Member[] {
  if (json?.node.type !== 'object') return [];
  const members = new Map<string, Member>();
  for (const { children } of json.node.children ?? []) {
    const [key, value] = children ?? [];
    if (typeof key?.value !== 'string' || !value) continue;
    const at = span(json.file, key.offset, key.offset + key.length);
    members.set(key.value, { key: key.value, at, value: { node: value, file: json.file } });
  }
  return [...members.values()];
}

const memberOf = (json: Json | undefined, key: string): Member | undefined => {
  if (json?.node.type !== 'object') return undefined;
  const found = json.node.children?.findLast(({ children }) => children?.[0]?.value === key)?.children;
  const [name, value] = found ?? [];
  if (!name || !value) return undefined;
  return { key, at: span(json.file, name.offset, name.offset + name.length), value: { node: value, file: json.file } };
};

/** The value a path of keys leads to. */
export const valueAt = (json: Json | undefined, ...path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((inner, key) => memberOf(inner, key)?.value, json);

/** The place of the last key of a path. */
export const keyAt = (json: Json | undefined, ...path: readonly string[]): Span | undefined =>
  memberOf(valueAt(json, ...path.slice(0, -1)), path.at(-1)!)?.at;

export const itemsOf = (json: Json | undefined): readonly Json[] =>
  json?.node.type === 'array' ? (json.node.children ?? []).map((node) => ({ node, file: json.file })) : [];

/** Absent also for an empty text: that is how the Engine says that there is none. */
export function textAt(json: Json | undefined, ...path: readonly string[]): string | undefined {
  const value: unknown = valueAt(json, ...path)?.node.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberAt(json: Json | undefined, ...path: readonly string[]): number | undefined {
  const value: unknown = valueAt(json, ...path)?.node.value;
  return typeof value === 'number' ? value : undefined;
}

export const isTrueAt = (json: Json | undefined, ...path: readonly string[]): boolean =>
  valueAt(json, ...path)?.node.value === true;
