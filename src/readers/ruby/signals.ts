/** Handlers of the signals that ask a process to stop. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances, HandlerSite } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import { resolve, type Scope } from './scopes.ts';
import { calleeOf, evaluate } from './values.ts';

const stopSignals = new Set(['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP']);
const traps = new Set(['trap', 'Signal.trap', 'Process.trap']);

/** `trap("TERM") { … }`, `Signal.trap(:INT, handler)`, `at_exit { … }`: Ruby turns SIGTERM into an exception, and leaves in order. */
export function handlerOf(into: Collector, node: Node, scope: Scope, now: Circumstances): HandlerSite | undefined {
  const callee = calleeOf(node, scope);
  const name = callee && nameOf(callee);
  const body = field(node, 'block') ?? childrenOf(field(node, 'arguments') ?? node)[1];
  if (name === 'at_exit' && body)
    return {
      at: placeOf(into, node),
      ...now,
      site: 'handler',
      module: '',
      label: 'at_exit',
      signals: ['SIGTERM'],
      calls: callsIn(body),
    };
  if (name === undefined || !traps.has(name)) return undefined;
  const list = field(node, 'arguments');
  const which = list && childrenOf(list)[0];
  if (!which) return undefined;
  const signals = signalsOf(which, scope);
  if (signals.length === 0) return undefined;
  return {
    at: placeOf(into, node),
    ...now,
    site: 'handler',
    module: '',
    label: name,
    signals,
    ...(body ? { calls: callsIn(body) } : {}),
  };
}

/** A name, or the parameter of a loop over names: `%w[INT TERM].each { |name| trap(name) { … } }`. */
function signalsOf(node: Node, scope: Scope): readonly string[] {
  const full = (text: string): readonly string[] => {
    const name = text.startsWith('SIG') ? text : `SIG${text}`;
    return stopSignals.has(name) ? [name] : [];
  };
  const text = textOf(evaluate(node, scope));
  if (text !== undefined) return full(text);
  const binding = node.type === 'identifier' ? resolve(scope, node.text) : undefined;
  const list = binding?.how === 'yielded' ? field(binding.call, 'receiver') : undefined;
  const value = list && binding?.how === 'yielded' ? evaluate(list, binding.scope) : undefined;
  if (value?.kind !== 'list') return node.type === 'identifier' ? ['SIGTERM'] : [];
  return value.items.flatMap((item) => full(textOf(item) ?? ''));
}

const callsIn = (body: Node): readonly string[] =>
  body
    .descendantsOfType(['call', 'identifier'])
    .flatMap((node) =>
      node?.type === 'call' ? (field(node, 'method')?.text ?? []) : node && isAlone(node) ? node.text : [],
    );

/** `stop` alone on its line is a call. */
const isAlone = ({ parent }: Node): boolean =>
  parent !== null && /^(?:block_body|body_statement|then)$/.test(parent.type);
