/** What names stand for in Elixir: aliases, variables bound once, attributes of modules, parts of patterns. */
import type { Node } from 'web-tree-sitter';
import type { Meaning } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import {
  type Definition,
  definitionOf,
  givenTo,
  isDefinition,
  itemsOf,
  keyOf,
  localName,
  operatorOf,
  type Pipes,
  pairUnder,
} from './nodes.ts';

export type Binding =
  | { readonly how: 'value'; readonly node: Node; readonly scope: Scope }
  /** Part of a pattern that says what it is. */
  | { readonly how: 'known'; readonly meaning: Meaning }
  /** Handed in, bound twice, or taken apart. */
  | { readonly how: 'other' };

/** What holds for a whole file. */
export interface Unit {
  readonly path: string;
  /** Full names of modules by the short ones. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Definitions by name, and by `Module.name`. */
  readonly functions: ReadonlyMap<string, readonly Definition[]>;
  /** Expressions that may still be looked into: code that refers to itself must not take forever. */
  readonly budget: { left: number };
  readonly pipes: Pipes;
}

export interface Scope {
  readonly unit: Unit;
  readonly parent?: Scope;
  readonly names: Map<string, Binding>;
  readonly attributes: Map<string, Binding>;
  readonly module?: string;
  /** Whether code here runs while the program is compiled, or once it is started. */
  readonly runs: 'build' | 'start';
}

export const inner = (scope: Scope, more: Partial<Pick<Scope, 'attributes' | 'module' | 'runs'>> = {}): Scope => ({
  ...scope,
  ...more,
  parent: scope,
  names: new Map(),
});

export function resolve(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return undefined;
}

/** `alias A.B`, `alias A.{B, C}`, `alias A.B, as: D`; definitions of functions. */
export function unitOf(root: Node, path: string): Unit {
  const aliases = new Map<string, string>();
  const functions = new Map<string, Definition[]>();
  const walk = (node: Node, module: string | undefined, depth: number): void => {
    if (depth > 40) return;
    for (const child of childrenOf(node)) {
      const name = localName(child);
      if (name === 'alias') addAlias(child, module, aliases);
      else if (name === 'defmodule') {
        const own = givenTo(child).positional[0]?.text;
        walk(child, own === undefined ? module : module === undefined ? own : `${module}.${own}`, depth + 1);
      } else if (isDefinition(child)) {
        const definition = definitionOf(child);
        if (definition)
          for (const key of [definition.name, `${module}.${definition.name}`])
            functions.set(key, [...(functions.get(key) ?? []), definition]);
      }
      if (name !== 'defmodule') walk(child, module, depth + 1);
    }
  };
  walk(root, undefined, 0);
  return { path, aliases, functions, budget: { left: 300_000 }, pipes: new Map() };
}

const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function addAlias(call: Node, module: string | undefined, aliases: Map<string, string>): void {
  const { positional, pairs } = givenTo(call);
  const [named] = positional;
  const full = (text: string): string => text.replace(/^__MODULE__/, module ?? '__MODULE__');
  if (named?.type === 'alias') aliases.set(pairUnder(pairs, 'as')?.text ?? last(named.text), named.text);
  if (named?.type !== 'dot') return;
  const [from, group] = [field(named, 'left'), field(named, 'right')];
  if (!from || !group) return;
  if (group.type === 'alias')
    aliases.set(pairUnder(pairs, 'as')?.text ?? last(group.text), `${full(from.text)}.${group.text}`);
  for (const one of group.type === 'tuple' ? childrenOf(group) : [])
    if (one.type === 'alias') aliases.set(last(one.text), `${full(from.text)}.${one.text}`);
}

/** The full name behind an alias as it is written. */
export function moduleName(text: string, { aliases }: Unit): string {
  const name = text.replace(/^Elixir\./, '');
  const cut = name.indexOf('.');
  const first = cut === -1 ? name : name.slice(0, cut);
  const full = aliases.get(first);
  return full === undefined || full === name ? name : full + (cut === -1 ? '' : name.slice(cut));
}

const bind = (names: Map<string, Binding>, name: string, binding: Binding): void => {
  names.set(name, names.has(name) ? { how: 'other' } : binding);
};

/** Names that a list of statements binds. Blocks inside have scopes of their own: what they bind does not leave them. */
export function declare(statements: readonly Node[], scope: Scope): void {
  for (const statement of statements)
    if (statement.type === 'binary_operator' && operatorOf(statement) === '=')
      declareMatch(field(statement, 'left'), field(statement, 'right'), scope);
}

export function declareMatch(left: Node | undefined, right: Node | undefined, scope: Scope): void {
  if (!left) return;
  if (left.type === 'identifier')
    bind(scope.names, left.text, right ? { how: 'value', node: right, scope } : { how: 'other' });
  else declarePattern(left, scope);
}

/** `@name value` of a module. */
export function declareAttributes(statements: readonly Node[], scope: Scope): void {
  for (const statement of statements) {
    const named =
      statement.type === 'unary_operator' && operatorOf(statement) === '@' ? field(statement, 'operand') : undefined;
    const name = named && localName(named);
    const value = named && givenTo(named);
    if (name === undefined || !value) continue;
    const node = value.positional[0] ?? value.pairs[0]?.parent;
    if (node) bind(scope.attributes, name, { how: 'value', node, scope });
  }
}

/** A part of what a request brings: of all values there only uploads have fields. */
export const requestPart: Meaning = { module: '', path: 'params[]' };

/** Names a pattern binds: `%Plug.Upload{path: path} = upload`, `%{"photo" => photo}`, `{:ok, name}`. */
export function declarePattern(node: Node, scope: Scope, known?: Meaning): void {
  switch (node.type) {
    case 'identifier':
      if (node.text !== '_') bind(scope.names, node.text, known ? { how: 'known', meaning: known } : { how: 'other' });
      return;
    case 'pair': {
      const value = field(node, 'value');
      if (value) declarePattern(value, scope, known && { ...known, path: `${known.path}.${keyOf(node)}` });
      return;
    }
    case 'map':
      declareMap(node, scope, known);
      return;
    case 'binary_operator': {
      const [left, right] = [field(node, 'left'), field(node, 'right')];
      const operator = operatorOf(node);
      if (operator === '=') {
        const struct = [left, right].map((side) => side && structOf(side, scope)).find((one) => one !== undefined);
        for (const side of [left, right]) if (side) declarePattern(side, scope, struct ?? known);
      } else if (operator === '\\\\' && left) declarePattern(left, scope, known);
      else for (const side of [left, right]) if (side) declarePattern(side, scope);
      return;
    }
    case 'tuple':
    case 'list':
    case 'keywords':
    case 'arguments':
      for (const child of childrenOf(node)) declarePattern(child, scope);
  }
}

/** An instance of the struct a pattern names. */
function structOf(node: Node, { unit }: Scope): Meaning | undefined {
  const struct = node.type === 'map' ? childrenOf(node).find(({ type }) => type === 'struct') : undefined;
  const name = struct && childrenOf(struct)[0];
  return name?.type === 'alias' ? { module: moduleName(name.text, unit), path: '()' } : undefined;
}

function declareMap(node: Node, scope: Scope, known: Meaning | undefined): void {
  const of = structOf(node, scope) ?? known;
  const content = childrenOf(node).find(({ type }) => type === 'map_content');
  if (!content) return;
  const { positional, pairs } = itemsOf(content);
  for (const pair of pairs) declarePattern(pair, scope, of);
  for (const entry of positional) {
    const [key, value] = [field(entry, 'left'), field(entry, 'right')];
    if (value) declarePattern(value, scope, key?.type === 'string' ? requestPart : undefined);
  }
}

/** Parameters of a function, with what a call hands over where that is known. */
export function declareParameters(
  parameters: readonly Node[],
  scope: Scope,
  given: readonly Node[] = [],
  from = scope,
): void {
  parameters.forEach((parameter, index) => {
    const name =
      parameter.type === 'binary_operator' && operatorOf(parameter) === '\\\\' ? field(parameter, 'left') : parameter;
    const node = given[index] ?? (name === parameter ? undefined : field(parameter, 'right'));
    if (name?.type === 'identifier' && node)
      bind(scope.names, name.text, { how: 'value', node, scope: given[index] ? from : scope });
    else declarePattern(parameter, scope);
  });
}
