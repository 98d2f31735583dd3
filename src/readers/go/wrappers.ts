/** Functions that read a variable they are told: `func getEnv(key, fallback string) string`. */
import type { Node } from 'web-tree-sitter';
import type { EnvRead } from '../../facts/code.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf } from '../code/values.ts';
import { functionOf, meaningOf } from './meanings.ts';
import type { Reading } from './reading.ts';
import { type Binding, resolve } from './scopes.ts';
import { environmentCalls } from './tables/environment.ts';
import { scopeAt } from './values.ts';

export interface Wrapper {
  /** Positions of the name and of what is answered without the variable. */
  readonly name: number;
  readonly fallback?: number;
  readonly need: EnvRead['need'];
}

export function wrapperOf(definition: Node, reading: Reading, depth = 0): Wrapper | undefined {
  const known = reading.wrappers.get(definition.id);
  if (known) return known === 'none' ? undefined : known;
  reading.wrappers.set(definition.id, 'none');
  const found = depth < 4 ? find(definition, reading, depth) : undefined;
  reading.wrappers.set(definition.id, found ?? 'none');
  return found;
}

function find(definition: Node, reading: Reading, depth: number): Wrapper | undefined {
  const body = field(definition, 'body');
  if (!body || body.endIndex - body.startIndex > 3000) return undefined;
  const parameter = (node: Node | undefined): number | undefined => {
    const binding: Binding | undefined =
      node?.type === 'identifier' ? resolve(scopeAt(node, reading.unit.root, reading), node.text) : undefined;
    return binding?.how === 'parameter' ? binding.position : undefined;
  };
  for (const call of body.descendantsOfType('call_expression')) {
    const callee = call && field(call, 'function');
    if (!call || !callee) continue;
    const given = childrenOf(field(call, 'arguments') ?? call);
    const scope = scopeAt(call, reading.unit.root, reading);
    const meaning = meaningOf(callee, scope, reading.unit);
    const own = meaning ? undefined : functionOf(callee, scope, reading.unit);
    const inner = own && own.id !== definition.id ? wrapperOf(own, reading, depth + 1) : undefined;
    const at = meaning && environmentCalls.has(nameOf(meaning)) ? 0 : inner?.name;
    const name = at === undefined ? undefined : parameter(given[at]);
    if (name === undefined) continue;
    const passed = inner?.fallback === undefined ? undefined : parameter(given[inner.fallback]);
    const fallback = passed ?? answered(body, parameter, name);
    const verdict = reading.verdicts.get(call.id);
    const stops = verdict?.stops || reading.insisted.has(call.text) || inner?.need === 'required';
    return {
      name,
      ...(fallback === undefined ? {} : { fallback }),
      need: fallback !== undefined ? 'defaulted' : stops ? 'required' : 'optional',
    };
  }
  return undefined;
}

/** The parameter that is answered as it came. */
function answered(body: Node, parameter: (node: Node) => number | undefined, name: number): number | undefined {
  const candidates = [
    ...body.descendantsOfType('return_statement').flatMap((node) => (node ? childrenOf(node) : [])),
    ...body.descendantsOfType('assignment_statement').flatMap((node) => (node ? [field(node, 'right')] : [])),
  ];
  for (const list of candidates) {
    const first = list && childrenOf(list)[0];
    const found = first && parameter(first);
    if (found !== undefined && found !== name) return found;
  }
  return undefined;
}
