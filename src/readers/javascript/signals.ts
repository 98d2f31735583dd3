/** Handlers of the signals that ask a process to stop, and whether they let requests finish. */
import type { ts } from 'ts-morph';
import type { SignalHandler } from '../../facts/code.ts';
import { loopTexts } from './env-reads.ts';
import { guardOf } from './guards.ts';
import { meaningOf } from './meaning.ts';
import { drains, registering, signalRows, stopSignals } from './tables/signals.ts';
import type { FunctionNode, Unit } from './unit.ts';
import { bare, functionOf, isFunction } from './unit.ts';
import { evaluate } from './values.ts';

type Does = Pick<SignalHandler, 'does' | 'drainSeconds'>;

interface Seen {
  /** A close whose end is waited for: awaited, with a callback, or with `then`. */
  waited: boolean;
  /** A close nobody waits for. */
  started: boolean;
  /** The process leaves in the handler's own flow, and whether that was before a waited close. */
  exits: boolean;
  exitsFirst: boolean;
  /** Calls of functions the file does not hold. */
  opaque: boolean;
  deadline?: number;
}

const calleeName = (unit: Unit, call: ts.CallExpression): string => {
  const callee = bare(unit, call.expression);
  if (unit.compiler.isIdentifier(callee)) return callee.text;
  return unit.compiler.isPropertyAccessExpression(callee) ? callee.name.text : '';
};

function isExit(unit: Unit, call: ts.CallExpression): boolean {
  const meaning = meaningOf(unit, call.expression);
  return meaning?.module === 'global' && /^(?:process\.(?:exit|abort|kill)|Deno\.exit)$/.test(meaning.path);
}

/** Node's own servers answer `close()` at once: awaiting it waits for nothing. */
function isPlainServer(unit: Unit, call: ts.CallExpression): boolean {
  const path = meaningOf(unit, call.expression);
  return (
    path !== undefined &&
    (path.module.startsWith('node:http') || path.module === 'express' || path.module === 'koa') &&
    path.path.endsWith('.close')
  );
}

function look(unit: Unit, body: ts.Node, seen: Seen, visited: Set<ts.Node>, depth: number): void {
  const { compiler } = unit;
  if (visited.has(body) || depth > 4) return;
  visited.add(body);
  const visit = (node: ts.Node, waiting: boolean): void => {
    if (isFunction(unit, node)) return;
    if (compiler.isAwaitExpression(node) || compiler.isReturnStatement(node)) {
      compiler.forEachChild(node, (child) => visit(child, compiler.isAwaitExpression(node) || waiting));
      return;
    }
    if (compiler.isCallExpression(node)) visitCall(node, waiting);
    else compiler.forEachChild(node, (child) => visit(child, false));
  };
  const visitCall = (call: ts.CallExpression, waiting: boolean): void => {
    const name = calleeName(unit, call);
    if (isExit(unit, call)) {
      seen.exits = true;
      if (!seen.waited) seen.exitsFirst = true;
      return;
    }
    const meaning = meaningOf(unit, call.expression);
    if (meaning?.module === 'global' && meaning.path === 'setTimeout') {
      const milliseconds = call.arguments[1] === undefined ? undefined : evaluate(unit, call.arguments[1]).literal;
      const written = call.arguments[0] === undefined ? undefined : functionOf(unit, call.arguments[0]);
      if (typeof milliseconds === 'number' && written?.body !== undefined && mentionsExit(unit, written.body))
        seen.deadline = milliseconds / 1000;
      return;
    }
    const isMember = compiler.isPropertyAccessExpression(call.expression);
    // `setTimeout(…).unref()` is the timer.
    if (isMember && name === 'unref') {
      visit((call.expression as ts.PropertyAccessExpression).expression, false);
      return;
    }
    if (drains.test(name) && isMember) {
      const callback = call.arguments.find(
        (argument) => functionOf(unit, argument) !== undefined || isExitReference(unit, argument),
      );
      if (callback !== undefined) seen.waited = true;
      else if (waiting && !isPlainServer(unit, call)) seen.waited = true;
      else seen.started = true;
      return;
    }
    // `server.close().then(…)`, `Promise.all([a.close(), b.close()])`, `promisify(…)`.
    const settles = isMember && /^(?:then|finally|catch)$/.test(name);
    const gathers = meaning?.module === 'global' && /^Promise\.(?:all|allSettled|race)$/.test(meaning.path);
    if (settles || gathers) {
      const inner = isMember ? (call.expression as ts.PropertyAccessExpression).expression : undefined;
      if (settles && inner !== undefined) visit(inner, true);
      if (gathers)
        for (const argument of call.arguments) compiler.forEachChild(argument, (child) => visit(child, waiting));
      return;
    }
    const own = functionOf(unit, call.expression);
    if (own?.body !== undefined) {
      look(unit, own.body, seen, visited, depth + 1);
      return;
    }
    if (!isMember && (meaning === undefined || meaning.module !== 'global')) seen.opaque = true;
    if (isMember && meaning === undefined && /shut|grace|clean|exit|stop|close/i.test(name)) seen.opaque = true;
    for (const argument of call.arguments) visit(argument, false);
  };
  const promised = (node: ts.Node): void => {
    // `await new Promise((resolve) => server.close(resolve))`
    if (
      compiler.isNewExpression(node) &&
      compiler.isIdentifier(node.expression) &&
      node.expression.text === 'Promise'
    ) {
      const executor = node.arguments?.[0];
      const written = executor === undefined ? undefined : functionOf(unit, executor);
      const find = (inner: ts.Node): void => {
        if (compiler.isCallExpression(inner) && drains.test(calleeName(unit, inner))) seen.waited = true;
        compiler.forEachChild(inner, find);
      };
      if (written?.body !== undefined) find(written.body);
    }
    if (!isFunction(unit, node)) compiler.forEachChild(node, promised);
  };
  promised(body);
  visit(body, false);
}

function mentionsExit(unit: Unit, body: ts.Node): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (unit.compiler.isCallExpression(node) && isExit(unit, node)) found = true;
    unit.compiler.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

const isExitReference = (unit: Unit, expression: ts.Expression): boolean => {
  const meaning = meaningOf(unit, expression);
  return meaning?.module === 'global' && meaning.path === 'process.exit';
};

/** Nothing at all, or lines on the console: with a handler Node no longer ends the program by itself. */
function onlyTalks(unit: Unit, body: ts.Node): boolean {
  const { compiler } = unit;
  const talks = (node: ts.Node): boolean => {
    if (!compiler.isCallExpression(node)) return false;
    const meaning = meaningOf(unit, node.expression);
    return meaning?.module === 'global' && meaning.path.startsWith('console.');
  };
  if (!compiler.isBlock(body)) return talks(body);
  return body.statements.every((one) => compiler.isExpressionStatement(one) && talks(one.expression));
}

function doesOf(unit: Unit, handler: FunctionNode | undefined): Does {
  if (handler?.body === undefined) return { does: 'unknown' };
  const seen: Seen = { waited: false, started: false, exits: false, exitsFirst: false, opaque: false };
  look(unit, handler.body, seen, new Set(), 0);
  const deadline = seen.deadline === undefined ? {} : { drainSeconds: seen.deadline };
  if (seen.waited && !(seen.exits && seen.exitsFirst)) return { does: 'drains', ...deadline };
  if (seen.opaque) return { does: 'unknown', ...deadline };
  if (seen.exits) return { does: 'exits', ...deadline };
  if (!seen.started && onlyTalks(unit, handler.body)) return { does: 'nothing' };
  // A close that nobody cuts short ends by itself.
  return { does: seen.started ? 'drains' : 'unknown', ...deadline };
}

const fact = (
  unit: Unit,
  call: ts.CallExpression,
  module: string,
  label: string,
  signals: readonly string[],
  does: Does,
): SignalHandler => ({
  kind: 'signal-handler',
  module,
  guard: guardOf(unit, call).guard,
  label,
  confidence: does.does === 'unknown' ? 'medium' : 'high',
  at: unit.at(call),
  signals,
  ...does,
});

function registered(unit: Unit, call: ts.CallExpression): SignalHandler | undefined {
  const meaning = meaningOf(unit, call.expression);
  const isOwn =
    meaning?.module === 'global' &&
    /^(?:process\.(?:on|once|addListener|prependListener)|Deno\.addSignalListener)$/.test(meaning.path);
  const isRegistration = isOwn || registering.has(calleeName(unit, call));
  const [name, handler] = call.arguments;
  if (!isRegistration || name === undefined || handler === undefined) return undefined;
  const text = evaluate(unit, name).literal;
  const signals = (typeof text === 'string' ? [text] : loopTexts(unit, name).map((literal) => literal.text)).filter(
    (signal) => stopSignals.has(signal),
  );
  if (signals.length === 0) return undefined;
  if (isExitReference(unit, handler)) return fact(unit, call, 'runtime', 'process.on', signals, { does: 'exits' });
  return fact(unit, call, 'runtime', 'process.on', signals, doesOf(unit, functionOf(unit, handler)));
}

export function signalFact(unit: Unit, call: ts.CallExpression): SignalHandler | undefined {
  const { compiler } = unit;
  const own = registered(unit, call);
  if (own !== undefined) return own;
  const meaning = meaningOf(unit, call.expression);
  const callee = call.expression;
  const name = compiler.isPropertyAccessExpression(callee) ? callee.name.text : '';
  const plugin =
    (name === 'register' || name === 'use') && call.arguments[0] !== undefined
      ? meaningOf(unit, call.arguments[0])
      : undefined;
  for (const row of signalRows) {
    const hit = row.how === 'plugin' ? plugin : meaning;
    if (hit?.module === row.module && row.callee.includes(hit.path))
      return fact(unit, call, row.module, row.label, ['SIGTERM'], { does: row.does });
  }
  return undefined;
}
