/** A PHP syntax tree as a program: calls, settings of configuration files, reads of the environment. */
import type { Node } from 'web-tree-sitter';
import { type Source, type Span, span } from '../../source/index.ts';
import type { Circumstances, Program, ReadSite, Site, TextSite } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { bodyOf, handlerOf, memberOf } from './around.ts';
import { readOf, readsAny } from './environment.ts';
import { branches } from './guards.ts';
import { guardOfPath, isTool, settingOfPath } from './paths.ts';
import { classesOf, declare, declareFields, declareParameters, inner, type Scope } from './scopes.ts';
import { textsOf } from './texts.ts';
import { argumentsOf, calleeOf, evaluate, meaningOf } from './values.ts';

interface Collector {
  readonly path: string;
  readonly sites: Site[];
  readonly reads: ReadSite[];
  readsAny?: Span;
  readonly texts: TextSite[];
}

export function programOf(root: Node, { path }: Source): Program {
  const into: Collector = { path, sites: [], reads: [], texts: [] };
  const scope: Scope = { classes: classesOf(root), variables: new Map(), fields: new Map() };
  const packages = new Set([...scope.classes.values()].map((name) => name.split('\\')[0]!));
  if (!isTool(path)) {
    declare(root, scope);
    visitAll(into, root, scope, { guard: guardOfPath(path), onLoad: true, entryOnly: false });
  }
  const { sites, reads, readsAny, texts } = into;
  return { language: 'php', imports: [], packages, sites, reads, texts, ...(readsAny ? { readsAny } : {}) };
}

function visitAll(into: Collector, node: Node | undefined, scope: Scope, now: Circumstances): void {
  for (const child of node ? childrenOf(node) : []) visit(into, child, scope, now);
}

function visit(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  into.texts.push(...textsOf(node, into.path, scope, now));
  switch (node.type) {
    case 'namespace_use_declaration':
    case 'comment':
      return;
    case 'if_statement':
      visitIf(into, node, scope, now);
      return;
    case 'class_declaration':
      visitClass(into, node, scope, now);
      return;
    case 'function_definition':
    case 'method_declaration':
    case 'anonymous_function':
      visitFunction(into, node, scope, now);
      return;
    case 'return_statement':
      addSettings(into, node, scope, now);
      break;
    case 'function_call_expression':
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
    case 'scoped_call_expression':
    case 'object_creation_expression':
      addRead(into, node, scope, now);
      if (readsAny(node, scope)) into.readsAny ??= placeOf(into, node);
      addCall(into, node, scope, now);
      break;
    case 'subscript_expression':
      addRead(into, node, scope, now);
      addMember(into, node, now);
      break;
    case 'property_element':
      addMember(into, node, now);
      break;
    case 'variable_name':
      if (readsAny(node, scope)) into.readsAny ??= placeOf(into, node);
      break;
  }
  visitAll(into, node, scope, now);
}

function visitIf(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const condition = field(node, 'condition');
  const { yes, no } = branches(condition, scope, now);
  if (condition) visit(into, condition, scope, now);
  if (yes) visitAll(into, field(node, 'body'), scope, yes);
  for (const alternative of childrenOf(node)) {
    if (alternative.type === 'else_clause') visitAll(into, field(alternative, 'body'), scope, no);
    else if (alternative.type === 'else_if_clause') {
      const inside = branches(field(alternative, 'condition'), scope, no);
      if (inside.yes) visitAll(into, field(alternative, 'body'), scope, inside.yes);
    }
  }
}

function visitClass(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const own: Scope = { classes: scope.classes, variables: new Map(), fields: new Map() };
  const body = field(node, 'body');
  if (body) declareFields(body, own);
  visitAll(into, body, own, now);
}

function visitFunction(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const own = inner(scope);
  const body = field(node, 'body');
  declareParameters(field(node, 'parameters'), own);
  if (body) declare(body, own);
  visitAll(into, body, own, { ...now, onLoad: false });
}

const placeOf = ({ path }: Collector, node: Node) => span(path, node.startIndex, node.endIndex);

/** `return [ 'driver' => env(…) ]` of a file of settings. */
function addSettings(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const name = settingOfPath(into.path);
  const array = childrenOf(node)[0];
  if (name === undefined || !now.onLoad || array?.type !== 'array_creation_expression') return;
  const value = evaluate(array, scope);
  if (value.kind !== 'map') return;
  const items = childrenOf(array).filter((item) => childrenOf(item).length === 2);
  for (const item of items) {
    const key = evaluate(childrenOf(item)[0], scope);
    if (key.kind !== 'literal') continue;
    const inside = evaluate(childrenOf(item)[1], scope);
    into.sites.push({
      at: placeOf(into, item),
      ...now,
      site: 'setting',
      name: `${name}.${key.literal}`,
      value: inside,
    });
  }
}

function addRead(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const read = readOf(node, scope);
  const left = node.parent?.type === 'assignment_expression' && field(node.parent, 'left')?.id === node.id;
  if (!read || left) return;
  // `getenv('A') ?: 'b'`
  const around =
    node.parent && /^(?:binary|conditional)_expression$/.test(node.parent.type)
      ? evaluate(node.parent, scope)
      : undefined;
  const { need, fallback } = around?.kind === 'environment' && around.name === read.name ? around : read;
  const { name, module } = read;
  into.reads.push({ at: placeOf(into, node), ...now, name, module, need, ...(fallback ? { fallback } : {}) });
}

function addCall(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const made = node.type === 'object_creation_expression';
  const handler = handlerOf(node, placeOf(into, node), now);
  if (handler) into.sites.push(handler);
  const meaning = made ? madeOf(node, scope) : calleeOf(node, scope);
  const name = made ? '' : (field(node, 'name') ?? field(node, 'function'))?.text;
  const list = field(node, 'arguments') ?? childrenOf(node).find(({ type }) => type === 'arguments');
  const { given, open } = argumentsOf(list, scope);
  into.sites.push({
    at: placeOf(into, node),
    ...now,
    site: 'call',
    how: 'call',
    name: name ?? '',
    arguments: given,
    open,
    ...bodyOf(node, name ?? ''),
    ...(meaning ? { meaning } : {}),
  });
}

function addMember(into: Collector, node: Node, now: Circumstances): void {
  const member = memberOf(node, placeOf(into, node), now);
  if (member) into.sites.push(member);
}

/** `new Client()`: the class itself is called. */
function madeOf(node: Node, scope: Scope) {
  const instance = meaningOf(node, scope);
  return instance && { module: instance.module, path: '' };
}
