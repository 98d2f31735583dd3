/** Work that a hosted service does again and again. Source: https://learn.microsoft.com/aspnet/core/fundamentals/host/hosted-services */
import type { Node } from 'web-tree-sitter';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf } from '../code/values.ts';
import { resolve, type Scope, typeName } from './scopes.ts';
import { evaluate } from './values.ts';

const hosted = /^(?:BackgroundService|IHostedService|IHostedLifecycleService)$/;

/** Waiting less than this is waiting for work to come, not a timetable. */
const shortest = 60;

export const isHosted = (type: Node, scope: Scope): boolean => derives(type, hosted, scope);

/** Made for tools that change the schema; no service runs it. */
export const isDesignTime = (type: Node, scope: Scope): boolean =>
  derives(type, /^IDesignTimeDbContextFactory$/, scope);

function derives(type: Node, wanted: RegExp, scope: Scope): boolean {
  const bases = childrenOf(type).find((one) => one.type === 'base_list');
  return (bases ? childrenOf(bases) : []).some((base) =>
    wanted.test(
      typeName(
        base.type === 'primary_constructor_base_type' ? (field(base, 'type') ?? childrenOf(base)[0]) : base,
        scope.file,
      ) ?? '',
    ),
  );
}

/** A timer, or a wait inside a loop, of a class that runs beside the requests. */
export function isTimetable(node: Node, callee: string, scope: Scope): boolean {
  switch (callee) {
    case 'PeriodicTimer':
      return isLong(argumentAt(node, 0), scope);
    case 'Task.Delay':
    case 'Thread.Sleep':
      return isInLoop(node) && !isInCatch(node) && isLong(argumentAt(node, 0), scope);
    case 'Timer':
      return isLong(argumentAt(node, 3), scope);
    default:
      return false;
  }
}

function argumentAt(node: Node, at: number): Node | undefined {
  const list = childrenOf(node).find(({ type }) => type === 'argument_list');
  return list && childrenOf(childrenOf(list)[at] ?? list).at(-1);
}

/** What only the run knows is taken for long: people make timetables adjustable, not pauses. */
function isLong(node: Node | undefined, scope: Scope): boolean {
  // `Task.Delay(Timeout.Infinite, stop)` waits for the end.
  if (node?.text.includes('Infinite')) return false;
  const time = node && secondsOf(node, scope);
  return node !== undefined && (time === undefined || time >= shortest);
}

/** Seconds of a span, or of bare milliseconds. */
export function secondsOf(node: Node, scope: Scope, depth = 0): number | undefined {
  const binding = node.type === 'identifier' && depth < 4 ? resolve(scope, node.text) : undefined;
  if (binding?.how === 'value') return secondsOf(binding.node, binding.scope, depth + 1);
  const amount = literalOf(evaluate(node, scope));
  if (typeof amount !== 'number') return undefined;
  return node.text.includes('TimeSpan') ? amount : amount / 1000;
}

const loops = /^(?:while|do|for|foreach)_statement$/;
const ends = /^(?:method_declaration|lambda_expression|local_function_statement|class_declaration)$/;

function isInLoop(node: Node): boolean {
  for (let at = node.parent; at && !ends.test(at.type); at = at.parent) if (loops.test(at.type)) return true;
  return false;
}

/** A pause after a failure is no timetable. */
function isInCatch(node: Node): boolean {
  for (let at = node.parent; at && !ends.test(at.type); at = at.parent) if (at.type === 'catch_clause') return true;
  return false;
}
