/** What names stand for in PHP: imported classes, variables assigned once, parameters with a type. */
import type { Node } from 'web-tree-sitter';
import { childrenOf, field } from '../code/tree.ts';

export type Binding =
  | { readonly how: 'value'; readonly node: Node; readonly scope: Scope }
  /** An instance of this class. */
  | { readonly how: 'instance'; readonly of: string }
  | { readonly how: 'other' };

export interface Scope {
  /** Full names of classes by the short ones the file uses. */
  readonly classes: ReadonlyMap<string, string>;
  readonly variables: Map<string, Binding>;
  /** `$this->x` of the class around it. */
  readonly fields: Map<string, Binding>;
}

/** `use A\B\C;`, `use A\B\{C, D as E};` */
export function classesOf(root: Node): ReadonlyMap<string, string> {
  const classes = new Map<string, string>();
  const add = (full: string, alias: string | undefined): void => {
    const name = full.replace(/^\\/, '');
    classes.set(alias ?? name.slice(name.lastIndexOf('\\') + 1), name);
  };
  for (const declaration of root.descendantsOfType('namespace_use_declaration')) {
    if (!declaration) continue;
    const group = field(declaration, 'body');
    const prefix = group
      ? `${childrenOf(declaration).find(({ type }) => type === 'namespace_name')?.text ?? ''}\\`
      : '';
    for (const clause of declaration.descendantsOfType('namespace_use_clause')) {
      const name = clause && childrenOf(clause)[0]?.text;
      if (clause && name) add(`${prefix}${name}`, field(clause, 'alias')?.text);
    }
  }
  return classes;
}

/** The full name of a class as the file writes it; names nobody imports stay as they are. */
export function className(written: string, { classes }: Scope): string {
  if (written.startsWith('\\')) return written.slice(1);
  const [first = '', ...rest] = written.split('\\');
  const known = classes.get(first);
  return known === undefined ? written : [known, ...rest].join('\\');
}

export const inner = ({ classes, fields }: Scope): Scope => ({ classes, fields, variables: new Map() });

const bind = (names: Map<string, Binding>, name: string, binding: Binding): void => {
  const known = names.get(name);
  names.set(name, known ? { how: 'other' } : binding);
};

/** Parameters by their types; promoted ones are fields of the class as well. */
export function declareParameters(parameters: Node | undefined, scope: Scope): void {
  for (const parameter of parameters ? childrenOf(parameters) : []) {
    const name = field(parameter, 'name')?.text;
    const type = field(parameter, 'type');
    if (name === undefined) continue;
    const binding: Binding =
      type?.type === 'named_type' ? { how: 'instance', of: className(type.text, scope) } : { how: 'other' };
    scope.variables.set(name, binding);
    if (parameter.type === 'property_promotion_parameter') scope.fields.set(name.slice(1), binding);
  }
}

/** Variables of a function, each with the one value it gets. Functions inside have scopes of their own. */
export function declare(body: Node, scope: Scope): void {
  for (const node of childrenOf(body)) {
    if (/^(?:anonymous_function|arrow_function|function_definition|class_declaration)/.test(node.type)) continue;
    if (node.type === 'assignment_expression') {
      const left = field(node, 'left');
      const right = field(node, 'right');
      if (left?.type === 'variable_name' && right)
        bind(scope.variables, left.text, { how: 'value', node: right, scope });
    }
    declare(node, scope);
  }
}

/** Fields of a class: typed properties and what constructors promote. */
export function declareFields(body: Node, scope: Scope): void {
  for (const node of childrenOf(body)) {
    if (node.type === 'property_declaration') {
      const type = field(node, 'type');
      const name = childrenOf(node).find((child) => child.type === 'property_element');
      if (type?.type === 'named_type' && name)
        bind(scope.fields, (field(name, 'name') ?? name).text.replace(/^\$/, ''), {
          how: 'instance',
          of: className(type.text, scope),
        });
    } else if (node.type === 'method_declaration' && field(node, 'name')?.text === '__construct')
      declareParameters(field(node, 'parameters'), inner(scope));
  }
}
