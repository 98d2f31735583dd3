/** Reads of the environment as they stand in the code. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances } from '../code/program.ts';
import { field } from '../code/tree.ts';
import { type Collector, placeOf } from './collector.ts';
import { insistedBy, readOf } from './environment.ts';
import type { Scope } from './scopes.ts';
import { evaluate } from './values.ts';

/** Methods that stand between a read and what it falls back to: `ENV["X"].presence || "y"`. */
const between = /^(?:presence|to_s|to_i|strip|to_sym|freeze|downcase)$/;

export function addRead(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  if (node.type === 'call')
    for (const name of insistedBy(node, scope))
      into.reads.push({ at: placeOf(into, node), ...now, name, module: '', need: 'required' });
  const read = readOf(node, scope);
  if (!read || isTarget(node)) return;
  const around = fallbackAround(node);
  const value = around && evaluate(around, scope);
  const told = value?.kind === 'environment' && value.name === read.name ? value : read;
  const kept = ownFallback(node, scope);
  const { need, fallback } = kept ? { need: 'defaulted' as const, fallback: kept } : told;
  into.reads.push({
    at: placeOf(into, node),
    ...now,
    name: read.name,
    module: read.module,
    need: need === 'optional' && into.insisted.has(read.name) ? 'required' : need,
    ...(fallback ? { fallback } : {}),
  });
}

/** The `… || "y"` around a read. */
function fallbackAround(node: Node): Node | undefined {
  let at = node;
  while (
    at.parent?.type === 'call' &&
    field(at.parent, 'receiver')?.id === at.id &&
    between.test(field(at.parent, 'method')?.text ?? '')
  )
    at = at.parent;
  return at.parent?.type === 'binary' ? at.parent : undefined;
}

/** `ENV["X"] ||= "y"` */
const ownFallback = ({ parent, id }: Node, scope: Scope) =>
  parent?.type === 'operator_assignment' && field(parent, 'left')?.id === id
    ? evaluate(field(parent, 'right'), scope)
    : undefined;

/** Written to, not read. */
const isTarget = ({ parent, id }: Node): boolean => parent?.type === 'assignment' && field(parent, 'left')?.id === id;
