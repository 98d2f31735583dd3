/** What is told about a call beside its arguments: who spawns, how often it ticks, what stands behind a route. */
import type { Node } from 'web-tree-sitter';
import type { Argument, Value } from '../code/program.ts';
import { field } from '../code/tree.ts';
import { literalOf, nameOf } from '../code/values.ts';
import { callsIn } from './collector.ts';
import { argumentNodes } from './meaning.ts';
import { resolve, type Scope } from './scopes.ts';
import { addressArguments } from './sockets.ts';
import { intervals, listening, reachesOut, spawning } from './tables/work.ts';

const probes = /health|ready|live|ping|status|heartbeat|\/up\b/i;

const text = (literal: string | number | boolean): Value => ({ kind: 'literal', literal });

/** What the tables want to know beside what is written in the brackets. */
export function besides(call: Node, name: string, given: readonly Argument[]): readonly Argument[] {
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
export function bodyBehind(call: Node, scope: Scope): readonly string[] | undefined {
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
