/** A Ruby syntax tree as a program: calls, settings, handlers of signals, reads of the environment. */
import type { Node } from 'web-tree-sitter';
import type { Source } from '../../source/index.ts';
import { branchesOf } from '../code/guards.ts';
import type { Circumstances, Meaning, Program } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf } from '../code/values.ts';
import type { Collector } from './collector.ts';
import { insistedIn } from './environment.ts';
import { branches, ofConfigure, whenOf } from './guards.ts';
import { importsOf } from './imports.ts';
import { dialectOf, guardOfPath, isOverruled, isTool } from './paths.ts';
import { addRead } from './reads.ts';
import { declare, declareFields, declareParameters, inside, methodsIn, type Scope } from './scopes.ts';
import { addAssignment, addCall, addOutput, addPair, addServer, addSubshell } from './sites.ts';
import { stateIn } from './state.ts';
import { argumentsOf, constantName } from './values.ts';

export function programOf(root: Node, source: Source, exists: (path: string) => boolean): Program {
  const { path } = source;
  const { imports, packages } = importsOf(source, exists);
  const known = { language: 'ruby', imports, packages: new Set(packages) } as const;
  if (isTool(path)) return { ...known, sites: [], reads: [] };
  const now: Circumstances = { guard: guardOfPath(path), onLoad: true, entryOnly: false };
  const sinatra = packages.some((name) => /^sinatra(?:\/base)?$/.test(name));
  const dialect = dialectOf(path) ?? (packages.includes('sinatra') ? 'Sinatra::Application' : mixedIn(root)?.module);
  const scope: Scope = {
    names: new Map(),
    methods: methodsIn(root),
    ...(dialect ? { self: { module: dialect, path: '' } } : {}),
  };
  declare(root, scope);
  const into: Collector = {
    path,
    sites: [],
    reads: [],
    texts: [],
    insisted: insistedIn(root, scope),
    overruled: isOverruled(path),
    sinatra,
    exists,
  };
  visitAll(into, root, scope, now);
  if (sinatra) addServer(into, root, now);
  return { ...known, sites: into.sites, reads: into.reads, texts: into.texts, state: stateIn(root, path, now) };
}

/** Statements one after the other: what stands behind `return unless Rails.env.production?` only runs there. */
export function visitAll(into: Collector, node: Node | undefined, scope: Scope, now: Circumstances): void {
  let current: Circumstances | undefined = now;
  for (const child of node ? childrenOf(node) : []) {
    if (!current) return;
    visit(into, child, scope, current);
    current = behind(child, scope, current);
  }
}

function behind(node: Node, scope: Scope, now: Circumstances): Circumstances | undefined {
  if (!/^(?:if|unless)_modifier$/.test(node.type) || !/^(?:return|next)\b/.test(field(node, 'body')?.text ?? ''))
    return now;
  const { yes, no } = branches(field(node, 'condition'), scope, now);
  return node.type === 'if_modifier' ? no : yes;
}

function visit(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  switch (node.type) {
    case 'comment':
      return;
    case 'if':
    case 'unless':
    case 'elsif':
    case 'if_modifier':
    case 'unless_modifier':
      visitIf(into, node, scope, now);
      return;
    case 'case':
      visitCase(into, node, scope, now);
      return;
    case 'class':
    case 'module':
    case 'singleton_class':
      visitClass(into, node, scope, now);
      return;
    case 'method':
    case 'singleton_method':
      visitMethod(into, node, scope, now);
      return;
    case 'lambda':
      visitBlock(into, node, undefined, scope, { ...now, onLoad: false });
      return;
    case 'assignment':
    case 'operator_assignment':
      addAssignment(into, node, scope, now);
      break;
    case 'pair':
      addPair(into, node, scope, now);
      break;
    case 'element_reference':
      addRead(into, node, scope, now);
      break;
    case 'subshell':
      addSubshell(into, node, scope, now);
      break;
    case 'call':
      visitCall(into, node, scope, now);
      return;
  }
  visitAll(into, node, scope, now);
}

/** `if`, `unless`, and both behind a statement. */
function visitIf(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const condition = field(node, 'condition');
  const told = branches(condition, scope, now);
  const [yes, no] = node.type.startsWith('unless') ? [told.no, told.yes] : [told.yes, told.no];
  if (condition) {
    addOutput(into, condition, now);
    visit(into, condition, scope, now);
  }
  const body = field(node, 'body') ?? field(node, 'consequence');
  if (yes && body) visit(into, body, scope, yes);
  const other = field(node, 'alternative');
  if (no && other) visit(into, other, scope, no);
}

function visitCase(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const asked = field(node, 'value');
  if (asked) visit(into, asked, scope, now);
  for (const child of childrenOf(node)) {
    if (child.type !== 'when') {
      if (child.id !== asked?.id) visitAll(into, child, scope, now);
      continue;
    }
    const patterns = childrenOf(child)
      .filter(({ type }) => type === 'pattern')
      .flatMap(childrenOf);
    const { yes } = branchesOf(whenOf(asked, patterns, scope), now);
    if (yes) visitAll(into, field(child, 'body'), scope, yes);
  }
}

function visitClass(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const body = field(node, 'body');
  const own = node.type === 'singleton_class' ? inside(scope) : { ...inside(scope), self: selfOf(node, body) };
  if (body) {
    declare(body, own);
    declareFields(body, own);
  }
  visitAll(into, body, own, now);
}

/** What a class extends, or else what it includes: its words are those of that library. */
function selfOf(node: Node, body: Node | undefined): Meaning {
  const superclass = field(node, 'superclass');
  const name = superclass && childrenOf(superclass)[0];
  const module = name && constantName(name);
  if (module !== undefined) {
    // `config` of the application's own class is that of Rails.
    return /^(?:::)?Rails::(?:Application|Engine)$/.test(module)
      ? { module: 'Rails', path: 'application' }
      : { module, path: '' };
  }
  // `class Rack::Attack`, `module Clockwork`: what is opened again speaks its own words.
  const opened = field(node, 'name');
  return (body && mixedIn(body)) ?? { module: (opened && constantName(opened)) ?? 'self', path: '' };
}

/** `include Clockwork`, `include Sidekiq::Job`, `extend X` */
function mixedIn(body: Node): Meaning | undefined {
  for (const statement of childrenOf(body)) {
    if (statement.type !== 'call' || field(statement, 'receiver')) continue;
    if (!/^(?:include|extend)$/.test(field(statement, 'method')?.text ?? '')) continue;
    const name = childrenOf(field(statement, 'arguments')!)[0];
    const module = name && constantName(name);
    if (module !== undefined) return { module, path: '' };
  }
  return undefined;
}

function visitMethod(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const { self } = scope;
  const instance =
    node.type === 'method' && self && self.path === '' && self.module !== 'self' ? { ...self, path: '()' } : self;
  const own = inside(scope, instance);
  const body = field(node, 'body');
  declareParameters(field(node, 'parameters'), own);
  if (body) declare(body, own);
  visitAll(into, field(node, 'parameters'), scope, now);
  visitAll(into, body, own, { ...now, onLoad: false });
}

/** Blocks that run where they stand; those of any other method may run at any time, or never. */
const runsNow =
  /^(?:configure\w*|config|tap|then|each\w*|map|draw|namespace|scope|resources?|class_eval|instance_eval|instance_exec|group|to_prepare|(?:before|after)_\w*initiali[sz]e|initializer|on_worker_boot|on_load|new|load|use|with|setup|included|class_methods|synchronize|begin|schedule|register|every|manager|route|build)$/;

function visitCall(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  addRead(into, node, scope, now);
  addCall(into, node, scope, now);
  const method = field(node, 'method')?.text ?? '';
  const receiver = field(node, 'receiver');
  const list = field(node, 'arguments');
  const block = field(node, 'block');
  if (receiver) visit(into, receiver, scope, now);
  visitAll(into, list, scope, now);
  if (!block) return;
  const within = runsNow.test(method) ? now : { ...now, onLoad: false };
  const words =
    method === 'configure' ? argumentsOf(list, scope).given.map(({ value }) => textIn(literalOf(value))) : [];
  visitBlock(into, block, node, scope, words.length > 0 ? ofConfigure(words, within) : within);
}

const textIn = (literal: unknown): string | undefined => (typeof literal === 'string' ? literal : undefined);

function visitBlock(into: Collector, node: Node, call: Node | undefined, scope: Scope, now: Circumstances): void {
  const own = { ...inside(scope, selfInside(call, scope)) };
  const body = field(node, 'body');
  declareParameters(field(node, 'parameters'), own, call);
  if (body) declare(body, own);
  if (node.type === 'lambda' && body) visit(into, body, own, now);
  else visitAll(into, body, own, now);
}

/** `Rails.application.configure do` and `Puma::Configuration.new do` speak of themselves. */
function selfInside(call: Node | undefined, scope: Scope): Meaning | undefined {
  if (!call) return scope.self;
  const receiver = field(call, 'receiver')?.text ?? '';
  const method = field(call, 'method')?.text;
  if (method === 'configure' && /(?:^|::|\.)(?:application|Application)$/.test(receiver))
    return { module: 'Rails', path: 'application' };
  if (method === 'new' && receiver === 'Class') {
    const list = field(call, 'arguments');
    const name = list && childrenOf(list)[0] && constantName(childrenOf(list)[0]!);
    return name === undefined ? scope.self : { module: name, path: '' };
  }
  return scope.self;
}
