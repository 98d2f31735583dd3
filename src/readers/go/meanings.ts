/** Which member of a library a Go expression is. */
import type { Node } from 'web-tree-sitter';
import type { Meaning } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf } from '../code/values.ts';
import {
  type Binding,
  fieldOf,
  type Given,
  localType,
  resolve,
  type Scope,
  type StructField,
  structName,
  type Unit,
} from './scopes.ts';
import { answerOf, sameType } from './tables/types.ts';

const deepest = 12;
const longest = 160;
const builtins = new Set(['panic', 'print', 'println']);

const member = ({ module, path }: Meaning, name: string): Meaning => ({
  module,
  path: path === '' ? name : `${path}.${name}`,
});

/** Nothing for what is the program's own. */
export function meaningOf(node: Node, scope: Scope, unit: Unit, depth = 0): Meaning | undefined {
  if (depth > deepest) return undefined;
  const inner = (one: Node | undefined): Meaning | undefined => one && meaningOf(one, scope, unit, depth + 1);
  switch (node.type) {
    case 'identifier':
    case 'package_identifier':
      return ofBinding(resolve(scope, node.text), node.text, unit, depth);
    case 'selector_expression': {
      const operand = field(node, 'operand');
      const name = field(node, 'field')?.text;
      if (!operand || name === undefined) return undefined;
      const from = inner(operand);
      if (from) return from.path.length > longest ? undefined : member(from, name);
      const own = ownField(node, scope, unit, depth);
      return own && ofField(own, unit, depth);
    }
    case 'call_expression':
      return ofCall(node, scope, unit, depth);
    case 'composite_literal': {
      const type = field(node, 'type');
      return type && ofType(type, scope);
    }
    case 'type_assertion_expression':
    case 'type_conversion_expression': {
      const type = field(node, 'type');
      return type && ofType(type.type === 'generic_type' ? (field(type, 'type') ?? type) : type, scope);
    }
    case 'index_expression':
      // `env.ParseAs[Config]`: a function with its types.
      return inner(field(node, 'operand'));
    case 'unary_expression':
      return /^[&*]$/.test(field(node, 'operator')?.text ?? '') ? inner(field(node, 'operand')) : undefined;
    case 'parenthesized_expression':
      return inner(childrenOf(node)[0]);
    default:
      return undefined;
  }
}

function ofBinding(binding: Binding | undefined, name: string, unit: Unit, depth: number): Meaning | undefined {
  if (!binding) return builtins.has(name) ? { module: '', path: name } : undefined;
  if (binding.how === 'import') return { module: binding.module!, path: '' };
  const typed = binding.type && ofType(binding.type.node, binding.type.scope);
  if (typed) return typed;
  for (const given of [...(binding.value ? [binding.value] : []), ...binding.changes]) {
    const found = ofGiven(given, unit, depth);
    if (found) return found;
  }
  return undefined;
}

function ofGiven({ node, scope, index }: Given, unit: Unit, depth: number): Meaning | undefined {
  if (index !== 0) return undefined;
  const known = unit.meanings.get(node.id);
  if (known) return known === 'none' ? undefined : known;
  unit.meanings.set(node.id, 'none');
  const found = meaningOf(node, scope, unit, depth + 1);
  if (found) unit.meanings.set(node.id, found);
  return found;
}

/** What it is given says more than its type, which may be an interface. */
function ofField({ values, type }: StructField, unit: Unit, depth: number): Meaning | undefined {
  for (const given of values) {
    const found = ofGiven(given, unit, depth);
    if (found) return found;
  }
  return type && ofType(type, unit.root);
}

function ofCall(node: Node, scope: Scope, unit: Unit, depth: number): Meaning | undefined {
  const callee = field(node, 'function');
  if (!callee) return undefined;
  if (callee.type === 'identifier' && callee.text === 'new') {
    const type = childrenOf(field(node, 'arguments')!)[0];
    return type && ofType(type, scope);
  }
  const from = meaningOf(callee, scope, unit, depth + 1);
  if (from) {
    const answer = answerOf(nameOf(from), from);
    return answer ?? (from.path.length > longest ? undefined : { module: from.module, path: `${from.path}()` });
  }
  const result = resultOf(callee, scope, unit);
  return result && ofType(result, unit.root);
}

/** The first type a function of this file answers. */
function resultOf(callee: Node, scope: Scope, unit: Unit): Node | undefined {
  const result = field(functionOf(callee, scope, unit) ?? callee, 'result');
  return result?.type === 'parameter_list' ? field(childrenOf(result)[0] ?? result, 'type') : result;
}

/** The definition of a function or method of this file. */
export function functionOf(callee: Node, scope: Scope, unit: Unit): Node | undefined {
  if (callee.type === 'identifier') {
    const binding = resolve(scope, callee.text);
    if (binding?.how === 'function') return binding.node;
    return binding?.value?.node.type === 'func_literal' ? binding.value.node : undefined;
  }
  if (callee.type === 'func_literal') return callee;
  if (callee.type !== 'selector_expression') return undefined;
  const found = unit.methods.get(field(callee, 'field')?.text ?? '');
  return found === 'several' ? undefined : found;
}

/** An instance of a type of a library: `http.Server` with the path `Server()`. */
export function ofType(node: Node, scope: Scope): Meaning | undefined {
  switch (node.type) {
    case 'pointer_type':
    case 'parenthesized_type':
      return childrenOf(node)[0] && ofType(childrenOf(node)[0]!, scope);
    case 'generic_type':
      return field(node, 'type') && ofType(field(node, 'type')!, scope);
    case 'qualified_type':
    case 'selector_expression': {
      const owner = (field(node, 'package') ?? field(node, 'operand'))?.text ?? '';
      const name = (field(node, 'name') ?? field(node, 'field'))?.text;
      const binding = resolve(scope, owner);
      if (binding?.how !== 'import' || name === undefined) return undefined;
      const meaning = { module: binding.module!, path: `${name}()` };
      return sameType.get(nameOf(meaning)) ?? meaning;
    }
    default:
      return undefined;
  }
}

/** `h.db` of a struct of this file. */
export function ownField(node: Node, scope: Scope, unit: Unit, depth = 0): StructField | undefined {
  const operand = field(node, 'operand');
  const name = field(node, 'field')?.text;
  return operand && name !== undefined ? fieldOf(unit, structOf(operand, scope, unit, depth + 1), name) : undefined;
}

/** The struct of this file an expression is an instance of. */
export function structOf(node: Node, scope: Scope, unit: Unit, depth = 0): string | undefined {
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'identifier': {
      const binding = resolve(scope, node.text);
      if (!binding) return undefined;
      const value = binding.value;
      return (
        structName(binding) ?? (value?.index === 0 ? structOf(value.node, value.scope, unit, depth + 1) : undefined)
      );
    }
    case 'selector_expression': {
      const type = ownField(node, scope, unit, depth + 1)?.type;
      return type && localType(type);
    }
    case 'call_expression': {
      const result = field(node, 'function') && resultOf(field(node, 'function')!, scope, unit);
      return result && result.id !== field(node, 'function')?.id ? localType(result) : undefined;
    }
    case 'composite_literal': {
      const type = field(node, 'type');
      return type && localType(type);
    }
    case 'unary_expression':
      return field(node, 'operand') && structOf(field(node, 'operand')!, scope, unit, depth + 1);
    default:
      return undefined;
  }
}
