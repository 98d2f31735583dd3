/** Routes that look like the answer to a health probe. */
import type { ts } from 'ts-morph';
import type { HealthRoute } from '../../facts/code.ts';
import { callsIn, callsOf } from './bodies.ts';
import { guardOf } from './guards.ts';
import { meaningOf } from './meaning.ts';
import { asks, healthFile, healthWord, routeMethods, routers } from './tables/routes.ts';
import type { FunctionNode, Unit } from './unit.ts';
import { bare, functionOf, isFunction } from './unit.ts';
import { evaluate, keyOf, propertyOf } from './values.ts';

const looksLikeProbe = (route: string): boolean => {
  const parts = route.split('/').filter((part) => part !== '');
  return parts.length > 0 && parts.length <= 4 && !route.includes(':') && healthWord.test(parts.at(-1) ?? '');
};

const health = (
  unit: Unit,
  at: ts.Node,
  route: string,
  module: string,
  confidence: HealthRoute['confidence'],
  answer: readonly (ts.Expression | FunctionNode)[] = [],
): HealthRoute => ({
  kind: 'health-route',
  module,
  guard: guardOf(unit, at).guard,
  label: route,
  confidence,
  at: unit.at(at),
  route,
  ...asksOf(unit, answer),
});

/** What the answer waits for, unless it says that it can do without. */
function asksOf(unit: Unit, answer: readonly (ts.Expression | FunctionNode)[]): Pick<HealthRoute, 'asks'> {
  const calls = answer.flatMap((one) =>
    isFunction(unit, one) ? (one.body ? callsIn(unit, one.body) : []) : callsOf(unit, one),
  );
  const asked = calls.find(({ text, tolerated }) => !tolerated && asks.test(text));
  return asked === undefined ? {} : { asks: asked.text };
}

/** Whether the object takes routes: `undefined` when the file does not say what it is. */
function routerOf(unit: Unit, expression: ts.Expression): string | false | undefined {
  const meaning = meaningOf(unit, expression);
  if (meaning === undefined || meaning.module.startsWith('.')) return undefined;
  return routers.has(`${meaning.module} ${meaning.path}`) ? meaning.module : false;
}

function ofCall(unit: Unit, call: ts.CallExpression): HealthRoute | undefined {
  const { compiler } = unit;
  const callee = call.expression;
  const [path, ...handlers] = call.arguments;
  if (!compiler.isPropertyAccessExpression(callee) || path === undefined) return undefined;
  if (callee.name.text === 'route' && compiler.isObjectLiteralExpression(path))
    return ofOptions(unit, call, callee.expression, path);
  const route = routeMethods.has(callee.name.text) ? evaluate(unit, path).literal : undefined;
  if (typeof route !== 'string' || !looksLikeProbe(route) || handlers.length === 0) return undefined;
  const router = routerOf(unit, callee.expression);
  if (router === false) return undefined;
  if (router !== undefined) return health(unit, call, route, router, 'high', handlers);
  // A router from another file: a function behind the path makes it one.
  const answered = handlers.some((handler) => functionOf(unit, handler) !== undefined);
  return answered ? health(unit, call, route, 'runtime', 'medium', handlers) : undefined;
}

/** `server.route({ method: 'GET', url: '/health' })`. */
function ofOptions(
  unit: Unit,
  call: ts.CallExpression,
  object: ts.Expression,
  options: ts.Expression,
): HealthRoute | undefined {
  const meaning = meaningOf(unit, object);
  if (meaning?.module !== 'fastify' && meaning?.module !== '@hapi/hapi') return undefined;
  for (const name of ['url', 'path']) {
    const found = propertyOf(unit, options, name);
    const route = found.state === 'present' ? evaluate(unit, found.expression).literal : undefined;
    const handler = propertyOf(unit, options, 'handler');
    const answer = handler.state === 'present' ? [handler.expression] : [];
    if (typeof route === 'string' && looksLikeProbe(route))
      return health(unit, call, route, meaning.module, 'high', answer);
  }
  return undefined;
}

/** `@Controller('health')` with `@Get()`, or `@Get('health')`. */
function ofDecorator(unit: Unit, call: ts.CallExpression): HealthRoute | undefined {
  const { compiler } = unit;
  const meaning = meaningOf(unit, call.expression);
  if (meaning?.module !== '@nestjs/common' || meaning.path !== 'Get') return undefined;
  const textOf = (argument: ts.Expression | undefined): string => {
    const literal = argument === undefined ? '' : evaluate(unit, argument).literal;
    return typeof literal === 'string' ? literal : '';
  };
  const owner = call.parent.parent.parent;
  let prefix = '';
  for (const decorator of compiler.isClassDeclaration(owner) ? (compiler.getDecorators(owner) ?? []) : []) {
    const controller = bare(unit, decorator.expression);
    if (compiler.isCallExpression(controller) && meaningOf(unit, controller.expression)?.path === 'Controller')
      prefix = textOf(controller.arguments[0]);
  }
  const route = `/${[prefix, textOf(call.arguments[0])]
    .map((part) => part.replace(/^\/|\/$/g, ''))
    .filter((part) => part !== '')
    .join('/')}`;
  const method = call.parent.parent;
  const answer = compiler.isMethodDeclaration(method) ? [method] : [];
  return looksLikeProbe(route) ? health(unit, call.parent, route, '@nestjs/common', 'high', answer) : undefined;
}

/** `createTerminus(server, { healthChecks: { '/healthz': … } })`. */
function ofTerminus(unit: Unit, call: ts.CallExpression): readonly HealthRoute[] {
  const { compiler } = unit;
  const meaning = meaningOf(unit, call.expression);
  const options = call.arguments[1];
  if (meaning?.module !== '@godaddy/terminus' || options === undefined) return [];
  const checks = propertyOf(unit, options, 'healthChecks');
  const object = checks.state === 'present' ? bare(unit, checks.expression) : undefined;
  if (object === undefined || !unit.compiler.isObjectLiteralExpression(object)) return [];
  return object.properties.flatMap((property) => {
    const route = property.name === undefined ? undefined : keyOf(unit, property.name);
    const answer = compiler.isPropertyAssignment(property) ? [property.initializer] : [];
    return route?.startsWith('/') === true ? [health(unit, property, route, '@godaddy/terminus', 'high', answer)] : [];
  });
}

export function healthRoutes(unit: Unit, call: ts.CallExpression): readonly HealthRoute[] {
  const found = unit.compiler.isDecorator(call.parent) ? ofDecorator(unit, call) : ofCall(unit, call);
  return found === undefined ? ofTerminus(unit, call) : [found];
}

/** A file that is a route by its place, with the method it answers: Next.js `app/api/health/route.ts`, `pages/api/health.ts`. */
export function healthFileRoute(unit: Unit): HealthRoute | undefined {
  const { compiler } = unit;
  if (!healthFile.test(unit.path)) return undefined;
  const parts = unit.path.replace(/\.[jt]sx?$/, '').split('/');
  const start = Math.max(parts.lastIndexOf('app') + 1, parts.lastIndexOf('pages') + 1);
  if (start === 0) return undefined;
  const routed = parts.slice(start).filter((part) => !/^\(.*\)$/.test(part) && part !== 'route' && part !== 'index');
  const isApp = parts.at(-1) === 'route';
  for (const statement of unit.file.statements) {
    const modifiers = compiler.canHaveModifiers(statement) ? (compiler.getModifiers(statement) ?? []) : [];
    const kinds = modifiers.map((modifier) => modifier.kind);
    if (!kinds.includes(compiler.SyntaxKind.ExportKeyword)) continue;
    const names = compiler.isFunctionDeclaration(statement)
      ? [statement.name?.text]
      : compiler.isVariableStatement(statement)
        ? statement.declarationList.declarations.map((one) => one.name.getText(unit.file))
        : [];
    if (isApp ? names.includes('GET') : kinds.includes(compiler.SyntaxKind.DefaultKeyword))
      return health(unit, statement, `/${routed.join('/')}`, 'next', 'high', answersOf(unit, statement));
  }
  return undefined;
}

function answersOf(unit: Unit, statement: ts.Statement): readonly (ts.Expression | FunctionNode)[] {
  const { compiler } = unit;
  if (compiler.isFunctionDeclaration(statement)) return [statement];
  if (!compiler.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ initializer }) => (initializer ? [initializer] : []));
}
