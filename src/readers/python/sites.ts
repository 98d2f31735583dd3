/** Calls, decorators and settings as they stand in the code. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances, Meaning, Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { textOf } from '../code/values.ts';
import { bodyOf, isDropped, nodesOf } from './bodies.ts';
import { type Collector, lastName, placeOf } from './collector.ts';
import type { Scope } from './scopes.ts';
import { variableAssigned } from './settings-classes.ts';
import { handlerOf } from './signals.ts';
import { consumerCalls, followedCalls, followedDecorators, namedMembers } from './tables/followed.ts';
import { argumentsOf, evaluate, meaningOf } from './values.ts';

export function addCall(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const handler = handlerOf(into, node, scope, now);
  if (handler) into.sites.push(handler);
  else addCallee(into, node, field(node, 'function'), field(node, 'arguments'), 'call', scope, now);
  addUpdate(into, node, scope, now);
}

export function addDecorator(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const inner = childrenOf(node)[0];
  const callee = inner?.type === 'call' ? field(inner, 'function') : inner;
  const given = inner?.type === 'call' ? field(inner, 'arguments') : undefined;
  addCallee(into, node, callee, given, 'decorator', scope, now);
}

function addCallee(
  into: Collector,
  node: Node,
  callee: Node | undefined,
  list: Node | undefined,
  how: 'call' | 'decorator',
  scope: Scope,
  now: Circumstances,
): void {
  if (!callee) return;
  const meaning = meaningOf(callee, scope, into.reading);
  const { given, open } = argumentsOf(list, scope, into.reading);
  const name = lastName(callee);
  const followed = (how === 'decorator' ? followedDecorators : followedCalls).has(name);
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how,
    name,
    ...(followed ? { ...bodyOf(nodesOf(node, consumerCalls.has(name)), scope), dropped: isDropped(node) } : {}),
    arguments: given,
    open,
    ...(meaning ? { meaning } : {}),
  });
}

/** Members that the tables name: `request.remote_addr`, `request.META["REMOTE_ADDR"]`. */
export function addMember(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const name =
    node.type === 'subscript' ? /^["']([\w-]+)["']$/.exec(field(node, 'subscript')?.text ?? '')?.[1] : lastName(node);
  if (name === undefined || !namedMembers.has(name.toLowerCase())) return;
  const around = node.parent;
  if (around?.type === 'call' && field(around, 'function')?.id === node.id) return;
  const meaning = node.type === 'subscript' ? undefined : meaningOf(node, scope, into.reading);
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'member',
    name,
    arguments: [],
    open: false,
    ...(meaning ? { meaning } : {}),
  });
}

const isSettingName = ({ type, text }: Node): boolean => type === 'identifier' && /^[A-Z][A-Z0-9_]+$/.test(text);

const isConfiguration = (object: Node): boolean => /(^|\.)conf(ig)?$|^settings$/.test(object.text);

/** `app.config.update(SESSION_TYPE="redis")` */
function addUpdate(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const callee = field(node, 'function');
  if (callee?.type !== 'attribute' || !/^(update|from_mapping)$/.test(lastName(callee))) return;
  const object = field(callee, 'object');
  if (!object || !isConfiguration(object)) return;
  const owner = meaningOf(object, scope, into.reading);
  for (const { name, value } of argumentsOf(field(node, 'arguments'), scope, into.reading).given) {
    if (name === undefined) continue;
    into.sites.push({ at: placeOf(into, node), ...now, site: 'setting', name, value, ...(owner ? { owner } : {}) });
  }
}

export function addAssignment(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const target = left && right && targetOf(left, scope, now, into);
  if (!target) return;
  const written = evaluate(right, scope, into.reading);
  const variable = variableAssigned(node, scope, into.reading);
  const value: Value =
    variable === undefined || written.kind === 'environment'
      ? written
      : { kind: 'environment', name: variable, need: 'defaulted', fallback: written };
  into.sites.push({ at: placeOf(into, node), ...now, site: 'setting', value, ...target });
  // Where gunicorn listens is a call in all but form.
  if (target.name === 'gunicorn.bind')
    into.sites.push({
      at: placeOf(into, node),
      ...now,
      site: 'call',
      how: 'call',
      name: 'bind',
      meaning: { module: 'gunicorn', path: 'bind' },
      arguments: [{ value: value.kind === 'list' ? (value.items[0] ?? value) : value }],
      open: false,
    });
}

/** `gunicorn.conf.py`, `gunicorn_conf.py`, `docker/gunicorn.py`. */
const isGunicornFile = (path: string): boolean => /(?:^|\/)gunicorn[\w.-]*\.py$/.test(path);

interface Target {
  readonly name: string;
  readonly owner?: Meaning;
}

/** `NAME = …` of a module, `app.config["NAME"] = …`, `app.secret_key = …` */
function targetOf(left: Node, scope: Scope, { onLoad }: Circumstances, { reading }: Collector): Target | undefined {
  if (left.type === 'identifier') {
    if (onLoad && isGunicornFile(reading.path)) return { name: `gunicorn.${left.text}` };
    return onLoad && /^[A-Z][A-Z0-9_]+$/.test(left.text) ? { name: left.text } : undefined;
  }
  const object = field(left, left.type === 'subscript' ? 'value' : 'object');
  if (!object) return undefined;
  const owner = meaningOf(object, scope, reading);
  if (left.type === 'subscript') {
    const key = textOf(evaluate(field(left, 'subscript') ?? childrenOf(left)[1], scope, reading));
    // `STORAGES["default"] = {…}`: part of a setting.
    if (key !== undefined && onLoad && isSettingName(object)) return { name: `${object.text}.${key}` };
    return key === undefined || !isConfiguration(object) ? undefined : { name: key, ...(owner ? { owner } : {}) };
  }
  const name = field(left, 'attribute')?.text;
  return name === undefined || !owner ? undefined : { name, owner };
}
