/** `${a.b:default}`: how Spring, Quarkus and Micronaut ask for a value of their configuration. */
import { unknown, type Value } from '../code/program.ts';

/** `spring.data-source.url` can be set from outside as `SPRING_DATASOURCE_URL`. */
export const variableOfKey = (key: string): string =>
  key
    .replace(/\[(\d+)\]/g, '_$1')
    .replaceAll('-', '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();

/** Quarkus keeps hyphens as underscores. https://quarkus.io/guides/config-reference#environment-variables */
export const underscored = (key: string): string => key.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();

const isVariable = (name: string): boolean => /^[A-Z_][A-Z0-9_]*$/.test(name);

/** Where a placeholder that begins at `from` ends; -1 without an end. */
function endOf(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith('${', at)) depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

const deepest = 8;

/** The text with its placeholders as reads of the environment. `own`: keys the same file defines. */
export function valueOfText(text: string, own: ReadonlySet<string> = new Set(), depth = 0): Value {
  if (depth > deepest) return unknown;
  const parts: Value[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf('${', at);
    const end = start === -1 ? -1 : endOf(text, start);
    if (end === -1) break;
    if (start > at) parts.push({ kind: 'literal', literal: text.slice(at, start) });
    parts.push(ofPlaceholder(text.slice(start + 2, end), own, depth));
    at = end + 1;
  }
  const rest = text.slice(at);
  if (rest !== '' || parts.length === 0) parts.push({ kind: 'literal', literal: rest });
  return parts.length === 1 ? parts[0]! : { kind: 'joined', by: '', parts };
}

function ofPlaceholder(inside: string, own: ReadonlySet<string>, depth: number): Value {
  const nested = inside.indexOf('${');
  const colon = inside.indexOf(':');
  const cut = colon === -1 || (nested !== -1 && nested < colon) ? inside.length : colon;
  const key = inside.slice(0, cut).trim();
  const otherwise = cut === inside.length ? undefined : inside.slice(cut + 1).replace(/^-/, '');
  if (!/^[\w.[\]-]+$/.test(key) || /^random\./.test(key) || own.has(key)) return unknown;
  const name = isVariable(key) ? key : variableOfKey(key);
  // A key may be defined in any file of the configuration; a name in capitals is meant for the environment.
  if (otherwise === undefined) return { kind: 'environment', name, need: isVariable(key) ? 'required' : 'optional' };
  return { kind: 'environment', name, need: 'defaulted', fallback: valueOfText(otherwise, own, depth + 1) };
}

/** `$PORT:8080`, `$?KEY`, `$ktor.other.key`: a value of Ktor's YAML is one as a whole. https://ktor.io/docs/server-configuration-file.html */
export function valueOfKtor(text: string, own: ReadonlySet<string>): Value {
  const [, optional, name = '', fallback] = /^\$(\?)?([\w.-]+)(?::(.*))?$/.exec(text) ?? [];
  if (name === '') return { kind: 'literal', literal: text };
  if (own.has(name) || !/^[A-Za-z_]\w*$/.test(name)) return unknown;
  if (fallback === undefined) return { kind: 'environment', name, need: optional ? 'optional' : 'required' };
  return { kind: 'environment', name, need: 'defaulted', fallback: { kind: 'literal', literal: fallback } };
}

/** Every read of the environment in a value. */
export function readsInValue(value: Value): readonly Extract<Value, { kind: 'environment' }>[] {
  switch (value.kind) {
    case 'environment':
      return [value, ...(value.fallback ? readsInValue(value.fallback) : [])];
    case 'joined':
      return value.parts.flatMap(readsInValue);
    case 'either':
      return value.values.flatMap(readsInValue);
    default:
      return [];
  }
}
