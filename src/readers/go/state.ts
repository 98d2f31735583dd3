/** Maps and lists that outlive requests and that functions change: of the package, or of a struct with a lock. */
import type { Node } from 'web-tree-sitter';
import type { Guard } from '../../facts/code.ts';
import { span } from '../../source/index.ts';
import type { StateSite } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { structOf } from './meanings.ts';
import type { Reading } from './reading.ts';
import { resolve, type StructField } from './scopes.ts';
import { scopeAt } from './values.ts';

/** Functions that run once, before there are requests. */
const setsUp = /^(?:init|main|New|new|Must|must|Register|register|Setup|setup|Load|load|With|Init|Open|Parse)/;
const container = /^(?:map\[|\[\]|make\((?:map|\[\])|sync\.Map\b|&?sync\.Map\{)/;
const changingMethods = new Set(['Store', 'LoadOrStore', 'Swap', 'CompareAndSwap', 'Delete', 'LoadAndDelete']);

interface Kept {
  readonly name: string;
  readonly node: Node;
  readonly changedIn: Set<number>;
  readonly usedIn: Set<number>;
}

export function stateIn(root: Node, reading: Reading, guard: Guard): readonly StateSite[] {
  const kept = new Map<string, Kept>();
  const add = (key: string, name: string, node: Node): void => {
    kept.set(key, { name, node, changedIn: new Set(), usedIn: new Set() });
  };
  for (const { name, node } of packageVariables(root)) add(name, name, node);
  for (const one of lockedFields(reading)) add(`${one.struct}.${one.name}`, one.name, one.node);
  if (kept.size === 0) return [];
  for (const definition of childrenOf(root)) {
    if (!/^(?:function|method)_declaration$/.test(definition.type)) continue;
    lookInto(definition, kept, reading);
  }
  return [...kept.values()]
    .filter(({ changedIn }) => changedIn.size > 0)
    .map(({ name, node, changedIn, usedIn }) => ({
      at: span(reading.path, node.startIndex, node.endIndex),
      guard,
      onLoad: true,
      entryOnly: false,
      name,
      readBack: [...usedIn].some((id) => !changedIn.has(id)) || changedIn.size > 1,
    }));
}

/** `var carts = map[string]Cart{}` */
function packageVariables(root: Node): readonly { readonly name: string; readonly node: Node }[] {
  return childrenOf(root)
    .filter(({ type }) => type === 'var_declaration')
    .flatMap((declaration) => declaration.descendantsOfType('var_spec'))
    .flatMap((spec) => {
      const name = spec && field(spec, 'name')?.text;
      const written = spec && (field(spec, 'type') ?? field(spec, 'value'))?.text;
      return spec && name && written && container.test(written) ? [{ name, node: spec }] : [];
    });
}

/** Fields of structs that are made to be changed from many goroutines: beside a mutex, or a `sync.Map`. */
const lockedFields = ({ unit }: Reading): readonly StructField[] =>
  [...unit.structs.values()].flatMap((fields) => {
    const all = [...fields.values()];
    const locked = all.some(({ type }) => /^\*?sync\.(?:RW)?Mutex$/.test(type?.text ?? ''));
    return all.filter(({ type }) => {
      const text = type?.text ?? '';
      return text === 'sync.Map' || (locked && /^(?:map\[|\[\])/.test(text));
    });
  });

function lookInto(definition: Node, kept: ReadonlyMap<string, Kept>, reading: Reading): void {
  const body = field(definition, 'body');
  const early = setsUp.test(field(definition, 'name')?.text ?? '');
  if (!body) return;
  const changed = new Set<number>();
  const note = (node: Node | undefined): void => {
    const found = node && keptBy(node, kept, reading);
    if (!node || !found) return;
    changed.add(node.id);
    if (!early) found.changedIn.add(definition.id);
  };
  const visit = (node: Node): void => {
    if (node.type === 'assignment_statement' || node.type === 'inc_statement' || node.type === 'dec_statement') {
      for (const left of childrenOf(field(node, 'left') ?? node)) {
        if (left.type === 'index_expression') note(field(left, 'operand'));
        else if (/^\s*append\(/.test(field(node, 'right')?.text ?? '')) note(left);
      }
    } else if (node.type === 'call_expression') {
      const callee = field(node, 'function');
      if (callee?.text === 'delete') note(childrenOf(field(node, 'arguments')!)[0]);
      else if (callee?.type === 'selector_expression' && changingMethods.has(field(callee, 'field')?.text ?? ''))
        note(field(callee, 'operand'));
    } else if (/^(?:identifier|selector_expression)$/.test(node.type) && !changed.has(node.id)) {
      keptBy(node, kept, reading)?.usedIn.add(definition.id);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(body);
}

function keptBy(node: Node, kept: ReadonlyMap<string, Kept>, reading: Reading): Kept | undefined {
  if (node.type === 'identifier') {
    const found = kept.get(node.text);
    const scope = found && scopeAt(node, reading.unit.root, reading);
    // A name of a function hides that of the package.
    return scope && resolve(scope, node.text) === reading.unit.root.names.get(node.text) ? found : undefined;
  }
  if (node.type !== 'selector_expression') return undefined;
  const operand = field(node, 'operand');
  const name = field(node, 'field')?.text;
  if (!operand || ![...kept.keys()].some((key) => key.endsWith(`.${name}`))) return undefined;
  const struct = structOf(operand, scopeAt(node, reading.unit.root, reading), reading.unit);
  return struct === undefined ? undefined : kept.get(`${struct}.${name}`);
}
