/** Code that asks who the client is, and code that believes the proxy in front of it. */
import type { ts } from 'ts-morph';
import type { ClientAddress } from '../../facts/code.ts';
import { written } from './bodies.ts';
import { guardOf } from './guards.ts';
import { meaningOf } from './meaning.ts';
import type { Unit } from './unit.ts';
import { isFunction } from './unit.ts';
import { evaluate, propertyOf } from './values.ts';

const forwarded = /^(?:x-forwarded-for|x-real-ip|cf-connecting-ip|true-client-ip|fly-client-ip|forwarded)$/i;
const requestName = /^(?:req|request|ctx|context|ctx\.request|c|ctx\.req)$/;
const sockets = /(?:socket|connection|info|conn)$/;
/** Limiters that tell clients apart by their address unless told otherwise. */
const limiters = new Set([
  'express-rate-limit',
  'express-slow-down',
  '@fastify/rate-limit',
  'koa-ratelimit',
  'express-brute',
]);
const keys = ['keyGenerator', 'id', 'key'];
/** They look at the headers of proxies. */
const believing = new Set(['request-ip', '@supercharge/request-ip', 'proxy-addr', 'forwarded-parse', 'nestjs-real-ip']);

const fact = (unit: Unit, node: ts.Node, label: string, trusts: boolean): ClientAddress => ({
  kind: 'client-address',
  module: 'runtime',
  guard: guardOf(unit, node).guard,
  label,
  confidence: 'high',
  at: unit.at(node),
  trusts,
});

/** Handed to a logger: no decision hangs on it. */
function isLogged(unit: Unit, node: ts.Node): boolean {
  const { compiler } = unit;
  for (let at = node.parent; at !== undefined && !isFunction(unit, at); at = at.parent)
    if (compiler.isCallExpression(at))
      return /(?:^|\.)(?:console|log|logger|winston|pino)\b|\.(?:info|debug|warn|error|trace|log)$/i.test(
        written(unit, at.expression),
      );
  return false;
}

const isTurnedOff = (unit: Unit, value: ts.Expression | undefined): boolean =>
  value !== undefined && [false, null, 0].includes(evaluate(unit, value).literal as never);

/** `req.ip`, `req.socket.remoteAddress`, `req.headers['x-forwarded-for']`. */
export function addressOfMember(
  unit: Unit,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): ClientAddress | undefined {
  const { compiler } = unit;
  if (compiler.isElementAccessExpression(node)) {
    const key = node.argumentExpression;
    return compiler.isStringLiteralLike(key) &&
      forwarded.test(key.text) &&
      /headers?$/.test(written(unit, node.expression))
      ? fact(unit, node, key.text.toLowerCase(), true)
      : undefined;
  }
  const object = written(unit, node.expression);
  const isWritten = compiler.isBinaryExpression(node.parent) && node.parent.left === node;
  if (
    isWritten &&
    node.name.text === 'proxy' &&
    evaluate(unit, (node.parent as ts.BinaryExpression).right).literal === true
  )
    return unit.packages.has('koa') ? fact(unit, node, 'app.proxy', true) : undefined;
  const asks =
    (/^ips?$/.test(node.name.text) && requestName.test(object)) ||
    (node.name.text === 'remoteAddress' &&
      sockets.test(object) &&
      /^(?:this\.)?(?:req|request|ctx|context|c)\b/.test(object));
  return asks && !isWritten && !isLogged(unit, node)
    ? fact(unit, node, `${object}.${node.name.text}`, false)
    : undefined;
}

/** `app.set('trust proxy', 1)`, `request.get('X-Forwarded-For')`, `rateLimit({ … })`. */
export function addressOfCall(unit: Unit, call: ts.CallExpression): ClientAddress | undefined {
  const { compiler } = unit;
  const callee = call.expression;
  const [first, second] = call.arguments;
  const name = compiler.isPropertyAccessExpression(callee) ? callee.name.text : '';
  const text = first !== undefined && compiler.isStringLiteralLike(first) ? first.text : undefined;
  if (text === 'trust proxy' && (name === 'set' || name === 'enable'))
    return isTurnedOff(unit, second) ? undefined : fact(unit, call, 'trust proxy', true);
  if (text !== undefined && forwarded.test(text) && /^(?:get|header|headers)$/.test(name))
    return fact(unit, call, text.toLowerCase(), true);
  if (compiler.isDecorator(call.parent)) {
    const decorator = meaningOf(unit, callee);
    if (decorator?.module === '@nestjs/common' && decorator.path === 'Ip')
      return fact(unit, call.parent, '@Ip()', false);
  }
  const meaning = meaningOf(unit, callee);
  const plugin = /^(?:register|use|plugin)$/.test(name) && first !== undefined ? meaningOf(unit, first) : undefined;
  if (meaning !== undefined && believing.has(meaning.module)) return fact(unit, call, meaning.module, true);
  const limiter = [meaning, plugin].find(
    (one) => one !== undefined && limiters.has(one.module) && /^(?:|rateLimit|slowDown)$/.test(one.path),
  );
  if (limiter === undefined) return undefined;
  const options = plugin === limiter ? second : first;
  const keyed = options !== undefined && keys.some((key) => propertyOf(unit, options, key).state !== 'absent');
  return keyed ? undefined : fact(unit, call, limiter.module, false);
}

/** `Fastify({ trustProxy: true })`, `new Koa({ proxy: true })`. */
export function addressOfOption(unit: Unit, property: ts.PropertyAssignment): ClientAddress | undefined {
  const name = property.name.getText(unit.file);
  if (
    name !== 'trustProxy' &&
    !(name === 'proxy' && evaluate(unit, property.initializer).literal === true && unit.packages.has('koa'))
  )
    return undefined;
  return isTurnedOff(unit, property.initializer) ? undefined : fact(unit, property, name, true);
}
