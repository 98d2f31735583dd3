/** A Python syntax tree as a program: calls, settings, handlers of signals, reads of the environment. */
import type { Node } from 'web-tree-sitter';
import type { Source } from '../../source/index.ts';
import type { Circumstances, Program } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import type { Collector } from './collector.ts';
import { branches } from './guards.ts';
import { isHandler } from './handlers.ts';
import { importsOf } from './imports.ts';
import { guardOfPath, isTool } from './paths.ts';
import { addAnyRead, addRead, insistedIn } from './reads.ts';
import { declare, declareFields, declareParameters, newScope, type Scope } from './scopes.ts';
import { addSettingsClass } from './settings-classes.ts';
import { addAssignment, addCall, addDecorator, addMember } from './sites.ts';
import { stateOf } from './state.ts';
import { addText, asFallbacks } from './texts.ts';

export function programOf(root: Node, source: Source, exists: (path: string) => boolean): Program {
  const { imports, packages, perhaps = [] } = importsOf(source, exists);
  if (isTool(source.path))
    return { language: 'python', imports, packages: new Set(packages), perhaps, sites: [], reads: [] };
  const reading = { path: source.path };
  const scope = newScope();
  declare(root, scope);
  const into: Collector = { reading, sites: [], reads: [], texts: [], insisted: insistedIn(root, scope, reading) };
  visitAll(into, root, scope, { guard: guardOfPath(source.path), onLoad: true, entryOnly: false });
  const { sites, reads, readsAny } = into;
  return {
    language: 'python',
    imports,
    packages: new Set(packages),
    perhaps,
    sites,
    reads,
    texts: asFallbacks(into.texts, reads),
    state: stateOf(root, source, guardOfPath(source.path)),
    ...(readsAny ? { readsAny } : {}),
  };
}

function visitAll(into: Collector, node: Node | undefined, scope: Scope, now: Circumstances): void {
  for (const child of node ? childrenOf(node) : []) visit(into, child, scope, now);
}

function visit(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  switch (node.type) {
    case 'import_statement':
    case 'import_from_statement':
    case 'comment':
      return;
    case 'if_statement':
      visitIf(into, node, scope, now);
      return;
    case 'function_definition':
      visitFunction(into, node, scope, now);
      return;
    case 'class_definition':
      visitClass(into, node, scope, now);
      return;
    case 'lambda':
      visitAll(into, node, scope, { ...now, onLoad: false });
      return;
    case 'decorator':
      addDecorator(into, node, scope, now);
      break;
    case 'assignment':
      addAssignment(into, node, scope, now);
      addText(into, node, scope, now);
      break;
    case 'pair':
    case 'keyword_argument':
    case 'default_parameter':
    case 'typed_default_parameter':
      addText(into, node, scope, now);
      break;
    case 'call':
      addRead(into, node, scope, now);
      addAnyRead(into, node, scope);
      if (node.parent?.type !== 'decorator') addCall(into, node, scope, now);
      break;
    case 'subscript':
      addRead(into, node, scope, now);
      addMember(into, node, scope, now);
      break;
    case 'attribute':
    case 'identifier':
      addMember(into, node, scope, now);
      addAnyRead(into, node, scope);
      break;
  }
  visitAll(into, node, scope, now);
}

function visitIf(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const condition = field(node, 'condition');
  const { yes, no } = branches(condition, scope, into.reading, now);
  if (condition) visit(into, condition, scope, now);
  if (yes) visitAll(into, field(node, 'consequence'), scope, yes);
  for (const alternative of childrenOf(node)) {
    if (alternative.type === 'elif_clause') {
      const inner = branches(field(alternative, 'condition'), scope, into.reading, no);
      if (inner.yes) visitAll(into, field(alternative, 'consequence'), scope, inner.yes);
    } else if (alternative.type === 'else_clause') visitAll(into, field(alternative, 'body'), scope, no);
  }
}

function visitFunction(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const inner = newScope(scope);
  const parameters = field(node, 'parameters');
  const body = field(node, 'body');
  declareParameters(parameters, inner);
  if (body) declare(body, inner);
  visitAll(into, parameters, scope, now);
  visitAll(into, body, inner, { ...now, onLoad: false, ...(isHandler(node) ? { requests: true } : {}) });
}

function visitClass(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const inner = newScope(scope, new Map());
  const body = field(node, 'body');
  if (body) {
    declare(body, inner);
    declareFields(body, inner);
  }
  addSettingsClass(into, node, scope, now);
  visitAll(into, body, inner, now);
}
