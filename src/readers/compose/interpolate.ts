/**
 * `${NAME}` as Swarm's loader reads it: `:-` `-` `:?` `?` and `$$`, with or without braces; nothing else. Verified against the real loader.
 */

import { substitute, type Variable, type Variables } from '../../facts/index.ts';
import { type Span, span } from '../../source/index.ts';

export interface Interpolated {
  readonly parts: readonly (string | Variable)[];
  /** Absent when a variable without default decides it, or when the text cannot be interpolated. */
  readonly value?: string;
  /** The piece the loader refuses. A variable behind it makes the loader forget its complaint, and drop the dollar sign. */
  readonly invalid?: string;
  /** A required variable that is not set; forgotten like the other complaint. */
  readonly missing?: string;
}

const start = /(\{?)([A-Za-z_][A-Za-z0-9_]*)(:?[-?])?/y;

/** `known`: the environment of the deploy, where it is known. */
export function interpolate(text: string, at: Span, known?: Variables): Interpolated {
  if (!text.includes('$')) return { parts: [text], value: text };
  const parts: (string | Variable)[] = [];
  let literal = '';
  let invalid: string | undefined;
  let missing: string | undefined;
  const lastBrace = text.lastIndexOf('}');
  for (let index = 0; index < text.length; ) {
    if (text[index] !== '$') {
      literal += text[index++];
      continue;
    }
    if (text[index + 1] === '$') {
      literal += '$';
      index += 2;
      continue;
    }
    const found = variableAt(text, index, lastBrace);
    if (!found) {
      invalid ??= text.slice(index, index + 12);
      index++;
      continue;
    }
    const { variable } = found;
    const comesTo = substitute(variable, known);
    invalid = undefined;
    missing = comesTo.missing;
    if (literal !== '') parts.push(literal);
    literal = '';
    parts.push({
      ...variable,
      ...(comesTo.missing === undefined ? comesTo : { value: '' }),
      at: span(at.file, Math.min(at.start + index, at.end), Math.min(at.start + found.end, at.end)),
    });
    index = found.end;
  }
  if (literal !== '' || parts.length === 0) parts.push(literal);
  return {
    parts,
    value: invalid === undefined && missing === undefined ? valueOfParts(parts) : undefined,
    invalid,
    missing,
  };
}

/** The variable behind the dollar sign at `index`. An operand reaches to the next brace, or without one to the end of the text. */
function variableAt(
  text: string,
  index: number,
  lastBrace: number,
): { readonly variable: Omit<Variable, 'at'>; readonly end: number } | undefined {
  start.lastIndex = index + 1;
  const match = start.exec(text);
  if (!match) return undefined;
  const name = match[2]!;
  const operator = match[3] as Variable['operator'];
  const braced = match[1] !== '';
  const from = start.lastIndex;
  const close = operator === undefined ? from : from > lastBrace ? -1 : text.indexOf('}', from);
  if (braced && text[close] !== '}') return undefined;
  const end = close === -1 ? text.length : close;
  return {
    variable: operator === undefined ? { name } : { name, operator, operand: text.slice(from, end) },
    end: braced ? end + 1 : end,
  };
}

export function valueOfParts(parts: readonly (string | Variable)[]): string | undefined {
  let value = '';
  for (const part of parts) {
    const text = typeof part === 'string' ? part : part.value;
    if (text === undefined) return undefined;
    value += text;
  }
  return value;
}

/** The text with every value that is known, and `${NAME}` for the others. */
export const withNames = (parts: readonly (string | Variable)[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : (part.value ?? `\${${part.name}}`))).join('');
