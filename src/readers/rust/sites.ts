/** Calls, attributes and texts as they stand in the code. */
import type { Node } from 'web-tree-sitter';
import type { Argument, Circumstances, Meaning, Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf } from '../code/values.ts';
import { argumentsOf } from './arguments.ts';
import type { Attribute } from './attributes.ts';
import { besides, bodyBehind } from './besides.ts';
import { type Collector, calledName, callsIn, placeOf } from './collector.ts';
import { argumentNodes, calleeOf } from './meaning.ts';
import { addSettings } from './reads.ts';
import { rocketFile } from './rocket.ts';
import type { Scope } from './scopes.ts';
import { handlerOf } from './signals.ts';
import { touch } from './state.ts';
import { memberNames } from './tables/work.ts';
import { evaluate } from './values.ts';
import { own, pathMeaning, segmentsOf } from './written.ts';

const told = (meaning: Meaning | undefined): Meaning | undefined => (meaning?.module === own ? undefined : meaning);

export function addCall(into: Collector, call: Node, scope: Scope, now: Circumstances): void {
  const { reading } = into;
  touch(into.cells, call, scope, reading, now);
  const meaning = told(calleeOf(call, scope, reading));
  const name = meaning ? nameOf(meaning) : '';
  const given = meaning ? argumentsOf(call, scope, reading) : positional(call, scope, into);
  const handler = meaning && handlerOf(into, call, name, given, now);
  if (handler) into.sites.push(handler);
  if (meaning) addSettings(into, call, name, scope, now);
  // Rocket's settings file says where it listens.
  if (/^rocket\.(?:build|ignite)$/.test(name) && rocketFile(reading.path, into.exists) !== undefined) return;
  const body = bodyBehind(call, scope);
  into.sites.push({
    at: placeOf(into, call),
    ...now,
    site: 'call',
    how: 'call',
    name: calledName(call),
    arguments: [...given, ...besides(call, name, given)],
    open: false,
    ...(meaning ? { meaning } : {}),
    ...(body ? { body } : {}),
  });
}

const positional = (call: Node, scope: Scope, into: Collector): readonly Argument[] =>
  argumentNodes(call).map((node) => ({ value: evaluate(node, scope, into.reading) }));

/** `#[get("/health")]` and what stands under it. */
export function addAttribute(
  into: Collector,
  { node, path, literals, named }: Attribute,
  item: Node,
  scope: Scope,
  now: Circumstances,
): void {
  const segments = path.split('::');
  const name = segments.at(-1) ?? '';
  const attribute = childrenOf(node).find(({ type }) => type === 'attribute');
  const written = attribute && childrenOf(attribute)[0];
  const resolved = written && pathMeaning(written, scope);
  // `#[macro_use] extern crate rocket;` brings names that no `use` shows.
  const glob = resolved?.module === '' ? [...scope.globs][0] : undefined;
  const meaning = glob === undefined ? resolved : { module: glob, path: name };
  if (!meaning || meaning.module === '' || meaning.module === own) return;
  const given: readonly Argument[] = [
    ...literals.map((value) => ({ value })),
    ...[...named].map(([key, value]) => ({ name: key, value })),
  ];
  const handler = handlerOf(into, node, nameOf(meaning), given, now);
  if (handler) into.sites.push(handler);
  const body = item.type === 'function_item' ? field(item, 'body') : undefined;
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'decorator',
    name,
    arguments: given,
    open: false,
    meaning,
    ...(body ? { body: callsIn(body) } : {}),
  });
}

/** `warp::path!("health")`, `sqlx::migrate!()`: a macro that is called for itself. */
export function addMacro(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const name = field(node, 'macro');
  const tree = childrenOf(node).find(({ type }) => type === 'token_tree');
  const meaning = name && told(pathMeaning(name, scope));
  if (!name || !meaning || meaning.module === '') return;
  const parts = (tree ? childrenOf(tree) : [])
    .filter(({ type }) => type === 'string_literal')
    .map((one) => evaluate(one, scope, into.reading));
  const path: Value = { kind: 'joined', by: '/', parts };
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'call',
    name: `${segmentsOf(name)?.at(-1) ?? ''}!`,
    arguments: parts.length > 1 ? [{ value: path }] : parts.map((value) => ({ value })),
    open: false,
    meaning: { ...meaning, path: `${meaning.path}!` },
  });
}

/** A type or a constant that the tables look for, wherever it is named: `ConnectInfo<SocketAddr>`. */
export function addMember(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  if (!memberNames.has(segmentsOf(node)?.at(-1) ?? '')) return;
  const meaning = told(pathMeaning(node, scope));
  if (!meaning) return;
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'member',
    name: meaning.path,
    arguments: [],
    open: false,
    meaning,
  });
}
