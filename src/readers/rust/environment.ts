/** What a Rust program does with a variable it may not find. */
import type { Node } from 'web-tree-sitter';
import type { Value } from '../code/program.ts';

type Read = Extract<Value, { kind: 'environment' }>;

/** Code that does not go on: it panics, leaves, or hands an error up. */
const stops =
  /\b(?:panic|unreachable|bail|todo|unimplemented)!|\bexit\s*\(|\babort\s*\(|\breturn\s+(?:Err|Ok\(\s*Err)\b|^\s*Err\s*\(|^\s*return\s+Err\b/;

export const diverges = (node: Node): boolean => stops.test(node.text);

const insist = new Set(['unwrap', 'expect', '?', 'unwrap_or_log', 'expect_or_log']);
const fallBack = new Set(['unwrap_or', 'unwrap_or_else', 'map_or', 'map_or_else', 'match']);

/** A read of the environment after one more step: `.unwrap()`, `.unwrap_or("x")`, `?`. */
export function withMethod(read: Read, method: string, fallback: Value | undefined, node: Node): Value {
  if (read.fallback !== undefined || read.need === 'defaulted') return read;
  if (method === '?') return inOption(node) ? read : { ...read, need: 'required' };
  if (insist.has(method)) return { ...read, need: 'required' };
  if (method === 'unwrap_or_default') return { ...read, need: 'defaulted', fallback: { kind: 'literal', literal: '' } };
  if (!fallBack.has(method)) return read;
  if (diverges(node)) return { ...read, need: 'required' };
  const known = fallback !== undefined && fallback.kind !== 'unknown';
  // A second variable stands in for the first.
  return { ...read, need: 'defaulted', ...(known ? { fallback } : {}) };
}

/** `?` in a function that answers an `Option` only means that there is none. */
function inOption(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'closure_expression') return true;
    if (at.type === 'function_item') return /^Option\b/.test(at.childForFieldName('return_type')?.text ?? '');
  }
  return false;
}
