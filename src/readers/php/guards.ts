/** Under which condition a piece of PHP runs, as far as the code says so itself. */
import type { Node } from 'web-tree-sitter';
import {
  bothOf,
  branchesOf,
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
import { textOf, variableIn } from '../code/values.ts';
import type { Scope } from './scopes.ts';
import { argumentsOf, evaluate } from './values.ts';

/** Methods of applications that say where they run. */
const methods = new Map<string, Test>([
  ['isLocal', isDevelopment],
  ['isProduction', isProduction],
  ['runningUnitTests', isTest],
  ['isDebug', isDevelopment],
]);

function testOf(node: Node, scope: Scope): Test | undefined {
  if (node.type === 'parenthesized_expression') {
    const inside = childrenOf(node)[0];
    return inside && testOf(inside, scope);
  }
  if (node.type === 'unary_op_expression' && node.text.startsWith('!')) {
    const test = childrenOf(node).at(-1) && testOf(childrenOf(node).at(-1)!, scope);
    return test && inverted(test);
  }
  if (/member_call_expression$|^scoped_call_expression$/.test(node.type)) return ofMethod(node, scope);
  if (node.type === 'binary_expression') return ofComparison(node, scope);
  return switchedBy(variableIn(evaluate(node, scope)));
}

function ofMethod(node: Node, scope: Scope): Test | undefined {
  const name = field(node, 'name')?.text ?? '';
  if (name !== 'environment') return methods.get(name);
  const { given } = argumentsOf(field(node, 'arguments'), scope);
  const words = given.flatMap(({ value }) => (value.kind === 'list' ? value.items : [value])).map(textOf);
  return words.map(modeOf).find((test) => test !== undefined);
}

function ofComparison(node: Node, scope: Scope): Test | undefined {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.text ?? '';
  if (!left || !right) return undefined;
  if (operator === '&&') return bothOf(testOf(left, scope), testOf(right, scope));
  if (!/^[!=]==?$/.test(operator)) return undefined;
  const values = [evaluate(left, scope), evaluate(right, scope)];
  const variable = values.map(variableIn).find((one) => one !== undefined);
  const word = values
    .map((value) => (value.kind === 'literal' ? textOf(value) : undefined))
    .find((one) => one !== undefined);
  const mode = variable !== undefined && /ENV(?:IRONMENT)?$/.test(variable) ? modeOf(word) : undefined;
  if (mode) return { ...(operator.startsWith('!') ? inverted(mode) : mode), variable: variable! };
  return switchedBy(variable);
}

/** What holds inside an `if` and in its `else`. */
export const branches = (condition: Node | undefined, scope: Scope, around: Circumstances) =>
  branchesOf(condition && testOf(condition, scope), around);
