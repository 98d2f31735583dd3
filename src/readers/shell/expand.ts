/** What a word of the syntax tree will be at run time, as far as the script itself tells. */
import type { Node } from 'web-tree-sitter';
import { unquoteAnsiC, unquoteBare, unquoteDouble } from './unquote.ts';

/** Variables that were given one literal value earlier in the same script. */
export type KnownVariables = ReadonlyMap<string, string>;

/** Node types that make up one word. */
const wordTypes: ReadonlySet<string> = new Set([
  'word',
  'number',
  'string',
  'raw_string',
  'ansi_c_string',
  'translated_string',
  'concatenation',
  'simple_expansion',
  'expansion',
  'command_substitution',
  'process_substitution',
  'arithmetic_expansion',
  'brace_expression',
  'variable_name',
  'special_variable_name',
  'regex',
  'extglob_pattern',
  'array',
]);

export const isWord = (node: Node): boolean => wordTypes.has(node.type);

const expansionTypes: ReadonlySet<string> = new Set([
  'simple_expansion',
  'expansion',
  'command_substitution',
  'arithmetic_expansion',
]);

/** Operators of `${NAME…}` that leave a set, non-empty variable as it is. */
const harmlessOperators: ReadonlySet<string> = new Set([':-', '-', ':=', '=', ':?', '?']);

function variable(node: Node, known: KnownVariables): string | undefined {
  const name = node.namedChildren.find((child) => child?.type === 'variable_name')?.text;
  const value = name === undefined ? undefined : known.get(name);
  if (value === undefined || node.type === 'simple_expansion') return value;
  if (node.child(1)?.type !== 'variable_name') return undefined;
  const operator = node.child(2)?.text;
  if (operator === '}') return value;
  return operator !== undefined && harmlessOperators.has(operator) && value !== '' ? value : undefined;
}

/** Unquoted, a value is split at blanks and its wildcards are replaced: then it is no longer one known word. */
const survivesUnquoted = (value: string): boolean => value !== '' && !/[\s*?[]/.test(value);

function quoted(node: Node, known: KnownVariables): string | undefined {
  const text = node.text;
  let value = '';
  let from = 1;
  for (const child of node.children) {
    if (child === null || !child.isNamed || child.type === 'string_content') continue;
    if (child.isError) return undefined;
    if (!expansionTypes.has(child.type)) continue;
    const part = variable(child, known);
    if (part === undefined) return undefined;
    value += unquoteDouble(text.slice(from, child.startIndex - node.startIndex)) + part;
    from = child.endIndex - node.startIndex;
  }
  return value + unquoteDouble(text.slice(from, -1));
}

const bracesExpand = (text: string): boolean =>
  text.includes('{') && text.includes('}') && (text.includes(',') || text.includes('..'));

function joined(node: Node, known: KnownVariables): string | undefined {
  let value = '';
  let bare = '';
  for (const child of node.children) {
    if (child === null) continue;
    const part = knownValue(child, known, value !== '');
    if (part === undefined) return undefined;
    if (child.type === 'word') bare += child.text;
    value += part;
  }
  return bracesExpand(bare) ? undefined : value;
}

/** The text of a word; `undefined` when it depends on anything the script does not say. */
export function knownValue(node: Node, known: KnownVariables, inside = false): string | undefined {
  if (node.isError || node.isMissing) return undefined;
  switch (node.type) {
    case 'command_name':
      return node.childCount === 1 ? knownValue(node.child(0)!, known) : undefined;
    case 'word':
    case 'number':
      if (node.namedChildCount > 0) return undefined;
      return unquoteBare(inside && node.text.startsWith('~') ? `\\${node.text}` : node.text);
    case 'variable_name':
      return node.text;
    case 'raw_string':
      return node.text.slice(1, -1);
    case 'ansi_c_string':
      return unquoteAnsiC(node.text.slice(2, -1));
    case 'string':
      return quoted(node, known);
    case 'translated_string': {
      const string = node.namedChild(0);
      return string === null ? undefined : knownValue(string, known);
    }
    case 'concatenation':
      return joined(node, known);
    case 'simple_expansion':
    case 'expansion': {
      const value = variable(node, known);
      return value !== undefined && survivesUnquoted(value) ? value : undefined;
    }
    default:
      return undefined;
  }
}
