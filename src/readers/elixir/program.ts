/** An Elixir syntax tree as a program: calls, mounted modules, settings, state, reads of the environment. */
import type { Node } from 'web-tree-sitter';
import type { Source } from '../../source/index.ts';
import type { Circumstances, Program } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import type { Collector } from './collector.ts';
import { branches, clauseOf, conditionIn, conditionOf } from './guards.ts';
import {
  definitionOf,
  doBlockOf,
  elseBlockOf,
  givenTo,
  isDefinition,
  keyOf,
  localName,
  notePipe,
  operatorOf,
  statementsOf,
  stops,
} from './nodes.ts';
import { packagesIn } from './packages.ts';
import { answersRequests, guardOfPath, isTool, settingsFileOf } from './paths.ts';
import {
  declare,
  declareAttributes,
  declareMatch,
  declareParameters,
  declarePattern,
  inner,
  type Scope,
  unitOf,
} from './scopes.ts';
import { addSetting } from './settings.ts';
import { addCall, addChild, addMember, addMount, addRead, addText } from './sites.ts';
import { addState } from './state.ts';
import { evaluate } from './values.ts';

export function programOf(root: Node, { path, text }: Source): Program {
  const packages = new Set(packagesIn(text));
  const empty: Program = { language: 'elixir', imports: [], packages, sites: [], reads: [] };
  if (isTool(path)) return empty;
  const settings = settingsFileOf(path);
  const into: Collector = {
    path,
    settings,
    requests: answersRequests(path),
    ...{ sites: [], reads: [], texts: [], state: [], insisted: new Set() },
  };
  // The body of a module runs when it is compiled.
  const runs = settings?.read ?? (path.endsWith('.ex') ? 'build' : 'start');
  const scope: Scope = { unit: unitOf(root, path), names: new Map(), attributes: new Map(), runs };
  visitBody(into, childrenOf(root), scope, {
    guard: guardOfPath(path),
    onLoad: settings !== undefined,
    entryOnly: false,
  });
  const reads = into.reads.map((read) =>
    read.need === 'optional' && read.fallback === undefined && into.insisted.has(read.name)
      ? { ...read, need: 'required' as const }
      : read,
  );
  const { sites, texts, state, readsAny } = into;
  return { ...empty, sites, reads, texts, state, ...(readsAny ? { readsAny } : {}) };
}

function visitAll(into: Collector, nodes: readonly Node[], scope: Scope, now: Circumstances): void {
  for (const node of nodes) visit(into, node, scope, now);
}

/** Statements with names of their own. */
function visitBody(into: Collector, statements: readonly Node[], scope: Scope, now: Circumstances): void {
  declare(statements, scope);
  visitAll(into, statements, scope, now);
}

function visit(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  switch (node.type) {
    case 'comment':
      return;
    case 'call':
      visitCall(into, node, scope, now);
      return;
    case 'unary_operator':
      if (operatorOf(node) === '@') visitAttribute(into, node, scope, now);
      else visitAll(into, childrenOf(node), scope, now);
      return;
    case 'anonymous_function':
      for (const clause of childrenOf(node))
        visitClause(into, clause, scope, { ...now, onLoad: false }, entriesHandled(node));
      return;
    case 'do_block':
    case 'else_block':
    case 'rescue_block':
    case 'catch_block':
    case 'after_block':
    case 'block':
    case 'body':
      visitBody(into, childrenOf(node), inner(scope), now);
      return;
    case 'stab_clause':
      visitClause(into, node, scope, now, false);
      return;
    case 'tuple':
      addRead(into, node, scope, now);
      addChild(into, node, scope, now);
      break;
    case 'list':
      for (const child of childrenOf(node)) if (child.type === 'alias') addChild(into, child, scope, now);
      break;
    case 'pair':
      addText(into, keyOf(node), field(node, 'value'), scope, now);
      break;
    case 'binary_operator':
      if (/^(?:=|=>)$/.test(operatorOf(node)))
        addText(into, nameIn(field(node, 'left')), field(node, 'right'), scope, now);
      notePipe(node, scope.unit.pipes);
      insist(into, node, scope);
      break;
  }
  visitAll(into, childrenOf(node), scope, now);
}

const nameIn = (node: Node | undefined): string | undefined =>
  node?.type === 'identifier'
    ? node.text
    : node?.type === 'string' && node.text.length < 80
      ? node.text.replaceAll('"', '')
      : undefined;

/** `url || raise "…"` */
function insist(into: Collector, node: Node, scope: Scope): void {
  if (!/^(?:\|\||or)$/.test(operatorOf(node)) || !stops(field(node, 'right'))) return;
  const value = evaluate(field(node, 'left'), scope);
  if (value.kind === 'environment') into.insisted.add(value.name);
}

function visitCall(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const name = localName(node);
  switch (name) {
    case 'alias':
    case 'import':
    case 'require':
    case 'quote':
      return;
    case 'defmodule':
      visitModule(into, node, scope, now);
      return;
    case 'if':
    case 'unless':
      visitIf(into, node, scope, now, name === 'unless');
      return;
    case 'case':
    case 'cond':
      visitCase(into, node, scope, now);
      return;
    case 'with':
    case 'for':
      visitGenerators(into, node, scope, now);
      return;
    case 'use':
      addMount(into, node, 'decorator', scope, now);
      visitAll(into, [...givenTo(node).pairs], scope, now);
      return;
    case 'plug':
      addMount(into, node, 'call', scope, now);
      visitAll(into, [...givenTo(node).positional.slice(1), ...givenTo(node).pairs], scope, now);
      return;
    case 'config':
      if (into.settings) addSetting(into, node, scope, now);
      break;
  }
  if (isDefinition(node)) {
    visitDefinition(into, node, scope, now);
    return;
  }
  addRead(into, node, scope, now);
  if (name !== 'config') addCall(into, node, scope, now);
  addMember(into, node, scope, now);
  visitAll(into, childrenOf(node), scope, now);
}

function visitModule(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const named = givenTo(node).positional[0]?.text;
  const block = doBlockOf(node);
  if (named === undefined || !block) return;
  const module = scope.module === undefined ? named : `${scope.module}.${named}`;
  const own = inner(scope, { module, attributes: new Map() });
  const statements = statementsOf(block);
  declareAttributes(statements, own);
  addState(into, statements, own, now);
  visitBody(into, statements, own, now);
}

/** `start/2` of an application runs with the program; other functions when they are called. */
function visitDefinition(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const definition = definitionOf(node);
  if (!definition) return;
  const own = inner(scope, { runs: 'start' });
  declareParameters(definition.parameters, own);
  for (const parameter of definition.parameters) addRequestPath(into, parameter, scope, now);
  const onLoad = definition.name === 'start' && definition.parameters.length === 2;
  visitBody(into, definition.body, own, { ...now, onLoad });
}

/** `%Plug.Conn{request_path: "/health"}`: a plug that answers by itself. */
function addRequestPath(into: Collector, parameter: Node, scope: Scope, now: Circumstances): void {
  if (!parameter.text.includes('request_path')) return;
  for (const pair of parameter.descendantsOfType('pair'))
    if (pair && keyOf(pair) === 'request_path')
      into.sites.push({
        at: { file: into.path, start: pair.startIndex, end: pair.endIndex },
        ...now,
        site: 'call',
        how: 'call',
        name: 'request_path',
        meaning: { module: 'Plug', path: 'request_path' },
        arguments: [{ value: evaluate(field(pair, 'value'), scope) }],
        open: false,
      });
}

/** `@name value`; documentation and types say nothing. */
function visitAttribute(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const named = field(node, 'operand');
  const name = named && localName(named);
  if (
    !named ||
    name === undefined ||
    /^(?:moduledoc|doc|typedoc|spec|type|typep|opaque|callback|impl|shortdoc)$/.test(name)
  )
    return;
  const { positional, pairs } = givenTo(named);
  addText(into, name, positional[0], scope, now);
  visitAll(into, [...positional, ...pairs], scope, now);
}

function visitIf(into: Collector, node: Node, scope: Scope, now: Circumstances, negated: boolean): void {
  const condition = conditionIn(node);
  const { yes: holds, no: fails } = branches(condition, scope, now);
  const [yes, no] = negated ? [fails, holds] : [holds, fails];
  const own = inner(scope);
  if (condition?.type === 'binary_operator' && operatorOf(condition) === '=')
    declareMatch(field(condition, 'left'), field(condition, 'right'), own);
  if (condition) visit(into, condition, scope, now);
  const block = doBlockOf(node);
  const otherwise = elseBlockOf(block);
  insistUnless(into, condition, block, negated, scope);
  if (block && yes) visitBody(into, statementsOf(block), own, yes);
  if (otherwise && no) visit(into, otherwise, scope, no);
  for (const pair of givenTo(node).pairs) {
    const value = field(pair, 'value');
    const around = keyOf(pair) === 'else' ? no : yes;
    if (value && around) visit(into, value, keyOf(pair) === 'else' ? scope : own, around);
  }
}

/** `unless url do raise … end`, `if is_nil(url), do: raise …` */
function insistUnless(
  into: Collector,
  condition: Node | undefined,
  block: Node | undefined,
  negated: boolean,
  scope: Scope,
): void {
  const body = block ?? undefined;
  if (!condition || !body || !stops(body)) return;
  const asked =
    !negated && localName(condition) === 'is_nil' ? givenTo(condition).positional[0] : negated ? condition : undefined;
  const value = asked && evaluate(asked, scope);
  if (value?.kind === 'environment') into.insisted.add(value.name);
}

function visitCase(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const subject = localName(node) === 'case' ? givenTo(node).positional[0] : undefined;
  if (subject) visit(into, subject, scope, now);
  const block = doBlockOf(node);
  for (const clause of block ? statementsOf(block) : []) {
    if (clause.type !== 'stab_clause') continue;
    const around = localName(node) === 'cond' ? conditionOf(clause, scope, now) : clauseOf(subject, clause, scope, now);
    insistInClause(into, subject, clause, scope);
    visitClause(into, clause, scope, around, false);
  }
}

/** `case System.get_env("URL") do nil -> raise …` */
function insistInClause(into: Collector, subject: Node | undefined, clause: Node, scope: Scope): void {
  const pattern = childrenOf(clause).find(({ type }) => type === 'arguments');
  if (!subject || !pattern || !childrenOf(pattern).some(({ type }) => type === 'nil')) return;
  const value = stops(childrenOf(clause).find(({ type }) => type === 'body')) ? evaluate(subject, scope) : undefined;
  if (value?.kind === 'environment') into.insisted.add(value.name);
}

/** `with {:ok, a} <- b do`: what stands on the right of the arrows runs, what is on the left are names. */
function visitGenerators(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const own = inner(scope);
  const { positional, pairs } = givenTo(node);
  for (const one of positional) {
    const arrow = one.type === 'binary_operator' && /^(?:<-|=)$/.test(operatorOf(one));
    const [left, right] = arrow ? [field(one, 'left'), field(one, 'right')] : [undefined, one];
    if (right) visit(into, right, own, now);
    if (left && operatorOf(one) === '<-') declarePattern(left, own);
    else if (left) declareMatch(left, right, own);
  }
  visitAll(into, pairs, own, now);
  const block = doBlockOf(node);
  if (block) visit(into, block, own, now);
}

/** `fn %{path: path}, entry -> …`; `uploads`: it is handed what a live view has received. */
function visitClause(into: Collector, clause: Node, scope: Scope, now: Circumstances, uploads: boolean): void {
  if (clause.type !== 'stab_clause') return;
  const own = inner(scope);
  const pattern = childrenOf(clause).find(({ type }) => type === 'arguments');
  for (const [index, parameter] of (pattern ? childrenOf(pattern) : []).entries())
    declarePattern(parameter, own, uploads && index === 0 ? upload : undefined);
  for (const child of childrenOf(clause)) if (child.type === 'body') visitBody(into, childrenOf(child), own, now);
}

const upload = { module: 'Plug.Upload', path: '()' };

/** `consume_uploaded_entries(socket, :photo, fn …)` */
const entriesHandled = (fn: Node): boolean => {
  const call = fn.parent?.type === 'arguments' ? fn.parent.parent : undefined;
  return (
    call !== undefined &&
    call !== null &&
    /(?:^|\.)consume_uploaded_entr(?:y|ies)$/.test(field(call, 'target')?.text ?? '')
  );
};
