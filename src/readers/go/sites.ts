/** Calls, literals of structs, settings and texts as they stand in the code. */
import type { Node } from 'web-tree-sitter';
import { isSecretName } from '../../facts/queries/secrets.ts';
import type { Argument, Circumstances, Meaning } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf } from '../code/values.ts';
import { type Collector, functionAround, lastName, placeOf } from './collector.ts';
import { reachesOut } from './effects.ts';
import { functionOf, meaningOf, ownField } from './meanings.ts';
import { type Binding, resolve, type Scope } from './scopes.ts';
import { memberNames } from './tables/web.ts';
import { argumentsOf, elementsOf, evaluate, scopeAt } from './values.ts';

export function addCall(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const callee = field(node, 'function');
  if (!callee) return;
  const meaning = meaningOf(callee, scope, into.reading.unit);
  const { given, open } = argumentsOf(field(node, 'arguments'), scope, into.reading);
  if (isProfiler(into, meaning, given)) return;
  const name = /\.Schema\.Create$/.test(callee.text) ? 'Schema.Create' : lastName(callee);
  const body = bodyOf(into, node, given, scope);
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'call',
    name,
    arguments: [
      ...given,
      ...receiverFields(into, callee, scope),
      ...laterFields(into, node, scope),
      ...circumstancesOf(into, node, meaning, given),
    ],
    open: open || isOptionsFromElsewhere(given),
    ...(meaning ? { meaning } : {}),
    ...(body ? { body } : {}),
  });
  addArgumentTexts(into, node, name, now);
}

/** `session.New(config)`, and what the one argument holds cannot be told. */
const isOptionsFromElsewhere = (given: readonly Argument[]): boolean =>
  given.length === 1 && given[0]!.value.kind === 'unknown';

/** `http.ListenAndServe("localhost:6060", nil)` beside net/http/pprof: for whoever is in the container. */
const isProfiler = (
  { reading }: Collector,
  meaning: Meaning | undefined,
  [address, handler]: readonly Argument[],
): boolean =>
  meaning !== undefined &&
  nameOf(meaning) === 'net/http.ListenAndServe' &&
  reading.packages.has('net/http/pprof') &&
  handler?.value.kind === 'literal' &&
  /^(?:localhost|127\.0\.0\.1|\[::1\]):/.test((address && textOf(address.value)) ?? '');

/** `http.Server{Addr: ":8080"}` is like a call with named arguments. Fields that are set later count as well. */
export function addLiteral(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const type = field(node, 'type');
  const body = field(node, 'body');
  const meaning = type?.type === 'qualified_type' ? meaningOf(node, scope, into.reading.unit) : undefined;
  if (!meaning || !body) return;
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'call',
    name: meaning.path.replace(/\(\)$/, ''),
    arguments: [...elementsOf(body, scope, into.reading, 0), ...ofLater(into, bindingOf(node, scope))],
    open: false,
    meaning: { module: meaning.module, path: meaning.path.replace(/\(\)$/, '') },
  });
}

/** The name a literal is given to. */
function bindingOf(node: Node, scope: Scope): Binding | undefined {
  const value = node.parent?.type === 'unary_expression' ? node.parent : node;
  const list = value.parent?.type === 'expression_list' ? value.parent : value;
  const statement = list.parent;
  if (!statement || !/^(?:short_var_declaration|assignment_statement|var_spec)$/.test(statement.type)) return undefined;
  const left = field(statement, 'left') ?? statement;
  const name = statement.type === 'var_spec' ? field(statement, 'name') : childrenOf(left)[0];
  return name?.type === 'identifier' ? resolve(scope, name.text) : undefined;
}

/** Fields of the value a method is called on: `config.MaxConns = 5`, then `pgxpool.NewWithConfig(ctx, config)`. */
function receiverFields(into: Collector, callee: Node, scope: Scope): readonly Argument[] {
  const operand = callee.type === 'selector_expression' ? field(callee, 'operand') : undefined;
  if (!operand || operand.type === 'call_expression') return [];
  const own = operand.type === 'selector_expression' ? ownField(operand, scope, into.reading.unit) : undefined;
  const binding = operand.type === 'identifier' ? resolve(scope, operand.text) : undefined;
  const value = own ? own.values[0] : binding?.value;
  const node = value?.node.type === 'unary_expression' ? field(value.node, 'operand') : value?.node;
  const written =
    node?.type === 'composite_literal' ? elementsOf(field(node, 'body'), value!.scope, into.reading, 0) : [];
  return [...written, ...ofLater(into, binding)].filter(({ name }) => name !== undefined);
}

const ofLater = (into: Collector, binding: Binding | undefined): readonly Argument[] =>
  (binding?.fields ?? []).map(({ name, node, scope }) => ({ name, value: evaluate(node, scope, into.reading) }));

/** Fields that the result and the arguments are given: `manager := scs.New()`, then `manager.Store = …`. */
function laterFields(into: Collector, node: Node, scope: Scope): readonly Argument[] {
  const handed = childrenOf(field(node, 'arguments') ?? node).map((child) => {
    const plain = child.type === 'unary_expression' ? field(child, 'operand') : child;
    return plain?.type === 'identifier' ? resolve(scope, plain.text) : undefined;
  });
  return [bindingOf(node, scope), ...handed].flatMap((binding) => ofLater(into, binding));
}

const present = (name: string): Argument => ({ name, value: { kind: 'literal', literal: true } });
const creates = /O_(?:CREATE|WRONLY|RDWR|APPEND)\b/;
const uploads = /\.(?:FormFile|MultipartForm|MultipartReader|ParseMultipartForm)\b/;
const shortestPause = 60;

/** What the arguments alone do not say, as arguments of their own: `creates`, `upload`, `reaches`. */
function circumstancesOf(
  into: Collector,
  node: Node,
  meaning: Meaning | undefined,
  given: readonly Argument[],
): readonly Argument[] {
  const name = meaning && nameOf(meaning);
  if (name === 'os.OpenFile' || name === 'os.Create') {
    const flags = childrenOf(field(node, 'arguments') ?? node)[1]?.text ?? '';
    const around = functionAround(node);
    return [
      ...(name === 'os.Create' || creates.test(flags) ? [present('creates')] : []),
      ...(around && uploads.test(around.text) ? [present('upload')] : []),
    ];
  }
  if (name === 'time.NewTicker' || name === 'time.Tick') {
    const pause = given[0]?.value;
    const seconds = pause?.kind === 'literal' ? pause.literal : undefined;
    const around = functionAround(node);
    const long = typeof seconds === 'number' && seconds >= shortestPause;
    return long && around && reachesOut(around, into.reading) ? [present('reaches')] : [];
  }
  if (name !== undefined && /\.(?:Open|Connect|MustConnect|OpenDB)$/.test(name)) return poolLimit(into, node);
  return [];
}

/** `db.SetMaxOpenConns(10)`, anywhere in the file. */
function poolLimit({ reading }: Collector, node: Node): readonly Argument[] {
  const root = node.tree.rootNode;
  if (!root.text.includes('SetMaxOpenConns(')) return [];
  const call = root
    .descendantsOfType('call_expression')
    .find((one) => one && lastName(field(one, 'function') ?? one) === 'SetMaxOpenConns');
  const given = call && childrenOf(field(call, 'arguments') ?? call)[0];
  if (!given) return [];
  return [{ name: 'SetMaxOpenConns', value: evaluate(given, scopeAt(given, reading.unit.root, reading), reading) }];
}

const probe = /health|ready|live|alive|ping|status|heartbeat|\/up$/i;

/** What the handler of a route that looks like a probe calls, as written. */
function bodyOf(into: Collector, node: Node, given: readonly Argument[], scope: Scope): readonly string[] | undefined {
  const route = given[0] && textOf(given[0].value);
  if (route === undefined || !probe.test(route)) return undefined;
  const handler = childrenOf(field(node, 'arguments') ?? node).at(-1);
  // `http.HandlerFunc(check)`
  const inner = handler?.type === 'call_expression' ? childrenOf(field(handler, 'arguments') ?? handler)[0] : handler;
  const definition = inner && functionOf(inner, scope, into.reading.unit);
  const body = definition && field(definition, 'body');
  return body?.descendantsOfType('call_expression').flatMap((call) => {
    const callee = call && field(call, 'function');
    return callee ? [dotted(callee)] : [];
  });
}

/** `rdb.Ping(ctx).Err` as `rdb.Ping.Err`. */
function dotted(node: Node, depth = 0): string {
  if (depth > 12) return '';
  if (node.type === 'selector_expression')
    return `${dotted(field(node, 'operand') ?? node, depth + 1)}.${field(node, 'field')?.text ?? ''}`;
  return node.type === 'call_expression' ? dotted(field(node, 'function') ?? node, depth + 1) : node.text.slice(0, 80);
}

/** `gin.DefaultWriter = file` */
export function addSetting(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const left = childrenOf(field(node, 'left') ?? node)[0];
  const right = childrenOf(field(node, 'right') ?? node)[0];
  const operand = left?.type === 'selector_expression' ? field(left, 'operand') : undefined;
  const owner = operand && meaningOf(operand, scope, into.reading.unit);
  const name = left && field(left, 'field')?.text;
  if (!owner || !right || name === undefined) return;
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'setting',
    name,
    owner,
    value: evaluate(right, scope, into.reading),
  });
}

/** `r.RemoteAddr`: only members that the tables name. */
export function addMember(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const name = field(node, 'field')?.text ?? '';
  if (!memberNames.has(name) || node.parent?.type === 'call_expression') return;
  const meaning = meaningOf(node, scope, into.reading.unit);
  if (!meaning) return;
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'member',
    name,
    arguments: [],
    open: false,
    meaning,
  });
}

const texts = /^(?:interpreted_string_literal|raw_string_literal|binary_expression|type_conversion_expression)$/;

/** Inside `Env: map[string]string{…}`: the environment of another program, which this one starts or describes. */
export function isHandedOn(element: Node): boolean {
  for (let at = element.parent; at; at = at.parent)
    if (at.type === 'keyed_element' && /^Env(?:ironment|Vars?)?$/.test(field(at, 'key')?.text ?? '')) return true;
  return false;
}

/** A text under a name: of a constant, a variable, a field. */
export function addText(into: Collector, name: string, node: Node | undefined, scope: Scope, now: Circumstances): void {
  if (!node || !texts.test(node.type)) return;
  const value = evaluate(node, scope, into.reading);
  const text = value.kind === 'environment' ? undefined : textOf(value);
  if (text) into.texts.push({ at: placeOf(into, node), ...now, name, text });
}

/** `nats.Connect("nats://queue:4222")`: an argument has no name, but a URL and a token are known by their form. */
function addArgumentTexts(into: Collector, node: Node, name: string, now: Circumstances): void {
  if (isSecretName(name)) return;
  for (const child of childrenOf(field(node, 'arguments') ?? node)) {
    if (!/string_literal$/.test(child.type)) continue;
    const text = child.text.slice(1, -1);
    if (text.length >= 8) into.texts.push({ at: placeOf(into, child), ...now, name: name || 'text', text });
  }
}
