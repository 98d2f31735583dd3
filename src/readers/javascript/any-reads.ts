/** Reads of the environment that do not name a variable: the whole of it handed on, a loop, a computed name. */
import type { ts } from 'ts-morph';
import { loopTexts } from './env-reads.ts';
import { meaningOf } from './meaning.ts';
import type { Unit } from './unit.ts';

/** `parsed`: a schema read this call, and named what it wants. */
export function readsAny(
  unit: Unit,
  node: ts.PropertyAccessExpression,
  parsed: (call: ts.CallExpression) => boolean,
): boolean {
  const { compiler } = unit;
  if (node.name.text !== 'env' || !isEnvironment(unit, node)) return false;
  let around: ts.Node = node.parent;
  while (
    compiler.isAsExpression(around) ||
    compiler.isParenthesizedExpression(around) ||
    compiler.isNonNullExpression(around)
  )
    around = around.parent;
  if (compiler.isPropertyAccessExpression(around)) return false;
  if (compiler.isElementAccessExpression(around))
    return (
      !compiler.isStringLiteralLike(around.argumentExpression) &&
      loopTexts(unit, around.argumentExpression).length === 0
    );
  if (compiler.isVariableDeclaration(around) && compiler.isObjectBindingPattern(around.name))
    return around.name.elements.some(({ dotDotDotToken }) => dotDotDotToken !== undefined);
  // `'X' in process.env`, `process.env = …`, and `export const env = process.env`, whose members are seen where they are read.
  if (compiler.isBinaryExpression(around)) return around.operatorToken.kind !== compiler.SyntaxKind.InKeyword;
  if (compiler.isCallExpression(around)) return !parsed(around);
  // `spawn(x, { env: process.env })` hands it to another program.
  return !(compiler.isPropertyAssignment(around) && around.name.getText(unit.file) === 'env');
}

const isEnvironment = (unit: Unit, node: ts.Expression): boolean => {
  const meaning = meaningOf(unit, node);
  return meaning?.module === 'global' && (meaning.path === 'process.env' || meaning.path === 'Bun.env');
};
