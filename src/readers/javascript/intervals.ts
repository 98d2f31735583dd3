/** `setInterval` of a minute or more, started with the module, that reaches the outside: a scheduler without the name. */
import type { ts } from 'ts-morph';
import type { StateFact } from '../../facts/code.ts';
import { guardOf, runsOnLoad } from './guards.ts';
import { meaningOf } from './meaning.ts';
import { effects } from './tables/effects.ts';
import { locks } from './tables/locks.ts';
import type { Unit } from './unit.ts';
import { functionOf } from './unit.ts';
import { evaluate } from './values.ts';

const shortest = 60_000;

function reachesOut(unit: Unit, body: ts.Node, visited: Set<ts.Node>): boolean {
  const { compiler } = unit;
  if (visited.has(body) || visited.size > 50) return false;
  visited.add(body);
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found) return;
    if (compiler.isCallExpression(node)) {
      const meaning = meaningOf(unit, node.expression);
      if (
        meaning !== undefined &&
        (effects.has(meaning.module) || (meaning.module === 'global' && meaning.path === 'fetch'))
      )
        found = true;
      const own = functionOf(unit, node.expression);
      if (own?.body !== undefined && reachesOut(unit, own.body, visited)) found = true;
    }
    compiler.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

export function intervalFact(unit: Unit, call: ts.CallExpression): StateFact | undefined {
  const meaning = meaningOf(unit, call.expression);
  const [work, pause] = call.arguments;
  if (meaning?.module !== 'global' || meaning.path !== 'setInterval' || work === undefined || pause === undefined)
    return undefined;
  const milliseconds = evaluate(unit, pause).literal;
  if (typeof milliseconds !== 'number' || milliseconds < shortest || !runsOnLoad(unit, call)) return undefined;
  const body = functionOf(unit, work)?.body;
  if (body === undefined || !reachesOut(unit, body, new Set())) return undefined;
  const guarded = guardOf(unit, call);
  return {
    kind: 'scheduler',
    module: 'runtime',
    guard: guarded.guard,
    label: 'setInterval',
    confidence: 'medium',
    at: unit.at(call),
    scope: 'local',
    locked: locks.some((name) => unit.packages.has(name)) || unit.advisoryLock,
    ...(guarded.variable === undefined ? {} : { variable: guarded.variable }),
  };
}
