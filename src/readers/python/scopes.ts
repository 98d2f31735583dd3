/** What names stand for: imported members, values assigned once, parameters with a type. */
import type { Node } from 'web-tree-sitter';
import type { Meaning } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';

export type Binding =
  | { readonly how: 'import'; readonly meaning: Meaning }
  | { readonly how: 'value'; readonly node: Node; readonly scope: Scope }
  /** A parameter or a field: an instance of the type. */
  | { readonly how: 'type'; readonly node: Node; readonly scope: Scope }
  /** Assigned more than once, or in ways that cannot be followed. */
  | { readonly how: 'other' };

export interface Scope {
  readonly parent?: Scope;
  readonly names: Map<string, Binding>;
  /** `self.x` of the class around it. */
  readonly fields?: Map<string, Binding>;
}

export const newScope = (parent?: Scope, fields?: Map<string, Binding>): Scope => ({
  ...(parent ? { parent } : {}),
  names: new Map(),
  ...(fields ? { fields } : parent?.fields ? { fields: parent.fields } : {}),
});

export function resolve(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return undefined;
}

const bind = (names: Map<string, Binding>, name: string, binding: Binding): void => {
  const known = names.get(name);
  // `try: import a except ImportError: a = None`: what is imported is meant.
  if (known?.how === 'import' && binding.how !== 'import') return;
  // A method is looked at for the fields of its class and again for itself: one assignment stays one.
  if (known?.how === 'value' && binding.how === 'value' && known.node.id === binding.node.id) return;
  names.set(name, known && binding.how !== 'import' ? { how: 'other' } : binding);
};

export const meaningOfDotted = (dotted: string): Meaning => {
  const cut = dotted.indexOf('.');
  return cut === -1 ? { module: dotted, path: '' } : { module: dotted.slice(0, cut), path: dotted.slice(cut + 1) };
};

/** Names a statement list gives a meaning to; functions and classes inside have scopes of their own. */
export function declare(body: Node, scope: Scope): void {
  for (const statement of childrenOf(body)) declareStatement(statement, scope);
}

function declareStatement(node: Node, scope: Scope): void {
  switch (node.type) {
    case 'import_statement':
      for (const child of childrenOf(node)) declareImport(child, '', scope);
      return;
    case 'import_from_statement': {
      const module = field(node, 'module_name');
      if (!module) return;
      for (const child of childrenOf(node).slice(1)) declareImport(child, module.text, scope);
      return;
    }
    case 'expression_statement':
      for (const child of childrenOf(node)) if (child.type === 'assignment') declareAssignment(child, scope);
      return;
    case 'with_statement':
      declareWith(node, scope);
      break;
    case 'function_definition':
    case 'class_definition': {
      const name = field(node, 'name');
      if (name) bind(scope.names, name.text, { how: 'value', node, scope });
      return;
    }
    case 'decorated_definition': {
      const definition = field(node, 'definition');
      if (definition) declareStatement(definition, scope);
      return;
    }
  }
  // Blocks of if, try, for, while and with share the names around them.
  if (/_statement$|_clause$|^block$/.test(node.type))
    for (const child of childrenOf(node)) declareStatement(child, scope);
}

function declareImport(node: Node, from: string, scope: Scope): void {
  // Relative modules are the program's own.
  if (from.startsWith('.')) return;
  if (node.type === 'aliased_import') {
    const name = field(node, 'name');
    const alias = field(node, 'alias');
    if (name && alias)
      scope.names.set(alias.text, {
        how: 'import',
        meaning: meaningOfDotted(from ? `${from}.${name.text}` : name.text),
      });
  } else if (node.type === 'dotted_name') {
    // `import a.b` gives a name to `a`.
    const name = from ? node.text : node.text.split('.')[0]!;
    scope.names.set(name, { how: 'import', meaning: meaningOfDotted(from ? `${from}.${node.text}` : name) });
  }
}

function declareAssignment(node: Node, scope: Scope): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const type = field(node, 'type');
  if (!left) return;
  const binding: Binding = right
    ? { how: 'value', node: right, scope }
    : type
      ? { how: 'type', node: type, scope }
      : { how: 'other' };
  if (left.type === 'identifier') bind(scope.names, left.text, binding);
  else if (left.type === 'attribute' && field(left, 'object')?.text === 'self') {
    const name = field(left, 'attribute')?.text;
    if (name && scope.fields) bind(scope.fields, name, binding);
  } else if (/^(pattern_list|tuple_pattern|list_pattern)$/.test(left.type))
    for (const child of childrenOf(left))
      if (child.type === 'identifier') bind(scope.names, child.text, { how: 'other' });
  if (right?.type === 'assignment') declareAssignment(right, scope);
}

/** `with open(path, "w") as file` */
function declareWith(node: Node, scope: Scope): void {
  for (const clause of childrenOf(node).filter(({ type }) => type === 'with_clause'))
    for (const item of childrenOf(clause)) {
      const pattern = field(item, 'value');
      const alias = pattern?.type === 'as_pattern' ? field(pattern, 'alias') : undefined;
      const value = pattern && childrenOf(pattern)[0];
      if (alias && value) bind(scope.names, alias.text, { how: 'value', node: value, scope });
    }
}

/** Parameters: those with a type stand for an instance of it. */
export function declareParameters(parameters: Node | undefined, scope: Scope): void {
  for (const parameter of parameters ? childrenOf(parameters) : []) {
    const type = field(parameter, 'type');
    const name =
      field(parameter, 'name') ?? childrenOf(parameter).find((child) => child.type === 'identifier') ?? parameter;
    if (name.type !== 'identifier') continue;
    scope.names.set(name.text, type ? { how: 'type', node: type, scope: scope.parent ?? scope } : { how: 'other' });
  }
}

/** All `self.x = …` of a class, whichever method they stand in. */
export function declareFields(body: Node, scope: Scope): void {
  for (const statement of childrenOf(body)) {
    const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement;
    const inner = definition?.type === 'function_definition' ? field(definition, 'body') : undefined;
    if (!inner) continue;
    const own = newScope(scope);
    declareParameters(field(definition!, 'parameters'), own);
    declare(inner, own);
  }
}
