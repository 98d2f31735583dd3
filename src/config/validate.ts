/** Holds a configuration against its shape: everything in it that is not understood, with its place. */
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { type Located, type Span, span } from '../source/index.ts';
import { idsNamed, type KnownCheck } from './checks.ts';
import type { Expected } from './shape.ts';

export interface SettingsProblem extends Located {
  readonly message: string;
  /** Words that would have been right where a word is wrong. */
  readonly word?: string;
  readonly known?: readonly string[];
}

export interface Vocabulary {
  /** The file, relative to the root. */
  readonly path: string;
  readonly checks: readonly KnownCheck[];
}

export const placeOf = (node: Node | null | undefined, path: string): Span =>
  span(path, node?.range?.[0] ?? 0, node?.range?.[1] ?? 0);

type Problems = Generator<SettingsProblem>;

/** `where`: the way to the node, as people write it: `deploys[0].files`; empty for the whole. */
export function* validate(node: Node | null, shape: Expected, where: string, words: Vocabulary): Problems {
  const at = placeOf(node, words.path);
  const name = where || 'the configuration';
  switch (shape.kind) {
    case 'list':
      if (!isSeq(node)) {
        if (shape.orOne && isScalar(node)) yield* validate(node, shape.items, where, words);
        else yield { at, message: `${name} must be a list` };
        return;
      }
      if (shape.orOne && node.items.length === 0) yield { at, message: `${name} must not be empty` };
      for (const [index, item] of node.items.entries())
        yield* validate(item as Node, shape.items, `${where}[${index}]`, words);
      return;
    case 'map':
      yield* validateMap(node, shape, where, words);
      return;
    case 'by-check':
      if (!isMap(node)) return yield { at, message: `${name} must be a mapping` };
      for (const pair of node.items as readonly Pair<Node, Node | null>[]) {
        const key = keyOf(pair);
        yield* unknownChecks(key, pair.key, words);
        yield* validate(pair.value, shape.values, `${where}["${key}"]`, words);
      }
      return;
    case 'text-or-map':
      yield* validate(node, isMap(node) ? shape.map : shape.text, where, words);
      return;
    case 'number':
      if (!isScalar(node) || !Number.isSafeInteger(node.value) || Number(node.value) < 1)
        yield { at, message: `${name} must be a whole number from 1` };
      return;
    case 'yes':
      if (!isScalar(node) || typeof node.value !== 'boolean') yield { at, message: `${name} must be true or false` };
      return;
    default:
      if (!isScalar(node) || typeof node.value !== 'string' || node.value === '')
        return yield { at, message: `${name} must be a text` };
      if (shape.words && !shape.words.includes(node.value))
        yield { at, message: `unknown value "${node.value}" of ${name}`, word: node.value, known: shape.words };
      if (shape.form === 'checks') yield* unknownChecks(node.value, node, words);
      if (shape.form === 'date' && !isDate(node.value))
        yield { at, message: `${name} must be a day such as 2027-03-31, not "${node.value}"` };
  }
}

export const keyOf = (pair: Pair<Node, Node | null>): string => (isScalar(pair.key) ? String(pair.key.value) : '');

function* validateMap(
  node: Node | null,
  shape: Extract<Expected, { kind: 'map' }>,
  where: string,
  words: Vocabulary,
): Problems {
  const at = placeOf(node, words.path);
  const name = where || 'the configuration';
  if (!isMap(node)) return yield { at, message: `${name} must be a mapping` };
  const known = Object.keys(shape.keys);
  for (const pair of node.items as readonly Pair<Node, Node | null>[]) {
    const key = keyOf(pair);
    const expected = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
    if (expected) yield* validate(pair.value, expected, where ? `${where}.${key}` : key, words);
    else yield { at: placeOf(pair.key, words.path), message: `unknown key "${key}" in ${name}`, word: key, known };
  }
  for (const key of shape.required ?? []) if (!node.has(key)) yield { at, message: `${name} needs the key "${key}"` };
}

function* unknownChecks(name: string, node: Node, { path, checks }: Vocabulary): Problems {
  if (idsNamed(name, checks).length > 0) return;
  const at = placeOf(node, path);
  if (name.includes('*')) return yield { at, message: `"${name}" fits no check` };
  yield { at, message: `unknown check "${name}"`, word: name, known: checks.map(({ id }) => id) };
}

/** A day of the calendar: February has no 30th. */
function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
