/** What PHP expressions stand for. */
import type { Node } from 'web-tree-sitter';
import { type Argument, type Meaning, unknown, type Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf } from '../code/values.ts';
import { readOf } from './environment.ts';
import { type Binding, className, type Scope } from './scopes.ts';

const deepest = 12;

const member = ({ module, path }: Meaning, name: string): Meaning => ({
  module,
  path: path === '' ? name : `${path}.${name}`,
});
const called = (meaning: Meaning): Meaning | undefined =>
  meaning.path.length > 160 ? undefined : { ...meaning, path: `${meaning.path}()` };

/** An instance of a class: `Illuminate\Http\Request` with the path `()`. */
const instanceOf = (name: string): Meaning => ({ module: name, path: '()' });

function ofBinding(binding: Binding | undefined, depth: number): Meaning | undefined {
  if (binding?.how === 'instance') return instanceOf(binding.of);
  return binding?.how === 'value' ? meaningOf(binding.node, binding.scope, depth + 1) : undefined;
}

/** The member of a library an expression is; functions of the language have no module. */
export function meaningOf(node: Node, scope: Scope, depth = 0): Meaning | undefined {
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'variable_name':
      return ofBinding(scope.variables.get(node.text), depth);
    case 'function_call_expression': {
      const callee = calleeOf(node, scope, depth);
      return callee && called(callee);
    }
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
    case 'scoped_call_expression': {
      const callee = calleeOf(node, scope, depth);
      return callee && called(callee);
    }
    case 'member_access_expression': {
      const object = field(node, 'object');
      const name = field(node, 'name')?.text;
      if (!object || name === undefined) return undefined;
      if (object.text === '$this') return ofBinding(scope.fields.get(name), depth);
      const from = meaningOf(object, scope, depth + 1);
      return from && member(from, name);
    }
    case 'object_creation_expression': {
      const name = childrenOf(node)[0];
      return name && /name$/.test(name.type) ? instanceOf(className(name.text, scope)) : undefined;
    }
    case 'class_constant_access_expression': {
      const [owner, name] = childrenOf(node);
      return owner && name ? { module: className(owner.text, scope), path: name.text } : undefined;
    }
    case 'parenthesized_expression':
      return childrenOf(node)[0] && meaningOf(childrenOf(node)[0]!, scope, depth + 1);
    default:
      return undefined;
  }
}

/** What a call calls. */
export function calleeOf(node: Node, scope: Scope, depth = 0): Meaning | undefined {
  if (node.type === 'function_call_expression') {
    const callee = field(node, 'function');
    return callee && /name$/.test(callee.type) && callee.type !== 'variable_name'
      ? { module: '', path: callee.text.replace(/^\\/, '') }
      : undefined;
  }
  const name = field(node, 'name')?.text;
  if (name === undefined) return undefined;
  if (node.type === 'scoped_call_expression') {
    const owner = field(node, 'scope');
    return owner && /name$/.test(owner.type) ? { module: className(owner.text, scope), path: name } : undefined;
  }
  const object = field(node, 'object');
  const from = object && meaningOf(object, scope, depth + 1);
  return from && member(from, name);
}

export function evaluate(node: Node | undefined, scope: Scope, depth = 0): Value {
  if (!node || depth > deepest) return unknown;
  const inner = (child: Node | undefined): Value => evaluate(child, scope, depth + 1);
  const read = readOf(node, scope, depth);
  if (read) {
    const { name, need, fallback } = read;
    return { kind: 'environment', name, need, ...(fallback ? { fallback } : {}) };
  }
  switch (node.type) {
    case 'string':
    case 'encapsed_string':
    case 'heredoc':
      return ofString(node, inner);
    case 'integer':
    case 'float':
      return { kind: 'literal', literal: Number(node.text.replaceAll('_', '')) };
    case 'boolean':
      return { kind: 'literal', literal: node.text.toLowerCase() === 'true' };
    case 'null':
      return { kind: 'literal', literal: null };
    case 'array_creation_expression':
      return ofArray(node, inner);
    case 'parenthesized_expression':
    case 'cast_expression':
      return inner(field(node, 'value') ?? childrenOf(node)[0]);
    case 'variable_name': {
      const binding = scope.variables.get(node.text);
      return binding?.how === 'value' ? evaluate(binding.node, binding.scope, depth + 1) : ofMember(node, scope, depth);
    }
    case 'binary_expression':
      return ofBinary(field(node, 'operator')?.text, inner(field(node, 'left')), inner(field(node, 'right')));
    case 'conditional_expression': {
      const condition = inner(field(node, 'condition'));
      const body = field(node, 'body');
      const other = inner(field(node, 'alternative'));
      return body ? { kind: 'either', values: [inner(body), other] } : ofBinary('?:', condition, other);
    }
    case 'function_call_expression':
      return ofCall(node, scope, depth);
    default:
      return ofMember(node, scope, depth);
  }
}

function ofMember(node: Node, scope: Scope, depth: number): Value {
  const meaning = meaningOf(node, scope, depth);
  return meaning ? { kind: 'member', meaning } : unknown;
}

function ofString(node: Node, inner: (child: Node | undefined) => Value): Value {
  const parts = childrenOf(node)
    .filter(({ type }) => type !== 'escape_sequence')
    .map(
      (child): Value =>
        /content|heredoc_body/.test(child.type) ? { kind: 'literal', literal: child.text } : inner(child),
    );
  if (parts.length === 0) return { kind: 'literal', literal: '' };
  return parts.length === 1 ? parts[0]! : { kind: 'joined', by: '', parts };
}

function ofArray(node: Node, inner: (child: Node | undefined) => Value): Value {
  const items = childrenOf(node).filter(({ type }) => type === 'array_element_initializer');
  const pairs = items.filter((item) => childrenOf(item).length === 2);
  if (pairs.length === 0) return { kind: 'list', items: items.map((item) => inner(childrenOf(item)[0])) };
  const entries = pairs.flatMap((pair) => {
    const [key, value] = childrenOf(pair);
    const text = textOf(inner(key));
    return text === undefined ? [] : [{ key: text, value: inner(value) }];
  });
  return { kind: 'map', entries };
}

/** `a . b`, and what a read of the environment falls back to: `a ?: b`, `a ?? b`, `a || b`. */
function ofBinary(operator: string | undefined, left: Value, right: Value): Value {
  if (operator === '.') return { kind: 'joined', by: '', parts: [left, right] };
  if (operator !== '?:' && operator !== '??' && operator !== '||') return unknown;
  if (left.kind === 'environment' && left.fallback === undefined && right.kind !== 'environment')
    return { ...left, need: 'defaulted', fallback: right };
  return { kind: 'either', values: [left, right] };
}

export function argumentsOf(
  node: Node | undefined,
  scope: Scope,
  depth = 0,
): { readonly given: readonly Argument[]; readonly open: boolean } {
  const all = node ? childrenOf(node).filter(({ type }) => type === 'argument') : [];
  const given = all.map((argument): Argument => {
    const name = field(argument, 'name')?.text;
    const value = evaluate(childrenOf(argument).at(-1), scope, depth + 1);
    return name === undefined ? { value } : { name, value };
  });
  return { given, open: all.some(({ text }) => text.startsWith('...')) };
}

/** Laravel's helpers for folders of the application. */
const folders: Readonly<Record<string, string>> = {
  storage_path: 'storage',
  public_path: 'public',
  base_path: '.',
  database_path: 'database',
  app_path: 'app',
  sys_get_temp_dir: '/tmp/x',
};

function ofCall(node: Node, scope: Scope, depth: number): Value {
  const callee = calleeOf(node, scope, depth);
  const { given } = argumentsOf(field(node, 'arguments'), scope, depth);
  const name = callee ? nameOf(callee) : '';
  const folder = Object.hasOwn(folders, name) ? folders[name] : undefined;
  if (folder !== undefined) {
    const first = given[0]?.value;
    const base: Value = { kind: 'literal', literal: folder };
    return first ? { kind: 'joined', by: '/', parts: [base, first] } : base;
  }
  if (/^(?:intval|strval|boolval|trim|realpath|tempnam)$/.test(name) && given[0]) return given[0].value;
  const meaning = callee && called(callee);
  return meaning ? { kind: 'member', meaning, arguments: given } : unknown;
}
