/** Under which condition a piece of PHP runs, as far as the code says so itself. */
import type { Node } from 'web-tree-sitter';
import type { Guard } from '../../facts/code.ts';
import { type Circumstances, stricter } from '../code/program.ts';
import { textOf, variableIn } from '../code/values.ts';
import { childrenOf, field, type Scope } from './scopes.ts';
import { argumentsOf, evaluate } from './values.ts';

interface Test {
  readonly yes: Guard;
  readonly no: Guard;
  readonly variable?: string;
}

const inverted = ({ yes, no, ...rest }: Test): Test => ({ ...rest, yes: no, no: yes });
const modes = new Map<string, Test>([
  ...['production', 'prod', 'live'].map((word) => [word, { yes: 'always', no: 'development' } as Test] as const),
  ...['local', 'dev', 'development', 'debug'].map(
    (word) => [word, { yes: 'development', no: 'always' } as Test] as const,
  ),
  ...['test', 'testing'].map((word) => [word, { yes: 'test', no: 'always' } as Test] as const),
]);

/** Methods of applications that say where they run. */
const methods = new Map<string, Test>([
  ['isLocal', { yes: 'development', no: 'always' }],
  ['isProduction', { yes: 'always', no: 'development' }],
  ['runningUnitTests', { yes: 'test', no: 'always' }],
  ['isDebug', { yes: 'development', no: 'always' }],
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
  const variable = variableIn(evaluate(node, scope));
  return variable === undefined ? undefined : { yes: 'conditional', no: 'conditional', variable };
}

function ofMethod(node: Node, scope: Scope): Test | undefined {
  const name = field(node, 'name')?.text ?? '';
  if (name !== 'environment') return methods.get(name);
  const { given } = argumentsOf(field(node, 'arguments'), scope);
  const words = given.flatMap(({ value }) => (value.kind === 'list' ? value.items : [value])).map(textOf);
  return words.map((word) => modes.get(word ?? '')).find((test) => test !== undefined);
}

function ofComparison(node: Node, scope: Scope): Test | undefined {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.text ?? '';
  if (!left || !right) return undefined;
  if (operator === '&&') return testOf(left, scope) ?? testOf(right, scope);
  if (!/^[!=]==?$/.test(operator)) return undefined;
  const values = [evaluate(left, scope), evaluate(right, scope)];
  const variable = values.map(variableIn).find((one) => one !== undefined);
  const word = values
    .map((value) => (value.kind === 'literal' ? textOf(value) : undefined))
    .find((one) => one !== undefined);
  const mode = variable !== undefined && /ENV(?:IRONMENT)?$/.test(variable) ? modes.get(word ?? '') : undefined;
  if (mode) return { ...(operator.startsWith('!') ? inverted(mode) : mode), variable: variable! };
  return variable === undefined ? undefined : { yes: 'conditional', no: 'conditional', variable };
}

/** What holds inside an `if` and in its `else`. */
export function branches(
  condition: Node | undefined,
  scope: Scope,
  around: Circumstances,
): { readonly yes: Circumstances; readonly no: Circumstances } {
  const test = condition && testOf(condition, scope);
  if (!test) return { yes: around, no: around };
  const within = (guard: Guard): Circumstances => ({
    ...around,
    guard: stricter(around.guard, guard),
    ...(test.variable === undefined ? {} : { variable: test.variable }),
  });
  return { yes: within(test.yes), no: within(test.no) };
}
