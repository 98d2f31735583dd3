/** Handlers of the signals that ask a process to stop. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances, HandlerSite } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf } from '../code/values.ts';
import { type Collector, lastName, placeOf } from './collector.ts';
import { resolve, type Scope } from './scopes.ts';
import { meaningOf } from './values.ts';

const stopSignals = new Set(['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP']);

/** `signal.signal(signal.SIGTERM, stop)`, `loop.add_signal_handler(signal.SIGTERM, stop)` */
export function handlerOf(into: Collector, node: Node, scope: Scope, now: Circumstances): HandlerSite | undefined {
  const callee = field(node, 'function');
  const label = callee && lastName(callee);
  const meaning = callee && meaningOf(callee, scope, into.reading);
  if (label !== 'add_signal_handler' && !(meaning && nameOf(meaning) === 'signal.signal')) return undefined;
  const list = field(node, 'arguments');
  const [which, handler] = list ? childrenOf(list) : [];
  if (!which) return undefined;
  const signal = which.text.slice(which.text.lastIndexOf('.') + 1);
  // In a loop over signals the name tells nothing: SIGTERM is the one people loop for.
  if (!stopSignals.has(signal) && which.type !== 'identifier') return undefined;
  return {
    at: placeOf(into, node),
    ...now,
    site: 'handler',
    module: '',
    label: label === 'add_signal_handler' ? label : 'signal.signal',
    signals: [stopSignals.has(signal) ? signal : 'SIGTERM'],
    ...callsIn(handler, scope),
  };
}

/** What a handler calls, when its body stands in this file. */
function callsIn(handler: Node | undefined, scope: Scope): Pick<HandlerSite, 'calls'> {
  const binding = handler?.type === 'identifier' ? resolve(scope, handler.text) : undefined;
  const definition = binding?.how === 'value' ? field(binding.node, 'body') : undefined;
  const body = handler?.type === 'lambda' ? handler : definition;
  if (!body) return {};
  return {
    calls: body.descendantsOfType('call').flatMap((call) => {
      const callee = call && field(call, 'function');
      return callee ? [lastName(callee)] : [];
    }),
  };
}
