/** Texts of the program under the names they are given to. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances } from '../code/program.ts';
import { field } from '../code/tree.ts';
import { literalOf, nameOf, variableIn } from '../code/values.ts';
import { type Collector, calledName, placeOf } from './collector.ts';
import { calleeOf, methodOf, receiverOf } from './meaning.ts';
import type { Scope } from './scopes.ts';
import { forms } from './tables/forms.ts';
import { evaluate } from './values.ts';

/** A text under the name it is given to; shorter ones say nothing. */
export function addText(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  if (node.text.length < 10) return;
  const found = named(node, scope, into);
  if (!found) return;
  const value = literalOf(evaluate(node, scope, into.reading));
  if (typeof value !== 'string') return;
  into.texts.push({ at: placeOf(into, node), ...now, text: value, ...found });
}

/** The name around a text, through whatever turns it into a `String`. */
function named(
  node: Node,
  scope: Scope,
  into: Collector,
): { readonly name: string; readonly fallbackOf?: string } | undefined {
  let at: Node = node;
  for (let steps = 0; steps < 12; steps++) {
    const parent: Node | null = at.parent;
    if (!parent) return undefined;
    switch (parent.type) {
      case 'let_declaration':
      case 'const_item':
      case 'static_item': {
        const name = field(parent, 'pattern') ?? field(parent, 'name');
        return name && /^(?:mut )?\w+$/.test(name.text) ? { name: name.text.replace(/^mut /, '') } : undefined;
      }
      case 'field_initializer': {
        const name = field(parent, 'field') ?? field(parent, 'name');
        return name ? { name: name.text } : undefined;
      }
      case 'assignment_expression': {
        const left = field(parent, 'left');
        return left ? { name: left.text.slice(left.text.lastIndexOf('.') + 1) } : undefined;
      }
      case 'arguments': {
        const call = parent.parent;
        if (!call) return undefined;
        const receiver = receiverOf(call);
        const read = receiver && variableIn(evaluate(receiver, scope, into.reading));
        const method = methodOf(call);
        if (read !== undefined && method !== undefined) return { name: read, fallbackOf: read };
        if (forms.has(nameOfCallee(call, scope, into))) {
          at = call;
          continue;
        }
        return { name: calledName(call) };
      }
      case 'closure_expression':
      case 'reference_expression':
      case 'parenthesized_expression':
      case 'field_expression':
      case 'call_expression':
      case 'match_arm':
      case 'try_expression':
      case 'await_expression':
        at = parent;
        continue;
      case 'block':
        if (parent.parent?.type !== 'closure_expression' && parent.parent?.type !== 'match_arm') return undefined;
        at = parent;
        continue;
      case 'match_block': {
        const match = parent.parent;
        const asked = match ? variableIn(evaluate(field(match, 'value'), scope, into.reading)) : undefined;
        return asked === undefined ? undefined : { name: asked, fallbackOf: asked };
      }
      default:
        return undefined;
    }
  }
  return undefined;
}

function nameOfCallee(call: Node, scope: Scope, into: Collector): string {
  const meaning = calleeOf(call, scope, into.reading);
  return meaning ? nameOf(meaning) : '';
}
