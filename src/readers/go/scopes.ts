/** What names stand for in a Go file: imported packages, variables with all they are given, parameters, functions, fields of structs. */
import type { Node } from 'web-tree-sitter';
import type { Meaning } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { libraryName, packageNames } from './names.ts';

/** A piece of code that gives a value, and the place among several results: `db, err := sql.Open(…)`. */
export interface Given {
  readonly node: Node;
  readonly scope: Scope;
  readonly index: number;
}

export interface Binding {
  readonly how: 'import' | 'variable' | 'parameter' | 'function' | 'other';
  /** Import path without its version. */
  readonly module?: string;
  readonly type?: Given;
  readonly value?: Given;
  /** Definition of a function. */
  readonly node?: Node;
  /** Position among the parameters. */
  readonly position?: number;
  /** Later assignments. */
  readonly changes: Given[];
  /** `x.Field = value` */
  readonly fields: (Given & { readonly name: string })[];
}

export interface Scope {
  readonly parent?: Scope;
  readonly names: Map<string, Binding>;
}

/** A field of a struct of this file. */
export interface StructField {
  readonly name: string;
  readonly struct: string;
  readonly type?: Node;
  readonly tag?: string;
  readonly node: Node;
  /** Values literals of the struct and assignments give it. */
  readonly values: Given[];
}

export interface Unit {
  readonly path: string;
  readonly root: Scope;
  /** Scope a node opens, by its id. */
  readonly scopes: Map<number, Scope>;
  readonly functions: Map<string, Node>;
  /** Methods by their last name; two of one name are none. */
  readonly methods: Map<string, Node | 'several'>;
  /** Struct types of this file, with their fields. */
  readonly structs: Map<string, Map<string, StructField>>;
  /** Fields by name where only one struct has it. */
  readonly fields: Map<string, StructField | 'several'>;
  /** Meanings that were looked for, by node: names may be given each other in a circle. */
  readonly meanings: Map<number, Meaning | 'none'>;
}

const binding = (how: Binding['how'], rest: Partial<Binding> = {}): Binding => ({
  how,
  changes: [],
  fields: [],
  ...rest,
});

export function resolve(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return undefined;
}

const opensScope =
  /^(?:function_declaration|method_declaration|func_literal|block|if_statement|for_statement|expression_switch_statement|type_switch_statement|select_statement|expression_case|type_case|default_case|communication_case)$/;

export function unitOf(root: Node, path: string): Unit {
  const unit: Unit = {
    path,
    root: { names: new Map() },
    scopes: new Map(),
    functions: new Map(),
    methods: new Map(),
    structs: new Map(),
    fields: new Map(),
    meanings: new Map(),
  };
  declareImports(root, unit.root);
  for (const node of childrenOf(root)) declareTop(node, unit);
  for (const node of childrenOf(root)) walk(node, unit.root, unit);
  return unit;
}

/** The scope inside a node. */
export const scopeIn = (unit: Unit, node: Node, around: Scope): Scope => unit.scopes.get(node.id) ?? around;

function declareImports(root: Node, scope: Scope): void {
  const likely: { readonly name: string; readonly module: string }[] = [];
  for (const declaration of childrenOf(root)) {
    if (declaration.type !== 'import_declaration') continue;
    for (const spec of declaration.descendantsOfType('import_spec')) {
      const path = spec && field(spec, 'path')?.text.slice(1, -1);
      if (!spec || !path) continue;
      const alias = field(spec, 'name')?.text;
      const module = libraryName(path);
      if (alias === '_' || alias === '.') continue;
      if (alias) scope.names.set(alias, binding('import', { module }));
      else for (const name of packageNames(path)) likely.push({ name, module });
    }
  }
  // The plain last word of one path is more than a part of another.
  likely.sort(
    (one, other) => Number(!one.module.endsWith(`/${one.name}`)) - Number(!other.module.endsWith(`/${other.name}`)),
  );
  for (const { name, module } of likely)
    if (!scope.names.has(name)) scope.names.set(name, binding('import', { module }));
}

/** Functions, methods and types may be used before they are written. */
function declareTop(node: Node, unit: Unit): void {
  const name = field(node, 'name')?.text;
  if (node.type === 'function_declaration' && name) {
    unit.functions.set(name, node);
    if (name !== 'init' && name !== 'main') unit.root.names.set(name, binding('function', { node }));
  } else if (node.type === 'method_declaration' && name) {
    unit.methods.set(name, unit.methods.has(name) ? 'several' : node);
  } else if (node.type === 'type_declaration') {
    for (const spec of childrenOf(node)) declareStruct(spec, unit);
  }
}

function declareStruct(spec: Node, unit: Unit): void {
  const name = field(spec, 'name')?.text;
  const type = field(spec, 'type');
  if (name === undefined || type?.type !== 'struct_type') return;
  declareFields(name, type, unit);
}

/** `Database struct { URL string }` inside another struct is one of its own: `Config.Database`. */
function declareFields(name: string, type: Node, unit: Unit, depth = 0): void {
  const own = new Map<string, StructField>();
  unit.structs.set(name, own);
  const list = childrenOf(type)[0];
  for (const declaration of list ? childrenOf(list) : []) {
    if (declaration.type !== 'field_declaration') continue;
    const inner = field(declaration, 'type');
    const tag = field(declaration, 'tag')?.text.slice(1, -1);
    const names = declaration.childrenForFieldName('name').flatMap((one) => (one ? [one.text] : []));
    // An embedded type is a field of its last name.
    const embedded = inner?.text.slice(inner.text.lastIndexOf('.') + 1).replace(/^\*/, '');
    for (const one of names.length > 0 ? names : embedded ? [embedded] : []) {
      const found: StructField = {
        name: one,
        struct: name,
        node: declaration,
        values: [],
        ...(inner ? { type: inner } : {}),
        ...(tag === undefined ? {} : { tag }),
      };
      own.set(one, found);
      unit.fields.set(one, unit.fields.has(one) ? 'several' : found);
      if (inner?.type === 'struct_type' && depth < 8) declareFields(`${name}.${one}`, inner, unit, depth + 1);
    }
  }
}

function walk(node: Node, around: Scope, unit: Unit): void {
  let scope = around;
  if (opensScope.test(node.type)) {
    scope = { parent: around, names: new Map() };
    unit.scopes.set(node.id, scope);
  }
  switch (node.type) {
    case 'function_declaration':
    case 'method_declaration':
    case 'func_literal':
      declareParameters(field(node, 'receiver'), scope);
      declareParameters(field(node, 'parameters'), scope);
      break;
    case 'var_spec':
    case 'const_spec':
      declareVariables(node, scope);
      break;
    case 'short_var_declaration':
      assign(node, scope, unit, true);
      break;
    case 'assignment_statement':
      assign(node, scope, unit, false);
      break;
    case 'range_clause':
    case 'receive_statement':
      for (const left of namesOf(field(node, 'left')))
        if (left.type === 'identifier') scope.names.set(left.text, binding('other'));
      break;
    case 'type_switch_statement':
      for (const alias of namesOf(field(node, 'alias'))) scope.names.set(alias.text, binding('other'));
      break;
    case 'composite_literal':
      giveFields(node, scope, unit);
      break;
  }
  for (const child of childrenOf(node)) walk(child, scope, unit);
}

const namesOf = (list: Node | undefined): readonly Node[] => (list ? childrenOf(list) : []);

function declareParameters(list: Node | undefined, scope: Scope): void {
  let position = 0;
  for (const parameter of namesOf(list)) {
    const type = field(parameter, 'type');
    for (const name of parameter.childrenForFieldName('name')) {
      if (!name) continue;
      const given = type && { node: type, scope: scope.parent ?? scope, index: 0 };
      scope.names.set(name.text, binding('parameter', { position: position++, ...(given ? { type: given } : {}) }));
    }
  }
}

/** The value of the left side at this place: of its own, or one of several results. */
const givenAt = (values: readonly Node[], index: number, scope: Scope): Given | undefined => {
  const own = values.length === 1 ? values[0] : values[index];
  return own && { node: own, scope, index: values.length === 1 ? index : 0 };
};

function declareVariables(node: Node, scope: Scope): void {
  const type = field(node, 'type');
  const values = namesOf(field(node, 'value'));
  node.childrenForFieldName('name').forEach((name, index) => {
    if (name?.type !== 'identifier') return;
    const value = givenAt(values, index, scope);
    scope.names.set(
      name.text,
      binding('variable', {
        ...(type ? { type: { node: type, scope, index: 0 } } : {}),
        ...(value ? { value } : {}),
      }),
    );
  });
}

function assign(node: Node, scope: Scope, unit: Unit, declares: boolean): void {
  const values = namesOf(field(node, 'right'));
  const operator = field(node, 'operator')?.text ?? '=';
  namesOf(field(node, 'left')).forEach((left, index) => {
    const given = givenAt(values, index, scope);
    if (!given || left.text === '_') return;
    if (left.type === 'identifier') {
      const known = declares ? scope.names.get(left.text) : resolve(scope, left.text);
      if (known) known.changes.push(operator === '=' ? given : { ...given, index: -1 });
      else if (declares) scope.names.set(left.text, binding('variable', { value: given }));
    } else if (left.type === 'selector_expression') {
      const operand = field(left, 'operand');
      const name = field(left, 'field')?.text;
      if (operand?.type !== 'identifier' || name === undefined) return;
      const owner = resolve(scope, operand.text);
      owner?.fields.push({ ...given, name });
      const own = owner && fieldOf(unit, structName(owner), name);
      own?.values.push(given);
    }
  });
}

/** The local struct a variable or parameter is declared as. */
export function structName({ type, value }: Binding): string | undefined {
  if (type) return localType(type.node);
  const node = value?.node;
  const literal = node?.type === 'unary_expression' ? field(node, 'operand') : node;
  const written = literal?.type === 'composite_literal' ? field(literal, 'type') : undefined;
  return written && localType(written);
}

export function localType(node: Node): string | undefined {
  if (node.type === 'pointer_type') return childrenOf(node)[0] && localType(childrenOf(node)[0]!);
  return node.type === 'type_identifier' ? node.text : undefined;
}

/** A field by the struct it belongs to, or by its name alone where only one struct of the file has it. */
export function fieldOf(unit: Unit, struct: string | undefined, name: string): StructField | undefined {
  const own = struct === undefined ? undefined : unit.structs.get(struct);
  if (own) return own.get(name);
  const only = unit.fields.get(name);
  return only === 'several' ? undefined : only;
}

/** `Server{db: db}` gives the field a value. */
function giveFields(node: Node, scope: Scope, unit: Unit): void {
  const type = field(node, 'type');
  const own = type?.type === 'type_identifier' ? unit.structs.get(type.text) : undefined;
  const body = field(node, 'body');
  if (!own || !body) return;
  for (const element of childrenOf(body)) {
    const name = element.type === 'keyed_element' ? field(element, 'key')?.text : undefined;
    const value = name === undefined ? undefined : childrenOf(field(element, 'value')!)[0];
    if (name !== undefined && value) own.get(name)?.values.push({ node: value, scope, index: 0 });
  }
}
