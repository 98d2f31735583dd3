/** Functions that answer requests or take messages: by the names of their parameters, their decorators, or where they stand. */
import type { ts } from 'ts-morph';
import { replyNames, requestNames } from './tables/writes.ts';
import type { FunctionNode, Unit } from './unit.ts';
import { isFunction } from './unit.ts';

const answering = /^(?:Get|Post|Put|Patch|Delete|All|Head|Options|Sse|Query|Mutation|ResolveField)$/;
const listening =
  /^(?:Subscription|MessagePattern|EventPattern|GrpcMethod|SubscribeMessage|Process|Processor|OnEvent|On|Ctx|Update|Command|Action|Hears)$/;
const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
const routeFile = /(?:^|\/)(?:route|\+server)\.[jt]sx?$/;
/** `bot.on('message', …)`, `socket.on('join', …)`, `consumer.on('message', …)`, `client.onMessage(…)`. */
const taking = /^(?:on|once|command|hears|action|process|consume|subscribe|onMessage|run|work|eachMessage)$/;
const sources = /bot|client|socket|io|consumer|worker|queue|channel|subscriber|discord|telegram|wa|sock|ws|wss/i;

const nameOf = (unit: Unit, node: ts.Node | undefined): string => node?.getText(unit.file) ?? '';

function isDecorated(unit: Unit, method: ts.MethodDeclaration, names: RegExp): boolean {
  const { compiler } = unit;
  return (compiler.getDecorators(method) ?? []).some(({ expression }) =>
    names.test(nameOf(unit, compiler.isCallExpression(expression) ? expression.expression : expression)),
  );
}

function isAnswering(unit: Unit, at: FunctionNode): boolean {
  const { compiler } = unit;
  const [one = '', two = ''] = at.parameters.map((parameter) => parameter.name.getText(unit.file));
  if (requestNames.has(one) && (replyNames.has(two) || one === 'ctx')) return true;
  if (compiler.isMethodDeclaration(at)) return isDecorated(unit, at, answering);
  if (compiler.isFunctionDeclaration(at) && methods.has(at.name?.text ?? '')) return routeFile.test(unit.path);
  return false;
}

function isTaking(unit: Unit, at: FunctionNode): boolean {
  const { compiler } = unit;
  if (compiler.isMethodDeclaration(at)) return isDecorated(unit, at, listening);
  const around = at.parent;
  if (!compiler.isCallExpression(around) || !compiler.isPropertyAccessExpression(around.expression)) return false;
  const source = around.expression.expression.getText(unit.file);
  return (
    taking.test(around.expression.name.text) && source.length < 60 && sources.test(source) && !/^process\b/.test(source)
  );
}

/** The function around a node that answers a request, however deep the node lies in it. */
export function requestAround(unit: Unit, node: ts.Node): FunctionNode | undefined {
  for (let at = node.parent; at !== undefined; at = at.parent)
    if (isFunction(unit, at) && isAnswering(unit, at)) return at;
  return undefined;
}

/** Inside a function that answers a request or takes a message. */
export function isOnDemand(unit: Unit, node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent)
    if (isFunction(unit, at) && (isAnswering(unit, at) || isTaking(unit, at))) return true;
  return false;
}
