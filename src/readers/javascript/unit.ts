/** One parsed file, with what every detector asks of it. */
import type { ts } from 'ts-morph';
import type { Span } from '../../source/index.ts';
import { span } from '../../source/index.ts';
import type { Scopes } from './scopes.ts';
import { readScopes } from './scopes.ts';

/** A member of a library: `('express', '().listen')`. The library `global` holds the names of the runtime. */
export interface Meaning {
  readonly module: string;
  readonly path: string;
}

export interface Unit {
  readonly compiler: typeof ts;
  readonly path: string;
  readonly file: ts.SourceFile;
  readonly scopes: Scopes;
  readonly packages: ReadonlySet<string>;
  readonly test: boolean;
  readonly tool: boolean;
  /** String literals of the file that name a database's advisory lock. */
  readonly advisoryLock: boolean;
  readonly meanings: Map<ts.Node, Meaning | undefined>;
  readonly at: (node: ts.Node) => Span;
}

interface Parts {
  readonly compiler: typeof ts;
  readonly path: string;
  readonly file: ts.SourceFile;
  readonly packages: readonly string[];
  readonly test: boolean;
  readonly tool: boolean;
  readonly advisoryLock: boolean;
}

export const createUnit = (parts: Parts): Unit => ({
  ...parts,
  scopes: readScopes(parts.compiler, parts.file),
  packages: new Set(parts.packages),
  meanings: new Map(),
  at: (node) => span(parts.path, node.getStart(parts.file), node.end),
});

/** The expression inside parentheses, type assertions, `!` and `await`. */
export function bare(unit: Unit, expression: ts.Expression): ts.Expression {
  const { compiler } = unit;
  let at = expression;
  for (;;) {
    if (
      compiler.isParenthesizedExpression(at) ||
      compiler.isAsExpression(at) ||
      compiler.isNonNullExpression(at) ||
      compiler.isSatisfiesExpression(at) ||
      compiler.isTypeAssertionExpression(at) ||
      compiler.isAwaitExpression(at)
    )
      at = at.expression;
    else return at;
  }
}

export type FunctionNode = ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration | ts.MethodDeclaration;

export const isFunction = (unit: Unit, node: ts.Node): node is FunctionNode =>
  unit.compiler.isArrowFunction(node) ||
  unit.compiler.isFunctionExpression(node) ||
  unit.compiler.isFunctionDeclaration(node) ||
  unit.compiler.isMethodDeclaration(node);

/** The function a value is, written in place or declared in this file. */
export function functionOf(unit: Unit, expression: ts.Expression): FunctionNode | undefined {
  const { compiler } = unit;
  const node = bare(unit, expression);
  if (isFunction(unit, node)) return node;
  if (
    compiler.isCallExpression(node) &&
    compiler.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'bind'
  )
    return functionOf(unit, node.expression.expression);
  if (compiler.isIdentifier(node)) {
    const declaration = unit.scopes.resolve(node);
    if (declaration?.how === 'other' && compiler.isFunctionDeclaration(declaration.node)) return declaration.node;
    if (declaration?.how === 'variable' && declaration.initializer !== undefined && declaration.path.length === 0) {
      const value = bare(unit, declaration.initializer);
      return isFunction(unit, value) ? value : undefined;
    }
  }
  if (compiler.isPropertyAccessExpression(node) && node.expression.kind === compiler.SyntaxKind.ThisKeyword) {
    const name = node.name.text;
    for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent)
      if (compiler.isClassLike(at))
        return at.members.find(
          (member) => compiler.isMethodDeclaration(member) && member.name.getText(unit.file) === name,
        ) as ts.MethodDeclaration | undefined;
  }
  return undefined;
}
