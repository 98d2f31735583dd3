/** What Python expressions stand for. */
import type { Node } from 'web-tree-sitter';
import { directoryOf } from '../../source/index.ts';
import type { Argument, Meaning, Value } from '../code/program.ts';
import { unknown } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf, nameOf, textOf } from '../code/values.ts';
import { readOf } from './environment.ts';
import { type Binding, resolve, type Scope } from './scopes.ts';

const deepest = 12;

export interface Reading {
  readonly path: string;
}

const member = ({ module, path }: Meaning, name: string): Meaning => ({
  module,
  path: path === '' ? name : `${path}.${name}`,
});
const called = ({ module, path }: Meaning): Meaning => ({ module, path: `${path}()` });

/** Calls that answer what they are called on: `Limiter().init_app`, `app.config`. */
const fluent = new Set(['with_', 'options', 'configure']);

/** The member of a library an expression is; nothing for the program's own. */
export function meaningOf(node: Node, scope: Scope, reading: Reading, depth = 0): Meaning | undefined {
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'identifier':
      return ofBinding(resolve(scope, node.text), node.text, reading, depth);
    case 'attribute': {
      const object = field(node, 'object');
      const name = field(node, 'attribute')?.text;
      if (!object || name === undefined) return undefined;
      if (object.text === 'self') return ofBinding(scope.fields?.get(name), undefined, reading, depth);
      const from = meaningOf(object, scope, reading, depth + 1);
      return from && member(from, name);
    }
    case 'subscript': {
      const from = field(node, 'value');
      const meaning = from && meaningOf(from, scope, reading, depth + 1);
      return meaning && { ...meaning, path: `${meaning.path}[]` };
    }
    case 'call': {
      const callee = field(node, 'function');
      const from = callee && meaningOf(callee, scope, reading, depth + 1);
      if (!from) return undefined;
      const last = from.path.slice(from.path.lastIndexOf('.') + 1);
      return fluent.has(last)
        ? { ...from, path: from.path.slice(0, -last.length - 1) }
        : from.path.length > 160
          ? undefined
          : called(from);
    }
    case 'await':
    case 'parenthesized_expression': {
      const inner = childrenOf(node)[0];
      return inner && meaningOf(inner, scope, reading, depth + 1);
    }
    default:
      return undefined;
  }
}

function ofBinding(
  binding: Binding | undefined,
  name: string | undefined,
  reading: Reading,
  depth: number,
): Meaning | undefined {
  // A name nobody gives a meaning to is the language's own.
  if (!binding) return name === undefined ? undefined : { module: '', path: name };
  if (binding.how === 'import') return binding.meaning;
  if (binding.how === 'other') return undefined;
  if (binding.how === 'type') {
    const type = childrenOf(binding.node)[0] ?? binding.node;
    const meaning =
      type.type === 'identifier' || type.type === 'attribute'
        ? meaningOf(type, binding.scope, reading, depth + 1)
        : undefined;
    return meaning && meaning.module !== '' ? called(meaning) : undefined;
  }
  if (binding.node.type === 'class_definition' || binding.node.type === 'function_definition') return undefined;
  return meaningOf(binding.node, binding.scope, reading, depth + 1);
}

const constants: Readonly<Record<string, Value>> = {
  true: { kind: 'literal', literal: true },
  false: { kind: 'literal', literal: false },
  none: { kind: 'literal', literal: null },
};

export function evaluate(node: Node | undefined, scope: Scope, reading: Reading, depth = 0): Value {
  if (!node || depth > deepest) return unknown;
  const inner = (child: Node | undefined): Value => evaluate(child, scope, reading, depth + 1);
  const read = readOf(node, scope, reading, depth);
  if (read)
    return {
      kind: 'environment',
      name: read.name,
      need: read.need,
      ...(read.fallback ? { fallback: read.fallback } : {}),
    };
  switch (node.type) {
    case 'string':
      return ofString(node, inner);
    case 'concatenated_string':
      return { kind: 'joined', by: '', parts: childrenOf(node).map(inner) };
    case 'integer':
    case 'float':
      return { kind: 'literal', literal: Number(node.text.replaceAll('_', '')) };
    case 'unary_operator': {
      const number = literalOf(inner(field(node, 'argument')));
      return typeof number === 'number' && node.text.startsWith('-') ? { kind: 'literal', literal: -number } : unknown;
    }
    case 'true':
    case 'false':
    case 'none':
      return constants[node.type]!;
    case 'list':
    case 'tuple':
    case 'set':
      return { kind: 'list', items: childrenOf(node).map(inner) };
    case 'dictionary':
      return ofDictionary(node, inner);
    case 'parenthesized_expression':
    case 'await':
    case 'keyword_argument':
      return inner(field(node, 'value') ?? childrenOf(node)[0]);
    case 'boolean_operator':
      return ofEither(field(node, 'operator')?.text, inner(field(node, 'left')), inner(field(node, 'right')));
    case 'conditional_expression': {
      const [yes, , no] = childrenOf(node);
      return { kind: 'either', values: [inner(yes), inner(no)] };
    }
    case 'binary_operator':
      return ofOperator(field(node, 'operator')?.text, inner(field(node, 'left')), inner(field(node, 'right')));
    case 'identifier': {
      const binding = resolve(scope, node.text);
      if (binding?.how === 'value' && !/_definition$/.test(binding.node.type))
        return evaluate(binding.node, binding.scope, reading, depth + 1);
      if (!binding && node.text === '__file__') return { kind: 'literal', literal: reading.path };
      return ofMember(node, scope, reading, depth);
    }
    case 'call':
      return ofCall(node, scope, reading, depth);
    case 'attribute': {
      const name = field(node, 'attribute')?.text;
      const object = field(node, 'object');
      // `Path(__file__).parent`
      if (object && (name === 'parent' || name === 'parents')) return parentOf(inner(object));
      return ofMember(node, scope, reading, depth);
    }
    case 'subscript': {
      const value = field(node, 'value');
      if (value?.type === 'attribute' && field(value, 'attribute')?.text === 'parents')
        return parentOf(inner(field(value, 'object')));
      return ofMember(node, scope, reading, depth);
    }
    default:
      return unknown;
  }
}

function ofMember(node: Node, scope: Scope, reading: Reading, depth: number): Value {
  const meaning = meaningOf(node, scope, reading, depth);
  return meaning ? { kind: 'member', meaning } : unknown;
}

/** Folders above are near enough: what counts is that the path lies below the program. */
const parentOf = (value: Value): Value => {
  const text = textOf(value);
  return text === undefined ? unknown : { kind: 'literal', literal: directoryOf(text) || '.' };
};

function ofString(node: Node, inner: (child: Node | undefined) => Value): Value {
  const children = childrenOf(node);
  // `b"…"` is no text that a setting would hold, and a format string is put together.
  const parts = children
    .filter(({ type }) => type === 'string_content' || type === 'interpolation')
    .map(
      (child): Value =>
        child.type === 'string_content' ? { kind: 'literal', literal: child.text } : inner(field(child, 'expression')),
    );
  if (parts.length === 0) return { kind: 'literal', literal: '' };
  return parts.length === 1 ? parts[0]! : { kind: 'joined', by: '', parts };
}

function ofDictionary(node: Node, inner: (child: Node | undefined) => Value): Value {
  const entries = childrenOf(node).flatMap((pair) => {
    const key = pair.type === 'pair' ? textOf(inner(field(pair, 'key'))) : undefined;
    return key === undefined ? [] : [{ key, value: inner(field(pair, 'value')) }];
  });
  return { kind: 'map', entries };
}

/** `a or b`: what a read of the environment falls back to. */
function ofEither(operator: string | undefined, left: Value, right: Value): Value {
  if (operator !== 'or') return { kind: 'either', values: [left, right] };
  if (left.kind === 'environment' && left.fallback === undefined && right.kind !== 'environment')
    return { ...left, need: 'defaulted', fallback: right };
  if (left.kind === 'literal') return left.literal ? left : right;
  return { kind: 'either', values: [left, right] };
}

function ofOperator(operator: string | undefined, left: Value, right: Value): Value {
  if (operator === '/') return { kind: 'joined', by: '/', parts: [left, right] };
  const [a, b] = [literalOf(left), literalOf(right)];
  if (operator === '+' && !(typeof a === 'number' && typeof b === 'number'))
    return { kind: 'joined', by: '', parts: [left, right] };
  if (typeof a !== 'number' || typeof b !== 'number') return unknown;
  const sum = operator === '+' ? a + b : operator === '*' ? a * b : operator === '-' ? a - b : undefined;
  return sum === undefined ? unknown : { kind: 'literal', literal: sum };
}

export function argumentsOf(
  node: Node | undefined,
  scope: Scope,
  reading: Reading,
  depth = 0,
): { readonly given: readonly Argument[]; readonly open: boolean } {
  const children = node?.type === 'argument_list' ? childrenOf(node) : [];
  const given = children
    .filter(({ type }) => !/_splat$|^comment$/.test(type))
    .map((child): Argument => {
      const name = child.type === 'keyword_argument' ? field(child, 'name')?.text : undefined;
      return { ...(name === undefined ? {} : { name }), value: evaluate(child, scope, reading, depth + 1) };
    });
  return { given, open: children.some(({ type }) => /_splat$/.test(type)) };
}

/** Calls that only change the form of what they are given. */
const forms = new Set([
  'int',
  'str',
  'float',
  'bool',
  'pathlib.Path',
  'os.path.abspath',
  'os.path.realpath',
  'os.fspath',
  'pathlib.PurePath',
]);
const formMethods = new Set([
  'resolve',
  'absolute',
  'strip',
  'lower',
  'upper',
  'as_posix',
  'expanduser',
  'encode',
  'decode',
]);

function ofCall(node: Node, scope: Scope, reading: Reading, depth: number): Value {
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  if (!callee) return unknown;
  const { given } = argumentsOf(list, scope, reading, depth);
  const meaning = meaningOf(callee, scope, reading, depth);
  const name = meaning ? nameOf(meaning) : '';
  const positional = given.filter((one) => one.name === undefined).map(({ value }) => value);
  if (name === 'os.path.join' || (name === 'pathlib.Path' && positional.length > 1))
    return { kind: 'joined', by: '/', parts: positional };
  if (name === 'os.path.dirname' && positional[0]) return parentOf(positional[0]);
  if (name === 'tempfile.gettempdir' || name === 'tempfile.mkdtemp') return { kind: 'literal', literal: '/tmp/x' };
  if (name === 'os.getcwd' || name === 'pathlib.Path.cwd') return { kind: 'literal', literal: '.' };
  if (name === 'dict')
    return {
      kind: 'map',
      entries: given.flatMap((one) => (one.name === undefined ? [] : [{ key: one.name, value: one.value }])),
    };
  if (forms.has(name) && positional[0]) return positional[0];
  const attribute = callee.type === 'attribute' ? field(callee, 'attribute')?.text : undefined;
  const object = field(callee, 'object');
  if (attribute && object) {
    if (formMethods.has(attribute)) {
      const value = evaluate(object, scope, reading, depth + 1);
      if (value.kind !== 'unknown' && value.kind !== 'member') return value;
    }
    if (attribute === 'joinpath')
      return { kind: 'joined', by: '/', parts: [evaluate(object, scope, reading, depth + 1), ...positional] };
  }
  return meaning ? { kind: 'member', meaning: called(meaning), arguments: given } : unknown;
}
