/** Calls, annotations, settings and handlers as they stand in the code. */
import type { Node } from 'web-tree-sitter';
import type { Argument, Circumstances, Meaning } from '../code/program.ts';
import { childrenOf } from '../code/tree.ts';
import { textOf } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import type { Scope } from './scopes.ts';
import type { Annotation, Given, Shape, Variable } from './shape.ts';
import { allArguments, argumentsOf, calleeOf, classOf, evaluate } from './values.ts';

/** `setters`: of the variable that what is made here is put into. */
export function addCall(
  into: Collector,
  node: Node,
  shape: Extract<Shape, { kind: 'call' | 'new' }>,
  scope: Scope,
  now: Circumstances,
  setters: readonly Given[] = [],
): void {
  if (addHook(into, node, shape, scope, now)) return;
  const made = shape.kind === 'new';
  const meaning: Meaning | undefined = made ? { module: classOf(shape.type, scope), path: '' } : calleeOf(shape, scope);
  const { given, open } = allArguments(shape, [...setters, ...applied(node, scope)], scope);
  const body = bodyIn(shape.given, scope);
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'call',
    name: made ? shape.type : shape.name,
    arguments: given,
    open,
    ...(meaning ? { meaning } : {}),
    ...(body ? { body } : {}),
  });
  addTextOfSetter(into, shape, scope, now);
}

/** `HikariConfig().apply { maximumPoolSize = 3 }` */
function applied(node: Node, scope: Scope): readonly Given[] {
  const around = node.parent?.parent && scope.file.shapeOf(node.parent.parent);
  if (around?.kind !== 'call' || around.name !== 'apply' || around.object?.id !== node.id) return [];
  const lambda = around.given[0]?.node;
  return (lambda ? childrenOf(lambda) : []).flatMap((child): readonly Given[] => {
    const shape = scope.file.shapeOf(child);
    const left = shape.kind === 'assignment' ? scope.file.shapeOf(shape.left) : undefined;
    return shape.kind === 'assignment' && left?.kind === 'name' ? [{ name: left.name, node: shape.right }] : [];
  });
}

/** Names of all calls in the function that is handed over, as written. */
function bodyIn(given: readonly Given[], scope: Scope): readonly string[] | undefined {
  const lambda = given.map(({ node }) => scope.file.shapeOf(node)).find(({ kind }) => kind === 'lambda');
  return lambda?.kind === 'lambda' && lambda.body ? callsIn(lambda.body, scope) : undefined;
}

export function callsIn(node: Node, scope: Scope, depth = 0): readonly string[] {
  if (depth > 60) return [];
  const shape = scope.file.shapeOf(node);
  const own =
    shape.kind === 'call' ? [shape.object ? `${shape.object.text.slice(-80)}.${shape.name}` : shape.name] : [];
  return [...own, ...childrenOf(node).flatMap((child) => callsIn(child, scope, depth + 1))];
}

/** Annotations, each with the others beside it as arguments: a lock on the same method is `@SchedulerLock`. */
export function addAnnotations(
  into: Collector,
  annotations: readonly Annotation[],
  body: Node | undefined,
  scope: Scope,
  now: Circumstances,
): void {
  const beside = annotations.map(
    ({ name }): Argument => ({ name: `@${name}`, value: { kind: 'literal', literal: true } }),
  );
  const calls = body && annotations.length > 0 ? callsIn(body, scope) : undefined;
  for (const { node, name, given } of annotations) {
    const own = argumentsOf(given, scope);
    // The one argument without a name is called `value`.
    const named = own.given.map((one): Argument => (one.name === undefined ? { ...one, name: 'value' } : one));
    into.sites.push({
      at: placeOf(into, node),
      ...now,
      site: 'call',
      how: 'decorator',
      name,
      meaning: { module: name.includes('.') ? name : classOf(name, scope), path: '' },
      arguments: [...own.given.filter((one) => one.name === undefined), ...named, ...beside],
      open: false,
      ...(calls ? { body: calls } : {}),
    });
    for (const one of named) addText(into, node, one, now);
  }
}

/** `Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop()))` */
function addHook(
  into: Collector,
  node: Node,
  shape: Extract<Shape, { kind: 'call' | 'new' }>,
  scope: Scope,
  now: Circumstances,
): boolean {
  if (shape.kind !== 'call' || shape.name !== 'addShutdownHook') return false;
  const hook = shape.given[0]?.node;
  const calls = hook && callsIn(hook, scope).map((call) => call.slice(call.lastIndexOf('.') + 1));
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'handler',
    module: '',
    label: 'addShutdownHook',
    signals: ['SIGTERM'],
    ...(calls && calls.length > 0 ? { calls } : {}),
  });
  return true;
}

/** Assignments to a name or a member: settings in the manner of Kotlin. */
export function addAssignment(
  into: Collector,
  node: Node,
  { left, right }: Extract<Shape, { kind: 'assignment' }>,
  scope: Scope,
  now: Circumstances,
): void {
  const target = scope.file.shapeOf(left);
  if (target.kind !== 'name' && target.kind !== 'member') return;
  const value = evaluate(right, scope);
  into.sites.push({ at: placeOf(into, node), ...now, site: 'setting', name: target.name, value });
  addText(into, node, { name: target.name, value }, now);
}

/** `setPassword("…")`, `.password("…")` */
function addTextOfSetter(
  into: Collector,
  shape: Extract<Shape, { kind: 'call' | 'new' }>,
  scope: Scope,
  now: Circumstances,
): void {
  for (const one of shape.given)
    if (one.name !== undefined) addText(into, one.node, { name: one.name, value: evaluate(one.node, scope) }, now);
  if (shape.kind === 'new') return;
  const bare = shape.name.replace(/^(?:set|with)(?=[A-Z])/, '');
  const name = bare.charAt(0).toLowerCase() + bare.slice(1);
  const [first, second] = shape.given;
  if (!first || first.name !== undefined) return;
  if (!second) addText(into, first.node, { name, value: evaluate(first.node, scope) }, now);
  // `properties.put("password", "…")`
  else if (/^(?:put|set|setProperty|setEnv|header|addHeader|property|option)$/.test(shape.name)) {
    const key = textOf(evaluate(first.node, scope));
    if (key !== undefined) addText(into, second.node, { name: key, value: evaluate(second.node, scope) }, now);
  }
}

export function addVariableText(into: Collector, { name, value }: Variable, scope: Scope, now: Circumstances): void {
  if (value) addText(into, value, { name, value: evaluate(value, scope) }, now);
}

function addText(into: Collector, node: Node, { name, value }: Argument, now: Circumstances): void {
  if (name === undefined || name.startsWith('@')) return;
  const read = value.kind === 'environment' ? value : undefined;
  const text = textOf(read?.fallback ?? value);
  if (text === undefined || text === '' || text.length > 4000 || text.includes('${')) return;
  into.texts.push({ at: placeOf(into, node), ...now, name, text, ...(read ? { fallbackOf: read.name } : {}) });
}
