/** Texts that stand under a name: of a variable, a field, a constant, a key, an argument. */
import type { Node } from 'web-tree-sitter';
import { span } from '../../source/index.ts';
import type { Circumstances, TextSite } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { textOf, variableIn } from '../code/values.ts';
import type { Scope } from './scopes.ts';
import { evaluate } from './values.ts';

interface Named {
  readonly name: string;
  readonly value: Node;
}

const texts = /^(?:encapsed_)?string$|^heredoc$|^(?:binary|conditional|subscript)_expression$/;

const named = (name: string | undefined, value: Node | undefined): Named | undefined =>
  name === undefined || !value ? undefined : { name, value };

function namedBy(node: Node): Named | undefined {
  const parts = childrenOf(node);
  switch (node.type) {
    case 'assignment_expression':
      return named(targetOf(field(node, 'left')), field(node, 'right'));
    case 'array_element_initializer':
      return parts.length === 2 ? named(unquoted(parts[0]), parts[1]) : undefined;
    case 'const_element':
      return named(parts[0]?.text, parts[1]);
    case 'property_element':
      return named(field(node, 'name')?.text.slice(1), field(node, 'default_value'));
    case 'argument':
      return named(field(node, 'name')?.text, parts.at(-1));
    case 'function_call_expression': {
      // `define('DB_HOST', 'db')`
      if (field(node, 'function')?.text !== 'define') return undefined;
      const [name, value] = childrenOf(field(node, 'arguments') ?? node).map((one) => childrenOf(one)[0]);
      return named(unquoted(name), value);
    }
    default:
      return undefined;
  }
}

/** `$name`, `$this->name`, `$all['name']` */
function targetOf(left: Node | undefined): string | undefined {
  if (left?.type === 'variable_name') return left.text.slice(1);
  if (left?.type === 'member_access_expression') return field(left, 'name')?.text;
  return left?.type === 'subscript_expression' ? unquoted(childrenOf(left)[1]) : undefined;
}

const unquoted = (node: Node | undefined): string | undefined =>
  node && /string$/.test(node.type) ? node.text.replace(/^["']|["']$/g, '') : undefined;

export function textsOf(node: Node, path: string, scope: Scope, now: Circumstances): readonly TextSite[] {
  const found = namedBy(node);
  const call = found && /call_expression$/.test(found.value.type);
  // Most calls lead to no text: only what may be a read of the environment is asked.
  if (!found || !(texts.test(found.value.type) || (call && /env\b|getenv/i.test(found.value.text.slice(0, 60)))))
    return [];
  const value = evaluate(found.value, scope);
  const text = textOf(value);
  if (text === undefined || text.length < 3) return [];
  const variable = variableIn(value);
  const under = node.type === 'array_element_initializer' ? keysAround(node) : [];
  return [
    {
      at: span(path, found.value.startIndex, found.value.endIndex),
      ...now,
      name: found.name,
      text,
      ...(under.length > 0 ? { under } : {}),
      ...(variable === undefined ? {} : { fallbackOf: variable }),
    },
  ];
}

function keysAround(item: Node): readonly string[] {
  const keys: string[] = [];
  for (let at = item.parent; at; at = at.parent) {
    if (at.type === 'array_creation_expression') continue;
    const name = namedBy(at)?.name;
    if (name !== undefined) keys.unshift(name);
    if (at.type !== 'array_element_initializer') break;
  }
  return keys;
}
