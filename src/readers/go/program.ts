/** A Go syntax tree as a program: calls, literals of structs, handlers of signals, reads of the environment. */
import type { Node } from 'web-tree-sitter';
import type { Source } from '../../source/index.ts';
import type { Circumstances, Program } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import type { Collector } from './collector.ts';
import { branches, caseOf } from './guards.ts';
import { addHubs } from './hubs.ts';
import { importsOf } from './imports.ts';
import { libraryName } from './names.ts';
import { guardOfPath, isTool } from './paths.ts';
import type { Reading } from './reading.ts';
import { addOption, addRead, addTagReads } from './reads.ts';
import { type Scope, scopeIn, unitOf } from './scopes.ts';
import { drainSite, handlerOf } from './signals.ts';
import { addCall, addLiteral, addMember, addSetting, addText, isHandedOn } from './sites.ts';
import { stateIn } from './state.ts';
import { lockWords } from './tables/work.ts';
import { verdictsOf } from './verdicts.ts';
import { collectViper, newViper } from './viper.ts';

export function programOf(root: Node, source: Source): Program {
  const { packages: paths } = importsOf(source);
  // As they are written, and as the rows know them.
  const packages = new Set(paths.flatMap((path) => [path, libraryName(path)]));
  const { path, text } = source;
  if (isTool(path, text)) return { language: 'go', imports: [], packages, sites: [], reads: [] };
  const unit = unitOf(root, path);
  const reading: Reading = {
    path,
    unit,
    packages,
    ...verdictsOf(root, unit),
    wrappers: new Map(),
    viper: newViper(),
    values: new Map(),
  };
  collectViper(root, reading);
  const into: Collector = { reading, sites: [], reads: [], texts: [] };
  const now: Circumstances = { guard: guardOfPath(path, text), onLoad: true, entryOnly: false };
  addTagReads(into, root, now);
  visitAll(into, root, unit.root, now);
  addHubs(into, root, now);
  const { sites, reads, texts } = into;
  const state = stateIn(root, reading, now.guard);
  const locked = lockWords.test(text);
  return { language: 'go', imports: [], packages, sites, reads, texts, state, ...(locked ? { locked } : {}) };
}

function visitAll(into: Collector, node: Node | undefined, scope: Scope, now: Circumstances): void {
  for (const child of node ? childrenOf(node) : []) visit(into, child, scope, now);
}

/** Functions that run when the program starts. */
const atStart = /^(?:main|init|run|start|serve|setup|new|must|open|connect|register)/i;

function visit(into: Collector, node: Node, around: Scope, now: Circumstances): void {
  const scope = scopeIn(into.reading.unit, node, around);
  switch (node.type) {
    case 'import_declaration':
    case 'comment':
    case 'type_declaration':
      return;
    case 'function_declaration':
    case 'method_declaration':
      visitAll(into, field(node, 'body'), bodyScope(into, node, scope), {
        ...now,
        onLoad: atStart.test(field(node, 'name')?.text ?? ''),
      });
      return;
    case 'func_literal': {
      // `go func() { … }()` runs where it stands; a handler does not.
      const runs = node.parent?.type === 'call_expression' && field(node.parent, 'function')?.id === node.id;
      visitAll(into, field(node, 'body'), bodyScope(into, node, scope), runs ? now : { ...now, onLoad: false });
      return;
    }
    case 'if_statement':
      visitIf(into, node, scope, now);
      return;
    case 'expression_switch_statement':
      visitSwitch(into, node, scope, now);
      return;
    case 'call_expression':
      addCallOrHandler(into, node, scope, now);
      break;
    case 'composite_literal':
      addLiteral(into, node, scope, now);
      addOption(into, node, scope, now);
      break;
    case 'keyed_element':
      if (isHandedOn(node)) break;
      addText(
        into,
        field(node, 'key')?.text.replaceAll(/["`]/g, '') ?? '',
        childrenOf(field(node, 'value') ?? node)[0],
        scope,
        now,
      );
      break;
    case 'assignment_statement':
      addSetting(into, node, scope, now);
      addAssignedText(into, node, scope, now);
      break;
    case 'short_var_declaration':
      addAssignedText(into, node, scope, now);
      break;
    case 'var_spec':
    case 'const_spec':
      addText(into, field(node, 'name')?.text ?? '', childrenOf(field(node, 'value') ?? node)[0], scope, now);
      break;
    case 'selector_expression':
      addMember(into, node, scope, now);
      break;
  }
  visitAll(into, node, scope, now);
}

const bodyScope = ({ reading }: Collector, node: Node, scope: Scope): Scope => {
  const body = field(node, 'body');
  return body ? scopeIn(reading.unit, body, scope) : scope;
};

function addCallOrHandler(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const read = addRead(into, node, scope, now);
  const handler = handlerOf(into, node, scope, now) ?? drainSite(into, node, now);
  if (handler) into.sites.push(handler);
  if (!read) addCall(into, node, scope, now);
}

function addAssignedText(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const left = childrenOf(field(node, 'left') ?? node)[0];
  const right = childrenOf(field(node, 'right') ?? node)[0];
  const name = left?.type === 'selector_expression' ? field(left, 'field')?.text : left?.text;
  if (name !== undefined) addText(into, name.slice(0, 80), right, scope, now);
}

function visitIf(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const initializer = field(node, 'initializer');
  const condition = field(node, 'condition');
  const { yes, no } = branches(condition, scope, into.reading, now);
  if (initializer) visit(into, initializer, scope, now);
  if (condition) visit(into, condition, scope, now);
  const consequence = field(node, 'consequence');
  const alternative = field(node, 'alternative');
  if (yes && consequence) visit(into, consequence, scope, yes);
  if (alternative) visit(into, alternative, scope, no);
}

function visitSwitch(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const asked = field(node, 'value');
  for (const child of childrenOf(node)) {
    const inside = /^(?:expression_case|default_case)$/.test(child.type)
      ? caseOf(asked, child, scope, into.reading, now)
      : now;
    visit(into, child, scope, inside);
  }
}
