/** What an expression stands for: a member of an imported library, or of the runtime. */
import type { ts } from 'ts-morph';
import { libraryName } from './scopes.ts';
import { canonical, fluent } from './tables/instances.ts';
import type { Meaning, Unit } from './unit.ts';
import { bare } from './unit.ts';

const deepest = 40;

export const member = (meaning: Meaning, name: string): Meaning => {
  if (name === 'default') return meaning;
  const path = meaning.path === '' ? name : `${meaning.path}.${name}`;
  // `process` is one thing, imported or not.
  if (meaning.module === 'node:process') return { module: 'global', path: `process.${path}` };
  return { module: meaning.module, path: canonical(meaning.module, path) };
};

const called = (meaning: Meaning): Meaning => {
  const last = meaning.path.slice(meaning.path.lastIndexOf('.') + 1);
  const cut = meaning.path.lastIndexOf('.');
  if (cut !== -1 && fluent.has(last)) return { module: meaning.module, path: meaning.path.slice(0, cut) };
  if (meaning.path.length > 200) return meaning;
  return { module: meaning.module, path: canonical(meaning.module, `${meaning.path}()`) };
};

/** An instance of the imported type an annotation names. */
function ofType(unit: Unit, type: ts.TypeNode | undefined): Meaning | undefined {
  const { compiler } = unit;
  if (type === undefined || !compiler.isTypeReferenceNode(type)) return undefined;
  const names: string[] = [];
  let name: ts.EntityName = type.typeName;
  while (compiler.isQualifiedName(name)) {
    names.unshift(name.right.text);
    name = name.left;
  }
  const declaration = unit.scopes.resolve(name);
  if (declaration?.how !== 'import') return undefined;
  return called(names.reduce<Meaning>(member, { module: declaration.module, path: declaration.path }));
}

function ofName(unit: Unit, name: ts.Identifier, depth: number): Meaning | undefined {
  const declaration = unit.scopes.resolve(name);
  if (declaration === undefined) return { module: 'global', path: name.text };
  if (declaration.how === 'import') {
    if (declaration.typeOnly) return undefined;
    return declaration.path === ''
      ? rooted(declaration.module)
      : member({ module: declaration.module, path: '' }, declaration.path);
  }
  if (declaration.how === 'parameter')
    return declaration.path.length === 0 ? ofType(unit, declaration.type) : undefined;
  if (declaration.how === 'other') return undefined;
  const later = unit.scopes.assignedTo(name.text);
  const value = declaration.initializer ?? (later.length === 1 ? later[0] : undefined);
  const from =
    value === undefined
      ? ofType(unit, declaration.type)
      : (meaningOf(unit, value, depth + 1) ?? ofType(unit, declaration.type));
  if (from === undefined || declaration.path.some((step) => step === '?' || step === '...')) return undefined;
  return declaration.path.reduce(member, from);
}

const rooted = (module: string): Meaning =>
  module === 'node:process' ? { module: 'global', path: 'process' } : { module, path: '' };

/** `this.name`: a property with a type or a value, a constructor's parameter property, or the one assignment in the class. */
function ofThis(unit: Unit, node: ts.Node, name: string, depth: number): Meaning | undefined {
  const { compiler } = unit;
  let owner: ts.Node | undefined = node;
  while (owner !== undefined && !compiler.isClassLike(owner)) owner = owner.parent;
  if (owner === undefined) return undefined;
  let assigned: ts.Expression | undefined;
  let count = 0;
  for (const part of owner.members) {
    if (compiler.isPropertyDeclaration(part) && part.name.getText(unit.file) === name) {
      const value = part.initializer === undefined ? undefined : meaningOf(unit, part.initializer, depth + 1);
      const type = value ?? ofType(unit, part.type);
      if (type !== undefined) return type;
    }
    if (!compiler.isConstructorDeclaration(part)) continue;
    for (const parameter of part.parameters)
      if (parameter.name.getText(unit.file) === name) {
        const type = ofType(unit, parameter.type);
        if (type !== undefined) return type;
      }
    for (const statement of part.body?.statements ?? []) {
      if (!compiler.isExpressionStatement(statement) || !compiler.isBinaryExpression(statement.expression)) continue;
      const { left, right, operatorToken } = statement.expression;
      if (operatorToken.kind !== compiler.SyntaxKind.EqualsToken || !compiler.isPropertyAccessExpression(left))
        continue;
      if (left.expression.kind !== compiler.SyntaxKind.ThisKeyword || left.name.text !== name) continue;
      assigned = right;
      count += 1;
    }
  }
  return assigned !== undefined && count === 1 ? meaningOf(unit, assigned, depth + 1) : undefined;
}

/** Value of a member of an object literal that never changes. */
function ofObject(unit: Unit, node: ts.PropertyAccessExpression, depth: number): Meaning | undefined {
  const { compiler } = unit;
  const name = bare(unit, node.expression);
  if (!compiler.isIdentifier(name)) return undefined;
  const declaration = unit.scopes.resolve(name);
  if (
    declaration?.how !== 'variable' ||
    !declaration.constant ||
    declaration.initializer === undefined ||
    declaration.path.length > 0
  )
    return undefined;
  const value = bare(unit, declaration.initializer);
  if (!compiler.isObjectLiteralExpression(value)) return undefined;
  for (const property of value.properties)
    if (compiler.isPropertyAssignment(property) && property.name.getText(unit.file) === node.name.text)
      return meaningOf(unit, property.initializer, depth + 1);
  return undefined;
}

function read(unit: Unit, expression: ts.Expression, depth: number): Meaning | undefined {
  const { compiler } = unit;
  if (depth > deepest) return undefined;
  if (compiler.isIdentifier(expression)) return ofName(unit, expression, depth);
  if (compiler.isPropertyAccessExpression(expression)) {
    if (expression.expression.kind === compiler.SyntaxKind.ThisKeyword)
      return ofThis(unit, expression, expression.name.text, depth);
    const from = meaningOf(unit, expression.expression, depth + 1);
    return from === undefined ? ofObject(unit, expression, depth) : member(from, expression.name.text);
  }
  if (compiler.isElementAccessExpression(expression)) {
    const from = meaningOf(unit, expression.expression, depth + 1);
    const key = expression.argumentExpression;
    return from !== undefined && compiler.isStringLiteralLike(key) ? member(from, key.text) : undefined;
  }
  if (compiler.isCallExpression(expression)) {
    const callee = expression.expression;
    const first = expression.arguments[0];
    const isRequire =
      compiler.isIdentifier(callee) && callee.text === 'require' && unit.scopes.resolve(callee) === undefined;
    if (
      (isRequire || callee.kind === compiler.SyntaxKind.ImportKeyword) &&
      first !== undefined &&
      compiler.isStringLiteralLike(first)
    )
      return rooted(libraryName(first.text));
    const from = meaningOf(unit, callee, depth + 1);
    return from === undefined ? undefined : called(from);
  }
  if (compiler.isNewExpression(expression)) {
    const from = meaningOf(unit, expression.expression, depth + 1);
    return from === undefined ? undefined : called(from);
  }
  return undefined;
}

/** The member of a library an expression is, or undefined when it is something of this program's own. */
export function meaningOf(unit: Unit, expression: ts.Expression, depth = 0): Meaning | undefined {
  const node = bare(unit, expression);
  if (unit.meanings.has(node)) return unit.meanings.get(node);
  // Set before it is read: a name that stands for itself ends here.
  unit.meanings.set(node, undefined);
  const found = read(unit, node, depth);
  unit.meanings.set(node, found);
  return found;
}
