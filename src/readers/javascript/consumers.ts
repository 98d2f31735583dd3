/** Calls that take messages from a broker. */
import type { ts } from 'ts-morph';
import type { Consumer } from '../../facts/code.ts';
import { effectOf } from '../code/effects.ts';
import { callsIn, callsOf, handlersOn, written } from './bodies.ts';
import { guardOf } from './guards.ts';
import { isRandom } from './match.ts';
import { type ConsumerRow, consumerRows } from './tables/consumers.ts';
import type { Unit } from './unit.ts';
import { bare, functionOf, isFunction } from './unit.ts';
import { evaluate, type Property, propertyOf } from './values.ts';

const byMethod = new Map<string, ConsumerRow[]>();
for (const row of consumerRows)
  for (const method of row.methods) byMethod.set(method, [...(byMethod.get(method) ?? []), row]);

function optionOf(unit: Unit, call: ts.CallExpression, row: ConsumerRow, name: string): Property {
  const object = call.arguments[row.options ?? 0];
  return object === undefined ? { state: 'absent' } : propertyOf(unit, object, name);
}

function acknowledgesOf(unit: Unit, call: ts.CallExpression, row: ConsumerRow): Consumer['acknowledges'] {
  if (typeof row.acknowledges === 'string') return row.acknowledges;
  const option = optionOf(unit, call, row, row.acknowledges.option);
  if (option.state === 'absent') return row.acknowledges.absent;
  const literal = option.state === 'present' ? evaluate(unit, option.expression).literal : undefined;
  return literal === true ? row.acknowledges.whenTrue : literal === false ? row.acknowledges.absent : 'unknown';
}

function deliveryOf(unit: Unit, call: ts.CallExpression, row: ConsumerRow): Consumer['delivery'] {
  const first = call.arguments[0];
  const topic = first === undefined ? undefined : evaluate(unit, first).literal;
  if (row.from === 'mqtt' && typeof topic === 'string' && topic.startsWith('$share/')) return 'one';
  if (typeof row.delivery === 'string') return row.delivery;
  const option = optionOf(unit, call, row, row.delivery.option);
  if (option.state !== 'present') return option.state === 'absent' ? row.delivery.absent : 'unknown';
  return isMadeUp(unit, option.expression) ? 'each' : 'one';
}

/** A value that is new at every start, also inside a text: `` `billing-${randomUUID()}` ``. */
function isMadeUp(unit: Unit, expression: ts.Expression): boolean {
  const { compiler } = unit;
  const node = bare(unit, expression);
  if (compiler.isTemplateExpression(node)) return node.templateSpans.some((part) => isMadeUp(unit, part.expression));
  if (compiler.isBinaryExpression(node)) return isMadeUp(unit, node.left) || isMadeUp(unit, node.right);
  return isRandom(unit, node) || /^(?:os\.)?hostname\(\)$|^process\.pid$|^Date\.now\(\)$/.test(node.getText(unit.file));
}

function fits(unit: Unit, call: ts.CallExpression, { packages, first }: ConsumerRow): boolean {
  const { compiler } = unit;
  if (!packages.some((name) => unit.packages.has(name))) return false;
  const argument = call.arguments[0];
  if (first === undefined) return true;
  if (argument === undefined) return false;
  const literal = evaluate(unit, argument).literal;
  if (first === 'listen') return typeof literal === 'string' && /^\s*LISTEN\s/i.test(literal);
  const node = bare(unit, argument);
  return !isFunction(unit, node) && functionOf(unit, node) === undefined && !compiler.isObjectLiteralExpression(node);
}

/** What the handlers of the messages do: those handed over, those on events of the same object, loops over the answer. */
function bodyOf(unit: Unit, call: ts.CallExpression, { events }: ConsumerRow): readonly string[] {
  const { compiler } = unit;
  const handed = call.arguments.flatMap((argument) => {
    const node = bare(unit, argument);
    if (!compiler.isObjectLiteralExpression(node)) return functionOf(unit, node) ? callsOf(unit, node) : [];
    return node.properties.flatMap((property) =>
      compiler.isPropertyAssignment(property) ? callsOf(unit, property.initializer) : [],
    );
  });
  const receiver = compiler.isPropertyAccessExpression(call.expression)
    ? written(unit, call.expression.expression)
    : '';
  const assigned = assignedTo(unit, call);
  const handlers = [receiver, assigned]
    .filter((name) => name !== undefined && name !== '')
    .flatMap((name) => handlersOn(unit, name!, events ?? /^message$/))
    .flatMap((handler) => (handler.body ? callsIn(unit, handler.body) : []));
  const loops = assigned === undefined ? [] : loopsOver(unit, assigned).flatMap((body) => callsIn(unit, body));
  return [...handed, ...handlers, ...loops].map(({ text }) => text);
}

function assignedTo(unit: Unit, call: ts.CallExpression): string | undefined {
  const { compiler } = unit;
  let at: ts.Node = call.parent;
  while (compiler.isAwaitExpression(at) || compiler.isParenthesizedExpression(at)) at = at.parent;
  if (compiler.isVariableDeclaration(at)) return at.name.getText(unit.file);
  return compiler.isBinaryExpression(at) ? written(unit, at.left) : undefined;
}

function loopsOver(unit: Unit, name: string): readonly ts.Node[] {
  const { compiler } = unit;
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isForOfStatement(node) && node.expression.getText(unit.file) === name) found.push(node.statement);
    compiler.forEachChild(node, visit);
  };
  visit(unit.file);
  return found;
}

export function consumerFact(unit: Unit, call: ts.CallExpression): Consumer | undefined {
  const callee = call.expression;
  if (!unit.compiler.isPropertyAccessExpression(callee)) return undefined;
  const row = byMethod.get(callee.name.text)?.find((one) => fits(unit, call, one));
  if (row === undefined) return undefined;
  return {
    kind: 'consumer',
    module: row.packages.find((name) => unit.packages.has(name))!,
    guard: guardOf(unit, call).guard,
    label: row.label,
    confidence: 'high',
    at: unit.at(call),
    from: row.from,
    acknowledges: acknowledgesOf(unit, call, row),
    delivery: deliveryOf(unit, call, row),
    ...effectOf(bodyOf(unit, call, row)),
  };
}
