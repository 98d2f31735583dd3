/** A C# syntax tree as a program: calls, attributes, handlers of signals, reads of the environment, texts and state. */
import type { Node } from 'web-tree-sitter';
import type { Source } from '../../source/index.ts';
import { branchesOf } from '../code/guards.ts';
import { type Circumstances, type Program, stricter } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { isDesignTime, isHosted } from './background.ts';
import type { Collector } from './collector.ts';
import { branches, casesOf, guardOfMethod, symbolTest } from './guards.ts';
import { callAround, lambdaScope } from './lambdas.ts';
import { guardOfPath, isTool } from './paths.ts';
import { addOptions, addRead, insistedIn } from './reads.ts';
import { child, declare, declareMembers, declareParameters, fileScopeOf, type Scope } from './scopes.ts';
import { addAssignment, addAttribute, addCall, addMember, withKeys } from './sites.ts';
import { addState } from './state.ts';
import { addText } from './texts.ts';
import { usingsOf } from './usings.ts';

export function programOf(root: Node, { path, text }: Source): Program {
  const { namespaces, aliases } = usingsOf(text);
  const bare = { language: 'csharp' as const, imports: [], packages: new Set(namespaces) };
  if (isTool(path)) return { ...bare, sites: [], reads: [] };
  const scope: Scope = { names: new Map(), file: fileScopeOf(root, aliases) };
  const top = childrenOf(root).filter(({ type }) => type === 'global_statement' || type === 'preproc_if');
  for (const statement of top) declare(statement, scope);
  const insisted = new Set(top.flatMap((statement) => insistedIn(statement, scope)));
  const into: Collector = { path, sites: [], reads: [], texts: [], state: [], insisted, hosted: false };
  visitAll(into, root, scope, { guard: guardOfPath(path), onLoad: true, entryOnly: false });
  return { ...bare, sites: withKeys(into.sites), reads: into.reads, texts: into.texts, state: into.state };
}

function visitAll(into: Collector, node: Node | undefined, scope: Scope, now: Circumstances): void {
  for (const one of node ? childrenOf(node) : []) visit(into, one, scope, now);
}

function visit(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  switch (node.type) {
    case 'using_directive':
    case 'comment':
      return;
    case 'preproc_if':
    case 'preproc_elif':
      visitSymbols(into, node, scope, now);
      return;
    case 'if_statement':
    case 'conditional_expression':
      visitIf(into, node, scope, now);
      return;
    case 'switch_statement':
    case 'switch_expression': {
      const value = field(node, 'value') ?? childrenOf(node)[0];
      visitAll(into, node, scope, casesOf(value, scope, now));
      return;
    }
    case 'class_declaration':
    case 'record_declaration':
    case 'struct_declaration':
    case 'interface_declaration':
      visitType(into, node, scope, now);
      return;
    case 'method_declaration':
    case 'constructor_declaration':
    case 'local_function_statement':
      visitFunction(into, node, scope, now);
      return;
    case 'lambda_expression':
    case 'anonymous_method_expression':
      visitAll(into, node, lambdaScope(node, callAround(node), scope), { ...now, onLoad: now.onLoad && isSetup(node) });
      return;
    case 'attribute':
      addAttribute(into, node, scope, now);
      break;
    case 'invocation_expression':
      addRead(into, node, scope, now);
      addCall(into, node, scope, now);
      break;
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
      addCall(into, node, scope, now);
      break;
    case 'element_access_expression':
      addRead(into, node, scope, now);
      break;
    case 'member_access_expression':
      addRead(into, node, scope, now);
      addMember(into, node, scope, now);
      break;
    case 'assignment_expression':
      addAssignment(into, node, scope, now);
      break;
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
    case 'interpolated_string_expression':
      addText(into, node, scope, now);
      break;
  }
  visitAll(into, node, scope, now);
}

/** `services.AddX(options => …)` runs at the start, `app.MapGet("/", () => …)` with every request. */
const isSetup = (lambda: Node): boolean => /^(?:Add|Configure|Use)/.test(callAround(lambda) ?? '');

function visitSymbols(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const condition = field(node, 'condition');
  const { yes, no } = branchesOf(condition && symbolTest(condition.text), now);
  for (const one of childrenOf(node)) {
    if (one.id === condition?.id) continue;
    if (one.type === 'preproc_else') visitAll(into, one, scope, no);
    else if (one.type === 'preproc_elif') visit(into, one, scope, no);
    else if (yes) visit(into, one, scope, yes);
  }
}

function visitIf(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const condition = field(node, 'condition');
  const { yes, no } = branches(condition, scope, now);
  const [consequence, alternative] = [field(node, 'consequence'), field(node, 'alternative')];
  if (condition) visit(into, condition, scope, now);
  if (consequence && yes) visit(into, consequence, scope, yes);
  if (alternative) visit(into, alternative, scope, no);
}

function visitType(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  if (isDesignTime(node, scope)) return;
  const names = child(scope);
  const own: Scope = { ...names, members: names };
  declareMembers(node, own);
  const inside: Collector = { ...into, hosted: isHosted(node, scope) };
  addOptions(inside, node, own, now);
  addState(inside, node, own, { ...now, onLoad: false });
  visitAll(inside, node, own, now);
}

/** Methods that run once, when the program starts. */
const starting = /^(?:Main|Configure\w*|Register\w*|Add[A-Z]\w*|CreateHostBuilder|CreateWebHostBuilder|BuildWebHost)$/;

function visitFunction(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const own = child(scope);
  const name = field(node, 'name')?.text ?? '';
  const body = field(node, 'body');
  declareParameters(field(node, 'parameters'), own);
  if (body) declare(body, own);
  const insisted = body ? insistedIn(body, own) : [];
  const inside = insisted.length > 0 ? { ...into, insisted: new Set([...into.insisted, ...insisted]) } : into;
  visitAll(inside, node, own, {
    ...now,
    guard: stricter(now.guard, guardOfMethod(name)),
    onLoad: now.onLoad && starting.test(name),
  });
}
