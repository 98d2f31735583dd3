/** Reads of the environment as they stand in the code, and which of them the program insists on. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, variableIn } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import { readOf } from './environment.ts';
import type { Scope } from './scopes.ts';
import { evaluate, meaningOf, type Reading } from './values.ts';

export function addRead(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const read = readOf(node, scope, into.reading);
  if (!read || isTarget(node)) return;
  // `os.getenv("A") or "b"`
  const around = node.parent?.type === 'boolean_operator' ? evaluate(node.parent, scope, into.reading) : undefined;
  const { need, fallback } = around?.kind === 'environment' && around.name === read.name ? around : read;
  into.reads.push({
    at: placeOf(into, node),
    ...now,
    name: read.name,
    module: read.module === 'os' ? '' : read.module,
    need: need === 'optional' && into.insisted.has(read.name) ? 'required' : need,
    ...(fallback ? { fallback } : {}),
  });
}

/** `dict(os.environ)`, `for name in os.environ`, `os.getenv(f"{prefix}_URL")`: which variables are read does not stand there. */
export function addAnyRead(into: Collector, node: Node, scope: Scope): void {
  if (into.readsAny || !readsAny(node, scope, into.reading)) return;
  into.readsAny = placeOf(into, node);
}

function readsAny(node: Node, scope: Scope, reading: Reading): boolean {
  if (node.type === 'call') {
    const callee = field(node, 'function');
    const meaning = callee && meaningOf(callee, scope, reading);
    const name = meaning ? nameOf(meaning) : '';
    if (/^os\.(?:getenv|environ\.get)$/.test(name)) return readOf(node, scope, reading) === undefined;
    return /^os\.environ\.(?:copy|items|keys|values)$/.test(name) && !isHandedOn(node);
  }
  const around = node.parent;
  if (!/(^|\.)environ$/.test(node.text) || !around || around.type === 'attribute') return false;
  const meaning = meaningOf(node, scope, reading);
  if (!meaning || nameOf(meaning) !== 'os.environ') return false;
  if (around.type === 'subscript') return readOf(around, scope, reading) === undefined && !isTarget(around);
  return around.type !== 'comparison_operator' && !isHandedOn(node);
}

/** `subprocess.run(…, env=os.environ.copy())`, `{**os.environ, "A": "b"}`: for another program. */
const isHandedOn = ({ parent }: Node): boolean =>
  parent?.type === 'dictionary_splat' || (parent?.type === 'keyword_argument' && field(parent, 'name')?.text === 'env');

/** Written to or deleted, not read. */
const isTarget = ({ parent, id }: Node): boolean =>
  parent?.type === 'delete_statement' || (parent?.type === 'assignment' && field(parent, 'left')?.id === id);

/** Variables without which the program stops: `if not TOKEN: raise …`. */
export function insistedIn(root: Node, scope: Scope, reading: Reading): ReadonlySet<string> {
  const names = root.descendantsOfType('if_statement').flatMap((node) => {
    const condition = node && field(node, 'condition');
    const consequence = node && field(node, 'consequence');
    if (!condition || !consequence || !/\braise\b|\bsys\.exit\(|\bexit\(/.test(consequence.text)) return [];
    const asked = askedFor(condition);
    const variable = asked && variableIn(evaluate(asked, scope, reading));
    return variable === undefined ? [] : [variable];
  });
  return new Set(names);
}

/** `not X`, `X is None` */
function askedFor(condition: Node): Node | undefined {
  if (condition.type === 'not_operator') return field(condition, 'argument');
  return condition.type === 'comparison_operator' && /\bis\s+None$/.test(condition.text)
    ? childrenOf(condition)[0]
    : undefined;
}
