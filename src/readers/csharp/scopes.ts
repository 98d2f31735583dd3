/** What names stand for in C#: variables and fields by the one value they get or by their type, and methods of the file by what they answer with. */
import type { Node } from 'web-tree-sitter';
import { childrenOf, field } from '../code/tree.ts';

export type Binding =
  /** `type` where one is written. */
  | { readonly how: 'value'; readonly node: Node; readonly scope: Scope; readonly type?: string }
  /** An instance of this type, by its short name. */
  | { readonly how: 'instance'; readonly of: string }
  | { readonly how: 'other' };

export interface Scope {
  readonly parent?: Scope;
  readonly names: Map<string, Binding>;
  /** Of the type around it; the scope of a file has none. */
  readonly members?: Scope;
  readonly file: FileScope;
}

export interface FileScope {
  readonly aliases: ReadonlyMap<string, string>;
  /** Types the file defines: names of its own, whatever a library calls by them. */
  readonly types: ReadonlySet<string>;
  /** Types of what methods and functions of the file answer with; absent where two of one name differ. */
  readonly methods: ReadonlyMap<string, string>;
}

export const child = (parent: Scope): Scope => ({ ...parent, parent, names: new Map() });

export function resolve(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return undefined;
}

/** The short name of a type: `Microsoft.Extensions.X?` is `X`, `List<X>` is `List`. */
export function typeName(type: Node | undefined, file: FileScope): string | undefined {
  if (!type) return undefined;
  switch (type.type) {
    case 'identifier':
      return file.aliases.get(type.text) ?? type.text;
    case 'predefined_type':
      return type.text;
    case 'qualified_name':
    case 'alias_qualified_name':
      return typeName(field(type, 'name'), file);
    case 'generic_name':
    case 'nullable_type':
      return typeName(childrenOf(type)[0], file);
    default:
      return undefined;
  }
}

/** `X` of `List<X>`, `X[]`, `IEnumerable<X>`. */
export function itemTypeName(type: Node | undefined, file: FileScope): string | undefined {
  const inside = type?.type === 'nullable_type' ? childrenOf(type)[0] : type;
  if (inside?.type === 'array_type') return typeName(field(inside, 'type'), file);
  const list = inside?.type === 'generic_name' ? childrenOf(inside).at(-1) : undefined;
  const items = list?.type === 'type_argument_list' ? childrenOf(list) : [];
  return items.length === 1 ? typeName(items[0], file) : undefined;
}

export function bind(scope: Scope, name: string, binding: Binding): void {
  const known = scope.names.get(name);
  if (!known) scope.names.set(name, binding);
  else if (!(known.how === 'value' && binding.how === 'value' && known.node.id === binding.node.id))
    scope.names.set(name, known.how === 'value' && known.type ? { how: 'instance', of: known.type } : { how: 'other' });
}

/** Bodies with names of their own. */
const functions =
  /^(?:lambda_expression|anonymous_method_expression|local_function_statement|method_declaration|constructor_declaration)$/;
const types = /^(?:class|record|struct|interface|enum)_declaration$/;

/** Variables of a body. Blocks share one scope: names are seldom used twice, and then they stand for nothing. */
export function declare(body: Node, scope: Scope): void {
  for (const node of childrenOf(body)) {
    if (node.type === 'variable_declaration') declareVariables(node, scope);
    else if (node.type === 'foreach_statement') declareItem(node, scope);
    else if (node.type === 'assignment_expression') reassign(node, scope);
    if (!functions.test(node.type) && !types.test(node.type)) declare(node, scope);
  }
}

export function declareVariables(node: Node, scope: Scope): void {
  const written = field(node, 'type');
  const type = written?.type === 'implicit_type' ? undefined : typeName(written, scope.file);
  for (const declarator of childrenOf(node).filter((one) => one.type === 'variable_declarator')) {
    const name = field(declarator, 'name');
    const value = childrenOf(declarator).find((one) => one.id !== name?.id && one.type !== 'bracketed_argument_list');
    if (!name) continue;
    if (value) bind(scope, name.text, { how: 'value', node: value, scope, ...(type ? { type } : {}) });
    else bind(scope, name.text, type ? { how: 'instance', of: type } : { how: 'other' });
  }
}

function declareItem(node: Node, scope: Scope): void {
  const name = field(node, 'left');
  const type = field(node, 'type');
  const items = field(node, 'right');
  if (name?.type !== 'identifier') return;
  if (type && type.type !== 'implicit_type') {
    const of = typeName(type, scope.file);
    bind(scope, name.text, of ? { how: 'instance', of } : { how: 'other' });
  } else if (items?.type === 'identifier') {
    const known = resolve(scope, `${items.text}[]`);
    bind(scope, name.text, known ?? { how: 'other' });
  } else
    bind(
      scope,
      name.text,
      items && /\.Files$/.test(items.text) ? { how: 'instance', of: 'IFormFile' } : { how: 'other' },
    );
}

/** A variable that gets a second value stands for none. */
function reassign(node: Node, scope: Scope): void {
  const left = field(node, 'left');
  const known = left?.type === 'identifier' ? scope.names.get(left.text) : undefined;
  if (!left || known?.how !== 'value' || /^\?\?=$/.test(operatorOf(node))) return;
  scope.names.set(left.text, known.type ? { how: 'instance', of: known.type } : { how: 'other' });
}

export const operatorOf = (node: Node): string => {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  return left && right
    ? node.text.slice(left.endIndex - node.startIndex, right.startIndex - node.startIndex).trim()
    : '';
};

/** Parameters by their types, and lists under `name[]` by the type of their items. */
export function declareParameters(parameters: Node | undefined, scope: Scope): void {
  for (const parameter of parameters ? childrenOf(parameters) : []) {
    const name = field(parameter, 'name')?.text;
    const type = field(parameter, 'type');
    if (parameter.type !== 'parameter' || name === undefined) continue;
    declareTyped(name, type, scope);
  }
}

function declareTyped(name: string, type: Node | undefined, scope: Scope): void {
  const of = typeName(type, scope.file);
  const item = itemTypeName(type, scope.file) ?? (of === 'IFormFileCollection' ? 'IFormFile' : undefined);
  scope.names.set(name, of ? { how: 'instance', of } : { how: 'other' });
  if (item) scope.names.set(`${name}[]`, { how: 'instance', of: item });
}

/** Fields, properties and what constructors put into them. */
export function declareMembers(type: Node, scope: Scope): void {
  declareParameters(
    childrenOf(type).find((one) => one.type === 'parameter_list'),
    scope,
  );
  const body = field(type, 'body');
  const members = body ? childrenOf(body) : [];
  for (const member of members) {
    if (member.type === 'field_declaration')
      for (const one of childrenOf(member)) if (one.type === 'variable_declaration') declareVariables(one, scope);
    if (member.type === 'property_declaration') declareProperty(member, scope);
  }
  for (const member of members) if (member.type === 'constructor_declaration') declareConstructed(member, scope);
}

function declareProperty(node: Node, scope: Scope): void {
  const name = field(node, 'name')?.text;
  const value = field(node, 'value');
  const type = field(node, 'type');
  if (name === undefined) return;
  if (!value || value.type === 'arrow_expression_clause') declareTyped(name, type, scope);
  else {
    const of = typeName(type, scope.file);
    scope.names.set(name, { how: 'value', node: value, scope, ...(of ? { type: of } : {}) });
  }
}

function declareConstructed(node: Node, scope: Scope): void {
  const own = child(scope);
  declareParameters(field(node, 'parameters'), own);
  const body = field(node, 'body');
  if (!body) return;
  declare(body, own);
  for (const statement of childrenOf(body)) {
    const assignment = statement.type === 'expression_statement' ? childrenOf(statement)[0] : undefined;
    const left = assignment?.type === 'assignment_expression' ? field(assignment, 'left') : undefined;
    const right = assignment && field(assignment, 'right');
    const name = left?.text.replace(/^this\./, '');
    const known = name === undefined ? undefined : scope.names.get(name);
    if (name === undefined || !right || known?.how !== 'instance' || own.names.has(left!.text)) continue;
    scope.names.set(name, { how: 'value', node: right, scope: own, type: known.of });
  }
}

/** Names of a whole file that hold wherever they are used. */
export function fileScopeOf(root: Node, aliases: ReadonlyMap<string, string>): FileScope {
  const own = new Set<string>();
  const methods = new Map<string, string>();
  const bare: FileScope = { aliases, types: own, methods };
  const walk = (node: Node): void => {
    for (const one of childrenOf(node)) {
      const name = field(one, 'name')?.text;
      if (types.test(one.type) && name !== undefined) own.add(name);
      if (/^(?:method_declaration|local_function_statement)$/.test(one.type) && name !== undefined) {
        const answer = typeName(field(one, 'returns') ?? field(one, 'type'), bare) ?? '';
        methods.set(name, methods.has(name) && methods.get(name) !== answer ? '' : answer);
      }
      if (/declaration|statement|block|compilation_unit|preproc/.test(one.type)) walk(one);
    }
  };
  walk(root);
  return bare;
}
