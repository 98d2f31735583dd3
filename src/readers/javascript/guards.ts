/** Under which condition of the environment a piece of code runs, as far as the code says so itself. */
import type { ts } from 'ts-morph';
import type { Guard } from '../../facts/code.ts';
import {
  inverted,
  isDevelopment,
  isProduction,
  isTest,
  modeOf,
  modeVariable,
  switchedBy,
  type Test,
} from '../code/guards.ts';
import type { Unit } from './unit.ts';
import { bare, isFunction } from './unit.ts';
import { evaluate, variableOf } from './values.ts';

export interface Guarded {
  readonly guard: Guard;
  /** Variable that switches the code on. */
  readonly variable?: string;
}

/** Flags whose name says what they hold, wherever they come from. */
const flags: readonly (readonly [RegExp, Test])[] = [
  [/^(?:is_?)?(?:prod|production)(?:_?env|_?mode)?$/i, isProduction],
  [/^(?:is_?)(?:dev|development|local)(?:_?env|_?mode)?$|^(?:dev|__DEV__)$/i, isDevelopment],
  [/^is_?tests?(?:_?env|_?mode)?$|^__TEST__$/i, isTest],
];

/** The mode of the whole program; `CACHE_MODE` is a switch of something smaller. */
const wholeMode = /(?:^|_)ENV(?:IRONMENT)?$/;

/** Names of what is left to the deployment. */
const configuration = /^(?:env|config|configuration|settings|conf|flags|features?|options)$/i;

function comparison(unit: Unit, node: ts.BinaryExpression, equal: boolean): Test | undefined {
  for (const [one, other] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    const literal = evaluate(unit, other).literal;
    if (literal === undefined || variableOf(unit, other) !== undefined) continue;
    const variable = evaluate(unit, one).variable ?? variableOf(unit, one);
    const isMode = variable === undefined ? isModeName(unit, one) : modeVariable.test(variable);
    if (isMode) {
      const test = modeOf(String(literal));
      if (test !== undefined) return equal ? test : inverted(test);
      // `staging` and the like are deployed as well.
      if (variable === undefined || wholeMode.test(variable)) return undefined;
    }
    if (variable !== undefined) return switchedBy(variable);
  }
  return undefined;
}

/** `config.env`, `env.ENVIRONMENT`, `app.get('env')`: the mode under another name. */
function isModeName(unit: Unit, expression: ts.Expression): boolean {
  const { compiler } = unit;
  const node = bare(unit, expression);
  if (compiler.isPropertyAccessExpression(node))
    return /^(?:NODE_ENV|nodeEnv|env|ENVIRONMENT|environment|ENV|mode)$/.test(node.name.text);
  if (compiler.isIdentifier(node)) return /^(?:NODE_ENV|nodeEnv|ENV|environment)$/.test(node.text);
  if (
    compiler.isCallExpression(node) &&
    compiler.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'get'
  ) {
    const first = node.arguments[0];
    return first !== undefined && compiler.isStringLiteralLike(first) && /^(?:env|NODE_ENV)$/.test(first.text);
  }
  return false;
}

function byName(unit: Unit, node: ts.Expression): Test | undefined {
  const { compiler } = unit;
  const name = compiler.isIdentifier(node)
    ? node.text
    : compiler.isPropertyAccessExpression(node)
      ? node.name.text
      : undefined;
  if (name === undefined) return undefined;
  for (const [pattern, test] of flags) if (pattern.test(name)) return test;
  let root: ts.Expression = node;
  while (compiler.isPropertyAccessExpression(root)) root = root.expression;
  const fromConfiguration = root !== node && compiler.isIdentifier(root) && configuration.test(root.text);
  return fromConfiguration ? { yes: 'conditional', no: 'conditional' } : undefined;
}

function testOf(unit: Unit, expression: ts.Expression, depth = 0): Test | undefined {
  const { compiler } = unit;
  const { SyntaxKind } = compiler;
  if (depth > 20) return undefined;
  const node = bare(unit, expression);
  if (compiler.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
    const test = testOf(unit, node.operand, depth + 1);
    return test === undefined ? undefined : inverted(test);
  }
  if (compiler.isBinaryExpression(node)) {
    const kind = node.operatorToken.kind;
    if (kind === SyntaxKind.EqualsEqualsEqualsToken || kind === SyntaxKind.EqualsEqualsToken)
      return comparison(unit, node, true);
    if (kind === SyntaxKind.ExclamationEqualsEqualsToken || kind === SyntaxKind.ExclamationEqualsToken)
      return comparison(unit, node, false);
    const left = testOf(unit, node.left, depth + 1);
    const right = testOf(unit, node.right, depth + 1);
    if (kind === SyntaxKind.AmpersandAmpersandToken) {
      const found = strongest(left, right, 'yes');
      return found === undefined
        ? undefined
        : { yes: found.yes, no: 'always', ...(found.variable === undefined ? {} : { variable: found.variable }) };
    }
    if (kind === SyntaxKind.BarBarToken && left !== undefined && right !== undefined) {
      const no = strongest(left, right, 'no')?.no ?? 'always';
      return left.yes === right.yes ? { ...left, no } : { yes: 'always', no };
    }
    return undefined;
  }
  const variable = variableOf(unit, node);
  if (variable !== undefined && !wholeMode.test(variable)) return switchedBy(variable);
  if (compiler.isIdentifier(node)) {
    const declaration = unit.scopes.resolve(node);
    if (
      declaration?.how === 'variable' &&
      declaration.constant &&
      declaration.initializer !== undefined &&
      declaration.path.length === 0
    ) {
      const found = testOf(unit, declaration.initializer, depth + 1);
      if (found !== undefined) return found;
    }
  }
  return byName(unit, node);
}

const weight: Record<Guard, number> = { always: 0, conditional: 1, development: 2, test: 3 };

function strongest(left: Test | undefined, right: Test | undefined, side: 'yes' | 'no'): Test | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return weight[left[side]] >= weight[right[side]] ? left : right;
}

const onYes = (test: Test): Guarded => ({
  guard: test.yes,
  ...(test.yes === 'conditional' && test.variable !== undefined ? { variable: test.variable } : {}),
});
const onNo = (test: Test): Guarded => onYes(inverted(test));

/** The condition a parent lays on one of its children. */
function condition(unit: Unit, parent: ts.Node, child: ts.Node): Guarded | undefined {
  const { compiler } = unit;
  if (compiler.isIfStatement(parent) && child !== parent.expression) {
    const test = testOf(unit, parent.expression);
    if (test !== undefined) return child === parent.thenStatement ? onYes(test) : onNo(test);
  }
  if (compiler.isConditionalExpression(parent) && child !== parent.condition) {
    const test = testOf(unit, parent.condition);
    if (test !== undefined) return child === parent.whenTrue ? onYes(test) : onNo(test);
  }
  if (compiler.isBinaryExpression(parent) && child === parent.right) {
    const kind = parent.operatorToken.kind;
    if (kind !== compiler.SyntaxKind.AmpersandAmpersandToken && kind !== compiler.SyntaxKind.BarBarToken)
      return undefined;
    const test = testOf(unit, parent.left);
    if (test !== undefined) return kind === compiler.SyntaxKind.AmpersandAmpersandToken ? onYes(test) : onNo(test);
  }
  if (compiler.isBlock(parent)) return leftEarly(unit, parent.statements, child);
  return undefined;
}

/** `if (isDevelopment) return;` before the statement. Leaving by an error states a requirement, not a switch, and does not count. */
function leftEarly(unit: Unit, statements: readonly ts.Statement[], child: ts.Node): Guarded | undefined {
  const { compiler } = unit;
  for (const statement of statements) {
    if (statement === child) return undefined;
    if (!compiler.isIfStatement(statement) || statement.elseStatement !== undefined) continue;
    const then = statement.thenStatement;
    const last = compiler.isBlock(then) ? then.statements.at(-1) : then;
    if (last === undefined || !compiler.isReturnStatement(last)) continue;
    const test = testOf(unit, statement.expression);
    if (test !== undefined && test.no !== 'always') return onNo(test);
  }
  return undefined;
}

/** The strongest condition on the way from a node to the top of its file. */
export function guardOf(unit: Unit, node: ts.Node): Guarded {
  if (unit.test) return { guard: 'test' };
  let found: Guarded = { guard: 'always' };
  for (let child = node; child.parent !== undefined; child = child.parent) {
    const next = condition(unit, child.parent, child);
    if (next !== undefined && weight[next.guard] > weight[found.guard]) found = next;
  }
  return found;
}

/** Whether the code runs once, when its module is loaded or its class is made, rather than on every call. */
export function runsOnLoad(unit: Unit, node: ts.Node): boolean {
  const { compiler } = unit;
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (!isFunction(unit, at)) continue;
    const called = compiler.isParenthesizedExpression(at.parent) && compiler.isCallExpression(at.parent.parent);
    if (!called) return false;
  }
  return true;
}
