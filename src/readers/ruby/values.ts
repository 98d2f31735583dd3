/** What Ruby expressions stand for. */
import type { Node } from 'web-tree-sitter';
import { type Argument, type Meaning, unknown, type Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf, nameOf, textOf } from '../code/values.ts';
import { readOf } from './environment.ts';
import { type Binding, resolve, type Scope } from './scopes.ts';

const deepest = 12;

/** Methods every object has without a receiver: they belong to the language, whatever class they are called in. */
const kernel = new Set([
  ...[
    'system',
    'exec',
    'spawn',
    'trap',
    'fork',
    'at_exit',
    'open',
    'loop',
    'sleep',
    'rand',
    'puts',
    'print',
    'p',
    'pp',
  ],
  ...[
    'raise',
    'fail',
    'abort',
    'exit',
    'exit!',
    'require',
    'require_relative',
    'load',
    'Integer',
    'Float',
    'String',
    'Array',
    'URI',
  ],
  ...['lambda', 'proc', 'format', 'sprintf', 'catch', 'throw', 'srand'],
]);
/** Methods that answer what they are called on. */
const fluent = new Set(['tap', 'freeze', 'dup', 'clone', 'itself', 'then', 'extend']);

const member = ({ module, path }: Meaning, name: string): Meaning | undefined =>
  path.length > 160 ? undefined : { module, path: path === '' ? name : `${path}.${name}` };

/** All the ways to Rails' settings. */
const settings = /^(?:Rails\.(?:application\.)?config(?:uration)?|Rails\.application\.configuration)$/;
const railsConfig: Meaning = { module: 'Rails', path: 'config' };
const normal = (meaning: Meaning | undefined): Meaning | undefined =>
  meaning?.module === 'Rails' && settings.test(nameOf(meaning)) ? railsConfig : meaning;

/** `A::B` as it is written, without the dots in front. */
export const constantName = (node: Node): string | undefined =>
  /^[A-Z]\w*(?:::[A-Z]\w*)*$/.test(node.text.replace(/^::/, '')) ? node.text.replace(/^::/, '') : undefined;

/** The member of a library an expression is; nothing for the program's own. */
export function meaningOf(node: Node, scope: Scope, depth = 0): Meaning | undefined {
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'constant': {
      const binding = resolve(scope, node.text);
      return binding ? ofBinding(binding, depth) : { module: node.text, path: '' };
    }
    case 'scope_resolution': {
      const name = constantName(node);
      return name === undefined ? undefined : { module: name, path: '' };
    }
    case 'instance_variable':
    case 'class_variable':
      return ofBinding(resolve(scope, node.text), depth);
    case 'global_variable': {
      const binding = resolve(scope, node.text);
      return binding ? ofBinding(binding, depth) : { module: '', path: node.text };
    }
    case 'self':
      return scope.self;
    case 'identifier': {
      const binding = resolve(scope, node.text);
      return binding ? ofBinding(binding, depth) : bareCall(node.text, scope);
    }
    case 'call': {
      const method = field(node, 'method')?.text ?? '';
      const receiver = field(node, 'receiver');
      if (receiver && fluent.has(method)) return meaningOf(receiver, scope, depth + 1);
      const callee = calleeOf(node, scope, depth);
      if (callee?.path !== 'new' || receiver === undefined) return callee;
      return { module: callee.module, path: '()' };
    }
    case 'parenthesized_statements':
      return childrenOf(node)[0] && meaningOf(childrenOf(node)[0]!, scope, depth + 1);
    case 'binary':
      // `@redis || Redis.new`
      return undefined;
    default:
      return undefined;
  }
}

function ofBinding(binding: Binding | undefined, depth: number): Meaning | undefined {
  if (binding?.how === 'value') return meaningOf(binding.node, binding.scope, depth + 1);
  if (binding?.how !== 'yielded') return undefined;
  const { call, scope } = binding;
  const method = field(call, 'method')?.text ?? '';
  const receiver = field(call, 'receiver');
  if (method === 'new' || fluent.has(method)) return meaningOf(call, scope, depth + 1);
  if (method === 'with' && receiver) return meaningOf(receiver, scope, depth + 1);
  const callee = calleeOf(call, scope, depth + 1);
  if (callee === undefined) return undefined;
  // `Rails.application.configure do |config|`, `config.to_prepare do |app|`
  if (nameOf(callee) === 'Rails.application.configure') return railsConfig;
  return member(callee, '{}');
}

function bareCall(name: string, scope: Scope): Meaning | undefined {
  if (scope.methods.has(name)) return undefined;
  if (kernel.has(name)) return { module: '', path: name };
  return scope.self ? normal(member(scope.self, name)) : { module: '', path: name };
}

/** What a call calls. */
export function calleeOf(node: Node, scope: Scope, depth = 0): Meaning | undefined {
  const method = field(node, 'method')?.text;
  if (method === undefined) return undefined;
  const receiver = field(node, 'receiver');
  if (!receiver || receiver.type === 'self') return bareCall(method, scope);
  const from = meaningOf(receiver, scope, depth + 1);
  return from && normal(member(from, method));
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
    case 'bare_string':
    case 'bare_symbol':
    case 'delimited_symbol':
      return ofString(node, inner);
    case 'chained_string':
      return { kind: 'joined', by: '', parts: childrenOf(node).map(inner) };
    case 'simple_symbol':
      return { kind: 'literal', literal: node.text.slice(1) };
    case 'hash_key_symbol':
      return { kind: 'literal', literal: node.text };
    case 'integer':
    case 'float':
      return { kind: 'literal', literal: Number(node.text.replaceAll('_', '')) };
    case 'true':
    case 'false':
      return { kind: 'literal', literal: node.type === 'true' };
    case 'nil':
      return { kind: 'literal', literal: null };
    case 'array':
    case 'string_array':
    case 'symbol_array':
      return { kind: 'list', items: childrenOf(node).map(inner) };
    case 'right_assignment_list':
      return { kind: 'list', items: childrenOf(node).map(inner) };
    case 'hash':
      return mapOf(childrenOf(node), inner);
    case 'parenthesized_statements':
    case 'then':
    case 'else':
    case 'block_body':
    case 'body_statement':
    case 'begin':
      return inner(childrenOf(node).at(-1));
    case 'binary':
      return ofBinary(node, inner);
    case 'conditional':
      return { kind: 'either', values: [inner(field(node, 'consequence')), inner(field(node, 'alternative'))] };
    case 'if':
    case 'unless': {
      const other = field(node, 'alternative');
      return {
        kind: 'either',
        values: [inner(field(node, 'consequence')), other ? inner(other) : { kind: 'literal', literal: null }],
      };
    }
    case 'elsif':
    case 'case':
      return unknown;
    case 'identifier':
    case 'constant':
    case 'instance_variable':
    case 'class_variable':
    case 'global_variable': {
      // Files are named from where the program was started; what lies beside a file is near enough to that.
      if (node.text === '__dir__') return { kind: 'literal', literal: '.' };
      const binding = resolve(scope, node.text);
      return binding?.how === 'value' ? evaluate(binding.node, binding.scope, depth + 1) : ofMember(node, scope, depth);
    }
    case 'call':
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
  const parts = childrenOf(node).map(
    (child): Value =>
      child.type === 'string_content' || child.type === 'escape_sequence'
        ? { kind: 'literal', literal: child.text }
        : child.type === 'interpolation'
          ? inner(childrenOf(child)[0])
          : unknown,
  );
  if (parts.length === 0) return { kind: 'literal', literal: '' };
  return parts.length === 1 && parts[0]!.kind === 'literal' ? parts[0]! : { kind: 'joined', by: '', parts };
}

function mapOf(pairs: readonly Node[], inner: (child: Node | undefined) => Value): Value {
  const entries = pairs.flatMap((pair) => {
    const key = pair.type === 'pair' ? keyOf(pair, inner) : undefined;
    return key === undefined ? [] : [{ key, value: inner(field(pair, 'value')) }];
  });
  return { kind: 'map', entries };
}

const keyOf = (pair: Node, inner: (child: Node | undefined) => Value): string | undefined => {
  const literal = literalOf(inner(field(pair, 'key')));
  return literal === undefined || literal === null ? undefined : String(literal);
};

/** `a || b`: what a read of the environment falls back to. */
function ofBinary(node: Node, inner: (child: Node | undefined) => Value): Value {
  const operator = field(node, 'operator')?.text;
  const [left, right] = [inner(field(node, 'left')), inner(field(node, 'right'))];
  if (operator === '||' || operator === 'or') {
    if (left.kind === 'environment' && left.fallback === undefined && right.kind !== 'environment')
      return isStop(field(node, 'right'))
        ? { ...left, need: 'required' }
        : { ...left, need: 'defaulted', fallback: right };
    if (left.kind === 'literal') return left.literal ? left : right;
    return { kind: 'either', values: [left, right] };
  }
  if (operator === '/') return { kind: 'joined', by: '/', parts: [left, right] };
  const [a, b] = [literalOf(left), literalOf(right)];
  if (operator === '+' && !(typeof a === 'number' && typeof b === 'number'))
    return { kind: 'joined', by: '', parts: [left, right] };
  if (typeof a !== 'number' || typeof b !== 'number') return unknown;
  const sum = operator === '+' ? a + b : operator === '*' ? a * b : operator === '-' ? a - b : undefined;
  return sum === undefined ? unknown : { kind: 'literal', literal: sum };
}

/** `raise "…"`, `abort`, `exit 1` */
export const isStop = (node: Node | undefined): boolean =>
  node !== undefined && /^(?:Kernel\.)?(?:raise|fail|abort|exit!?)\b/.test(node.text);

export function argumentsOf(
  node: Node | undefined,
  scope: Scope,
  depth = 0,
): { readonly given: readonly Argument[]; readonly open: boolean } {
  const children = (node ? childrenOf(node) : []).filter(({ type }) => type !== 'comment' && type !== 'block_argument');
  const inner = (child: Node | undefined): Value => evaluate(child, scope, depth + 1);
  const given = children
    .filter(({ type }) => !/splat_argument$/.test(type))
    .flatMap((child): readonly Argument[] => {
      if (child.type !== 'pair')
        return [...(child.type === 'hash' ? namedIn(child, inner) : []), { value: inner(child) }];
      const name = keyOf(child, inner);
      return name === undefined ? [] : [{ name, value: inner(field(child, 'value')) }];
    });
  return { given, open: children.some(({ type }) => /splat_argument$/.test(type)) };
}

/** Options in braces are options all the same. */
function namedIn(hash: Node, inner: (child: Node | undefined) => Value): readonly Argument[] {
  const value = mapOf(childrenOf(hash), inner);
  return value.kind === 'map' ? value.entries.map(({ key, value: item }) => ({ name: key, value: item })) : [];
}

/** Calls that only change the form of what they are given, and methods that do so with what they are called on. */
const forms = new Set([
  'Integer',
  'String',
  'Float',
  'Pathname.new',
  'URI',
  'URI.parse',
  'URI.join',
  'Array',
  'File.expand_path',
  'File.absolute_path',
  'Addressable::URI.parse',
]);
const formMethods = new Set([
  ...[
    'to_i',
    'to_s',
    'to_sym',
    'to_f',
    'to_str',
    'presence',
    'strip',
    'freeze',
    'downcase',
    'upcase',
    'chomp',
    'chop',
    'squish',
  ],
  ...[
    'seconds',
    'second',
    'symbolize_keys',
    'to_path',
    'expand_path',
    'to_h',
    'inquiry',
    'delete_suffix',
    'delete_prefix',
  ],
]);
/** Folders of the application. */
const folders: Readonly<Record<string, string>> = {
  'Rails.root': '.',
  'Rails.public_path': 'public',
  'Dir.pwd': '.',
  'Dir.tmpdir': '/tmp/x',
  'Dir.mktmpdir': '/tmp/x',
  'Tempfile().path': '/tmp/x',
  'Tempfile.create.{}.path': '/tmp/x',
  'Dir.mktmpdir.{}': '/tmp/x',
};

function ofCall(node: Node, scope: Scope, depth: number): Value {
  const method = field(node, 'method')?.text ?? '';
  const receiver = field(node, 'receiver');
  const list = field(node, 'arguments');
  const callee = calleeOf(node, scope, depth);
  const name = callee ? nameOf(callee) : '';
  if (receiver && formMethods.has(method)) {
    const value = evaluate(receiver, scope, depth + 1);
    if (value.kind !== 'unknown' && value.kind !== 'member') return value;
  }
  const { given } = argumentsOf(list, scope, depth);
  const positional = given.filter((one) => one.name === undefined).map(({ value }) => value);
  if (Object.hasOwn(folders, name) && positional.length === 0) return { kind: 'literal', literal: folders[name]! };
  if (name === 'File.join' || name === 'Pathname.join') return { kind: 'joined', by: '/', parts: positional };
  if (method === 'join' && receiver) {
    const start = evaluate(receiver, scope, depth + 1);
    if (start.kind === 'literal' || start.kind === 'joined')
      return { kind: 'joined', by: '/', parts: [start, ...positional] };
  }
  if (name === 'File.expand_path' && positional.length > 1)
    return { kind: 'joined', by: '/', parts: [{ kind: 'literal', literal: '.' }, withoutDots(positional[0]!)] };
  if (forms.has(name) && positional[0]) return positional[0];
  const meaning = meaningOf(node, scope, depth);
  return meaning ? { kind: 'member', meaning, arguments: given } : unknown;
}

/** `File.expand_path("../log", __dir__)`: above the file, yet inside the program. */
const withoutDots = (value: Value): Value => {
  const text = textOf(value);
  return text === undefined ? value : { kind: 'literal', literal: text.replace(/^(?:\.\.?\/)+/, '') };
};
