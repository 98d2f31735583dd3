/** The members of libraries that expressions are, and the types whose instances they are. */
import type { Node } from 'web-tree-sitter';
import type { Meaning } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf } from '../code/values.ts';
import type { Reading } from './reading.ts';
import { type Binding, resolve, type Scope } from './scopes.ts';
import { results, transparent, wrappers } from './tables/forms.ts';
import { instance, instanceOfType, ofPath, own, pathMeaning, segmentsOf } from './written.ts';

const member = ({ module, path }: Meaning, name: string): Meaning | undefined =>
  path.length > 160 ? undefined : { module, path: path === '' ? name : `${path}.${name}` };

/** The member of a library an expression is, or an instance of one of its types: `sqlx.PgPool()`. */
export function meaningOf(node: Node, scope: Scope, reading: Reading): Meaning | undefined {
  if (reading.meanings.has(node.id)) return reading.meanings.get(node.id);
  // Whoever asks again meanwhile asks in a circle.
  reading.meanings.set(node.id, undefined);
  const found = find(node, scope, reading);
  reading.meanings.set(node.id, found);
  return found;
}

function find(node: Node, scope: Scope, reading: Reading): Meaning | undefined {
  const inner = (child: Node | undefined): Meaning | undefined => child && meaningOf(child, scope, reading);
  switch (node.type) {
    case 'identifier':
      return ofName(node, scope, reading);
    case 'self':
      return scope.self === undefined ? undefined : { module: own, path: `${scope.self}()` };
    case 'scoped_identifier':
    case 'generic_function':
      return node.type === 'generic_function' && field(node, 'function')?.type === 'field_expression'
        ? inner(field(node, 'function'))
        : pathMeaning(node, scope);
    case 'field_expression':
      return ofField(node, scope, reading);
    case 'call_expression':
      return resultOf(node, scope, reading);
    case 'macro_invocation': {
      const name = field(node, 'macro');
      const meaning = name && ofPath(segmentsOf(name) ?? [], scope, name.startIndex);
      return meaning && { ...meaning, path: `${meaning.path}!()` };
    }
    case 'struct_expression': {
      const name = field(node, 'name');
      const meaning = name && pathMeaning(name, scope);
      return meaning && instance(meaning);
    }
    case 'await_expression':
    case 'try_expression':
    case 'parenthesized_expression':
    case 'unary_expression':
      return inner(childrenOf(node)[0]);
    case 'reference_expression':
    case 'type_cast_expression':
      return inner(field(node, 'value'));
    case 'block':
    case 'async_block':
    case 'unsafe_block':
      return inner(lastOf(node));
    default:
      return undefined;
  }
}

function ofName(node: Node, scope: Scope, reading: Reading): Meaning | undefined {
  const binding = resolve(scope, node.text, node.startIndex);
  if (!binding || binding.how === 'import' || binding.how === 'item')
    return ofPath([node.text], scope, node.startIndex);
  return ofBinding(binding, reading);
}

function ofBinding(binding: Binding, reading: Reading): Meaning | undefined {
  if (binding.how === 'type') return instanceOfType(binding.type, binding.scope);
  if (binding.how !== 'value') return undefined;
  // What is written beside the value says it best, unless it only says how it is wrapped.
  const declared = instanceOfType(binding.type, binding.scope);
  if (declared && declared.module !== own && declared.module !== 'std') return declared;
  return meaningOf(binding.node, binding.scope, reading) ?? declared;
}

function ofField(node: Node, scope: Scope, reading: Reading): Meaning | undefined {
  const object = field(node, 'value');
  const name = field(node, 'field')?.text;
  const from = object && meaningOf(object, scope, reading);
  if (!from || name === undefined) return undefined;
  if (from.module !== own) return member(from, name);
  const type = scope.items.structs.get(from.path.replace(/\(\)$/, ''))?.get(name);
  return (type && instanceOfType(type, scope)) ?? member(from, name);
}

/** What a call calls. */
export function calleeOf(call: Node, scope: Scope, reading: Reading): Meaning | undefined {
  let callee = field(call, 'function');
  if (callee?.type === 'generic_function') callee = field(callee, 'function') ?? callee;
  if (callee?.type !== 'field_expression') return callee && pathOrValue(callee, scope, reading);
  const receiver = field(callee, 'value');
  const method = field(callee, 'field')?.text;
  const from = receiver && meaningOf(receiver, scope, reading);
  return from && method !== undefined ? member(from, method) : undefined;
}

/** A path, but not a variable that holds a closure. */
function pathOrValue(callee: Node, scope: Scope, reading: Reading): Meaning | undefined {
  if (callee.type !== 'identifier') return pathMeaning(callee, scope);
  const binding = resolve(scope, callee.text, callee.startIndex);
  return binding?.how === 'value' || binding?.how === 'type' ? undefined : meaningOf(callee, scope, reading);
}

/** What a call answers: most methods of Rust's builders answer the builder. */
function resultOf(call: Node, scope: Scope, reading: Reading): Meaning | undefined {
  const callee = field(call, 'function');
  const method = methodOf(call);
  const receiver = receiverOf(call);
  if (receiver && method !== undefined) {
    if (transparent.has(method)) return meaningOf(receiver, scope, reading);
    const called = calleeOf(call, scope, reading);
    if (!called) return undefined;
    if (called.module === own) return ofFunction(scope.items.methods.get(called.path.replace('().', '.')), scope);
    return results.get(nameOf(called)) ?? meaningOf(receiver, scope, reading);
  }
  const called = callee && calleeOf(call, scope, reading);
  if (!called) return undefined;
  if (wrappers.has(nameOf(called))) {
    const first = argumentNodes(call)[0];
    return first && meaningOf(first, scope, reading);
  }
  const known = results.get(nameOf(called));
  if (known) return known;
  if (called.module === own) {
    const type = /^([A-Z]\w*)(?:\.(\w+))?$/.exec(called.path);
    if (!type) return ofFunction(scope.items.functions.get(called.path), scope);
    const declared = scope.items.methods.get(called.path);
    return declared ? ofFunction(declared, scope, type[1]) : { module: own, path: `${type[1]}()` };
  }
  // `Type::new(…)`, `Type::builder()`, `Type(…)`
  const type = /^(?:.*\.)?([A-Z]\w*)(?:\.[a-z_]\w*)?$/.exec(called.path);
  return type ? { module: called.module, path: `${type[1]}()` } : instance(called);
}

/** An instance of what a function of this file answers. */
function ofFunction(definition: Node | undefined, scope: Scope, self?: string): Meaning | undefined {
  const type = definition && field(definition, 'return_type');
  if (type?.text === 'Self' || /^(?:\w+::)*Result<Self\b/.test(type?.text ?? ''))
    return self === undefined ? undefined : { module: own, path: `${self}()` };
  return instanceOfType(type, scope);
}

export const methodOf = (call: Node): string | undefined => {
  let callee = field(call, 'function');
  if (callee?.type === 'generic_function') callee = field(callee, 'function');
  return callee?.type === 'field_expression' ? field(callee, 'field')?.text : undefined;
};

export const receiverOf = (call: Node): Node | undefined => {
  let callee = field(call, 'function');
  if (callee?.type === 'generic_function') callee = field(callee, 'function');
  return callee?.type === 'field_expression' ? field(callee, 'value') : undefined;
};

export const argumentNodes = (call: Node): readonly Node[] => {
  const list = field(call, 'arguments');
  return list ? childrenOf(list).filter(({ type }) => !/comment$|^attribute_item$/.test(type)) : [];
};

/** The expression a block ends with. */
export const lastOf = (block: Node): Node | undefined => {
  const inner = block.type === 'block' ? block : (childrenOf(block).find(({ type }) => type === 'block') ?? block);
  const last = childrenOf(inner).at(-1);
  return last?.type === 'expression_statement' && !last.text.endsWith(';') ? childrenOf(last)[0] : last;
};
