/** Makes facts fit to print: plain JSON, without raw syntax trees, and without the values of secrets. */
import { isSecretWord, MASK, maskDefault, maskText } from '../report/mask.ts';

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

const words = (list: readonly unknown[]): readonly string[] =>
  list.map((word) => {
    const text = textOf(word);
    return typeof text === 'string' ? text : '';
  });

const mysql = /^(?:mysql|mariadb)[\w-]*$/;
const printing = new Set(['echo', 'printf']);

/**
 * Whether the word is the value of a secret, by the words around it, as plain text or with a place: `--password hunter2`, `-u name:hunter2`,
 * `-p hunter2` of a login, `-phunter2` of MySQL; and what is printed, which is often piped into one.
 */
function isSecretWordAt(list: readonly unknown[], at: number): boolean {
  const all = words(list);
  const [text = '', before = ''] = [all[at], at > 0 ? all[at - 1] : ''];
  if (FLAG.test(before) && isSecretWord(before)) return true;
  if (before === '-p' && all.some((one) => one === 'login' || one === 'sshpass')) return true;
  if ((before === '-u' || before === '--user') && /^[^:/]+:./.test(text)) return true;
  if (/^-p./.test(text) && all.some((one) => mysql.test(one))) return true;
  return at > 0 && printing.has(all[0]!);
}

/** Keys that hold what a named thing is set to. */
const VALUES = new Set(['value', 'raw', 'operand', 'fallback', 'parts']);

function printable(value: unknown, above: ReadonlySet<object>): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'function' || value instanceof Set || value instanceof Map) return undefined;
  if (!isObject(value) || above.has(value)) return isObject(value) ? undefined : value;
  const inside = new Set(above).add(value);
  if (Array.isArray(value))
    return value.map((item, at) => (isSecretWordAt(value, at) ? maskAll(item) : printable(item, inside)));
  const secret = typeof value.name === 'string' && isSecretWord(value.name);
  const entries = Object.entries(value)
    .filter(([key]) => !LEFT_OUT.has(key))
    .map(([key, inner]) => {
      if (secret && VALUES.has(key)) return [key, maskAll(inner)] as const;
      if (key === 'fallback' && typeof inner === 'string')
        return [key, maskDefault(String(value.name ?? ''), inner)] as const;
      return [key, printable(inner, inside)] as const;
    });
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

/** Sets, maps, functions and anything that would contain itself are left out. */
export const printableFacts = (facts: object): unknown => printable(facts, new Set());
