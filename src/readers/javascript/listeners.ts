/** Listening sockets. */
import type { ts } from 'ts-morph';
import type { Listen } from '../../facts/code.ts';
import { type Span, span } from '../../source/index.ts';
import { guardOf } from './guards.ts';
import { libraryOf } from './match.ts';
import { meaningOf } from './meaning.ts';
import type { Listener } from './tables/listeners.ts';
import { listeners, serverNames } from './tables/listeners.ts';
import type { Unit } from './unit.ts';
import { bare } from './unit.ts';
import type { Property, Value } from './values.ts';
import { evaluate, propertyOf } from './values.ts';

const rows = new Map<string, Listener[]>();
for (const row of listeners) rows.set(row.module, [...(rows.get(row.module) ?? []), row]);

const loopback = /^(?:localhost|::1|127(?:\.\d{1,3}){3})$/;
const everywhere = new Set(['0.0.0.0', '::', '::0', '']);

interface Address {
  readonly port: Property;
  readonly host: Property;
}

/** `listen(port, host?, …)`, `listen({ port, host })`, `listen(handle)`. */
function ofArguments(unit: Unit, given: readonly ts.Expression[]): Address | undefined {
  const { compiler } = unit;
  const [one, two] = given;
  if (one === undefined) return { port: { state: 'absent' }, host: { state: 'absent' } };
  const options = propertyOf(unit, one, 'port');
  const host = propertyOf(unit, one, 'host');
  const object = bare(unit, one);
  if (compiler.isObjectLiteralExpression(object) || options.state === 'present') {
    const path = propertyOf(unit, one, 'path');
    return options.state === 'absent' && path.state === 'present' ? undefined : { port: options, host };
  }
  const first = evaluate(unit, one);
  const isPort = first.literal !== undefined || first.variable !== undefined || /port/i.test(one.getText(unit.file));
  // Something from elsewhere that is no port by its name may be an object of options.
  if (!isPort && options.state === 'unknown') return { port: options, host };
  const second = two === undefined ? undefined : bare(unit, two);
  const isHost = second !== undefined && !compiler.isArrowFunction(second) && !compiler.isFunctionExpression(second);
  const value = isHost ? evaluate(unit, second) : {};
  const named = isHost && (typeof value.literal === 'string' || value.variable !== undefined);
  // A name that is neither text nor a variable is most often the callback.
  const unclear =
    isHost && !named && value.literal !== null && !compiler.isIdentifier(second) && !compiler.isNumericLiteral(second);
  return {
    port: { state: 'present', expression: one },
    host: named ? { state: 'present', expression: second } : { state: unclear ? 'unknown' : 'absent' },
  };
}

function nested(unit: Unit, object: ts.Expression, path: string): Property {
  let found: Property = { state: 'present', expression: object };
  for (const name of path.split('.')) {
    if (found.state !== 'present') return found;
    found = propertyOf(unit, found.expression, name);
  }
  return found;
}

function ofOptions(unit: Unit, given: readonly ts.Expression[], row: Listener): Address {
  const object = given[row.options ?? 0];
  if (object === undefined) return { port: { state: 'absent' }, host: { state: 'absent' } };
  return { port: nested(unit, object, row.port ?? 'port'), host: nested(unit, object, row.host ?? 'host') };
}

function portOf(value: Value): Pick<Listen, 'port' | 'portVariable'> {
  const number =
    typeof value.literal === 'number'
      ? value.literal
      : typeof value.literal === 'string' && /^\d{1,5}$/.test(value.literal)
        ? Number(value.literal)
        : undefined;
  return {
    ...(number === undefined || !Number.isInteger(number) || number < 0 || number > 65_535 ? {} : { port: number }),
    ...(value.variable === undefined ? {} : { portVariable: value.variable }),
  };
}

function bindOf(
  unit: Unit,
  host: Property,
  otherwise: Listen['bind'],
): Pick<Listen, 'bind' | 'hostVariable' | 'hostAt'> {
  if (host.state === 'absent') return { bind: otherwise };
  if (host.state === 'unknown') return { bind: 'unknown' };
  const value = evaluate(unit, host.expression);
  const variable = value.variable === undefined ? {} : { hostVariable: value.variable };
  if (value.literal === null || (value.literal === undefined && value.variable !== undefined))
    return { bind: otherwise, ...variable };
  if (typeof value.literal !== 'string') return { bind: 'unknown', ...variable };
  if (everywhere.has(value.literal)) return { bind: 'all', ...variable };
  if (!loopback.test(value.literal)) return { bind: 'unknown', ...variable };
  const hostAt = textAt(unit, host.expression);
  return { bind: 'loopback', ...variable, ...(hostAt ? { hostAt } : {}) };
}

/** Nest on Fastify binds as Fastify does. */
/** The text itself, or the one that stands in for a variable: `process.env.HOST || 'localhost'`. */
function textAt(unit: Unit, expression: ts.Expression): Span | undefined {
  const { compiler } = unit;
  const node = bare(unit, expression);
  const text = compiler.isBinaryExpression(node) ? bare(unit, node.right) : node;
  if (!compiler.isStringLiteral(text) || !loopback.test(text.text)) return undefined;
  const { file, start, end } = unit.at(text);
  return span(file, start + 1, end - 1);
}

function usesFastify(unit: Unit, call: ts.CallExpression | ts.NewExpression): boolean {
  return (
    unit.packages.has('@nestjs/platform-fastify') &&
    meaningOf(unit, call.expression)?.module.startsWith('@nestjs/') === true
  );
}

/** `app.listen(PORT)` on a server that comes from elsewhere: known by its name, when the port is one. */
function byName(unit: Unit, call: ts.CallExpression): Listener | undefined {
  const { compiler } = unit;
  const callee = call.expression;
  if (!compiler.isPropertyAccessExpression(callee) || callee.name.text !== 'listen' || call.arguments.length === 0)
    return undefined;
  const object = bare(unit, callee.expression);
  const name = compiler.isIdentifier(object)
    ? object.text
    : compiler.isPropertyAccessExpression(object)
      ? object.name.text
      : '';
  return serverNames.has(name)
    ? { module: 'global', callee: [], form: 'arguments', bind: 'all', portRequired: true, label: `${name}.listen` }
    : undefined;
}

export function listenFact(unit: Unit, call: ts.CallExpression | ts.NewExpression): Listen | undefined {
  const meaning = meaningOf(unit, call.expression);
  const known =
    meaning === undefined ? undefined : rows.get(meaning.module)?.find((row) => row.callee.includes(meaning.path));
  const named = known === undefined && unit.compiler.isCallExpression(call) ? byName(unit, call) : undefined;
  const row = known ?? named;
  if (row === undefined) return undefined;
  const given = call.arguments ?? [];
  const address = row.form === 'arguments' ? ofArguments(unit, given) : ofOptions(unit, given, row);
  if (address === undefined) return undefined;
  const value = address.port.state === 'present' ? evaluate(unit, address.port.expression) : {};
  const port = portOf(value);
  if (
    row.portRequired === true &&
    (named === undefined
      ? address.port.state !== 'present'
      : port.port === undefined && port.portVariable === undefined)
  )
    return undefined;
  const otherwise = named !== undefined ? 'unknown' : usesFastify(unit, call) ? 'loopback' : row.bind;
  const standard =
    row.defaultPort !== undefined &&
    port.port === undefined &&
    (address.port.state === 'absent' || port.portVariable !== undefined)
      ? { port: row.defaultPort }
      : {};
  return {
    kind: 'listen',
    module: libraryOf(row.module),
    guard: guardOf(unit, call).guard,
    label: row.label,
    confidence: named === undefined ? 'high' : 'medium',
    at: unit.at(call),
    ...port,
    ...standard,
    ...bindOf(unit, address.host, otherwise),
  };
}
