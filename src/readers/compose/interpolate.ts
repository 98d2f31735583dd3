/**
 * `${NAME}` as Swarm's loader reads it: `:-` `-` `:?` `?` and `$$`, with or without braces; nothing else. Verified against the real loader.
 */

import type { Variable } from '../../facts/index.ts';
import { type Span, span } from '../../source/index.ts';

export interface Interpolated {
  readonly parts: readonly (string | Variable)[];
  /** Absent when a variable without default decides it, or when the text cannot be interpolated. */
  readonly value?: string;
  /** The piece the loader would refuse. */
  readonly invalid?: string;
}

const named = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?])([^}]*))?$/;
const bare = /([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?])([^}]*))?/y;

export function interpolate(text: string, at: Span): Interpolated {
  if (!text.includes('$')) return { parts: [text], value: text };
  const parts: (string | Variable)[] = [];
  let literal = '';
  let invalid: string | undefined;
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
    const found = variableAt(text, index);
    if (!found) {
      invalid ??= text.slice(index, index + 12);
      literal += text[index++];
      continue;
    }
    if (literal !== '') parts.push(literal);
    literal = '';
    parts.push({
      ...found.variable,
      at: span(at.file, Math.min(at.start + index, at.end), Math.min(at.start + found.end, at.end)),
    });
    index = found.end;
  }
  if (literal !== '' || parts.length === 0) parts.push(literal);
  return { parts, value: invalid === undefined ? valueOfParts(parts) : undefined, invalid };
}

function variableAt(
  text: string,
  index: number,
): { readonly variable: Omit<Variable, 'at'>; readonly end: number } | undefined {
  if (text[index + 1] === '{') {
    const close = text.indexOf('}', index);
    if (close === -1) return undefined;
    const match = named.exec(text.slice(index + 2, close));
    return match
      ? { variable: { name: match[1]!, operator: match[2] as Variable['operator'], operand: match[3] }, end: close + 1 }
      : undefined;
  }
  bare.lastIndex = index + 1;
  const match = bare.exec(text);
  return match
    ? {
        variable: { name: match[1]!, operator: match[2] as Variable['operator'], operand: match[3] },
        end: bare.lastIndex,
      }
    : undefined;
}

function valueOfParts(parts: readonly (string | Variable)[]): string | undefined {
  let value = '';
  for (const part of parts) {
    if (typeof part === 'string') value += part;
    else if (part.operator === ':-' || part.operator === '-') value += part.operand ?? '';
    else return undefined;
  }
  return value;
}
