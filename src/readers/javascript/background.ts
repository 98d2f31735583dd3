/** Work that a handler of requests starts and leaves to itself. */
import type { ts } from 'ts-morph';
import type { StateFact } from '../../facts/code.ts';
import { effectOf } from '../code/effects.ts';
import { type Called, callsOf } from './bodies.ts';
import { guardOf } from './guards.ts';
import { meaningOf } from './meaning.ts';
import { requestAround } from './requests.ts';
import type { FunctionNode, Unit } from './unit.ts';
import { bare, functionOf, isFunction } from './unit.ts';

const later = new Set(['setImmediate', 'setTimeout', 'process.nextTick', 'queueMicrotask']);
/** Libraries of queues that live in the process. */
const queues: ReadonlyMap<string, string> = new Map([
  ['p-queue ().add', 'p-queue'],
  ['p-queue PQueue().add', 'p-queue'],
  ['fastq ().push', 'fastq'],
  ['fastq promise().push', 'fastq'],
  ['async queue().push', 'async.queue'],
  ['better-queue ().push', 'better-queue'],
]);
const answers = /\b(?:res|response|reply|ctx|next|h)\b\.?(?:\w*\()/;

interface Started {
  readonly label: string;
  readonly calls: readonly Called[];
  /** Work by its nature. */
  readonly lasting?: true;
}

/** What a statement starts without waiting for it. */
function startedBy(unit: Unit, expression: ts.Expression): Started | undefined {
  const { compiler } = unit;
  const dropped = compiler.isVoidExpression(expression);
  const call = dropped ? bare(unit, expression.expression) : expression;
  if (compiler.isAwaitExpression(call) || !compiler.isCallExpression(call)) return undefined;
  const meaning = meaningOf(unit, call.expression);
  const queue = meaning && queues.get(`${meaning.module} ${meaning.path}`);
  if (queue !== undefined) return { label: queue, calls: [], lasting: true };
  const [first] = call.arguments;
  if (meaning?.module === 'global' && later.has(meaning.path))
    return first && { label: meaning.path, calls: callsOf(unit, first) };
  const chained = settledChain(unit, call);
  if (chained !== undefined) return { label: 'promise nobody waits for', calls: callsOf(unit, chained) };
  const own = functionOf(unit, call.expression) ?? invoked(unit, call);
  const isAsync = own?.modifiers?.some(({ kind }) => kind === compiler.SyntaxKind.AsyncKeyword) === true;
  return dropped || isAsync
    ? { label: 'promise nobody waits for', calls: callsOf(unit, own ? call.expression : call) }
    : undefined;
}

/** `(async () => { … })()` */
function invoked(unit: Unit, call: ts.CallExpression): FunctionNode | undefined {
  const node = bare(unit, call.expression);
  return isFunction(unit, node) ? node : undefined;
}

/** The call in front of `.catch(…)`, when no link of the chain answers the request. */
function settledChain(unit: Unit, call: ts.CallExpression): ts.CallExpression | undefined {
  const { compiler } = unit;
  let at: ts.Expression = call;
  let caught = false;
  while (compiler.isCallExpression(at) && compiler.isPropertyAccessExpression(at.expression)) {
    if (!/^(?:then|catch|finally)$/.test(at.expression.name.text)) break;
    if (at.arguments.some((argument) => answers.test(argument.getText(unit.file)))) return undefined;
    caught = true;
    at = bare(unit, at.expression.expression);
  }
  return caught && compiler.isCallExpression(at) ? at : undefined;
}

/** Inside `new ReadableStream({ … })`: the answer goes on for as long as the work does. */
function streams(unit: Unit, node: ts.Node, around: FunctionNode): boolean {
  for (let at = node.parent; at !== undefined && at !== around; at = at.parent)
    if (unit.compiler.isNewExpression(at) && at.expression.getText(unit.file) === 'ReadableStream') return true;
  return false;
}

export function backgroundFact(unit: Unit, statement: ts.ExpressionStatement): StateFact | undefined {
  if (unit.test || unit.tool) return undefined;
  const started = startedBy(unit, statement.expression);
  if (started === undefined) return undefined;
  const around = requestAround(unit, statement);
  if (around === undefined || streams(unit, statement, around)) return undefined;
  const effect = started.lasting ? { effect: started.label } : effectOf(started.calls.map(({ text }) => text));
  if (effect.effect === undefined) return undefined;
  // A timer that answers the request later is no work beside it.
  if (started.calls.some(({ text }) => /^(?:res|reply|response)\./.test(text))) return undefined;
  const guarded = guardOf(unit, statement);
  return {
    kind: 'background-work',
    module: 'runtime',
    guard: guarded.guard,
    label: started.label,
    confidence: 'medium',
    at: unit.at(statement.expression),
    scope: 'local',
    ...effect,
    ...(guarded.variable === undefined ? {} : { variable: guarded.variable }),
  };
}
