/** Calls, attributes and texts as they stand in the code. */
import type { Node } from 'web-tree-sitter';
import type { Argument, Circumstances, Meaning, Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf, nameOf, variableIn } from '../code/values.ts';
import type { Attribute } from './attributes.ts';
import { type Collector, calledName, callsIn, placeOf } from './collector.ts';
import { addSettings } from './reads.ts';
import { rocketFile } from './rocket.ts';
import { resolve, type Scope } from './scopes.ts';
import { handlerOf } from './signals.ts';
import { addressArguments } from './sockets.ts';
import { touch } from './state.ts';
import { intervals, listening, memberNames, reachesOut, spawning } from './tables/work.ts';
import {
  argumentNodes,
  argumentsOf,
  calleeOf,
  evaluate,
  formsOfText,
  methodOf,
  own,
  pathMeaning,
  receiverOf,
  segmentsOf,
} from './values.ts';

const told = (meaning: Meaning | undefined): Meaning | undefined => (meaning?.module === own ? undefined : meaning);

const probes = /health|ready|live|ping|status|heartbeat|\/up\b/i;

export function addCall(into: Collector, call: Node, scope: Scope, now: Circumstances): void {
  const { reading } = into;
  touch(into.cells, call, scope, reading, now);
  const meaning = told(calleeOf(call, scope, reading));
  const name = meaning ? nameOf(meaning) : '';
  const given = meaning ? argumentsOf(call, scope, reading) : positional(call, scope, into);
  const handler = meaning && handlerOf(into, call, name, given, now);
  if (handler) into.sites.push(handler);
  if (meaning) addSettings(into, call, name, scope, now);
  // Rocket's settings file says where it listens.
  if (/^rocket\.(?:build|ignite)$/.test(name) && rocketFile(reading.path, into.exists) !== undefined) return;
  const body = bodyBehind(call, scope);
  into.sites.push({
    at: placeOf(into, call),
    ...now,
    site: 'call',
    how: 'call',
    name: calledName(call),
    arguments: [...given, ...besides(call, name, given)],
    open: false,
    ...(meaning ? { meaning } : {}),
    ...(body ? { body } : {}),
  });
}

const positional = (call: Node, scope: Scope, into: Collector): readonly Argument[] =>
  argumentNodes(call).map((node) => ({ value: evaluate(node, scope, into.reading) }));

const text = (literal: string | number | boolean): Value => ({ kind: 'literal', literal });

/** What the tables want to know beside what is written in the brackets. */
function besides(call: Node, name: string, given: readonly Argument[]): readonly Argument[] {
  if (listening.has(name)) return addressArguments(given);
  if (spawning.has(name))
    return isDetached(call) && isHandler(functionAround(call)) ? [{ name: 'spawned.by', value: text('handler') }] : [];
  if (!intervals.has(name)) return [];
  const seconds = secondsOf(given[0]?.value);
  const around = workAround(call);
  return seconds !== undefined && seconds >= 60 && around && callsIn(around).some((one) => reachesOut.test(one))
    ? [{ name: 'every', value: text('minute or more') }]
    : [];
}

/** `Duration::from_secs(3600)` has become its number; others are calls still. */
function secondsOf(value: Value | undefined): number | undefined {
  if (value?.kind === 'literal') return typeof value.literal === 'number' ? value.literal : undefined;
  if (value?.kind !== 'member') return undefined;
  const unit = /^(?:std|tokio)\.Duration\.from_(millis|mins|hours|days)\(\)$/.exec(nameOf(value.meaning))?.[1];
  const amount = unit && value.arguments?.[0] ? literalOf(value.arguments[0].value) : undefined;
  const each: Readonly<Record<string, number>> = { millis: 0.001, mins: 60, hours: 3600, days: 86_400 };
  return typeof amount === 'number' ? amount * each[unit!]! : undefined;
}

const functionAround = (node: Node): Node | undefined => {
  for (let at = node.parent; at; at = at.parent) if (at.type === 'function_item') return at;
  return undefined;
};

/** The task or function that ticks. */
function workAround(call: Node): Node | undefined {
  for (let at = call.parent; at; at = at.parent) if (/^(?:async_block|function_item)$/.test(at.type)) return at;
  return undefined;
}

/** Nobody waits for what it answers. */
const isDetached = (call: Node): boolean =>
  call.parent?.type === 'expression_statement' ||
  (call.parent?.type === 'let_declaration' && /^_/.test(field(call.parent, 'pattern')?.text ?? ''));

const extractor =
  /\b(?:State|Json|Path|Query|Extension|Form|TypedHeader|HeaderMap|HttpRequest|Request|web::\w+|Data|Cookies|CookieJar|AuthUser)\b/;
const route = /^#\[(?:\w+::)?(?:get|post|put|delete|patch|head|route|handler|endpoint)\b/;
/** Tasks that feed an open connection live and die with it. */
const streaming = /\b(?:WebSocket\w*|Sse|Stream\w*|mpsc|oneshot|broadcast|Receiver\w*|UnboundedSender|Body::)\b/;

function isHandler(definition: Node | undefined): boolean {
  if (!definition || streaming.test(definition.text)) return false;
  for (let at = definition.previousNamedSibling; at?.type === 'attribute_item'; at = at.previousNamedSibling)
    if (route.test(at.text)) return true;
  const parameters = field(definition, 'parameters')?.text ?? '';
  return (
    extractor.test(parameters) &&
    /\b(?:async)\b/.test(definition.text.slice(0, 200)) &&
    field(definition, 'return_type') !== undefined
  );
}

/** What the functions a route is given call in turn. */
function bodyBehind(call: Node, scope: Scope): readonly string[] | undefined {
  const nodes = argumentNodes(call);
  const path = nodes[0];
  if (path?.type !== 'string_literal' || !probes.test(path.text)) return undefined;
  const found = nodes.slice(1).flatMap((node) => {
    if (node.type === 'closure_expression') return [node];
    const inside = node.type === 'identifier' ? [node] : node.descendantsOfType(['identifier', 'closure_expression']);
    return inside.flatMap((one) => {
      if (one?.type === 'closure_expression') return [one];
      const binding = one && resolve(scope, one.text, one.startIndex);
      const body = binding?.how === 'item' ? field(binding.node, 'body') : undefined;
      return body ? [body] : [];
    });
  });
  return found.length === 0 ? undefined : found.flatMap(callsIn);
}

/** `#[get("/health")]` and what stands under it. */
export function addAttribute(
  into: Collector,
  { node, path, literals, named }: Attribute,
  item: Node,
  scope: Scope,
  now: Circumstances,
): void {
  const segments = path.split('::');
  const name = segments.at(-1) ?? '';
  const attribute = childrenOf(node).find(({ type }) => type === 'attribute');
  const written = attribute && childrenOf(attribute)[0];
  const resolved = written && pathMeaning(written, scope);
  // `#[macro_use] extern crate rocket;` brings names that no `use` shows.
  const glob = resolved?.module === '' ? [...scope.globs][0] : undefined;
  const meaning = glob === undefined ? resolved : { module: glob, path: name };
  if (!meaning || meaning.module === '' || meaning.module === own) return;
  const given: readonly Argument[] = [
    ...literals.map((value) => ({ value })),
    ...[...named].map(([key, value]) => ({ name: key, value })),
  ];
  const handler = handlerOf(into, node, nameOf(meaning), given, now);
  if (handler) into.sites.push(handler);
  const body = item.type === 'function_item' ? field(item, 'body') : undefined;
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'decorator',
    name,
    arguments: given,
    open: false,
    meaning,
    ...(body ? { body: callsIn(body) } : {}),
  });
}

/** `warp::path!("health")`, `sqlx::migrate!()`: a macro that is called for itself. */
export function addMacro(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const name = field(node, 'macro');
  const tree = childrenOf(node).find(({ type }) => type === 'token_tree');
  const meaning = name && told(pathMeaning(name, scope));
  if (!name || !meaning || meaning.module === '') return;
  const parts = (tree ? childrenOf(tree) : [])
    .filter(({ type }) => type === 'string_literal')
    .map((one) => evaluate(one, scope, into.reading));
  const path: Value = { kind: 'joined', by: '/', parts };
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'call',
    name: `${segmentsOf(name)?.at(-1) ?? ''}!`,
    arguments: parts.length > 1 ? [{ value: path }] : parts.map((value) => ({ value })),
    open: false,
    meaning: { ...meaning, path: `${meaning.path}!` },
  });
}

/** A type or a constant that the tables look for, wherever it is named: `ConnectInfo<SocketAddr>`. */
export function addMember(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  if (!memberNames.has(segmentsOf(node)?.at(-1) ?? '')) return;
  const meaning = told(pathMeaning(node, scope));
  if (!meaning) return;
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'member',
    name: meaning.path,
    arguments: [],
    open: false,
    meaning,
  });
}

/** A text under the name it is given to; shorter ones say nothing. */
export function addText(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  if (node.text.length < 10) return;
  const found = named(node, scope, into);
  if (!found) return;
  const value = literalOf(evaluate(node, scope, into.reading));
  if (typeof value !== 'string') return;
  into.texts.push({ at: placeOf(into, node), ...now, text: value, ...found });
}

/** The name around a text, through whatever turns it into a `String`. */
function named(
  node: Node,
  scope: Scope,
  into: Collector,
): { readonly name: string; readonly fallbackOf?: string } | undefined {
  let at: Node = node;
  for (let steps = 0; steps < 12; steps++) {
    const parent: Node | null = at.parent;
    if (!parent) return undefined;
    switch (parent.type) {
      case 'let_declaration':
      case 'const_item':
      case 'static_item': {
        const name = field(parent, 'pattern') ?? field(parent, 'name');
        return name && /^(?:mut )?\w+$/.test(name.text) ? { name: name.text.replace(/^mut /, '') } : undefined;
      }
      case 'field_initializer': {
        const name = field(parent, 'field') ?? field(parent, 'name');
        return name ? { name: name.text } : undefined;
      }
      case 'assignment_expression': {
        const left = field(parent, 'left');
        return left ? { name: left.text.slice(left.text.lastIndexOf('.') + 1) } : undefined;
      }
      case 'arguments': {
        const call = parent.parent;
        if (!call) return undefined;
        const receiver = receiverOf(call);
        const read = receiver && variableIn(evaluate(receiver, scope, into.reading));
        const method = methodOf(call);
        if (read !== undefined && method !== undefined) return { name: read, fallbackOf: read };
        if (formsOfText.has(nameOfCallee(call, scope, into))) {
          at = call;
          continue;
        }
        return { name: calledName(call) };
      }
      case 'closure_expression':
      case 'reference_expression':
      case 'parenthesized_expression':
      case 'field_expression':
      case 'call_expression':
      case 'match_arm':
      case 'try_expression':
      case 'await_expression':
        at = parent;
        continue;
      case 'block':
        if (parent.parent?.type !== 'closure_expression' && parent.parent?.type !== 'match_arm') return undefined;
        at = parent;
        continue;
      case 'match_block': {
        const match = parent.parent;
        const asked = match ? variableIn(evaluate(field(match, 'value'), scope, into.reading)) : undefined;
        return asked === undefined ? undefined : { name: asked, fallbackOf: asked };
      }
      default:
        return undefined;
    }
  }
  return undefined;
}

function nameOfCallee(call: Node, scope: Scope, into: Collector): string {
  const meaning = calleeOf(call, scope, into.reading);
  return meaning ? nameOf(meaning) : '';
}
