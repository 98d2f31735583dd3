/** Under which condition a piece of Python runs, as far as the code says so itself. */
import type { Node } from 'web-tree-sitter';
import {
  bothOf,
  branchesOf,
  eitherOf,
  inverted,
  isDevelopment,
  isProduction,
  isTest,
  modeOf,
  switchedBy,
  type Test,
} from '../code/guards.ts';
import type { Circumstances } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf, variableIn } from '../code/values.ts';
import type { Scope } from './scopes.ts';
import { evaluate, meaningOf, type Reading } from './values.ts';

const modeVariable =
  /^(?:(?:[A-Z]+_)?(?:ENV|ENVIRONMENT)|ENV|ENVIRONMENT|STAGE|DEPLOY_ENV|FLASK_ENV|FASTAPI_ENV|DJANGO_ENV)$/;
/** Names that say what they hold, wherever they come from. */
const names: readonly (readonly [RegExp, Test])[] = [
  [/(^|\.)(is_)?(prod|production)$/i, isProduction],
  [/(^|\.)(debug|dev_mode|is_(dev|development|local)|development|local_dev)$/i, isDevelopment],
  [/(^|\.)(testing|is_test(ing)?|test_mode)$/i, isTest],
];
const configuration = /(^|\.)(settings|config|conf|flags|features?|options)\./i;

function testOf(node: Node, scope: Scope, reading: Reading): Test | undefined {
  switch (node.type) {
    case 'parenthesized_expression': {
      const inner = childrenOf(node)[0];
      return inner && testOf(inner, scope, reading);
    }
    case 'not_operator': {
      const inner = field(node, 'argument');
      const test = inner && testOf(inner, scope, reading);
      return test && inverted(test);
    }
    case 'boolean_operator': {
      const [left, right] = [field(node, 'left'), field(node, 'right')];
      const one = left && testOf(left, scope, reading);
      const other = right && testOf(right, scope, reading);
      return field(node, 'operator')?.text === 'and' ? bothOf(one, other) : eitherOf(one, other);
    }
    case 'comparison_operator':
      return comparison(node, scope, reading);
    default:
      return ofFlag(node, scope, reading);
  }
}

function comparison(node: Node, scope: Scope, reading: Reading): Test | undefined {
  const [left, right] = childrenOf(node);
  if (!left || !right) return undefined;
  if (left.text === '__name__' || right.text === '__name__') return { yes: 'always', no: 'always', entryOnly: true };
  const operator = node.text.slice(left.endIndex - node.startIndex, right.startIndex - node.startIndex).trim();
  if (/pytest/.test(left.text) && /sys\.modules|sys\.argv/.test(right.text)) return isTest;
  if (/^["']test["']$/.test(left.text) && right.text === 'sys.argv') return isTest;
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const value = evaluate(one, scope, reading);
    const variable = variableIn(value);
    const named = variable ?? one.text.slice(one.text.lastIndexOf('.') + 1).toUpperCase();
    if (!modeVariable.test(named)) {
      if (variable !== undefined) return switchedBy(variable);
      continue;
    }
    const words = /^(list|tuple|set)$/.test(other.type)
      ? childrenOf(other).map((item) => textOf(evaluate(item, scope, reading)))
      : [textOf(evaluate(other, scope, reading))];
    const tests = words.map(modeOf);
    const test = tests.find((found) => found !== undefined);
    if (!test) return undefined;
    const negated = operator === '!=' || operator.startsWith('not');
    return { ...(negated ? inverted(test) : test), ...(variable === undefined ? {} : { variable }) };
  }
  return undefined;
}

function ofFlag(node: Node, scope: Scope, reading: Reading): Test | undefined {
  const text = node.text;
  if (/(^|\.)TYPE_CHECKING$/.test(text)) return { yes: 'always', no: 'always', never: true };
  const known = names.find(([pattern]) => pattern.test(text))?.[1];
  const variable = variableIn(evaluate(node, scope, reading));
  if (known) return { ...known, ...(variable === undefined ? {} : { variable }) };
  if (variable !== undefined) return switchedBy(variable);
  const meaning = meaningOf(node, scope, reading);
  return configuration.test(text) || (meaning && /(^|\.)settings\./.test(nameOf(meaning)))
    ? { yes: 'conditional', no: 'conditional' }
    : undefined;
}

/** What holds inside an `if` and in its `else`; nothing for code that never runs. */
export const branches = (condition: Node | undefined, scope: Scope, reading: Reading, around: Circumstances) =>
  branchesOf(condition && testOf(condition, scope, reading), around);
