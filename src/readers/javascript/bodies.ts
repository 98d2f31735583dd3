/** What a function calls in turn, as written, and which of that may fail without harm. */
import type { ts } from 'ts-morph';
import type { FunctionNode, Unit } from './unit.ts';
import { bare, functionOf, isFunction } from './unit.ts';

const longest = 120;
const deepest = 3;

export interface Called {
  readonly text: string;
  readonly tolerated: boolean;
}

/** `this.db.query`: calls inside a chain and their arguments are left out. */
export function written(unit: Unit, expression: ts.Expression): string {
  const { compiler } = unit;
  const node = bare(unit, expression);
  if (compiler.isCallExpression(node)) return written(unit, node.expression);
  if (compiler.isPropertyAccessExpression(node)) {
    const before = written(unit, node.expression);
    return (before === '' ? node.name.text : `${before}.${node.name.text}`).slice(-longest);
  }
  if (compiler.isIdentifier(node)) return node.text;
  return node.kind === compiler.SyntaxKind.ThisKeyword ? 'this' : '';
}

const fails = /\bthrow\b|\b5\d\d\b|SERVICE_UNAVAILABLE|INTERNAL_SERVER|ServiceUnavailable|\bnext\(|\breject\(/;

/** Inside a `try` whose `catch` does not make a failure of it, or with a `catch` of its own. */
function isTolerated(unit: Unit, call: ts.Node, within: ts.Node): boolean {
  const { compiler } = unit;
  for (let node = call; node !== within && node.parent !== undefined; node = node.parent) {
    const around = node.parent;
    if (compiler.isTryStatement(around) && around.tryBlock === node && around.catchClause !== undefined)
      return !fails.test(around.catchClause.getText(unit.file));
    if (
      compiler.isPropertyAccessExpression(around) &&
      around.name.text === 'catch' &&
      compiler.isCallExpression(around.parent)
    )
      return !fails.test(around.parent.arguments.map((one) => one.getText(unit.file)).join());
  }
  return false;
}

export function callsIn(unit: Unit, body: ts.Node, seen = new Set<ts.Node>(), depth = 0): readonly Called[] {
  const { compiler } = unit;
  if (seen.has(body)) return [];
  seen.add(body);
  const found: Called[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isCallExpression(node) || compiler.isNewExpression(node)) {
      const tolerated = isTolerated(unit, node, body);
      const text = written(unit, node.expression);
      if (text !== '') found.push({ text, tolerated });
      const own = depth < deepest ? functionOf(unit, node.expression) : undefined;
      if (own?.body !== undefined && !tolerated) found.push(...callsIn(unit, own.body, seen, depth + 1));
    }
    compiler.forEachChild(node, visit);
  };
  // The body of an arrow function may be the call itself.
  visit(body);
  return found;
}

/** What a value handed over does when it is called: a function, the name of one, a call that makes or starts one. */
export function callsOf(unit: Unit, handed: ts.Expression): readonly Called[] {
  const { compiler } = unit;
  const own = functionOf(unit, handed);
  const text = isFunction(unit, handed) ? '' : written(unit, handed);
  const name = text === '' ? [] : [{ text, tolerated: false }];
  if (own?.body !== undefined) return [...name, ...callsIn(unit, own.body)];
  const node = bare(unit, handed);
  return compiler.isCallExpression(node)
    ? [
        ...name,
        ...callsIn(unit, node),
        ...(functionOf(unit, node.expression)?.body ? callsOf(unit, node.expression) : []),
      ]
    : name;
}

/** Functions handed to `receiver.on('message', …)` and the like anywhere in the file. */
export function handlersOn(unit: Unit, receiver: string, events: RegExp): readonly FunctionNode[] {
  const { compiler } = unit;
  const found: FunctionNode[] = [];
  const visit = (node: ts.Node): void => {
    if (
      compiler.isCallExpression(node) &&
      compiler.isPropertyAccessExpression(node.expression) &&
      /^(?:on|once|addListener|run)$/.test(node.expression.name.text) &&
      written(unit, node.expression.expression) === receiver
    ) {
      const [event, handler] = node.arguments;
      const named = event !== undefined && compiler.isStringLiteralLike(event) && events.test(event.text);
      const own = named && handler !== undefined ? functionOf(unit, handler) : undefined;
      if (own !== undefined) found.push(own);
      // `consumer.run({ eachMessage: async … })`
      if (event !== undefined && compiler.isObjectLiteralExpression(event))
        for (const property of event.properties)
          if (/^each(?:Message|Batch)$/.test(property.name?.getText(unit.file) ?? '')) {
            const value = compiler.isPropertyAssignment(property) ? functionOf(unit, property.initializer) : property;
            if (value !== undefined && isFunction(unit, value)) found.push(value);
          }
    }
    compiler.forEachChild(node, visit);
  };
  visit(unit.file);
  return found;
}
