/** Under which condition a piece of Elixir runs, as far as the code says so itself. */
import type { Node } from 'web-tree-sitter';
import {
  bothOf,
  branchesOf,
  inverted,
  isDevelopment,
  isProduction,
  isTest,
  modeOf,
  modeVariable,
  switchedBy,
  type Test,
} from '../code/guards.ts';
import type { Circumstances, Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { textOf, variableIn } from '../code/values.ts';
import { givenTo, operatorOf } from './nodes.ts';
import type { Scope } from './scopes.ts';
import { evaluate } from './values.ts';

/** `config_env()`, `Mix.env()`, an attribute or a setting that holds it. */
const mode = /^(?:config_env\(\)|Mix\.env(?:\(\))?|@(?:mix_|build_|app_)?env|env|environment)$/;
const settingOfMode = /^(?:Application\.(?:get_env|fetch_env!|compile_env!?)\([^)]*:(?:env|environment|mix_env)\b)/;
/** Names that say what they hold, wherever they come from. */
const names: readonly (readonly [RegExp, Test])[] = [
  [/(?:^|[^a-z])(?:code_reloading\?|code_reloader|dev_routes|dev_mode|debug|is_dev|dev\?)(?:[^a-z]|$)/, isDevelopment],
  [/(?:^|[^a-z])(?:sql_sandbox|sandbox|testing\??|test_mode|is_test|test\?)(?:[^a-z]|$)/, isTest],
  [/(?:^|[^a-z])(?:is_prod|prod\?|production\?)(?:[^a-z]|$)/, isProduction],
];

const isMode = (node: Node): boolean => mode.test(node.text) || settingOfMode.test(node.text);

export function testOf(node: Node, scope: Scope, depth = 0): Test | undefined {
  if (depth > 12) return undefined;
  if (node.type === 'block') return childrenOf(node)[0] && testOf(childrenOf(node)[0]!, scope, depth + 1);
  if (node.type === 'unary_operator') {
    const operand = /^(?:!|not)$/.test(operatorOf(node)) ? field(node, 'operand') : undefined;
    const test = operand && testOf(operand, scope, depth + 1);
    return operand ? test && inverted(test) : ofFlag(node, scope);
  }
  if (node.type !== 'binary_operator') return ofFlag(node, scope);
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (!left || !right) return undefined;
  switch (operatorOf(node)) {
    case 'and':
    case '&&':
      return bothOf(testOf(left, scope, depth + 1), testOf(right, scope, depth + 1));
    case 'or':
    case '||':
      return oneOf(testOf(left, scope, depth + 1), testOf(right, scope, depth + 1));
    case '==':
    case '===':
    case 'in':
      return ofComparison(left, right, scope);
    case '!=':
    case '!==':
    case 'not in': {
      const test = ofComparison(left, right, scope);
      return test && inverted(test);
    }
    case '=':
      return testOf(right, scope, depth + 1);
    default:
      return undefined;
  }
}

/** `a or b`: in production the one counts that can hold there. */
function oneOf(one: Test | undefined, other: Test | undefined): Test | undefined {
  if (!one || !other) return undefined;
  if (one.yes === 'test' || one.yes === 'development') return other;
  return other.yes === 'always' ? other : one;
}

const wordsIn = (value: Value): readonly (string | undefined)[] =>
  value.kind === 'list' ? value.items.map(textOf) : [textOf(value)];

function ofComparison(left: Node, right: Node, scope: Scope): Test | undefined {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const words = wordsIn(evaluate(other, scope));
    if (isMode(one)) return ofMode(words);
    const variable = variableIn(evaluate(one, scope));
    if (variable === undefined) continue;
    const test = modeVariable.test(variable) ? ofMode(words) : undefined;
    return test ? { ...test, variable } : switchedBy(variable);
  }
  return undefined;
}

/** A stage of the team's own may be what is deployed. */
function ofMode(words: readonly (string | undefined)[]): Test | undefined {
  const tests = words.map(modeOf);
  if (tests.some((test) => test === isProduction)) return isProduction;
  return tests.find((test) => test !== undefined) ?? { yes: 'conditional', no: 'always' };
}

function ofFlag(node: Node, scope: Scope): Test | undefined {
  const variable = variableIn(evaluate(node, scope));
  if (variable !== undefined) return switchedBy(variable);
  const { text } = node;
  if (text.length > 200) return undefined;
  const known = names.find(([pattern]) => pattern.test(text))?.[1];
  if (known) return known;
  return /^Application\.(?:get_env|fetch_env!|compile_env!?)\(/.test(text)
    ? { yes: 'conditional', no: 'conditional' }
    : undefined;
}

/** What holds inside an `if` and in its `else`. */
export const branches = (condition: Node | undefined, scope: Scope, around: Circumstances) =>
  branchesOf(condition && testOf(condition, scope), around);

/** What holds in a clause of `case`: one of a mode by its name, one of a variable under a condition. */
export function clauseOf(subject: Node | undefined, clause: Node, scope: Scope, around: Circumstances): Circumstances {
  const pattern = childrenOf(clause).find(({ type }) => type === 'arguments');
  const first = pattern && childrenOf(pattern)[0];
  if (!subject || !first) return around;
  if (isMode(subject)) {
    const test = first.type === 'atom' ? ofMode([first.text.slice(1)]) : undefined;
    return branchesOf(test, around).yes ?? around;
  }
  const variable = variableIn(evaluate(subject, scope));
  return branchesOf(switchedBy(variable), around).yes ?? around;
}

/** What holds in a clause of `cond`. */
export function conditionOf(clause: Node, scope: Scope, around: Circumstances): Circumstances {
  const pattern = childrenOf(clause).find(({ type }) => type === 'arguments');
  const first = pattern && childrenOf(pattern)[0];
  return branches(first, scope, around).yes ?? around;
}

/** `if x do`, `unless x do`: the condition. */
export const conditionIn = (call: Node): Node | undefined => givenTo(call).positional[0];
