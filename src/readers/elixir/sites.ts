/** Calls, mounted modules and texts as they stand in the code. */
import type { Node } from 'web-tree-sitter';
import {
  type Argument,
  type CallSite,
  type Circumstances,
  type HandlerSite,
  type Meaning,
  stricter,
  type Value,
} from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf, nameOf, textOf } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import { isStrict, readOf } from './environment.ts';
import { doBlockOf, givenTo, localName, operatorOf, stops } from './nodes.ts';
import { moduleName, resolve, type Scope } from './scopes.ts';
import { channelCalls, onlyInRequests, timers, touches } from './tables/engine.ts';
import { namedCalls } from './tables/index.ts';
import { argumentsOf, calleeOf, evaluate, flattened, isField, meaningOf, moduleMeaning } from './values.ts';

export function addRead(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const read = readOf(node, scope);
  if (!read) {
    if (node.type === 'call' && !into.readsAny && readsAny(into, node, scope)) into.readsAny = placeOf(into, node);
    return;
  }
  const { name, module, built } = read;
  // `System.get_env("A") || "b"`, and what the value is handed to.
  const around = built ? undefined : aroundOf(node, scope);
  const strictly = around === undefined && read.need === 'optional' && !built && isHandedToStrict(node, scope);
  const need = around?.need ?? (strictly ? 'required' : read.need);
  const fallback = around?.fallback ?? read.fallback;
  into.reads.push({ at: placeOf(into, node), ...now, name, module, need, ...(fallback ? { fallback } : {}) });
  const text = fallback && textOf(fallback);
  if (text !== undefined && fallback?.kind === 'literal')
    into.texts.push({ at: placeOf(into, node), ...now, name, text, fallbackOf: name });
}

const environment = /^(?:System\.(?:get_env|fetch_env!?)|:os\.(?:getenv|env))$/;

/** `System.get_env()`, `System.get_env(name)`: any variable may be meant, but for small functions that this file alone calls. */
function readsAny({ settings }: Collector, node: Node, scope: Scope): boolean {
  const callee = scope.runs === 'start' ? calleeOf(node, scope) : undefined;
  if (!callee || !environment.test(nameOf(callee))) return false;
  const definition = ancestor(node, /^defp?$/);
  const first = givenTo(node).positional[0];
  const handed = first?.type === 'identifier' && resolve(scope, first.text)?.how === 'other';
  return !(handed && definition && (settings !== undefined || localName(definition) === 'defp'));
}

function aroundOf(
  node: Node,
  scope: Scope,
): { readonly need: 'required' | 'defaulted' | 'optional'; readonly fallback?: Value } | undefined {
  const { parent } = node;
  if (parent?.type !== 'binary_operator' || !/^(?:\|\||or)$/.test(operatorOf(parent))) return undefined;
  if (field(parent, 'left')?.id !== node.id) return undefined;
  if (stops(field(parent, 'right') ?? undefined)) return { need: 'required' };
  const value = evaluate(parent, scope);
  return value.kind === 'environment' ? value : { need: 'optional' };
}

/** `String.to_integer(System.get_env("A"))` raises without the variable. */
function isHandedToStrict(node: Node, scope: Scope): boolean {
  const { parent } = node;
  const call =
    parent?.type === 'arguments'
      ? parent.parent
      : parent?.type === 'binary_operator' && operatorOf(parent) === '|>' && field(parent, 'left')?.id === node.id
        ? field(parent, 'right')
        : undefined;
  if (call?.type !== 'call') return false;
  const callee = calleeOf(call, scope);
  return callee !== undefined && isStrict(nameOf(callee));
}

interface Made {
  readonly node: Node;
  readonly meaning: Meaning | undefined;
  readonly name: string;
  readonly given: readonly Argument[];
  readonly open: boolean;
  readonly how?: CallSite['how'];
  readonly body?: readonly string[];
}

export function push(
  into: Collector,
  now: Circumstances,
  { node, meaning, name, given, open, how = 'call', body }: Made,
): void {
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how,
    name,
    arguments: given,
    open,
    ...(meaning ? { meaning } : {}),
    ...(body ? { body } : {}),
  });
}

const lastName = (call: Node): string => {
  const target = field(call, 'target');
  return target?.type === 'dot' ? (field(target, 'right')?.text ?? '') : (target?.text ?? '');
};

export function addCall(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  if (isField(node)) return;
  const handler = handlerOf(into, node, scope, now);
  if (handler) {
    into.sites.push(handler);
    return;
  }
  const callee = calleeOf(node, scope);
  const name = callee && nameOf(callee);
  if (
    name === undefined ||
    !(namedCalls.has(name) || channelCalls.has(name) || timers.has(name) || olderForms.has(name))
  )
    return;
  const { given, open } = argumentsOf(node, scope);
  const meaning = shaped(into, callee!, node, given, scope);
  const body = bodyOf(node);
  push(into, now, {
    node,
    meaning,
    name: lastName(node),
    given: routed(node, given),
    open,
    ...(body ? { body } : {}),
  });
  // `worker(Cachex, [:prices, []])`, `Supervisor.child_spec({Cachex, …}, id: …)`: the older forms of a child.
  const first = givenTo(node).positional[0];
  if (olderForms.has(name) && first?.type === 'alias') addChildOf(into, first, node, given.slice(1), scope, now);
}

const olderForms = new Set(['worker', 'supervisor']);

/** What only means something in certain places. */
function shaped(
  into: Collector,
  callee: Meaning,
  node: Node,
  given: readonly Argument[],
  scope: Scope,
): Meaning | undefined {
  const name = nameOf(callee);
  if (onlyInRequests.has(name)) return into.requests ? callee : undefined;
  if (channelCalls.has(name)) return usesChannel(node) ? { module: 'Phoenix.Channel', path: callee.path } : undefined;
  const pause = timers.get(name);
  if (pause !== undefined)
    return isRepeated(name, node, given[pause]?.value) ? { module: '', path: `${callee.path} again` } : undefined;
  // `Shop.Cache.start_link` of the program's own module says nothing.
  return scope.unit.functions.has(name) ? undefined : callee;
}

const shortest = 60_000;

/** A timer of a minute or more that reaches the outside: a scheduler without the name. */
function isRepeated(name: string, node: Node, pause: Value | undefined): boolean {
  const milliseconds = pause && literalOf(pause);
  if (typeof milliseconds !== 'number' || milliseconds < shortest) return false;
  const module = ancestor(node, /^defmodule$/)?.text ?? '';
  if (/\{:global,|:global\.|Highlander|Horde|pg_try_advisory_lock|:pg2?\./.test(module)) return false;
  // Once is no schedule: the message has to send itself again.
  if (name === 'Process.send_after' && !/handle_info/.test(module)) return false;
  return touches.test(module);
}

function ancestor(node: Node, name: RegExp): Node | undefined {
  for (let at = node.parent; at; at = at.parent) if (name.test(localName(at) ?? '')) return at;
  return undefined;
}

const usesChannel = (node: Node): boolean =>
  /\buse\s+(?:Phoenix\.Channel|[\w.]+,\s*:channel)\b/.test(ancestor(node, /^defmodule$/)?.text ?? '');

/** Routes with the paths of the scopes around them. */
function routed(node: Node, given: readonly Argument[]): readonly Argument[] {
  if (!/^(?:get|head|match|forward|live|options|any)$/.test(localName(node) ?? '')) return given;
  const path = given[0] && textOf(given[0].value);
  if (path === undefined) return given;
  let prefix = '';
  for (let at = node.parent; at; at = at.parent) {
    if (localName(at) !== 'scope') continue;
    const first = givenTo(at).positional[0];
    if (first?.type === 'string') prefix = first.text.replaceAll('"', '').replace(/\/$/, '') + prefix;
  }
  const whole = path === '/' && prefix !== '' ? prefix : `${prefix}${path}`;
  return [{ value: { kind: 'literal', literal: whole } }, ...given.slice(1)];
}

/** What stands under `do` of a route. */
function bodyOf(node: Node): readonly string[] | undefined {
  const block = /^(?:get|match)$/.test(localName(node) ?? '') ? doBlockOf(node) : undefined;
  return block?.descendantsOfType('call').flatMap((call) => (call ? [field(call, 'target')?.text ?? ''] : []));
}

/** `conn.remote_ip` */
export function addMember(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  if (!isField(node) || lastName(node) !== 'remote_ip') return;
  const left = field(field(node, 'target')!, 'left');
  const known = left && meaningOf(left, scope);
  if (left?.text !== 'conn' && !(known && nameOf(known) === 'Plug.Conn()')) return;
  push(into, now, {
    node,
    meaning: { module: 'Plug.Conn', path: '().remote_ip' },
    name: 'remote_ip',
    given: [],
    open: false,
    how: 'member',
  });
}

const isNamed = (module: Node, { unit }: Scope): boolean =>
  namedCalls.has(nameOf(moduleMeaning(moduleName(module.text, unit))));

/** `use Quantum, otp_app: :shop`, `plug Plug.Session, @options` */
export function addMount(
  into: Collector,
  node: Node,
  how: 'call' | 'decorator',
  scope: Scope,
  now: Circumstances,
): void {
  const first = givenTo(node).positional[0];
  if (first?.type !== 'alias' || !isNamed(first, scope)) return;
  const { given, open } = argumentsOf(node, scope);
  push(into, now, {
    node,
    meaning: moduleMeaning(moduleName(first.text, scope.unit)),
    name: first.text,
    given: given.slice(1),
    open,
    how,
  });
}

/** `{Cachex, name: :prices}`, or `Cachex` alone, among the children of a supervisor: the module is started with these options. */
export function addChild(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  if (node.type === 'alias') {
    addChildOf(into, node, node, [], scope, now);
    return;
  }
  const [first, options, more] = childrenOf(node);
  if (first?.type !== 'alias' || more || !isNamed(first, scope)) return;
  const value = options && evaluate(options, scope);
  // A single atom is the name: `{Cachex, :prices}`.
  const given: readonly Argument[] = value ? [{ value }, ...flattened(value)] : [];
  addChildOf(into, first, node, given, scope, now, value?.kind === 'unknown' || value?.kind === 'member');
}

function addChildOf(
  into: Collector,
  module: Node,
  node: Node,
  given: readonly Argument[],
  scope: Scope,
  now: Circumstances,
  open = false,
): void {
  const meaning = moduleMeaning(moduleName(module.text, scope.unit));
  push(into, now, { node, meaning, name: module.text, given, open });
}

/** Salts are no secrets: Phoenix says so itself. https://hexdocs.pm/plug/Plug.Session.COOKIE.html */
const openNames = /(?:^|_)salt$/;

export function addText(
  into: Collector,
  name: string | undefined,
  node: Node | undefined,
  scope: Scope,
  now: Circumstances,
): void {
  if (name === undefined || (node?.type !== 'string' && node?.type !== 'charlist') || openNames.test(name)) return;
  const text = textOf(evaluate(node, scope));
  if (text === undefined) return;
  // What the settings of every environment begin with is often replaced by those of one.
  const guard = into.settings?.read === 'build' ? stricter(now.guard, 'conditional') : now.guard;
  into.texts.push({ at: placeOf(into, node), ...now, guard, name, text });
}

/** `System.trap_signal(:sigterm, fn -> … end)` */
function handlerOf(into: Collector, node: Node, scope: Scope, now: Circumstances): HandlerSite | undefined {
  const callee = calleeOf(node, scope);
  if (!callee || nameOf(callee) !== 'System.trap_signal') return undefined;
  const { positional } = givenTo(node);
  const signal = positional[0]?.type === 'atom' ? positional[0].text.slice(1).toUpperCase() : undefined;
  if (signal === undefined) return undefined;
  const handler = positional.at(-1);
  const calls =
    handler?.type === 'anonymous_function'
      ? handler.descendantsOfType('call').flatMap((call) => (call ? [lastName(call)] : []))
      : undefined;
  return {
    at: placeOf(into, node),
    ...now,
    site: 'handler',
    module: '',
    label: 'System.trap_signal',
    signals: [signal],
    ...(calls ? { calls } : {}),
  };
}
