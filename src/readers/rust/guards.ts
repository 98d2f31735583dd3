/** Under which condition a piece of Rust runs, as far as the code says so itself. */
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
  modeVariable,
  switchedBy,
  type Test,
} from '../code/guards.ts';
import type { Circumstances } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { textOf, variableIn } from '../code/values.ts';
import { cfgOf } from './attributes.ts';
import type { Reading } from './reading.ts';
import type { Scope } from './scopes.ts';
import { evaluate } from './values.ts';

/** Names that say what they hold, wherever they come from. */
const names: readonly (readonly [RegExp, Test])[] = [
  [/(?:^|[.:])(?:is_)?(?:prod|production)(?:\(\))?$/i, isProduction],
  [/(?:^|[.:])(?:is_(?:dev|development|local|debug)|dev_mode|development|local_dev)(?:\(\))?$/i, isDevelopment],
  [/(?:^|[.:])(?:is_test(?:ing)?|test_mode)(?:\(\))?$/i, isTest],
];

function testOf(node: Node, scope: Scope, reading: Reading): Test | undefined {
  switch (node.type) {
    case 'parenthesized_expression':
      return childrenOf(node)[0] && testOf(childrenOf(node)[0]!, scope, reading);
    case 'unary_expression': {
      const test = childrenOf(node)[0] && testOf(childrenOf(node)[0]!, scope, reading);
      return test && node.text.startsWith('!') ? inverted(test) : test;
    }
    case 'binary_expression':
      return ofBinary(node, scope, reading);
    case 'let_chain':
    case 'let_condition':
      return switchedBy(variableIn(evaluate(field(node, 'value'), scope, reading)));
    case 'macro_invocation':
      return ofMacro(node);
    default: {
      const variable = variableIn(evaluate(node, scope, reading)) ?? askedIn(node, scope, reading);
      const known = names.find(([pattern]) => pattern.test(node.text))?.[1];
      return known ? { ...known, ...(variable === undefined ? {} : { variable }) } : switchedBy(variable);
    }
  }
}

/** `env::var("X").is_ok()` */
function askedIn(node: Node, scope: Scope, reading: Reading): string | undefined {
  const receiver = node.type === 'call_expression' ? field(field(node, 'function') ?? node, 'value') : undefined;
  return receiver && variableIn(evaluate(receiver, scope, reading));
}

function ofMacro(node: Node): Test | undefined {
  const tree = childrenOf(node).find(({ type }) => type === 'token_tree');
  if (field(node, 'macro')?.text !== 'cfg' || !tree) return undefined;
  const guard = cfgOf(tree.text.slice(1, -1));
  if (guard === 'never') return { yes: 'always', no: 'always', never: true };
  return guard === 'development'
    ? isDevelopment
    : guard === 'test'
      ? isTest
      : guard === 'conditional'
        ? { yes: 'conditional', no: 'conditional' }
        : /debug_assertions/.test(tree.text)
          ? inverted(isDevelopment)
          : undefined;
}

function ofBinary(node: Node, scope: Scope, reading: Reading): Test | undefined {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.text;
  if (!left || !right) return undefined;
  if (operator === '&&') return bothOf(testOf(left, scope, reading), testOf(right, scope, reading));
  if (operator === '||') return eitherOf(testOf(left, scope, reading), testOf(right, scope, reading));
  if (operator !== '==' && operator !== '!=') return undefined;
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const variable = variableIn(evaluate(one, scope, reading));
    const named = variable ?? lastWord(one.text).toUpperCase();
    // `Environment::Production`
    const word = textOf(evaluate(other, scope, reading)) ?? lastWord(other.text);
    const mode = modeVariable.test(named) ? modeOf(word.replaceAll(/["()]|^Ok|^Some/g, '')) : undefined;
    if (mode)
      return { ...(operator === '!=' ? inverted(mode) : mode), ...(variable === undefined ? {} : { variable }) };
    if (variable !== undefined) return switchedBy(variable);
  }
  return undefined;
}

const lastWord = (text: string): string => /(?<!\w)(\w+)(?:\(\))?$/.exec(text)?.[1] ?? '';

/** What holds inside an `if` and in its `else`; nothing for code that never runs. */
export const branches = (condition: Node | undefined, scope: Scope, reading: Reading, around: Circumstances) =>
  branchesOf(condition && testOf(condition, scope, reading), around);

/** What holds in an arm: `match env { "production" => …, Environment::Local => … }`. */
export function armOf(
  scrutinee: Node | undefined,
  pattern: Node | undefined,
  scope: Scope,
  reading: Reading,
  around: Circumstances,
): Circumstances {
  if (!scrutinee || !pattern) return around;
  const variable = variableIn(evaluate(scrutinee, scope, reading));
  const named = variable ?? lastWord(scrutinee.text.replace(/\.as_str\(\)$/, '')).toUpperCase();
  if (!modeVariable.test(named)) return around;
  const words = pattern.text.split('|').map((one) => lastWord(one.trim().replaceAll('"', '')));
  const test = words.map(modeOf).find((one) => one !== undefined);
  return branchesOf(test && { ...test, ...(variable === undefined ? {} : { variable }) }, around).yes ?? around;
}
