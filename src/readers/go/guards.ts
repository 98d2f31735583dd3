/** Under which condition a piece of Go runs, as far as the code says so itself. */
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
import { type Circumstances, stricter, type Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf, variableIn } from '../code/values.ts';
import { meaningOf } from './meanings.ts';
import type { Reading } from './reading.ts';
import type { Scope } from './scopes.ts';
import { evaluate } from './values.ts';

/** Names that say what they hold, wherever they come from. */
const names: readonly (readonly [RegExp, Test])[] = [
  [/(^|\.)(?:is)?prod(?:uction)?(?:mode)?(?:\(\))?$/i, isProduction],
  [
    /(^|\.)(?:debug|debugmode|dev|devmode|is(?:dev|development|local|debug)|development|localdev)(?:\(\))?$/i,
    isDevelopment,
  ],
  [/(^|\.)(?:testing|is_?test(?:ing)?|testmode)(?:\(\))?$/i, isTest],
];
const configuration = /(^|\.)(?:cfg|config|conf|settings|opts?|options|flags?|features?)\./i;
const modeName = /(^|\.)(?:app_?|go_?)?(?:env|environment|mode|stage|profile)(?:\(\))?$/i;

function testOf(node: Node, scope: Scope, reading: Reading, depth = 0): Test | undefined {
  if (depth > 20) return undefined;
  const inner = (one: Node | undefined): Test | undefined => one && testOf(one, scope, reading, depth + 1);
  switch (node.type) {
    case 'parenthesized_expression':
      return inner(childrenOf(node)[0]);
    case 'unary_expression': {
      const operator = field(node, 'operator')?.text;
      const test = inner(field(node, 'operand'));
      return operator === '!' ? test && inverted(test) : operator === '*' ? test : undefined;
    }
    case 'binary_expression': {
      const operator = field(node, 'operator')?.text;
      if (operator === '&&') return bothOf(inner(field(node, 'left')), inner(field(node, 'right')));
      if (operator === '||') return eitherOf(inner(field(node, 'left')), inner(field(node, 'right')));
      return operator === '==' || operator === '!=' ? comparison(node, operator, scope, reading) : undefined;
    }
    default:
      return ofFlag(node, scope, reading);
  }
}

function comparison(node: Node, operator: string, scope: Scope, reading: Reading): Test | undefined {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (!left || !right || right.type === 'nil' || left.type === 'nil') return undefined;
  // `if path := os.Getenv("X"); path != ""`: whether it is there at all.
  for (const [asked, word] of [
    [left, right],
    [right, left],
  ] as const) {
    const test = ofWord(asked, evaluate(word, scope, reading), scope, reading);
    if (test) return operator === '==' ? test : inverted(test);
  }
  return undefined;
}

/** `os.Getenv("ENV")` put to one word. */
function ofWord(asked: Node, word: Value, scope: Scope, reading: Reading): Test | undefined {
  const value = evaluate(asked, scope, reading);
  const variable = variableIn(value);
  const meaning = meaningOf(asked, scope, reading.unit);
  const mode =
    (variable !== undefined && modeVariable.test(variable)) ||
    modeName.test(asked.text) ||
    (meaning !== undefined && nameOf(meaning) === 'github.com/gin-gonic/gin.Mode()');
  const text = textOf(word) ?? (word.kind === 'member' ? modeConstant(word.meaning.path) : undefined);
  const test = mode ? modeOf(text) : undefined;
  if (test) return { ...test, ...(variable === undefined ? {} : { variable }) };
  if (variable !== undefined) return switchedBy(variable);
  return configuration.test(asked.text) ? { yes: 'conditional', no: 'conditional' } : undefined;
}

/** `gin.DebugMode`, `config.Production` */
const modeConstant = (path: string): string => path.slice(path.lastIndexOf('.') + 1).replace(/Mode$|^Env/, '');

function ofFlag(node: Node, scope: Scope, reading: Reading): Test | undefined {
  const text = node.text.slice(0, 120);
  if (!/^(?:identifier|selector_expression|call_expression)$/.test(node.type)) return undefined;
  const known = names.find(([pattern]) => pattern.test(text))?.[1];
  const variable = variableIn(evaluate(node, scope, reading));
  if (known) return { ...known, ...(variable === undefined ? {} : { variable }) };
  if (variable !== undefined) return switchedBy(variable);
  return configuration.test(text) && !/\(/.test(text) ? { yes: 'conditional', no: 'conditional' } : undefined;
}

/** What holds inside an `if` and in its `else`. */
export const branches = (condition: Node | undefined, scope: Scope, reading: Reading, around: Circumstances) =>
  branchesOf(condition && testOf(condition, scope, reading), around);

/** What holds in one case of `switch value { … }`; nothing is known of a switch over anything but the environment and settings. */
export function caseOf(
  asked: Node | undefined,
  one: Node,
  scope: Scope,
  reading: Reading,
  around: Circumstances,
): Circumstances {
  if (!asked) return around;
  const words = one.type === 'default_case' ? [] : childrenOf(field(one, 'value') ?? one);
  const tests = words.map((word) => ofWord(asked, evaluate(word, scope, reading), scope, reading));
  const [test] = tests;
  if (test && tests.every((other) => other?.yes === test.yes)) return branchesOf(test, around).yes ?? around;
  const value = evaluate(asked, scope, reading);
  const variable = variableIn(value);
  if (variable === undefined && !configuration.test(asked.text)) return around;
  return {
    ...around,
    guard: stricter(around.guard, 'conditional'),
    ...(variable === undefined ? {} : { variable }),
  };
}
