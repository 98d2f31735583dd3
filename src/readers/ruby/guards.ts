/** Under which condition a piece of Ruby runs, as far as the code says so itself. */
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
import { nameOf, textOf, variableIn } from '../code/values.ts';
import type { Scope } from './scopes.ts';
import { evaluate, meaningOf } from './values.ts';

/** `Rails.env.production?`, `settings.development?` and what people call it themselves. */
const modes: readonly (readonly [RegExp, Test])[] = [
  [/(?:^|\.)(?:is_)?prod(?:uction)?\?$/, isProduction],
  [/(?:^|\.)(?:is_)?(?:dev|development|local)\?$/, isDevelopment],
  [/(?:^|\.)(?:is_)?test(?:ing)?\?$/, isTest],
];
const mode =
  /^(?:Rails\.env|Sinatra::(?:Base|Application)\.environment|settings\.environment|Hanami\.env|Sinatra::(?:Base|Application)\(?\)?\.settings\.environment)$/;

function testOf(node: Node, scope: Scope): Test | undefined {
  switch (node.type) {
    case 'parenthesized_statements':
      return childrenOf(node)[0] && testOf(childrenOf(node)[0]!, scope);
    case 'unary': {
      const operand = field(node, 'operand') ?? childrenOf(node)[0];
      const test = operand && /^(?:!|not)/.test(node.text) ? testOf(operand, scope) : undefined;
      return test && inverted(test);
    }
    case 'binary':
      return ofBinary(node, scope);
    case 'call':
      return ofCall(node, scope);
    default:
      return switchedBy(variableIn(evaluate(node, scope)));
  }
}

function ofBinary(node: Node, scope: Scope): Test | undefined {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.text ?? '';
  if (!left || !right) return undefined;
  if (operator === '&&' || operator === 'and') return bothOf(testOf(left, scope), testOf(right, scope));
  if (operator === '||' || operator === 'or') return eitherOf(testOf(left, scope), testOf(right, scope));
  if (!/^[!=]=$/.test(operator)) return switchedBy(variableIn(evaluate(left, scope)));
  if (/^(?:__FILE__|\$0|\$PROGRAM_NAME)$/.test(left.text) && /^(?:__FILE__|\$0|\$PROGRAM_NAME)$/.test(right.text))
    return { yes: 'always', no: 'always', entryOnly: true };
  const word = [right, left].map((one) => textOf(evaluate(one, scope))).find((text) => text !== undefined);
  for (const one of [left, right]) {
    const variable = variableIn(evaluate(one, scope));
    const test = isMode(one, variable, scope) ? modeOf(word) : undefined;
    if (test)
      return { ...(operator === '!=' ? inverted(test) : test), ...(variable === undefined ? {} : { variable }) };
    if (variable !== undefined) return switchedBy(variable);
  }
  return undefined;
}

function isMode(node: Node, variable: string | undefined, scope: Scope): boolean {
  if (variable !== undefined) return modeVariable.test(variable);
  const meaning = meaningOf(node, scope);
  return meaning !== undefined && mode.test(nameOf(meaning));
}

function ofCall(node: Node, scope: Scope): Test | undefined {
  const method = field(node, 'method')?.text ?? '';
  const receiver = field(node, 'receiver');
  const known = modes.find(([pattern]) => pattern.test(method))?.[1];
  if (known && (receiver === undefined || /\benv\b|settings|environment|config/i.test(receiver.text))) return known;
  const variable = variableIn(evaluate(node, scope)) ?? (receiver && variableIn(evaluate(receiver, scope)));
  // `%w[production staging].include?(Rails.env)`, `Rails.env.in?(["test"])`
  if (method === 'include?' || method === 'in?') {
    const argument = field(node, 'arguments') && childrenOf(field(node, 'arguments')!)[0];
    const [list, asked] = method === 'include?' ? [receiver, argument] : [argument, receiver];
    const words = list ? evaluate(list, scope) : undefined;
    if (asked && words?.kind === 'list' && isMode(asked, variableIn(evaluate(asked, scope)), scope))
      return words.items.map((item) => modeOf(textOf(item))).find((test) => test !== undefined);
  }
  if (variable === undefined) return undefined;
  const negative = /^(?:nil|blank|empty)\?$/.test(method);
  const test = switchedBy(variable);
  return negative && test ? inverted(test) : test;
}

/** What holds inside an `if` and in its `else`. */
export const branches = (condition: Node | undefined, scope: Scope, around: Circumstances) =>
  branchesOf(condition && testOf(condition, scope), around);

/** `configure :production do`: the words of Sinatra; without one it holds everywhere. */
export function ofConfigure(words: readonly (string | undefined)[], around: Circumstances): Circumstances {
  const tests = words.map(modeOf).filter((test) => test !== undefined);
  if (tests.length === 0 || tests.includes(isProduction)) return around;
  return branchesOf(tests[0], around).yes ?? around;
}

/** What a `when` of `case Rails.env` says. */
export function whenOf(asked: Node | undefined, patterns: readonly Node[], scope: Scope): Test | undefined {
  if (!asked) return undefined;
  const variable = variableIn(evaluate(asked, scope));
  if (isMode(asked, variable, scope)) {
    const tests = patterns.map((one) => modeOf(textOf(evaluate(one, scope))));
    return tests.includes(isProduction) ? isProduction : tests.find((test) => test !== undefined);
  }
  return switchedBy(variable);
}
