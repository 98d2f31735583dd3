/** What names stand for inside a file: variables with the one value they get, fields and parameters by their types. */
import type { Node } from 'web-tree-sitter';
import type { Meaning, Value } from '../code/program.ts';
import { childrenOf } from '../code/tree.ts';
import type { Names } from './names.ts';
import type { Given, Shape, ShapeOf, Variable } from './shape.ts';

export type Binding =
  | { readonly how: 'value'; readonly node: Node; readonly scope: Scope; readonly type?: string }
  /** An instance of the class of this simple name. */
  | { readonly how: 'instance'; readonly of: string }
  | { readonly how: 'other' };

/** What all scopes of one file share. */
export interface File {
  readonly names: Names;
  /** Full names that the tables tell, for imports of whole packages. */
  readonly told: ReadonlySet<string>;
  readonly shapeOf: ShapeOf;
  /** Variables that stop the program when they are missing: `if (x == null) throw …`. */
  readonly insisted: Set<string>;
  /** What is known of nodes already, by their ids: chains of calls are asked again and again. */
  readonly meanings: Map<number, Meaning | undefined>;
  readonly values: Map<number, Value>;
}

export function fileOf(names: Names, told: ReadonlySet<string>, shape: ShapeOf): File {
  const shapes = new Map<number, Shape>();
  const shapeOf = (node: Node): Shape => {
    const known = shapes.get(node.id);
    const found = known ?? shape(node);
    if (!known) shapes.set(node.id, found);
    return found;
  };
  return { names, told, shapeOf, insisted: new Set(), meanings: new Map(), values: new Map() };
}

export interface Scope {
  readonly file: File;
  readonly variables: Map<string, Binding>;
  /** Of the class around it. */
  readonly fields: Map<string, Binding>;
  /** Arguments of setters that are called on a variable: `config.setUrl(…)`, `config.url = …`. */
  readonly setters: Map<string, Given[]>;
  readonly className?: string;
  readonly parent?: Scope;
}

export const rootScope = (file: File): Scope => ({ file, variables: new Map(), fields: new Map(), setters: new Map() });

export const innerScope = (parent: Scope): Scope => ({ ...parent, parent, variables: new Map() });

export const classScope = (parent: Scope, className: string): Scope => ({
  file: parent.file,
  variables: new Map(),
  fields: new Map(),
  setters: new Map(),
  className,
  parent,
});

export function bindingOf(name: string, scope: Scope): Binding | undefined {
  for (let one: Scope | undefined = scope; one; one = one.parent) {
    const found = one.variables.get(name) ?? one.fields.get(name);
    if (found) return found;
  }
  return undefined;
}

const bindingFor = ({ type, value }: Variable, scope: Scope): Binding =>
  value
    ? { how: 'value', node: value, scope, ...(type ? { type } : {}) }
    : type
      ? { how: 'instance', of: type }
      : { how: 'other' };

export function declareVariable(variable: Variable, into: Map<string, Binding>, scope: Scope): void {
  // The same name in two branches: which value it has cannot be told, its type still can.
  const binding = bindingFor(variable, scope);
  const before = into.get(variable.name);
  into.set(
    variable.name,
    before ? (variable.type ? { how: 'instance', of: variable.type } : { how: 'other' }) : binding,
  );
}

/** Variables of a block, but not those of functions and classes inside; what is assigned later is not known. */
export function declare(node: Node, scope: Scope, depth = 0): void {
  if (depth > 200) return;
  for (const child of childrenOf(node)) {
    const shape = scope.file.shapeOf(child);
    if (shape.kind === 'class' || shape.kind === 'function' || shape.kind === 'lambda') continue;
    if (shape.kind === 'variables') for (const one of shape.variables) declareVariable(one, scope.variables, scope);
    else if (shape.kind === 'assignment') declareAssignment(shape, scope);
    else if (shape.kind === 'call') declareSetter(shape, scope);
    declare(child, scope, depth + 1);
  }
}

function declareAssignment({ left, right }: Extract<Shape, { kind: 'assignment' }>, scope: Scope): void {
  const shape = scope.file.shapeOf(left);
  if (shape.kind === 'name') {
    const before = scope.variables.get(shape.name);
    if (before?.how === 'value')
      scope.variables.set(shape.name, before.type ? { how: 'instance', of: before.type } : { how: 'other' });
    else if (before?.how === 'instance')
      scope.variables.set(shape.name, { how: 'value', node: right, scope, type: before.of });
  } else if (shape.kind === 'member') addSetter(shape.object, { name: shape.name, node: right }, scope);
}

/** `config.setMaximumPoolSize(5)` */
function declareSetter({ object, name, given }: Extract<Shape, { kind: 'call' }>, scope: Scope): void {
  const property = /^set([A-Z]\w*)$/.exec(name)?.[1];
  if (object && property && given.length === 1)
    addSetter(object, { name: property[0]!.toLowerCase() + property.slice(1), node: given[0]!.node }, scope);
}

function addSetter(object: Node, given: Given, scope: Scope): void {
  const shape = scope.file.shapeOf(object);
  if (shape.kind === 'name') scope.setters.set(shape.name, [...(scope.setters.get(shape.name) ?? []), given]);
}

/** Fields of a class: with their types, and what its constructors put into them. */
export function declareFields(body: Node | undefined, parameters: readonly Variable[], scope: Scope): void {
  for (const one of parameters) declareVariable(one, scope.fields, scope);
  for (const member of body ? childrenOf(body) : []) {
    const shape = scope.file.shapeOf(member);
    if (shape.kind === 'variables') for (const one of shape.variables) declareVariable(one, scope.fields, scope);
    // Constants of a companion are names of the class.
    else if (shape.kind === 'class' && shape.single) declareFields(shape.body, [], scope);
  }
}
