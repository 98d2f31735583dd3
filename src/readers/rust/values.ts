/** What Rust expressions stand for. */
import type { Node } from 'web-tree-sitter';
import { type Argument, type Meaning, unknown, type Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { itemOf, literalOf, nameOf, textOf } from '../code/values.ts';
import { withMethod } from './environment.ts';
import { type Binding, resolve, type Scope, touchesOf } from './scopes.ts';
import { addressOfCall, hostOfName } from './sockets.ts';
import { carriers, formMethods, forms, results, transparent, wrappers } from './tables/forms.ts';

/** Answers already found in one file, by the id of the node. */
export interface Reading {
  readonly path: string;
  readonly meanings: Map<number, Meaning | undefined>;
  readonly values: Map<number, Value>;
}

export const newReading = (path: string): Reading => ({ path, meanings: new Map(), values: new Map() });

/** The program's own types and functions; no table names them. */
export const own = 'crate';

const member = ({ module, path }: Meaning, name: string): Meaning | undefined =>
  path.length > 160 ? undefined : { module, path: path === '' ? name : `${path}.${name}` };

/**
 * `sqlx::postgres::PgPool` and `sqlx::PgPool` are the same type: modules between a crate and a type are left out, those before a
 * function stay.
 */
export function meaningOfPath(path: readonly string[]): Meaning {
  const [module = '', ...rest] = path;
  const type = rest.findIndex((segment) => /^[A-Z]/.test(segment));
  return { module, path: (type === -1 ? rest : rest.slice(type)).join('.') };
}

const isSelfish = (word: string): boolean => word === 'crate' || word === 'self' || word === 'super';
const prelude = /^(?:Vec|String|Box|Option|Result|Some|None|Ok|Err|Default|Iterator|ToString|From|Into)$/;
const primitive = /^(?:[iu](?:8|16|32|64|128|size)|f32|f64|str|bool|char)$/;

/** What a path as written means. */
function ofPath(path: readonly string[], scope: Scope, at: number): Meaning | undefined {
  const [first = '', ...rest] = path;
  if (isSelfish(first)) return { module: own, path: meaningOfPath(path).path };
  if (first === 'Self')
    return scope.self === undefined ? undefined : { module: own, path: [scope.self, ...rest].join('.') };
  const binding = resolve(scope, first, at);
  if (binding?.how === 'import') {
    const whole = [...binding.path, ...rest];
    return isSelfish(whole[0]!) ? { module: own, path: meaningOfPath(whole).path } : meaningOfPath(whole);
  }
  if (binding?.how === 'item') return { module: own, path: meaningOfPath(['', ...path]).path };
  if (binding) return undefined;
  if (primitive.test(first) || prelude.test(first)) return meaningOfPath(['std', ...path]);
  if (/^[A-Z]/.test(first) || path.length === 1) {
    const globs = [...scope.globs];
    if (globs.length === 1 && /^[A-Z]/.test(first)) return meaningOfPath([globs[0]!, ...path]);
    return path.length === 1 && /^[a-z]/.test(first) ? { module: '', path: first } : undefined;
  }
  return meaningOfPath(path);
}

/** The segments of `a::b::<T>::c`; nothing for `<T as Trait>::c`. */
export function segmentsOf(node: Node): readonly string[] | undefined {
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
    case 'crate':
    case 'self':
    case 'super':
    case 'primitive_type':
      return [node.text];
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const name = field(node, 'name')?.text;
      const path = field(node, 'path');
      if (name === undefined) return undefined;
      if (!path) return [name];
      const before = segmentsOf(path);
      return before && [...before, name];
    }
    case 'generic_type':
    case 'generic_type_with_turbofish': {
      const type = field(node, 'type');
      return type && segmentsOf(type);
    }
    case 'generic_function': {
      const inner = field(node, 'function');
      return inner && segmentsOf(inner);
    }
    case 'bracketed_type':
      return childrenOf(node)[0] && segmentsOf(childrenOf(node)[0]!);
    default:
      return undefined;
  }
}

export function pathMeaning(node: Node, scope: Scope): Meaning | undefined {
  const path = segmentsOf(node);
  return path && ofPath(path, scope, node.startIndex);
}

const instance = ({ module, path }: Meaning): Meaning => ({ module, path: `${path}()` });

/** What a value of this type is: `Arc<State<PgPool>>` is a `PgPool`. */
export function instanceOfType(type: Node | undefined, scope: Scope, depth = 0): Meaning | undefined {
  if (!type || depth > 12) return undefined;
  switch (type.type) {
    case 'reference_type':
      return instanceOfType(field(type, 'type'), scope, depth + 1);
    case 'abstract_type':
    case 'dynamic_type':
      return instanceOfType(field(type, 'trait') ?? childrenOf(type)[0], scope, depth + 1);
    case 'generic_type': {
      const outer = field(type, 'type');
      const name = outer?.type === 'scoped_type_identifier' ? field(outer, 'name')?.text : outer?.text;
      const inner = field(type, 'type_arguments');
      if (name !== undefined && carriers.has(name) && inner)
        return instanceOfType(
          childrenOf(inner).find((one) => one.type !== 'lifetime'),
          scope,
          depth + 1,
        );
      return outer && instanceOfType(outer, scope, depth + 1);
    }
    case 'type_identifier':
    case 'scoped_type_identifier': {
      const alias = type.type === 'type_identifier' ? scope.items.aliases.get(type.text) : undefined;
      if (alias) return instanceOfType(alias, scope, depth + 1);
      const meaning = pathMeaning(type, scope);
      return meaning && instance(meaning);
    }
    default:
      return undefined;
  }
}

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

/** Calls that hand a text on under no name of their own. */
export const formsOfText = forms;

const literal = (value: string | number | boolean | null): Value => ({ kind: 'literal', literal: value });

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
      return { kind: 'joined', by: '/', parts: [from, value(0)] };
    if (method === 'unwrap_or' && from.kind === 'literal') return from;
  }
  if (name === 'format' || name === 'concat') return ofFormat(given, name, scope, reading);
  if (name === 'std.env.temp_dir') return literal('/tmp/x');
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

/** `fn var(name: &str, default: &str) -> String { env::var(name).unwrap_or(…) }`: a read of the variable it is called with. */
function ofOwn(callee: Meaning, given: readonly Node[], scope: Scope, reading: Reading): Value | undefined {
  const definition = scope.items.functions.get(callee.path) ?? scope.items.methods.get(callee.path);
  const body = definition && field(definition, 'body');
  const reads = body && /\benv::var|\bvar(?:_os)?\(|\bdotenvy?::var/.test(body.text);
  if (!reads || body.text.length > 2000) return undefined;
  const parameters = childrenOf(field(definition, 'parameters')!).filter(({ type }) => type === 'parameter');
  const names = new Map(
    parameters.map((parameter, at) => [field(parameter, 'pattern')?.text ?? '', given[at]] as const),
  );
  return insideOf(body, names, scope, reading);
}

/** The value of a body whose parameters are known. */
function insideOf(
  body: Node,
  names: ReadonlyMap<string, Node | undefined>,
  scope: Scope,
  reading: Reading,
): Value | undefined {
  const read = body.descendantsOfType('call_expression').find((call) => {
    const path = call && field(call, 'function');
    return path !== null && path !== undefined && /(?:^|::)var(?:_os)?$/.test(path.text);
  });
  const key = read && argumentNodes(read)[0];
  const variable = key?.type === 'identifier' ? names.get(key.text) : undefined;
  const name = variable && textOf(evaluate(variable, scope, reading));
  if (!read || name === undefined) return undefined;
  let value: Value = { kind: 'environment', name, need: 'optional' };
  // Outwards, call by call, as the expression around the read does.
  for (let at: Node | null = read.parent; at && at.id !== body.id; at = at.parent) {
    if (value.kind !== 'environment') break;
    if (at.type === 'try_expression') value = withMethod(value, '?', undefined, at);
    else if (at.type === 'call_expression' && methodOf(at) !== undefined) {
      const first = argumentNodes(at)[0];
      const inner = first?.type === 'closure_expression' ? field(first, 'body') : first;
      value = withMethod(value, methodOf(at)!, inner && standIn(inner, names, scope, reading), first ?? at);
    } else if (at.type === 'match_expression' && field(at, 'value')?.text.includes(read.text)) {
      const arm = at
        .descendantsOfType('match_arm')
        .find((one) => /^(?:Err|None|_)\b/.test((one && field(one, 'pattern')?.text) ?? ''));
      const other = arm && field(arm, 'value');
      if (other) value = withMethod(value, 'match', standIn(other, names, scope, reading), other);
    }
  }
  return value;
}

/** The argument that stands under a parameter, whatever turns it into a `String`. */
function standIn(node: Node, names: ReadonlyMap<string, Node | undefined>, scope: Scope, reading: Reading): Value {
  const name = node.descendantsOfType('identifier').find((one) => one && names.has(one.text));
  const argument = node.type === 'identifier' ? names.get(node.text) : name ? names.get(name.text) : undefined;
  return evaluate(argument ?? node, scope, reading);
}

/** `format!("{}:{port}", host)` */
function ofFormat(given: readonly Node[], name: string, scope: Scope, reading: Reading): Value {
  const values = given.map((one) => (one.type === 'assignment_expression' ? field(one, 'right') : one));
  if (name === 'concat') return { kind: 'joined', by: '', parts: values.map((one) => evaluate(one, scope, reading)) };
  const first = given[0];
  const text = first && textOf(evaluate(first, scope, reading));
  if (!first || text === undefined) return unknown;
  const named = new Map(
    given.flatMap((one) =>
      one.type === 'assignment_expression' ? [[field(one, 'left')?.text ?? '', field(one, 'right')] as const] : [],
    ),
  );
  const parts: Value[] = [];
  let next = 1;
  for (const piece of text.split(/(\{[^{}]*\})/)) {
    const [, argument] = /^\{([^:}]*)/.exec(piece) ?? [];
    if (argument === undefined) {
      if (piece !== '') parts.push(literal(piece));
    } else if (argument === '') parts.push(evaluate(values[next++], scope, reading));
    else if (/^\d+$/.test(argument)) parts.push(evaluate(values[Number(argument) + 1], scope, reading));
    else if (named.has(argument)) parts.push(evaluate(named.get(argument), scope, reading));
    else {
      const binding = resolve(scope, argument, first.startIndex);
      parts.push(binding?.how === 'value' ? evaluate(binding.node, binding.scope, reading) : unknown);
    }
  }
  return { kind: 'joined', by: '', parts };
}

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
