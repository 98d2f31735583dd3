/** Reads of the environment: the runtime's own and those of configuration libraries. */
import type { Node } from 'web-tree-sitter';
import type { EnvRead } from '../../facts/code.ts';
import type { Argument, Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf } from '../code/values.ts';
import type { Scope } from './scopes.ts';
import { type Getter, getters } from './tables/environment.ts';
import { argumentsOf, evaluate, meaningOf, type Reading } from './values.ts';

export interface Read {
  readonly name: string;
  readonly module: string;
  readonly need: EnvRead['need'];
  readonly fallback?: Value;
}

const byCall: ReadonlyMap<string, Getter> = new Map(
  getters.flatMap((row) => row.calls.map((call) => [call, row] as const)),
);

export function readOf(node: Node, scope: Scope, reading: Reading, depth = 0): Read | undefined {
  if (node.type === 'subscript') return ofSubscript(node, scope, reading, depth);
  if (node.type !== 'call') return undefined;
  const callee = field(node, 'function');
  const meaning = callee && meaningOf(callee, scope, reading, depth);
  const row = meaning && byCall.get(nameOf(meaning));
  if (!row) return undefined;
  const { given } = argumentsOf(field(node, 'arguments'), scope, reading, depth);
  const positional = given.filter(({ name }) => name === undefined);
  const named = (name: string): Argument | undefined => given.find((one) => one.name === name);
  const first = row.variable ? named(row.variable) : (positional[0] ?? named('key'));
  const name = (first && textOf(first.value)) ?? (first === undefined ? row.name : undefined);
  if (name === undefined) return undefined;
  const fallback = named('default') ?? (row.fallback === undefined ? undefined : positional[row.fallback]);
  if (!fallback) return { name, module: meaning.module, need: row.need };
  const nothing = fallback.value.kind === 'literal' && fallback.value.literal === null;
  return {
    name,
    module: meaning.module,
    need: nothing ? 'optional' : 'defaulted',
    ...(nothing ? {} : { fallback: fallback.value }),
  };
}

/** `os.environ["X"]`: without the variable the program stops. */
function ofSubscript(node: Node, scope: Scope, reading: Reading, depth: number): Read | undefined {
  const from = field(node, 'value');
  const meaning = from && meaningOf(from, scope, reading, depth);
  if (!meaning || nameOf(meaning) !== 'os.environ') return undefined;
  const key = field(node, 'subscript') ?? childrenOf(node)[1];
  const name = textOf(evaluate(key, scope, reading, depth + 1));
  return name === undefined ? undefined : { name, module: 'os', need: 'required' };
}
