/** Reads of environment variables, and whether the program can do without. */
import type { ts } from 'ts-morph';
import type { EnvRead } from '../../facts/code.ts';
import { isKnownSecret, isSecretName } from '../../facts/queries/secrets.ts';
import { guardOf } from './guards.ts';
import { meaningOf } from './meaning.ts';
import { stops } from './missing.ts';
import { environmentObjects, getters, inlined, secretName } from './tables/environment.ts';
import type { Unit } from './unit.ts';
import { bare, functionOf } from './unit.ts';
import { evaluate, keyOf, variableOf } from './values.ts';

type Need = Pick<EnvRead, 'need' | 'fallback'>;

export const isVariableName = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

export function envRead(
  unit: Unit,
  at: ts.Node,
  name: string,
  module: string,
  need: Need,
  confidence: EnvRead['confidence'] = 'high',
): EnvRead | undefined {
  if (!isVariableName(name) || inlined.test(name)) return undefined;
  const { fallback: text } = need;
  const hidden =
    text === undefined || isSecretName(name) || (secretName.test(name) && !/^[a-z]+:\/\/[^@]*$/i.test(text));
  const fallback = hidden ? {} : { fallback: text };
  const knownSecret = need.fallback !== undefined && isKnownSecret(name, need.fallback);
  return {
    kind: 'env-read',
    module,
    guard: guardOf(unit, at).guard,
    label: name,
    confidence,
    at: unit.at(at),
    name,
    need: need.need,
    ...fallback,
    ...(knownSecret && { knownSecret }),
  };
}

const withDefault = (unit: Unit, expression: ts.Expression): Need => {
  const { literal, variable } = evaluate(unit, expression);
  return literal === undefined || literal === null || variable !== undefined
    ? { need: 'defaulted' }
    : { need: 'defaulted', fallback: String(literal) };
};

/** An expression that never answers: a function whose only statement throws or leaves. */
function neverAnswers(unit: Unit, expression: ts.Expression): boolean {
  const node = bare(unit, expression);
  if (!unit.compiler.isCallExpression(node)) return false;
  const written = functionOf(unit, node.expression);
  const body = written?.body;
  return (
    body !== undefined &&
    unit.compiler.isBlock(body) &&
    body.statements.length > 0 &&
    stops(unit, body.statements.at(-1)!)
  );
}

/** The need the code around a read states. */
function needOf(unit: Unit, read: ts.Expression, name: string): Need {
  const { compiler } = unit;
  const { SyntaxKind } = compiler;
  let node: ts.Node = read;
  for (let parent = node.parent; parent !== undefined; node = parent, parent = node.parent) {
    if (compiler.isNonNullExpression(parent)) return { need: 'required' };
    if (
      compiler.isParenthesizedExpression(parent) ||
      compiler.isAsExpression(parent) ||
      compiler.isSatisfiesExpression(parent)
    )
      continue;
    // Conversions keep the question open: `Number(process.env.PORT) || 3000`.
    if (compiler.isPrefixUnaryExpression(parent) && parent.operator === SyntaxKind.PlusToken) continue;
    if (compiler.isCallExpression(parent) && parent.arguments[0] === node && evaluate(unit, parent).variable === name)
      continue;
    if (compiler.isPropertyAccessExpression(parent) && ['trim', 'toLowerCase', 'toString'].includes(parent.name.text))
      continue;
    if (compiler.isCallExpression(parent) && parent.expression === node && evaluate(unit, parent).variable === name)
      continue;
    if (compiler.isBinaryExpression(parent)) {
      const kind = parent.operatorToken.kind;
      const falls = kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken;
      if (falls && parent.left === node) {
        if (neverAnswers(unit, parent.right)) return { need: 'required' };
        if (variableOf(unit, parent.right) !== undefined) return { need: 'optional' };
        const right = evaluate(unit, parent.right);
        // `a || undefined` and `a || null` change nothing.
        return right.literal === null ? { need: 'optional' } : withDefault(unit, parent.right);
      }
      if (falls) continue;
    }
    if (compiler.isConditionalExpression(parent)) {
      if (parent.whenTrue === node && variableOf(unit, parent.condition) === name)
        return withDefault(unit, parent.whenFalse);
      if (parent.condition === node && evaluate(unit, parent.whenTrue).variable === name)
        return withDefault(unit, parent.whenFalse);
    }
    return { need: 'optional' };
  }
  return { need: 'optional' };
}

/** Whether an expression is written to, deleted, or only part of a longer member. */
function isTarget(unit: Unit, node: ts.Expression): boolean {
  const { compiler } = unit;
  const parent = node.parent;
  if (compiler.isDeleteExpression(parent)) return true;
  return (
    compiler.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === compiler.SyntaxKind.EqualsToken
  );
}

/** `process.env.X ||= 'd'`, `process.env.X = process.env.X || 'd'`. */
const isAssignedDefault = (unit: Unit, node: ts.Expression): ts.Expression | undefined => {
  const { compiler } = unit;
  const parent = node.parent;
  if (!compiler.isBinaryExpression(parent) || parent.left !== node) return undefined;
  const kind = parent.operatorToken.kind;
  return kind === compiler.SyntaxKind.BarBarEqualsToken || kind === compiler.SyntaxKind.QuestionQuestionEqualsToken
    ? parent.right
    : undefined;
};

const isEnvironment = (unit: Unit, expression: ts.Expression): boolean => {
  const meaning = meaningOf(unit, expression);
  return environmentObjects.some(({ module, path }) => meaning?.module === module && meaning.path === path);
};

/** Text of a list the code walks through: `for (const name of ['A', 'B'])`, `['A', 'B'].forEach((name) => …)`. */
export function loopTexts(unit: Unit, expression: ts.Expression): readonly ts.StringLiteralLike[] {
  const { compiler } = unit;
  const node = bare(unit, expression);
  if (!compiler.isIdentifier(node)) return [];
  const declaration = unit.scopes.resolve(node);
  let list: ts.Expression | undefined;
  if (declaration?.how === 'parameter') {
    const call = declaration.node.parent.parent;
    const callee = call !== undefined && compiler.isCallExpression(call) ? call.expression : undefined;
    const isFirst = declaration.node.parent.parameters[0] === declaration.node;
    if (
      isFirst &&
      callee !== undefined &&
      compiler.isPropertyAccessExpression(callee) &&
      ['forEach', 'filter', 'some', 'every', 'map', 'find'].includes(callee.name.text)
    )
      list = callee.expression;
  } else if (declaration?.how === 'variable' && compiler.isVariableDeclarationList(declaration.node.parent)) {
    const loop = declaration.node.parent.parent;
    if (compiler.isForOfStatement(loop)) list = loop.expression;
  }
  if (list === undefined) return [];
  let array = bare(unit, list);
  if (compiler.isIdentifier(array)) {
    const named = unit.scopes.resolve(array);
    if (named?.how === 'variable' && named.initializer !== undefined && named.path.length === 0)
      array = bare(unit, named.initializer);
  }
  return compiler.isArrayLiteralExpression(array)
    ? array.elements.filter((element) => compiler.isStringLiteralLike(element))
    : [];
}

/** Whether the loop around a read leaves by an error when a value is empty. */
function loopStops(unit: Unit, read: ts.Node): boolean {
  const { compiler } = unit;
  for (let at = read.parent; at !== undefined; at = at.parent) {
    if (compiler.isIfStatement(at)) return stops(unit, at.thenStatement);
    if (compiler.isBlock(at)) return false;
  }
  return false;
}

/** Facts of one member access on the environment. */
export function envAccess(
  unit: Unit,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  insisted: ReadonlySet<string>,
): readonly (EnvRead | undefined)[] {
  const { compiler } = unit;
  if (!isEnvironment(unit, node.expression) || isTarget(unit, node)) return [];
  if (compiler.isElementAccessExpression(node) && !compiler.isStringLiteralLike(node.argumentExpression)) {
    const need: Need = { need: loopStops(unit, node) ? 'required' : 'optional' };
    return loopTexts(unit, node.argumentExpression).map((text) => envRead(unit, text, text.text, 'runtime', need));
  }
  const name = variableOf(unit, node);
  if (name === undefined) return [];
  const assigned = isAssignedDefault(unit, node);
  const need = assigned !== undefined ? withDefault(unit, assigned) : needOf(unit, node, name);
  return [
    envRead(unit, node, name, 'runtime', need.need === 'optional' && insisted.has(name) ? { need: 'required' } : need),
  ];
}

/** `const { A, B = 'd', C: c } = process.env`. */
export function envDestructuring(
  unit: Unit,
  node: ts.VariableDeclaration,
  insisted: ReadonlySet<string>,
): readonly (EnvRead | undefined)[] {
  const { compiler } = unit;
  if (
    node.initializer === undefined ||
    !compiler.isObjectBindingPattern(node.name) ||
    !isEnvironment(unit, node.initializer)
  )
    return [];
  return node.name.elements.map((element) => {
    const key = element.propertyName ?? (compiler.isIdentifier(element.name) ? element.name : undefined);
    const name =
      key === undefined || element.dotDotDotToken !== undefined
        ? undefined
        : compiler.isIdentifier(key)
          ? key.text
          : keyOf(unit, key);
    if (name === undefined) return undefined;
    if (element.initializer !== undefined)
      return envRead(unit, element, name, 'runtime', withDefault(unit, element.initializer));
    return envRead(unit, element, name, 'runtime', { need: insisted.has(name) ? 'required' : 'optional' });
  });
}

/** `config.get('X')` and its kin. */
export function envGetter(unit: Unit, node: ts.CallExpression): EnvRead | undefined {
  const { compiler } = unit;
  const first = node.arguments[0];
  if (first === undefined || !compiler.isStringLiteralLike(first)) return undefined;
  const meaning = meaningOf(unit, node.expression);
  if (meaning === undefined) return undefined;
  const { module, path } = meaning;
  if (module === 'global' && path === 'Deno.env.get')
    return envRead(unit, node, first.text, 'runtime', needOf(unit, node, first.text));
  const row = getters.find((candidate) => candidate.module === module && candidate.callee.includes(path));
  // `database.host` is a path into the program's own configuration.
  if (row === undefined || !/^[A-Z][A-Z0-9_]*$/.test(first.text)) return undefined;
  const second = node.arguments[1];
  if (module === '@nestjs/config' && second !== undefined && !compiler.isObjectLiteralExpression(second))
    return envRead(unit, node, first.text, module, withDefault(unit, second));
  let need: Need = { need: row.need };
  for (
    let at: ts.Node = node;
    compiler.isPropertyAccessExpression(at.parent) && compiler.isCallExpression(at.parent.parent);
    at = at.parent.parent
  ) {
    if (row.required?.includes(at.parent.name.text) === true && need.need === 'optional') need = { need: 'required' };
    const value = at.parent.parent.arguments[0];
    if (row.defaulted?.includes(at.parent.name.text) === true)
      need = value === undefined ? { need: 'defaulted' } : withDefault(unit, value);
  }
  if (need.need === 'optional') need = needOf(unit, node, first.text);
  return envRead(unit, node, first.text, row.module, need);
}
