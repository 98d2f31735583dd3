/** Functions that are handed to calls: what their parameters are, and what they set on them. */
import type { Node } from 'web-tree-sitter';
import type { Argument } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { child, declare, declareParameters, type Scope } from './scopes.ts';
import { handed } from './tables/types.ts';
import { evaluate, partsOf, plainName } from './values.ts';

/** `options => { options.Configuration = …; }`: what the call would have been told by name. */
export function lambdaArguments(lambda: Node, scope: Scope, depth: number): readonly Argument[] {
  const names = parameterNames(lambda);
  const parameter = names.at(-1);
  const body = field(lambda, 'body');
  if (parameter === undefined || !body) return [];
  const inner = lambdaScope(lambda, undefined, scope);
  const found: Argument[] = [];
  for (const statement of body.type === 'block' ? childrenOf(body) : [body]) {
    const assignment = statement.type === 'expression_statement' ? childrenOf(statement)[0] : statement;
    const left = assignment?.type === 'assignment_expression' ? field(assignment, 'left') : undefined;
    if (!left?.text.startsWith(`${parameter}.`)) continue;
    found.push({
      name: left.text.slice(parameter.length + 1),
      value: evaluate(field(assignment!, 'right'), inner, depth + 1),
    });
  }
  return found;
}

function parameterNames(lambda: Node): readonly string[] {
  const parameters = field(lambda, 'parameters');
  if (!parameters) return [];
  if (parameters.type !== 'parameter_list') return [parameters.text];
  return childrenOf(parameters).flatMap((one) => field(one, 'name')?.text ?? []);
}

/** `call`: the name of what the function is handed to. */
export function lambdaScope(lambda: Node, call: string | undefined, scope: Scope): Scope {
  const own = child(scope);
  const names = parameterNames(lambda);
  const types = call !== undefined && Object.hasOwn(handed, call) ? handed[call]! : [];
  for (const [at, name] of [...names].reverse().entries()) {
    const of = types[at] ?? (name === 'services' ? 'IServiceCollection' : undefined);
    own.names.set(name, of ? { how: 'instance', of } : { how: 'other' });
  }
  const parameters = field(lambda, 'parameters');
  if (
    parameters?.type === 'parameter_list' &&
    parameters.descendantsOfType('parameter').some((one) => one && field(one, 'type'))
  )
    declareParameters(parameters, own);
  const body = field(lambda, 'body');
  if (body) declare(body, own);
  return own;
}

/** The name of the call a function stands in as an argument. */
export function callAround(lambda: Node): string | undefined {
  const call = lambda.parent?.type === 'argument' ? lambda.parent.parent?.parent : undefined;
  const callee = call?.type === 'invocation_expression' ? field(call, 'function') : undefined;
  return callee && plainName(partsOf(callee)?.name ?? callee);
}
