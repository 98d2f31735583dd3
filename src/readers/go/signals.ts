/** What happens when SIGTERM arrives: channels and contexts of os/signal, and libraries that listen by themselves. */

import type { Node } from 'web-tree-sitter';
import { own } from '../../source/index.ts';
import type { Circumstances, HandlerSite, Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf, nameOf } from '../code/values.ts';
import { type Collector, functionAround, lastName, placeOf } from './collector.ts';
import { meaningOf } from './meanings.ts';
import type { Scope } from './scopes.ts';
import { handlers, quiet } from './tables/signals.ts';
import { argumentsOf, evaluate, scopeAt } from './values.ts';

const names: Readonly<Record<string, string>> = {
  'os.Interrupt': 'SIGINT',
  'os.Kill': 'SIGKILL',
};

const byCall = new Map(handlers.flatMap((row) => row.calls.map((call) => [call, row] as const)));

export function handlerOf(into: Collector, node: Node, scope: Scope, now: Circumstances): HandlerSite | undefined {
  const { reading } = into;
  const callee = field(node, 'function');
  const meaning = callee && meaningOf(callee, scope, reading.unit);
  if (!meaning) return undefined;
  const name = nameOf(meaning);
  const site = { at: placeOf(into, node), ...now, site: 'handler' as const, module: meaning.module };
  const row = byCall.get(name);
  if (row) {
    const { label, does, drainSeconds } = row;
    // The engine judges by what a handler calls.
    const calls = does === 'drains' ? ['Shutdown'] : [];
    return { ...site, label, signals: ['SIGTERM'], calls, ...(drainSeconds === undefined ? {} : { drainSeconds }) };
  }
  if (name !== 'os/signal.Notify' && name !== 'os/signal.NotifyContext') return undefined;
  const { given } = argumentsOf(field(node, 'arguments'), scope, reading);
  const listed = childrenOf(field(node, 'arguments')!).slice(1);
  const values = listed.map((one) =>
    one.type === 'variadic_argument' ? evaluate(childrenOf(one)[0], scope, reading) : evaluate(one, scope, reading),
  );
  const signals = listed.length === 0 && given.length > 0 ? ['SIGINT', 'SIGTERM', 'SIGHUP'] : values.flatMap(signalsOf);
  const label = name === 'os/signal.Notify' ? 'signal.Notify' : 'signal.NotifyContext';
  return { ...site, module: '', label, signals: [...new Set(signals)], ...afterwards(into, node) };
}

/** A signal whose name cannot be told is taken for SIGTERM, the one people wait for. */
function signalsOf(value: Value): readonly string[] {
  if (value.kind === 'list') return value.items.flatMap(signalsOf);
  if (value.kind === 'either') return value.values.flatMap(signalsOf);
  if (value.kind !== 'member') return ['SIGTERM'];
  const name = nameOf(value.meaning);
  const last = name.slice(name.lastIndexOf('.') + 1);
  return [own(names, name) ?? (/^SIG[A-Z0-9]+$/.test(last) ? last : 'SIGTERM')];
}

/** What the function around does once it is woken, in order. */
function afterwards(into: Collector, node: Node): Pick<HandlerSite, 'calls' | 'drainSeconds'> {
  const body = functionAround(node);
  if (!body) return {};
  const woken = body
    .descendantsOfType('unary_expression')
    .find((one) => one && one.startIndex > node.endIndex && field(one, 'operator')?.text === '<-');
  const from = woken?.endIndex ?? node.endIndex;
  const calls = body
    .descendantsOfType('call_expression')
    .filter((one) => one !== null && one.startIndex > from) as Node[];
  return { calls: lastNames(calls), ...drainIn(into, calls) };
}

const lastNames = (calls: readonly Node[]): readonly string[] =>
  calls.flatMap((call) => {
    const callee = field(call, 'function');
    const name = callee ? lastName(callee) : '';
    return name === '' || quiet.test(name) ? [] : [name];
  });

const stops = /^(?:Shutdown|ShutdownWithContext)$/;

/** `context.WithTimeout(…, 10*time.Second)` in front of `Shutdown`, `app.ShutdownWithTimeout(…)`. */
function drainIn({ reading }: Collector, calls: readonly Node[]): Pick<HandlerSite, 'drainSeconds'> {
  const seconds = (node: Node | undefined): number | undefined => {
    const value = node && evaluate(node, scopeAt(node, reading.unit.root, reading), reading);
    // What a variable decides is not what runs.
    const found = value?.kind === 'literal' || value?.kind === 'joined' ? literalOf(value) : undefined;
    return typeof found === 'number' && found > 0 ? found : undefined;
  };
  const called = (pattern: RegExp): readonly Node[] =>
    calls.filter((call) => pattern.test(lastName(field(call, 'function') ?? call)));
  const given = (call: Node | undefined, at: number): Node | undefined =>
    call && childrenOf(field(call, 'arguments') ?? call)[at];
  const [direct] = called(/^ShutdownWithTimeout$/);
  const found = direct
    ? seconds(given(direct, 0))
    : called(stops).length > 0
      ? seconds(given(called(/^WithTimeout$/)[0], 1))
      : undefined;
  return found === undefined ? {} : { drainSeconds: found };
}

/** `<-ctx.Done()` in front of `srv.Shutdown(…)`: the signal is taken elsewhere, the time to drain is said here. */
export function drainSite(into: Collector, node: Node, now: Circumstances): HandlerSite | undefined {
  const callee = field(node, 'function');
  const body = callee && stops.test(lastName(callee)) ? functionAround(node) : undefined;
  if (!body || /\bsignal\.Notify/.test(body.text) || !/<-\s*\w{1,40}(?:\.\w{1,40})*\.Done\(\)/.test(body.text))
    return undefined;
  const calls = body.descendantsOfType('call_expression').filter((one) => one !== null) as Node[];
  const { drainSeconds } = drainIn(into, calls);
  if (drainSeconds === undefined) return undefined;
  return {
    at: placeOf(into, node),
    ...now,
    site: 'handler',
    module: '',
    label: 'Shutdown',
    signals: [],
    calls: ['Shutdown'],
    drainSeconds,
  };
}
