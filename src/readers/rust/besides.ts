/** What is told about a call beside its arguments: who spawns, how often it ticks, what stands behind a route. */
import type { Node } from 'web-tree-sitter';
import type { Argument, Value } from '../code/program.ts';
import { field } from '../code/tree.ts';
import { literalOf, nameOf } from '../code/values.ts';
import { callsIn } from './collector.ts';
import { functionAround, isHandler } from './handlers.ts';
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
    return isDetached(call) && isRequest(functionAround(call)) ? [{ name: 'spawned.by', value: text('handler') }] : [];
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

/** The task or function that ticks. */
function workAround(call: Node): Node | undefined {
  for (let at = call.parent; at; at = at.parent) if (/^(?:async_block|function_item)$/.test(at.type)) return at;
  return undefined;
}

/** Tasks that feed an open connection live and die with it. */
const streaming = /\b(?:WebSocket\w*|Sse|Stream\w*|mpsc|oneshot|broadcast|Receiver\w*|UnboundedSender|Body::)\b/;

const isRequest = (definition: Node | undefined): boolean =>
  definition !== undefined && !streaming.test(definition.text) && isHandler(definition);

/** Nobody waits for what it answers. */
const isDetached = (call: Node): boolean =>
  call.parent?.type === 'expression_statement' ||
  (call.parent?.type === 'let_declaration' && /^_/.test(field(call.parent, 'pattern')?.text ?? ''));

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
