/** Texts that stand under a name: of a variable, a field, an argument, a key. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { textOf } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import { operatorOf, type Scope, typeName } from './scopes.ts';
import { evaluate, partsOf, plainName } from './values.ts';

const literal = /^(?:string_literal|verbatim_string_literal|raw_string_literal|interpolated_string_expression)$/;
/** A text that says by itself what it is: an address, a connection string. */
const telling = /^[a-z][a-z0-9+.-]*:\/\/|^(?:host|server|data source|addr(?:ess)?)\s*=[^;]+;/i;

export function addText(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  if (!literal.test(node.type) || (node.parent?.type === 'binary_expression' && operatorOf(node.parent) === '+'))
    return;
  const text = textOf(evaluate(node, scope));
  if (text === undefined || text.length < 6) return;
  const fallbackOf = readBefore(node, scope);
  const name = nameOf(node, scope, text);
  if (name === undefined) return;
  into.texts.push({ at: placeOf(into, node), ...now, name, text, ...(fallbackOf === undefined ? {} : { fallbackOf }) });
}

/** The variable whose fallback the text is. */
function readBefore(node: Node, scope: Scope): string | undefined {
  const around = node.parent;
  if (around?.type === 'binary_expression' && operatorOf(around) === '??') {
    const value = evaluate(around, scope);
    return value.kind === 'environment' ? value.name : undefined;
  }
  const call = around?.type === 'argument' ? around.parent?.parent : undefined;
  const value = call?.type === 'invocation_expression' ? evaluate(call, scope) : undefined;
  return value?.kind === 'environment' && value.fallback !== undefined ? value.name : undefined;
}

function nameOf(node: Node, scope: Scope, text: string): string | undefined {
  for (let at: Node = node, up = node.parent; up; at = up, up = up.parent)
    switch (up.type) {
      case 'variable_declarator':
      case 'property_declaration':
      case 'parameter':
        return field(up, 'name')?.text;
      case 'assignment_expression': {
        const left = field(up, 'left');
        if (!left || left.id === at.id) return undefined;
        const key = left.type.startsWith('element_') ? left.descendantsOfType('string_literal')[0] : undefined;
        return key ? textOf(evaluate(key, scope)) : (plainName(partsOf(left)?.name) ?? left.text);
      }
      case 'initializer_expression': {
        // `{ "Jwt:Key", "…" }`
        const [key, value] = childrenOf(up);
        return value?.id === at.id && key && literal.test(key.type) ? textOf(evaluate(key, scope)) : undefined;
      }
      case 'argument': {
        const name = field(up, 'name')?.text;
        return name ?? (telling.test(text) ? calleeOf(up, scope) : undefined);
      }
      case 'binary_expression':
      case 'parenthesized_expression':
      case 'conditional_expression':
      case 'postfix_unary_expression':
      case 'arrow_expression_clause':
        continue;
      default:
        return undefined;
    }
  return undefined;
}

/** What is called with the text; a key that is looked up is no text of the program. */
function calleeOf(argument: Node, scope: Scope): string | undefined {
  const call = argument.parent?.parent;
  if (call?.type === 'object_creation_expression') return typeName(field(call, 'type'), scope.file);
  const callee = call?.type === 'invocation_expression' ? field(call, 'function') : undefined;
  return callee && plainName(partsOf(callee)?.name ?? callee);
}
