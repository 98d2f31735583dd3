/** What names stand for in Rust: imported paths, values by the `let` above, parameters and fields by their types. */
import type { Node } from 'web-tree-sitter';
import { childrenOf, field } from '../code/tree.ts';
import { usesIn } from './uses.ts';

export type Binding =
  | { readonly how: 'import'; readonly path: readonly string[] }
  /** `type` when it is written beside the value. */
  | { readonly how: 'value'; readonly node: Node; readonly scope: Scope; readonly type?: Node }
  /** A parameter or a field: an instance of the type. */
  | { readonly how: 'type'; readonly type: Node; readonly scope: Scope }
  /** A function, a type or a module of this file. */
  | { readonly how: 'item'; readonly node: Node }
  | { readonly how: 'other' };

interface Entry {
  /** Offset from which the name stands for this. */
  readonly from: number;
  readonly binding: Binding;
}

/** What the file itself defines. */
export interface Items {
  /** Types of fields by struct and field, each with the scope it is written in. */
  readonly structs: ReadonlyMap<string, ReadonlyMap<string, Node>>;
  readonly definitions: ReadonlyMap<string, Node>;
  /** `type Db = Arc<…>`. */
  readonly aliases: ReadonlyMap<string, Node>;
  readonly functions: ReadonlyMap<string, Node>;
  /** `Type.method`. */
  readonly methods: ReadonlyMap<string, Node>;
}

export interface Scope {
  readonly parent?: Scope;
  readonly names: Map<string, Entry[]>;
  /** Calls on a name that stand as statements of their own: `options.max_connections(5);` */
  readonly touched: Map<string, Node[]>;
  /** Crates whose members a star brings in. */
  readonly globs: Set<string>;
  /** The type an `impl` is for. */
  readonly self?: string;
  readonly items: Items;
}

export const rootScope = (items: Items): Scope => ({
  names: new Map(),
  touched: new Map(),
  globs: new Set(),
  items,
});

export const innerScope = (parent: Scope, self = parent.self): Scope => ({
  parent,
  names: new Map(),
  touched: new Map(),
  globs: parent.globs,
  items: parent.items,
  ...(self === undefined ? {} : { self }),
});

export function resolve(scope: Scope, name: string, at: number): Binding | undefined {
  for (let around: Scope | undefined = scope; around; around = around.parent) {
    const found = around.names.get(name)?.findLast(({ from }) => from <= at);
    if (found) return found.binding;
  }
  return undefined;
}

/** What a `use` brings under a name, whatever else bears it. */
export function importOf(scope: Scope, name: string): Binding | undefined {
  for (let around: Scope | undefined = scope; around; around = around.parent) {
    const found = around.names.get(name)?.find(({ binding }) => binding.how === 'import');
    if (found) return found.binding;
  }
  return undefined;
}

/** Statements that change what a name stands for, seen from where it is used. */
export function touchesOf(scope: Scope, name: string): readonly Node[] {
  for (let around: Scope | undefined = scope; around; around = around.parent)
    if (around.names.has(name)) return around.touched.get(name) ?? [];
  return [];
}

export function bind(scope: Scope, name: string, from: number, binding: Binding): void {
  const known = scope.names.get(name);
  if (known) known.push({ from, binding });
  else scope.names.set(name, [{ from, binding }]);
}

export function itemsOf(root: Node): Items {
  const structs = new Map<string, ReadonlyMap<string, Node>>();
  const definitions = new Map<string, Node>();
  const aliases = new Map<string, Node>();
  const functions = new Map<string, Node>();
  const methods = new Map<string, Node>();
  for (const node of root.descendantsOfType(['struct_item', 'type_item', 'function_item', 'impl_item'])) {
    const name = node && field(node, 'name')?.text;
    if (!node) continue;
    if (node.type === 'struct_item' && name !== undefined) {
      structs.set(name, fieldsOf(node));
      definitions.set(name, node);
    } else if (node.type === 'type_item' && name !== undefined) {
      const type = field(node, 'type');
      if (type) aliases.set(name, type);
    } else if (node.type === 'function_item' && name !== undefined) {
      if (node.parent?.type !== 'declaration_list' || node.parent.parent?.type === 'mod_item')
        functions.set(name, node);
    } else if (node.type === 'impl_item') {
      const type = typeName(field(node, 'type'));
      for (const method of field(node, 'body')?.namedChildren ?? []) {
        const called = method?.type === 'function_item' ? field(method, 'name')?.text : undefined;
        if (method && type !== undefined && called !== undefined) methods.set(`${type}.${called}`, method);
      }
    }
  }
  return { structs, definitions, aliases, functions, methods };
}

function fieldsOf(struct: Node): ReadonlyMap<string, Node> {
  const fields = new Map<string, Node>();
  const body = field(struct, 'body');
  for (const [at, child] of (body ? childrenOf(body) : []).entries()) {
    const name = child.type === 'field_declaration' ? field(child, 'name')?.text : undefined;
    const type = field(child, 'type');
    if (name !== undefined && type) fields.set(name, type);
    // `struct Db(Arc<…>)`
    else if (body?.type === 'ordered_field_declaration_list' && /type$|type_identifier/.test(child.type))
      fields.set(String(at), child);
  }
  return fields;
}

/** The last name of a type, without what it is generic over. */
export function typeName(type: Node | undefined): string | undefined {
  if (!type) return undefined;
  if (type.type === 'generic_type') return typeName(field(type, 'type'));
  if (type.type === 'scoped_type_identifier') return field(type, 'name')?.text;
  return /identifier$/.test(type.type) ? type.text : undefined;
}

/** Names of one block, or of the file. */
export function declare(body: Node, scope: Scope): void {
  for (const node of childrenOf(body)) {
    switch (node.type) {
      case 'use_declaration':
        declareUse(node, scope);
        break;
      case 'extern_crate_declaration': {
        const name = field(node, 'name')?.text;
        const alias = field(node, 'alias')?.text;
        if (name !== undefined) bind(scope, alias ?? name, 0, { how: 'import', path: [name] });
        // Its macros and attributes need no `use`.
        if (name !== undefined && node.previousNamedSibling?.text === '#[macro_use]') scope.globs.add(name);
        break;
      }
      case 'let_declaration':
        declareLet(node, scope);
        break;
      case 'const_item':
      case 'static_item': {
        const name = field(node, 'name')?.text;
        const value = field(node, 'value');
        const type = field(node, 'type');
        if (name !== undefined && value)
          bind(scope, name, 0, { how: 'value', node: value, scope, ...(type ? { type } : {}) });
        break;
      }
      case 'function_item':
      case 'struct_item':
      case 'enum_item':
      case 'trait_item':
      case 'type_item':
      case 'union_item':
      case 'mod_item': {
        const name = field(node, 'name')?.text;
        if (name !== undefined) bind(scope, name, 0, { how: 'item', node });
        break;
      }
      case 'expression_statement':
        declareStatement(childrenOf(node)[0], scope);
        break;
    }
  }
}

function declareUse(node: Node, scope: Scope): void {
  const tree = field(node, 'argument');
  for (const { path, name, glob } of tree ? usesIn(tree.text) : []) {
    const first = path[0];
    if (glob) {
      if (first !== undefined && !/^(?:crate|self|super)$/.test(first)) scope.globs.add(first);
    } else if (name !== undefined) bind(scope, name, 0, { how: 'import', path });
  }
}

const isMutable = (node: Node): boolean => node.children.some((child) => child?.type === 'mutable_specifier');

function declareLet(node: Node, scope: Scope): void {
  const pattern = field(node, 'pattern');
  const value = field(node, 'value');
  const type = field(node, 'type');
  if (!pattern) return;
  const name = nameIn(pattern);
  const from = node.endIndex;
  if (name === undefined) {
    for (const each of namesIn(pattern)) bind(scope, each, from, { how: 'other' });
    return;
  }
  if (value) bind(scope, name, from, { how: 'value', node: value, scope, ...(type ? { type } : {}) });
  else if (type) bind(scope, name, from, { how: 'type', type, scope });
  else bind(scope, name, from, { how: 'other' });
}

/** The one name of `x`, `mut x`, `ref x`, `Ok(x)`, `Some(x)`. */
export function nameIn(pattern: Node): string | undefined {
  if (pattern.type === 'identifier') return pattern.text;
  if (/^(?:mut_pattern|ref_pattern|reference_pattern|captured_pattern|match_pattern)$/.test(pattern.type)) {
    const inner = childrenOf(pattern).filter(({ type }) => type !== 'mutable_specifier');
    return inner.length === 1 ? nameIn(inner[0]!) : undefined;
  }
  if (pattern.type !== 'tuple_struct_pattern') return undefined;
  const [, ...inner] = childrenOf(pattern);
  return inner.length === 1 ? nameIn(inner[0]!) : undefined;
}

const namesIn = (pattern: Node): readonly string[] =>
  pattern.descendantsOfType(['identifier', 'shorthand_field_identifier']).flatMap((one) => (one ? [one.text] : []));

/** `x = …;` makes a name unsure; `x.with(…);` adds to what it stands for. */
function declareStatement(node: Node | undefined, scope: Scope): void {
  if (!node) return;
  if (node.type === 'assignment_expression' || node.type === 'compound_assignment_expr') {
    const left = field(node, 'left');
    if (left?.type === 'identifier') bind(scope, left.text, node.endIndex, { how: 'other' });
    return;
  }
  let at: Node | undefined = node;
  while (at && at.type !== 'identifier')
    at =
      at.type === 'call_expression'
        ? field(at, 'function')
        : at.type === 'field_expression'
          ? field(at, 'value')
          : inside(at);
  if (at && at.id !== node.id) {
    const known = scope.touched.get(at.text);
    if (known) known.push(node);
    else scope.touched.set(at.text, [node]);
  }
}

const inside = (node: Node): Node | undefined =>
  /^(?:try_expression|await_expression|parenthesized_expression)$/.test(node.type) ? childrenOf(node)[0] : undefined;

/** Parameters of a function or a closure. */
export function declareParameters(parameters: Node | undefined, scope: Scope): void {
  for (const parameter of parameters ? childrenOf(parameters) : []) {
    if (parameter.type === 'parameter') {
      const pattern = field(parameter, 'pattern');
      const type = field(parameter, 'type');
      const name = pattern && nameIn(pattern);
      if (name !== undefined && type) bind(scope, name, 0, { how: 'type', type, scope });
      else if (pattern) for (const each of namesIn(pattern)) bind(scope, each, 0, { how: 'other' });
    } else if (parameter.type !== 'self_parameter')
      for (const each of parameter.type === 'identifier' ? [parameter.text] : namesIn(parameter))
        bind(scope, each, 0, { how: 'other' });
  }
}

export { isMutable };
