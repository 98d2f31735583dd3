/** What calls are given, by position and by the steps of a builder. */
import type { Node } from 'web-tree-sitter';
import type { Argument } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { textOf } from '../code/values.ts';
import { argumentNodes, methodOf, receiverOf } from './meaning.ts';
import type { Reading } from './reading.ts';
import { resolve, type Scope, touchesOf } from './scopes.ts';
import { transparent } from './tables/forms.ts';
import { evaluate, literal } from './values.ts';
import { segmentsOf } from './written.ts';

const longestChain = 40;

/**
 * What a call is given. The steps of a builder before it are named arguments: of `Options::new().size(5).connect(url)` the call
 * `connect` gets `url`, and 5 under `size`; so are the fields of a struct, and the steps that made what stands as an argument.
 */
export function argumentsOf(call: Node, scope: Scope, reading: Reading): readonly Argument[] {
  const nodes = argumentNodes(call);
  const positional = nodes.map((node): Argument => ({ value: evaluate(node, scope, reading) }));
  const given: Argument[] = [...positional];
  for (const { value } of positional)
    if (value.kind === 'map') given.push(...value.entries.map(({ key, value: each }) => ({ name: key, value: each })));
  const receiver = receiverOf(call);
  if (receiver) steps(receiver, scope, reading, given);
  for (const node of nodes) if (node.type !== 'closure_expression') steps(node, scope, reading, given);
  return given;
}

function steps(node: Node | undefined, scope: Scope, reading: Reading, given: Argument[], depth = 0): void {
  let at = node;
  for (let length = 0; at && length < longestChain; length++) {
    if (at.type === 'call_expression') {
      const receiver = receiverOf(at);
      const name = methodOf(at) ?? segmentsOf(field(at, 'function') ?? at)?.at(-1);
      const nodes = argumentNodes(at);
      if (name !== undefined && !transparent.has(name)) {
        const values = nodes.map((one) => evaluate(one, scope, reading));
        const key = values.length === 2 && values[0] ? textOf(values[0]) : undefined;
        given.push({ name, value: values[0] ?? literal(true) });
        // `.set("group.id", "shop")`
        if (key !== undefined && values[1]) given.push({ name: key, value: values[1] });
        for (const value of values)
          if (value.kind === 'map')
            given.push(...value.entries.map((entry) => ({ name: entry.key, value: entry.value })));
      }
      if (!receiver) {
        // `Arc::new(Options::new().size(5))`
        if (nodes[0] && depth < 3) steps(nodes[0], scope, reading, given, depth + 1);
        return;
      }
      at = receiver;
    } else if (/^(?:try|await|parenthesized|reference|unary)_expression$/.test(at.type))
      at = field(at, 'value') ?? childrenOf(at).at(-1);
    else if (at.type === 'identifier') {
      const binding = resolve(scope, at.text, at.startIndex);
      if (binding?.how !== 'value' || depth > 3) return;
      for (const touch of touchesOf(scope, at.text))
        if (touch.endIndex <= at.startIndex) steps(touch, binding.scope, reading, given, 4);
      scope = binding.scope;
      at = binding.node;
      depth++;
    } else return;
  }
}
