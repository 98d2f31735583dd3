/** Makes facts fit to print: plain JSON, without raw syntax trees, and without the values of secrets. */
import { isSecretWord, MASK, maskText } from '../report/mask.ts';

/** Syntax trees as the parsers made them, and the lines of `.env` files, repeat everything the facts say, unmasked. */
const LEFT_OUT = new Set(['body', 'document', 'documents', 'written']);

const FLAG = /^--?[A-Za-z][\w-]*$/;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** All text below a secret's name; places keep their file. */
function maskAll(value: unknown): unknown {
  if (typeof value === 'string') return MASK;
  if (Array.isArray(value)) return value.map(maskAll);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      ['at', 'kind', 'type', 'name'].includes(key) ? inner : maskAll(inner),
    ]),
  );
}

const textOf = (word: unknown): unknown => (isObject(word) ? word.raw : word);

/** The word before the value in `--password hunter2`, as plain text or with a place; `-p` means that in a login. */
function isSecretFlag(word: unknown, words: readonly unknown[]): boolean {
  const text = textOf(word);
  if (typeof text !== 'string' || !FLAG.test(text)) return false;
  return isSecretWord(text) || (text === '-p' && words.some((one) => textOf(one) === 'login'));
}

/** Keys that hold what a named thing is set to. */
const VALUES = new Set(['value', 'raw', 'operand', 'fallback', 'parts']);

function printable(value: unknown, above: ReadonlySet<object>): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'function' || value instanceof Set || value instanceof Map) return undefined;
  if (!isObject(value) || above.has(value)) return isObject(value) ? undefined : value;
  const inside = new Set(above).add(value);
  if (Array.isArray(value))
    return value.map((item, at) => (isSecretFlag(value[at - 1], value) ? maskAll(item) : printable(item, inside)));
  const secret = typeof value.name === 'string' && isSecretWord(value.name);
  const entries = Object.entries(value)
    .filter(([key]) => !LEFT_OUT.has(key))
    .map(([key, inner]) => [key, secret && VALUES.has(key) ? maskAll(inner) : printable(inner, inside)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

/** Sets, maps, functions and anything that would contain itself are left out. */
export const printableFacts = (facts: object): unknown => printable(facts, new Set());
