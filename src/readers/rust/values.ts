/** What Rust expressions stand for. */
import type { Node } from 'web-tree-sitter';
import { unknown, type Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { itemOf, literalOf, nameOf, textOf } from '../code/values.ts';
import { withMethod } from './environment.ts';
import { argumentNodes, calleeOf, lastOf, meaningOf, methodOf, receiverOf } from './meaning.ts';
import type { Reading } from './reading.ts';
import { resolve, type Scope } from './scopes.ts';
import { addressOfCall, hostOfName } from './sockets.ts';
import { formMethods, forms } from './tables/forms.ts';
import { ofFormat, ofOwn } from './wrapped.ts';
import { own } from './written.ts';

export const literal = (value: string | number | boolean | null): Value => ({ kind: 'literal', literal: value });

export function evaluate(node: Node | undefined, scope: Scope, reading: Reading): Value {
  if (!node) return unknown;
  const known = reading.values.get(node.id);
  if (known) return known;
  reading.values.set(node.id, unknown);
  const found = worth(node, scope, reading);
  reading.values.set(node.id, found);
  return found;
}

function worth(node: Node, scope: Scope, reading: Reading): Value {
  const inner = (child: Node | undefined): Value => evaluate(child, scope, reading);
  switch (node.type) {
    case 'string_literal':
    case 'raw_string_literal':
      return literal(contentOf(node));
    case 'integer_literal':
      return numberOf(node.text);
    case 'float_literal':
      return literal(Number.parseFloat(node.text.replaceAll('_', '')));
    case 'boolean_literal':
      return literal(node.text === 'true');
    case 'array_expression':
    case 'tuple_expression':
      return { kind: 'list', items: childrenOf(node).map(inner) };
    case 'parenthesized_expression':
    case 'await_expression':
      return inner(childrenOf(node)[0]);
    case 'unary_expression':
      return node.text.startsWith('*') ? inner(childrenOf(node)[0]) : unknown;
    case 'try_expression': {
      const value = inner(childrenOf(node)[0]);
      return value.kind === 'environment' ? withMethod(value, '?', undefined, node) : value;
    }
    case 'reference_expression':
    case 'type_cast_expression':
    case 'field_initializer':
      return inner(field(node, 'value'));
    case 'binary_expression':
      return ofOperator(field(node, 'operator')?.text, inner(field(node, 'left')), inner(field(node, 'right')));
    case 'if_expression': {
      const other = field(node, 'alternative');
      const yes = field(node, 'consequence');
      return { kind: 'either', values: [inner(yes && lastOf(yes)), inner(other && lastOf(other))] };
    }
    case 'match_expression':
      return ofMatch(node, scope, reading);
    case 'block':
    case 'unsafe_block':
      return inner(lastOf(node));
    case 'struct_expression':
      return ofStruct(node, inner);
    case 'identifier': {
      const binding = resolve(scope, node.text, node.startIndex);
      if (binding?.how === 'value') return evaluate(binding.node, binding.scope, reading);
      return node.text === 'None' ? literal(null) : ofMember(node, scope, reading);
    }
    case 'field_expression': {
      const object = field(node, 'value');
      const name = field(node, 'field')?.text ?? '';
      const from = object?.type === 'identifier' ? inner(object) : unknown;
      return (from.kind === 'map' ? itemOf(from, name) : undefined) ?? ofMember(node, scope, reading);
    }
    case 'call_expression':
      return ofCall(node, scope, reading);
    default:
      return ofMember(node, scope, reading);
  }
}

function contentOf(node: Node): string {
  return childrenOf(node)
    .map((part) => (part.type === 'escape_sequence' ? (escapes[part.text] ?? '') : part.text))
    .join('');
}

const escapes: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\"': '"', '\\\\': '\\', "\\'": "'" };

function numberOf(text: string): Value {
  const number = Number(text.replaceAll('_', '').replace(/(?:[iu](?:8|16|32|64|128|size))$/, ''));
  return Number.isNaN(number) ? unknown : literal(number);
}

function ofMember(node: Node, scope: Scope, reading: Reading): Value {
  const meaning = meaningOf(node, scope, reading);
  const host = meaning && hostOfName(nameOf(meaning));
  return host !== undefined ? literal(host) : meaning ? { kind: 'member', meaning } : unknown;
}

function ofOperator(operator: string | undefined, left: Value, right: Value): Value {
  const [a, b] = [literalOf(left), literalOf(right)];
  if (typeof a === 'number' && typeof b === 'number' && left.kind === 'literal' && right.kind === 'literal') {
    if (operator === '*') return literal(a * b);
    if (operator === '+') return literal(a + b);
    if (operator === '-') return literal(a - b);
    return unknown;
  }
  return operator === '+' ? { kind: 'joined', by: '', parts: [left, right] } : unknown;
}

function ofStruct(node: Node, inner: (child: Node | undefined) => Value): Value {
  const body = field(node, 'body');
  const entries = (body ? childrenOf(body) : []).flatMap((entry) => {
    if (entry.type === 'shorthand_field_initializer') return [{ key: entry.text, value: inner(childrenOf(entry)[0]) }];
    const key = entry.type === 'field_initializer' ? (field(entry, 'field') ?? field(entry, 'name'))?.text : undefined;
    return key === undefined ? [] : [{ key, value: inner(field(entry, 'value')) }];
  });
  return { kind: 'map', entries };
}

/** `match env::var("X") { Ok(x) => x, Err(_) => … }`: the other arm is what it falls back to. */
function ofMatch(node: Node, scope: Scope, reading: Reading): Value {
  const asked = evaluate(field(node, 'value'), scope, reading);
  const body = field(node, 'body');
  const arms = body ? childrenOf(body).filter(({ type }) => type === 'match_arm') : [];
  if (asked.kind === 'environment' && asked.fallback === undefined) {
    const otherwise = arms.find((arm) => /^(?:Err|None|_)\b/.test(field(arm, 'pattern')?.text ?? ''));
    const value = otherwise && field(otherwise, 'value');
    if (value) return withMethod(asked, 'match', evaluate(value, scope, reading), value);
  }
  if (arms.length > 8) return unknown;
  return { kind: 'either', values: arms.map((arm) => evaluate(field(arm, 'value'), scope, reading)) };
}

function ofCall(node: Node, scope: Scope, reading: Reading): Value {
  const callee = calleeOf(node, scope, reading);
  const name = callee ? nameOf(callee) : '';
  const given = argumentNodes(node);
  const value = (at: number): Value => evaluate(given[at], scope, reading);
  if (/^(?:std\.env\.var(?:_os)?|dotenvy\.var|dotenv\.var)$/.test(name)) {
    const variable = textOf(value(0));
    return variable === undefined ? unknown : { kind: 'environment', name: variable, need: 'optional' };
  }
  const method = methodOf(node);
  const receiver = receiverOf(node);
  if (receiver && method !== undefined) {
    const from = evaluate(receiver, scope, reading);
    if (from.kind === 'environment') {
      const first = given[0];
      const body = first?.type === 'closure_expression' ? field(first, 'body') : first;
      const fallback = body && evaluate(body.type === 'block' ? lastOf(body) : body, scope, reading);
      return withMethod(from, method, fallback, first ?? node);
    }
    if (formMethods.has(method) && from.kind !== 'unknown' && from.kind !== 'member') return from;
    if (method === 'join' && (from.kind === 'literal' || from.kind === 'joined'))
      return isScratch(from) ? from : { kind: 'joined', by: '/', parts: [from, value(0)] };
    if (method === 'unwrap_or' && from.kind === 'literal') return from;
  }
  if (name === 'format' || name === 'concat') return ofFormat(given, name, scope, reading);
  if (scratch.test(name)) return literal('/tmp/x');
  if (name === 'std.env.current_dir') return literal('.');
  const address = addressOfCall(name, () => given.map((one) => evaluate(one, scope, reading)));
  if (address) return address;
  if (forms.has(name) && given.length > 0) return value(0);
  if (callee?.module === own) {
    const through = ofOwn(callee, given, scope, reading);
    if (through) return through;
  }
  return callee
    ? {
        kind: 'member',
        meaning: { ...callee, path: `${callee.path}()` },
        arguments: given.map((_, at) => ({ value: value(at) })),
      }
    : unknown;
}

/** Calls that answer a place for what is thrown away. */
const scratch =
  /^(?:std\.env\.temp_dir|tempfile\.(?:tempdir|tempfile|NamedTempFile\.new|TempDir\.new|tempdir_in)|tempdir\.TempDir\.new|async_tempfile\.TempFile\.new)$/;

/** Whatever lies below it is thrown away as well. */
export const isScratch = (value: Value): boolean =>
  value.kind === 'literal' && /^\/(?:var\/)?tmp\//.test(String(value.literal));
