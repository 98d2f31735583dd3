/** Variables the program refuses to start without: `if (!process.env.X) throw …`, anywhere in the file. */
import type { ts } from 'ts-morph';
import { meaningOf } from './meaning.ts';
import { assertions } from './tables/environment.ts';
import type { Unit } from './unit.ts';
import { bare } from './unit.ts';
import { evaluate } from './values.ts';

/** Leaves the program or the function by an error. */
export function stops(unit: Unit, statement: ts.Statement): boolean {
  const { compiler } = unit;
  if (compiler.isThrowStatement(statement)) return true;
  if (compiler.isBlock(statement)) return statement.statements.some((inner) => stops(unit, inner));
  if (!compiler.isExpressionStatement(statement)) return false;
  const call = bare(unit, statement.expression);
  if (!compiler.isCallExpression(call)) return false;
  const meaning = meaningOf(unit, call.expression);
  return (
    meaning?.module === 'global' &&
    (meaning.path === 'process.exit' || meaning.path === 'process.abort' || meaning.path === 'Deno.exit')
  );
}

/** Variables that are empty when the condition is true. */
export function emptyWhen(unit: Unit, expression: ts.Expression, depth = 0): readonly string[] {
  const { compiler } = unit;
  const { SyntaxKind } = compiler;
  if (depth > 20) return [];
  const node = bare(unit, expression);
  const name = (of: ts.Expression): readonly string[] => {
    const value = evaluate(unit, of);
    return value.variable !== undefined &&
      (value.literal === undefined || value.literal === null || value.literal === '')
      ? [value.variable]
      : [];
  };
  if (compiler.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
    const inner = bare(unit, node.operand);
    // `!(A && B)`
    if (compiler.isBinaryExpression(inner) && inner.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken)
      return [...name(inner.left), ...name(inner.right)];
    return name(inner);
  }
  if (!compiler.isBinaryExpression(node)) return [];
  const kind = node.operatorToken.kind;
  if (kind === SyntaxKind.BarBarToken)
    return [...emptyWhen(unit, node.left, depth + 1), ...emptyWhen(unit, node.right, depth + 1)];
  if (kind !== SyntaxKind.EqualsEqualsEqualsToken && kind !== SyntaxKind.EqualsEqualsToken) return [];
  const left = bare(unit, node.left);
  if (compiler.isTypeOfExpression(left))
    return evaluate(unit, node.right).literal === 'undefined' ? name(left.expression) : [];
  const right = evaluate(unit, node.right);
  return right.literal === null || right.literal === '' ? name(left) : [];
}

/** Names the file insists on. */
export function insistedOn(unit: Unit): ReadonlySet<string> {
  const { compiler } = unit;
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (compiler.isIfStatement(node) && stops(unit, node.thenStatement))
      for (const name of emptyWhen(unit, node.expression)) found.add(name);
    if (compiler.isCallExpression(node)) {
      const meaning = meaningOf(unit, node.expression);
      const first = node.arguments[0];
      if (
        meaning !== undefined &&
        first !== undefined &&
        assertions.some((row) => row.module === meaning.module && row.callee.includes(meaning.path))
      ) {
        const { variable } = evaluate(unit, first);
        if (variable !== undefined) found.add(variable);
      }
    }
    compiler.forEachChild(node, visit);
  };
  visit(unit.file);
  return found;
}
