/** A Rust syntax tree as a program: calls, attributes, handlers of signals, reads of the environment, texts and state. */
import type { Node } from 'web-tree-sitter';
import type { Source } from '../../source/index.ts';
import { type Circumstances, type Program, stricter } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { variableIn } from '../code/values.ts';
import { type Attribute, attributeOf, circumstancesOf } from './attributes.ts';
import type { Collector } from './collector.ts';
import { armOf, branches } from './guards.ts';
import { importsOf } from './imports.ts';
import { methodOf, receiverOf } from './meaning.ts';
import { guardOfPath, isTool } from './paths.ts';
import { newReading } from './reading.ts';
import { addArguments, addRead } from './reads.ts';
import {
  bind,
  declare,
  declareParameters,
  innerScope,
  itemsOf,
  nameIn,
  rootScope,
  type Scope,
  typeName,
} from './scopes.ts';
import { addAttribute, addCall, addMacro, addMember } from './sites.ts';
import { stateSites } from './state.ts';
import { signs } from './tables/index.ts';
import { drainWords } from './tables/signals.ts';
import { addText } from './texts.ts';
import { usesIn } from './uses.ts';
import { evaluate } from './values.ts';
import { meaningOfPath } from './written.ts';

export function programOf(root: Node, source: Source, exists: (path: string) => boolean): Program {
  const { imports, packages } = importsOf(source, exists);
  const nothing = { language: 'rust' as const, imports, packages: new Set(packages), sites: [], reads: [] };
  if (isTool(source.path)) return nothing;
  const scope = rootScope(itemsOf(root));
  const into: Collector = {
    reading: newReading(source.path),
    sites: [],
    reads: [],
    texts: [],
    cells: new Map(),
    exists,
    drains: drainWords.test(source.text),
  };
  declare(root, scope);
  visitAll(into, root, scope, { guard: guardOfPath(source.path), onLoad: true, entryOnly: false });
  return {
    ...nothing,
    packages: new Set([...packages, ...signsIn(root)]),
    sites: into.sites,
    reads: into.reads,
    texts: into.texts,
    state: stateSites(into.cells, source.path),
  };
}

/** Types and modules whose mere use tells what a file is about: `axum::Multipart`. */
function signsIn(root: Node): readonly string[] {
  const found = new Set<string>();
  for (const node of root.descendantsOfType('use_declaration')) {
    const tree = node && field(node, 'argument');
    for (const use of tree ? usesIn(tree.text) : []) {
      const { module, path } = meaningOfPath(use.path);
      const dotted = path.split('.');
      for (let end = dotted.length; end > 0; end--) found.add([module, ...dotted.slice(0, end)].join('::'));
    }
  }
  return [...found].filter((one) => signs.has(one));
}

function visitAll(into: Collector, node: Node | undefined, scope: Scope, now: Circumstances): void {
  let attributes: Attribute[] = [];
  for (const child of node ? childrenOf(node) : []) {
    if (child.type === 'attribute_item') attributes.push(attributeOf(child));
    else if (!/comment$/.test(child.type)) {
      const here = circumstancesOf(attributes, now);
      if (here) {
        for (const attribute of attributes) addAttribute(into, attribute, child, scope, here);
        visit(into, child, scope, here, attributes);
      }
      attributes = [];
    }
  }
}

function visit(
  into: Collector,
  node: Node,
  scope: Scope,
  now: Circumstances,
  attributes: readonly Attribute[] = [],
): void {
  switch (node.type) {
    case 'use_declaration':
    case 'macro_definition':
    case 'attribute_item':
    case 'inner_attribute_item':
    case 'line_comment':
    case 'block_comment':
      return;
    case 'mod_item':
    case 'block':
    case 'async_block':
    case 'unsafe_block': {
      const body = node.type === 'mod_item' ? field(node, 'body') : node;
      const inner = innerScope(scope);
      if (body) declare(body, inner);
      visitAll(into, body, inner, now);
      return;
    }
    case 'impl_item':
    case 'trait_item':
      visitAll(into, field(node, 'body'), innerScope(scope, typeName(field(node, 'type'))), now);
      return;
    case 'function_item':
      visitFunction(into, node, scope, now);
      return;
    case 'closure_expression': {
      const inner = innerScope(scope);
      declareParameters(field(node, 'parameters'), inner);
      const body = field(node, 'body');
      if (body) visit(into, body, inner, { ...now, onLoad: false });
      return;
    }
    case 'if_expression':
      visitIf(into, node, scope, now);
      return;
    case 'while_expression':
    case 'for_expression':
      visitLoop(into, node, scope, now);
      return;
    case 'match_expression':
      visitMatch(into, node, scope, now);
      return;
    case 'struct_item':
      if (attributes.some(({ path, text }) => path === 'derive' && /\b(?:Parser|Args|StructOpt|Clap)\b/.test(text)))
        addArguments(into, node, now);
      visitTypes(into, node, scope, now);
      return;
    case 'call_expression':
      addRead(into, node, scope, now);
      addCall(into, node, scope, now);
      visitCall(into, node, scope, now);
      return;
    case 'macro_invocation':
      addMacro(into, node, scope, now);
      return;
    case 'scoped_identifier':
    case 'identifier':
    case 'type_identifier':
    case 'scoped_type_identifier':
      addMember(into, node, scope, now);
      return;
    case 'string_literal':
    case 'raw_string_literal':
      addText(into, node, scope, now);
      return;
  }
  visitAll(into, node, scope, now);
}

function visitTypes(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  for (const type of node.descendantsOfType(['type_identifier', 'scoped_type_identifier']))
    if (type) addMember(into, type, scope, now);
}

/** What only runs because a variable is not set is decided by that variable. */
function visitCall(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const receiver = receiverOf(node);
  const asked =
    receiver && /^(?:unwrap_or|map_or)/.test(methodOf(node) ?? '') && evaluate(receiver, scope, into.reading);
  const variable = asked ? variableIn(asked) : undefined;
  const callee = field(node, 'function');
  if (callee) visit(into, callee, scope, now);
  visitAll(into, field(node, 'arguments'), scope, variable === undefined ? now : { ...now, variable });
}

/** `init_test_db()`: what only tests call, by its name. */
const forTests = /^(?:init|setup|create|make|build|new|spawn|start|get|with)_tests?_|_for_tests?(?:_|$)/;

function visitFunction(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const inner = innerScope(scope);
  const parameters = field(node, 'parameters');
  const body = field(node, 'body');
  const name = field(node, 'name')?.text ?? '';
  const guard = forTests.test(name) ? stricter(now.guard, 'test') : now.guard;
  declareParameters(parameters, inner);
  if (parameters) visitTypes(into, parameters, scope, now);
  if (body) declare(body, inner);
  // `main` runs once; of other functions that is not known.
  visitAll(into, body, inner, { ...now, guard, onLoad: name === 'main' });
}

/** Binds `Ok(x)` of `if let Ok(x) = …`. */
function bindPattern(pattern: Node | undefined, value: Node | undefined, around: Scope, scope: Scope): void {
  const name = pattern && nameIn(pattern);
  if (name === undefined || !value) return;
  bind(scope, name, 0, { how: 'value', node: value, scope: around });
}

function conditionsIn(condition: Node): readonly Node[] {
  return condition.type === 'let_condition'
    ? [condition]
    : condition.type === 'let_chain'
      ? childrenOf(condition).filter(({ type }) => type === 'let_condition')
      : [];
}

function visitIf(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const condition = field(node, 'condition');
  const { yes, no } = branches(condition, scope, into.reading, now);
  if (condition) visit(into, condition, scope, now);
  const inner = innerScope(scope);
  for (const one of condition ? conditionsIn(condition) : [])
    bindPattern(field(one, 'pattern'), field(one, 'value'), scope, inner);
  const body = field(node, 'consequence');
  if (yes && body) visit(into, body, inner, yes);
  const other = field(node, 'alternative');
  if (other) visitAll(into, other, scope, no);
}

function visitLoop(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const inner = innerScope(scope);
  const condition = field(node, 'condition');
  const value = field(node, 'value');
  if (condition) visit(into, condition, scope, now);
  if (value) visit(into, value, scope, now);
  for (const one of condition ? conditionsIn(condition) : [])
    bindPattern(field(one, 'pattern'), field(one, 'value'), scope, inner);
  const pattern = field(node, 'pattern');
  for (const name of pattern?.descendantsOfType('identifier') ?? [])
    if (name) bind(inner, name.text, 0, { how: 'other' });
  const body = field(node, 'body');
  if (body) visit(into, body, inner, now);
}

function visitMatch(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const value = field(node, 'value');
  if (value) visit(into, value, scope, now);
  const asked = variableIn(evaluate(value, scope, into.reading));
  for (const arm of childrenOf(field(node, 'body') ?? node)) {
    if (arm.type !== 'match_arm') continue;
    const pattern = field(arm, 'pattern');
    const inner = innerScope(scope);
    bindPattern(pattern, value, scope, inner);
    const here = armOf(value, pattern, scope, into.reading, now);
    const otherwise = asked !== undefined && /^(?:Err|None)\b/.test(pattern?.text ?? '');
    const body = field(arm, 'value');
    if (body) visit(into, body, inner, otherwise ? { ...here, variable: asked } : here);
  }
}
