/** A syntax tree of Java or Kotlin as a program: calls, annotations, settings, handlers, reads, texts and state. */
import type { Node } from 'web-tree-sitter';
import type { Language } from '../../facts/code.ts';
import type { Source } from '../../source/index.ts';
import type { Circumstances, Program } from '../code/program.ts';
import { childrenOf } from '../code/tree.ts';
import type { Collector } from './collector.ts';
import { branches, guarded } from './guards.ts';
import { namesIn } from './names.ts';
import { guardOfPath, isTool } from './paths.ts';
import { addInjected, addInsisted, addRead, addSettingsClass, withInsisted } from './reads.ts';
import {
  classScope,
  declare,
  declareFields,
  declareVariable,
  fileOf,
  innerScope,
  rootScope,
  type Scope,
} from './scopes.ts';
import type { Shape, ShapeOf, Variable } from './shape.ts';
import { addAnnotations, addAssignment, addCall, addVariableText } from './sites.ts';
import { addState, addTopLevelState } from './state.ts';
import { told } from './tables/told.ts';

type Of<K extends Shape['kind']> = Extract<Shape, { kind: K }>;

export function programOf(language: Language, shapeOf: ShapeOf, root: Node, { path, text }: Source): Program {
  const names = namesIn(text);
  const packages = names.packages;
  if (isTool(path)) return { language, imports: [], packages, sites: [], reads: [] };
  const into: Collector = { path, sites: [], reads: [], texts: [], state: [] };
  const scope = rootScope(fileOf(names, told(), shapeOf));
  const now: Circumstances = { guard: guardOfPath(path), onLoad: true, entryOnly: false };
  declareFields(root, [], scope);
  addTopLevelState(into, root, scope, now);
  visitAll(into, root, scope, now);
  const reads = withInsisted(into.reads, scope.file.insisted);
  return { language, imports: [], packages, sites: into.sites, reads, texts: into.texts, state: into.state };
}

function visitAll(into: Collector, node: Node | undefined, scope: Scope, now: Circumstances): void {
  for (const child of node ? childrenOf(node) : []) visit(into, child, scope, now);
}

function visit(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const shape = scope.file.shapeOf(node);
  switch (shape.kind) {
    case 'skip':
      return;
    case 'class':
      visitClass(into, shape, scope, now);
      return;
    case 'function':
      visitFunction(into, shape, scope, now);
      return;
    case 'lambda':
      visitLambda(into, shape, scope, now);
      return;
    case 'choice':
      visitChoice(into, shape, scope, now);
      return;
    case 'variables':
      visitVariables(into, node, shape, scope, now);
      return;
    case 'assignment':
      addAssignment(into, node, shape, scope, now);
      break;
    case 'call':
    case 'new':
      addRead(into, node, scope, now);
      addCall(into, node, shape, scope, now);
      break;
    case 'item':
      addRead(into, node, scope, now);
      break;
  }
  visitAll(into, node, scope, now);
}

function visitChoice(into: Collector, { condition, yes, no }: Of<'choice'>, scope: Scope, now: Circumstances): void {
  const under = branches(condition, scope, now);
  addInsisted(condition, yes, scope);
  visit(into, condition, scope, now);
  if (yes && under.yes) visit(into, yes, scope, under.yes);
  if (no) visit(into, no, scope, under.no);
}

function visitClass(into: Collector, shape: Of<'class'>, scope: Scope, around: Circumstances): void {
  const own = classScope(scope, shape.name === '' ? (scope.className ?? '') : shape.name);
  declareFields(shape.body, shape.parameters, own);
  const now = guarded(shape.annotations, own, around);
  addAnnotations(into, shape.annotations, undefined, own, now);
  visitParameters(into, shape.parameters, own, now);
  addSettingsClass(into, shape.annotations, [...shape.parameters, ...fieldsIn(shape.body, own)], own, now);
  addState(into, shape, own, now);
  visitAll(into, shape.body, own, now);
}

const fieldsIn = (body: Node | undefined, scope: Scope): readonly Variable[] =>
  (body ? childrenOf(body) : []).flatMap((node) => {
    const shape = scope.file.shapeOf(node);
    return shape.kind === 'variables' && !shape.fixed ? shape.variables : [];
  });

function visitParameters(into: Collector, parameters: readonly Variable[], scope: Scope, now: Circumstances): void {
  for (const one of parameters) {
    addInjected(into, one, scope, now);
    addAnnotations(into, one.annotations, undefined, scope, now);
    addVariableText(into, one, scope, now);
    if (one.value) visit(into, one.value, scope, now);
  }
}

/** Runs once, when the program starts. */
const starts = /^(?:Bean|PostConstruct|Factory|Startup|Produces)$/;

function visitFunction(into: Collector, shape: Of<'function'>, scope: Scope, around: Circumstances): void {
  const own = innerScope(scope);
  for (const one of shape.parameters) declareVariable(one, own.variables, own);
  if (shape.body) declare(shape.body, own);
  const now = guarded(shape.annotations, own, around);
  visitParameters(into, shape.parameters, own, now);
  const first =
    shape.name === undefined || shape.name === 'main' || shape.annotations.some(({ name }) => starts.test(name));
  addAnnotations(into, shape.annotations, shape.body, own, now);
  if (shape.body) visit(into, shape.body, own, { ...now, onLoad: first });
}

function visitLambda(into: Collector, { parameters, body }: Of<'lambda'>, scope: Scope, now: Circumstances): void {
  const own = innerScope(scope);
  for (const one of parameters)
    own.variables.set(one.name, one.type ? { how: 'instance', of: one.type } : { how: 'other' });
  if (!body) return;
  declare(body, own);
  const inside = { ...now, onLoad: false };
  // In Kotlin the lambda is its own body.
  if (scope.file.shapeOf(body).kind === 'lambda') visitAll(into, body, own, inside);
  else visit(into, body, own, inside);
}

function visitVariables(
  into: Collector,
  node: Node,
  { variables }: Of<'variables'>,
  scope: Scope,
  around: Circumstances,
): void {
  for (const one of variables) {
    const now = guarded(one.annotations, scope, around);
    addInjected(into, one, scope, now);
    addAnnotations(into, one.annotations, undefined, scope, now);
    addVariableText(into, one, scope, now);
    const shape = one.value && scope.file.shapeOf(one.value);
    if (one.value && shape?.kind === 'new') {
      addCall(into, one.value, shape, scope, now, scope.setters.get(one.name));
      visitAll(into, one.value, scope, now);
    } else if (one.value) visit(into, one.value, scope, now);
  }
  // Loops hold more than their variable.
  const holdsValue = ({ startIndex, endIndex }: Node): boolean =>
    variables.some(({ value }) => value && startIndex <= value.startIndex && value.endIndex <= endIndex);
  for (const child of childrenOf(node))
    if (!holdsValue(child) && !/^(?:modifiers|variable_declarator)$/.test(child.type))
      visit(into, child, scope, around);
}
