/** Calls that hand a read of the environment on, and texts that are put together. */
import type { Node } from 'web-tree-sitter';
import type { Meaning, Value } from '../code/program.ts';
import { unknown } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { textOf } from '../code/values.ts';
import { withMethod } from './environment.ts';
import { argumentNodes, methodOf } from './meaning.ts';
import type { Reading } from './reading.ts';
import { resolve, type Scope } from './scopes.ts';
import { evaluate, isScratch, literal } from './values.ts';

/** `fn var(name: &str, default: &str) -> String { env::var(name).unwrap_or(…) }`: a read of the variable it is called with. */
export function ofOwn(callee: Meaning, given: readonly Node[], scope: Scope, reading: Reading): Value | undefined {
  const definition = scope.items.functions.get(callee.path) ?? scope.items.methods.get(callee.path);
  const body = definition && field(definition, 'body');
  const reads = body && /\benv::var|\bvar(?:_os)?\(|\bdotenvy?::var/.test(body.text);
  if (!reads || body.text.length > 2000) return undefined;
  const parameters = childrenOf(field(definition, 'parameters')!).filter(({ type }) => type === 'parameter');
  const names = new Map(
    parameters.map((parameter, at) => [field(parameter, 'pattern')?.text ?? '', given[at]] as const),
  );
  return insideOf(body, names, scope, reading);
}

/** The value of a body whose parameters are known. */
function insideOf(
  body: Node,
  names: ReadonlyMap<string, Node | undefined>,
  scope: Scope,
  reading: Reading,
): Value | undefined {
  const read = body.descendantsOfType('call_expression').find((call) => {
    const path = call && field(call, 'function');
    return path !== null && path !== undefined && /(?:^|::)var(?:_os)?$/.test(path.text);
  });
  const key = read && argumentNodes(read)[0];
  const variable = key?.type === 'identifier' ? names.get(key.text) : undefined;
  const name = variable && textOf(evaluate(variable, scope, reading));
  if (!read || name === undefined) return undefined;
  let value: Value = { kind: 'environment', name, need: 'optional' };
  // Outwards, call by call, as the expression around the read does.
  for (let at: Node | null = read.parent; at && at.id !== body.id; at = at.parent) {
    if (value.kind !== 'environment') break;
    if (at.type === 'try_expression') value = withMethod(value, '?', undefined, at);
    else if (at.type === 'call_expression' && methodOf(at) !== undefined) {
      const first = argumentNodes(at)[0];
      const inner = first?.type === 'closure_expression' ? field(first, 'body') : first;
      value = withMethod(value, methodOf(at)!, inner && standIn(inner, names, scope, reading), first ?? at);
    } else if (at.type === 'match_expression' && field(at, 'value')?.text.includes(read.text)) {
      const arm = at
        .descendantsOfType('match_arm')
        .find((one) => /^(?:Err|None|_)\b/.test((one && field(one, 'pattern')?.text) ?? ''));
      const other = arm && field(arm, 'value');
      if (other) value = withMethod(value, 'match', standIn(other, names, scope, reading), other);
    }
  }
  return value;
}

/** The argument that stands under a parameter, whatever turns it into a `String`. */
function standIn(node: Node, names: ReadonlyMap<string, Node | undefined>, scope: Scope, reading: Reading): Value {
  const name = node.descendantsOfType('identifier').find((one) => one && names.has(one.text));
  const argument = node.type === 'identifier' ? names.get(node.text) : name ? names.get(name.text) : undefined;
  return evaluate(argument ?? node, scope, reading);
}

/** `format!("{}:{port}", host)` */
export function ofFormat(given: readonly Node[], name: string, scope: Scope, reading: Reading): Value {
  const values = given.map((one) => (one.type === 'assignment_expression' ? field(one, 'right') : one));
  if (name === 'concat') return { kind: 'joined', by: '', parts: values.map((one) => evaluate(one, scope, reading)) };
  const first = given[0];
  const text = first && textOf(evaluate(first, scope, reading));
  if (!first || text === undefined) return unknown;
  const named = new Map(
    given.flatMap((one) =>
      one.type === 'assignment_expression' ? [[field(one, 'left')?.text ?? '', field(one, 'right')] as const] : [],
    ),
  );
  const parts: Value[] = [];
  let next = 1;
  for (const piece of text.split(/(\{[^{}]*\})/)) {
    const [, argument] = /^\{([^:}]*)/.exec(piece) ?? [];
    if (argument === undefined) {
      if (piece !== '') parts.push(literal(piece));
    } else if (argument === '') parts.push(evaluate(values[next++], scope, reading));
    else if (/^\d+$/.test(argument)) parts.push(evaluate(values[Number(argument) + 1], scope, reading));
    else if (named.has(argument)) parts.push(evaluate(named.get(argument), scope, reading));
    else {
      const binding = resolve(scope, argument, first.startIndex);
      parts.push(binding?.how === 'value' ? evaluate(binding.node, binding.scope, reading) : unknown);
    }
  }
  const [start] = parts;
  return start && isScratch(start) ? start : { kind: 'joined', by: '', parts };
}
