/** What C# expressions stand for. Types have no namespace here: `Type` with the path `()` is an instance of it. */

import type { Node } from 'web-tree-sitter';
import { own } from '../../source/index.ts';
import { type Argument, type Meaning, unknown, type Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf, nameOf, textOf } from '../code/values.ts';
import { readOf } from './environment.ts';
import { lambdaArguments } from './lambdas.ts';
import { type Binding, operatorOf, resolve, type Scope, typeName } from './scopes.ts';
import { answers, fluent, inherited, methodsAnswer, sameTypes, telling } from './tables/types.ts';

const deepest = 14;
const predefined = /^(?:string|int|long|bool|object|dynamic|double|decimal|byte|char|void|Task|ValueTask)$/;

export const instanceOf = (type: string): Meaning => ({ module: own(sameTypes, type) ?? type, path: '()' });
const member = ({ module, path }: Meaning, name: string): Meaning => ({
  module,
  path: path === '' ? name : `${path}.${name}`,
});

/** What a member or a call comes to, where that is a type the tables know. */
function settled(meaning: Meaning): Meaning | undefined {
  const name = nameOf(meaning);
  if (Object.hasOwn(answers, name)) return instanceOf(answers[name]!);
  return meaning.path.length > 160 ? undefined : meaning;
}

function called(meaning: Meaning): Meaning | undefined {
  const found = settled({ ...meaning, path: `${meaning.path}()` });
  if (!found?.path.endsWith('()') || found.path === '()') return found;
  if (/^\(\)\.\w+(?:\(\))?(?:\.\w+\(\))?$/.test(found.path)) {
    if (fluent.has(found.module)) return instanceOf(found.module);
    const other = methodsAnswer[found.module];
    if (other !== undefined) return instanceOf(other);
  }
  return found;
}

/** The name of what is called or read: `Get` of `x.Get<T>`. */
export const plainName = (node: Node | undefined): string | undefined =>
  node?.type === 'generic_name' ? childrenOf(node)[0]?.text : node?.text;

/** Object and member of `a.b`, `a?.b`. */
export function partsOf(node: Node): { readonly object: Node; readonly name: Node } | undefined {
  if (node.type === 'member_access_expression') {
    const [object, name] = [field(node, 'expression'), field(node, 'name')];
    return object && name && { object, name };
  }
  if (node.type !== 'conditional_access_expression') return undefined;
  const object = field(node, 'condition');
  const binding = childrenOf(node).at(-1);
  const name = binding?.type === 'member_binding_expression' ? field(binding, 'name') : undefined;
  return object && name && { object, name };
}

/** Calls that answer with an instance of the type between the brackets. */
const resolvers = /^(?:GetRequiredService|GetService|GetRequiredKeyedService|GetKeyedService|CreateInstance|Resolve)$/;

export function meaningOf(node: Node, scope: Scope, depth = 0): Meaning | undefined {
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'identifier':
      return ofName(node.text, scope, depth);
    case 'generic_name':
      return ofName(childrenOf(node)[0]?.text ?? '', scope, depth);
    case 'member_access_expression':
    case 'conditional_access_expression':
      return ofAccess(node, scope, depth);
    case 'element_access_expression': {
      const from = field(node, 'expression');
      const meaning = from && meaningOf(from, scope, depth + 1);
      return meaning && settled({ ...meaning, path: `${meaning.path}[]` });
    }
    case 'invocation_expression':
      return ofInvocation(node, scope, depth);
    case 'object_creation_expression': {
      const type = typeName(field(node, 'type'), scope.file);
      return type === undefined || scope.file.types.has(type) ? undefined : instanceOf(type);
    }
    case 'cast_expression': {
      const type = typeName(field(node, 'type'), scope.file);
      return type === undefined || predefined.test(type) ? undefined : instanceOf(type);
    }
    case 'as_expression': {
      const type = typeName(field(node, 'right'), scope.file);
      return type === undefined ? undefined : instanceOf(type);
    }
    case 'await_expression':
    case 'parenthesized_expression':
    case 'postfix_unary_expression': {
      const inside = childrenOf(node)[0];
      return inside && meaningOf(inside, scope, depth + 1);
    }
    default:
      return undefined;
  }
}

function ofName(name: string, scope: Scope, depth: number): Meaning | undefined {
  const binding = resolve(scope, name);
  if (binding) return ofBinding(binding, scope, depth);
  if (scope.file.types.has(name)) return undefined;
  if (Object.hasOwn(inherited, name)) return instanceOf(inherited[name]!);
  return /^[A-Z]/.test(name)
    ? { module: own(sameTypes, name) ?? scope.file.aliases.get(name) ?? name, path: '' }
    : undefined;
}

function ofBinding(binding: Binding, scope: Scope, depth: number): Meaning | undefined {
  const ofType = (type: string | undefined): Meaning | undefined =>
    type === undefined || predefined.test(type) || scope.file.types.has(type) ? undefined : instanceOf(type);
  if (binding.how === 'instance') return ofType(binding.of);
  if (binding.how === 'other') return undefined;
  const found =
    binding.node.type === 'implicit_object_creation_expression'
      ? undefined
      : meaningOf(binding.node, binding.scope, depth + 1);
  return found ?? ofType(binding.type);
}

function ofAccess(node: Node, scope: Scope, depth: number): Meaning | undefined {
  const qualified = ofQualified(node);
  if (qualified) return settled(qualified);
  const parts = partsOf(node);
  const name = plainName(parts?.name);
  if (!parts || name === undefined) return undefined;
  if (parts.object.type === 'this' || parts.object.type === 'base') {
    const binding = scope.members?.names.get(name);
    return binding
      ? ofBinding(binding, scope, depth)
      : ofName(name, { ...scope, names: new Map(), parent: undefined }, depth);
  }
  const from = meaningOf(parts.object, scope, depth + 1);
  if (name === 'ConfigureAwait' && from) return from;
  // Whatever the context is called, this is how its database is reached.
  if (name === 'Database' && from?.path !== '') return instanceOf('DatabaseFacade');
  if (Object.hasOwn(telling, name) && !(from?.module === telling[name] && from?.path === '()'))
    return member(instanceOf(telling[name]!), name);
  return from && settled(member(from, name));
}

/** `System.IO.File.Delete`: namespaces say nothing here. */
function ofQualified(node: Node): Meaning | undefined {
  const written = /^(?:global::)?(?:System|Microsoft)((?:\s*\.\s*[A-Z]\w*)+)$/.exec(node.text)?.[1];
  if (written === undefined) return undefined;
  const names = written
    .split('.')
    .map((one) => one.trim())
    .filter(Boolean);
  const at = names.findIndex((one) => namespaceParts.has(one) === false);
  return at === -1 ? undefined : { module: names[at]!, path: names.slice(at + 1).join('.') };
}

const namespaceParts = new Set([
  ...['IO', 'Threading', 'Tasks', 'Net', 'Sockets', 'Http', 'Mail', 'Text', 'Json', 'Diagnostics', 'Security'],
  ...['Cryptography', 'Collections', 'Concurrent', 'Generic', 'Data', 'SqlClient', 'Web', 'Caching', 'Runtime'],
  ...['Extensions', 'AspNetCore', 'EntityFrameworkCore', 'Hosting', 'Builder', 'IdentityModel', 'Tokens'],
  ...['InteropServices', 'Loader', 'Configuration', 'DependencyInjection', 'Memory', 'Sqlite', 'Timers', 'Compression'],
]);

function ofInvocation(node: Node, scope: Scope, depth: number): Meaning | undefined {
  const callee = field(node, 'function');
  if (!callee) return undefined;
  const parts = partsOf(callee);
  const last = parts?.name ?? callee;
  const name = plainName(last);
  if (last.type === 'generic_name' && name !== undefined && resolvers.test(name)) {
    const type = typeName(childrenOf(childrenOf(last)[1] ?? last)[0], scope.file);
    return type === undefined || scope.file.types.has(type) ? undefined : instanceOf(type);
  }
  if (callee.type === 'identifier' && !resolve(scope, callee.text)) {
    const answer = scope.file.methods.get(callee.text);
    return answer && !predefined.test(answer) && !scope.file.types.has(answer) ? instanceOf(answer) : undefined;
  }
  if (name === 'ConfigureAwait' && parts) return meaningOf(parts.object, scope, depth + 1);
  const meaning = meaningOf(callee, scope, depth + 1);
  return meaning && called(meaning);
}

/** What the language and .NET hold ready. */
const constants: Readonly<Record<string, string>> = {
  'IPAddress.Any': '0.0.0.0',
  'IPAddress.IPv6Any': '::',
  'IPAddress.Loopback': '127.0.0.1',
  'IPAddress.IPv6Loopback': '::1',
  'string.Empty': '',
  'String.Empty': '',
  'AppContext.BaseDirectory': '.',
  'AppDomain.CurrentDomain.BaseDirectory': '.',
  'Environment.CurrentDirectory': '.',
  'IHostEnvironment().ContentRootPath': '.',
  'IHostEnvironment().WebRootPath': 'wwwroot',
};

export function evaluate(node: Node | undefined, scope: Scope, depth = 0): Value {
  if (!node || depth > deepest) return unknown;
  const inner = (one: Node | undefined): Value => evaluate(one, scope, depth + 1);
  const read = readOf(node, scope, depth);
  if (read) {
    const { name, need, fallback } = read;
    return { kind: 'environment', name, need, ...(fallback ? { fallback } : {}) };
  }
  switch (node.type) {
    case 'string_literal':
    case 'interpolated_string_expression':
    case 'raw_string_literal':
      return ofString(node, inner);
    case 'verbatim_string_literal':
      return { kind: 'literal', literal: node.text.replace(/^@"|"(?:u8)?$/g, '').replaceAll('""', '"') };
    case 'integer_literal':
    case 'real_literal':
      return {
        kind: 'literal',
        literal: Number(node.text.replaceAll('_', '').replace(/(?<![uUlLfFdDmM])[uUlLfFdDmM]+$/, '')),
      };
    case 'boolean_literal':
      return { kind: 'literal', literal: node.text === 'true' };
    case 'null_literal':
      return { kind: 'literal', literal: null };
    case 'parenthesized_expression':
    case 'await_expression':
    case 'postfix_unary_expression':
      return inner(childrenOf(node)[0]);
    case 'cast_expression':
      return inner(field(node, 'value'));
    case 'conditional_expression':
      return { kind: 'either', values: [inner(field(node, 'consequence')), inner(field(node, 'alternative'))] };
    case 'binary_expression':
      return ofOperator(operatorOf(node), inner(field(node, 'left')), field(node, 'right'), inner);
    case 'identifier':
      return ofIdentifier(node, scope, depth);
    case 'member_access_expression':
      return ofMember(node, scope, depth);
    case 'invocation_expression':
      return ofCall(node, scope, depth);
    case 'object_creation_expression':
      return ofCreation(node, scope, depth);
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
      return ofList(
        childrenOf(node).find(({ type }) => type === 'initializer_expression'),
        inner,
      );
    case 'initializer_expression':
      return node.descendantsOfType('assignment_expression').length > 0
        ? { kind: 'map', entries: entriesOf(node, scope, depth) }
        : ofList(node, inner);
    case 'element_binding_expression':
      return { kind: 'list', items: childrenOf(node).map((one) => inner(childrenOf(one)[0])) };
    default:
      return ofMember(node, scope, depth);
  }
}

const ofList = (node: Node | undefined, inner: (one: Node | undefined) => Value): Value =>
  node ? { kind: 'list', items: childrenOf(node).map(inner) } : unknown;

function ofIdentifier(node: Node, scope: Scope, depth: number): Value {
  const binding = resolve(scope, node.text);
  if (binding?.how === 'value' && binding.node.type !== 'implicit_object_creation_expression')
    return evaluate(binding.node, binding.scope, depth + 1);
  return ofMember(node, scope, depth);
}

function ofMember(node: Node, scope: Scope, depth: number): Value {
  const parts = partsOf(node);
  if (parts?.object.type === 'this') {
    const binding = scope.members?.names.get(parts.name.text);
    if (binding?.how === 'value') return evaluate(binding.node, binding.scope, depth + 1);
  }
  const fixed = parts && constants[node.text];
  if (fixed !== undefined) return { kind: 'literal', literal: fixed };
  const meaning = meaningOf(node, scope, depth);
  const name = meaning && nameOf(meaning);
  if (name !== undefined && Object.hasOwn(constants, name)) return { kind: 'literal', literal: constants[name]! };
  return meaning ? { kind: 'member', meaning } : unknown;
}

function ofString(node: Node, inner: (one: Node | undefined) => Value): Value {
  const parts = childrenOf(node).flatMap((one): readonly Value[] => {
    if (one.type === 'interpolation')
      return [inner(childrenOf(one).find(({ type }) => type !== 'interpolation_brace'))];
    if (one.type === 'escape_sequence') return [{ kind: 'literal', literal: escaped(one.text) }];
    return /content$/.test(one.type) ? [{ kind: 'literal', literal: one.text }] : [];
  });
  if (parts.length === 0) return { kind: 'literal', literal: '' };
  return parts.length === 1 ? parts[0]! : { kind: 'joined', by: '', parts };
}

const escaped = (text: string): string => (text === '\\\\' ? '\\' : text === '\\"' ? '"' : text === '{{' ? '{' : ' ');

function ofOperator(
  operator: string,
  left: Value,
  right: Node | undefined,
  inner: (one: Node | undefined) => Value,
): Value {
  if (operator === '??') return ofFallback(left, right, inner);
  const other = inner(right);
  const [a, b] = [literalOf(left), literalOf(other)];
  if (operator === '+' && !(typeof a === 'number' && typeof b === 'number'))
    return { kind: 'joined', by: '', parts: [left, other] };
  if (typeof a !== 'number' || typeof b !== 'number') return unknown;
  const sum = operator === '*' ? a * b : operator === '+' ? a + b : operator === '-' ? a - b : undefined;
  return sum === undefined ? unknown : { kind: 'literal', literal: sum };
}

/** `a ?? b`, `a ?? throw …` */
function ofFallback(left: Value, right: Node | undefined, inner: (one: Node | undefined) => Value): Value {
  if (right?.type === 'throw_expression')
    return left.kind === 'environment' && !left.fallback ? { ...left, need: 'required' } : left;
  const other = inner(right);
  if (left.kind !== 'environment' || left.fallback !== undefined) return { kind: 'either', values: [left, other] };
  if (literalOf(other) === null) return left;
  return { ...left, need: other.kind === 'environment' ? 'optional' : 'defaulted', fallback: other };
}

/** Entries of an object initialiser, of a dictionary's, and of `new() { … }`. */
export function entriesOf(
  node: Node,
  scope: Scope,
  depth: number,
): readonly { readonly key: string; readonly value: Value }[] {
  return childrenOf(node).flatMap((one) => {
    if (one.type === 'initializer_expression') {
      const [key, value] = childrenOf(one);
      const text = key && textOf(evaluate(key, scope, depth + 1));
      return text === undefined || !value ? [] : [{ key: text, value: evaluate(value, scope, depth + 1) }];
    }
    const left = one.type === 'assignment_expression' ? field(one, 'left') : undefined;
    if (!left) return [];
    const key =
      left.type === 'element_binding_expression'
        ? textOf(evaluate(childrenOf(childrenOf(left)[0] ?? left)[0], scope, depth + 1))
        : left.text;
    return key === undefined ? [] : [{ key, value: evaluate(field(one, 'right'), scope, depth + 1) }];
  });
}

export interface Given {
  readonly given: readonly Argument[];
  readonly open: boolean;
}

const noArguments: Given = { given: [], open: false };

/** Arguments of a call, what its object initialiser sets, and what a function it is handed sets on its parameter. */
export function argumentsOf(node: Node, scope: Scope, depth = 0): Given {
  if (depth > deepest) return noArguments;
  const list = childrenOf(node).find(({ type }) => /^(?:attribute_)?argument_list$/.test(type));
  const initializer = childrenOf(node).find(({ type }) => type === 'initializer_expression');
  const own = (list ? childrenOf(list) : []).flatMap((one): readonly Argument[] => {
    if (!/^(?:attribute_)?argument$/.test(one.type)) return [];
    const value = childrenOf(one).at(-1);
    if (value?.type === 'lambda_expression') return [{ value: unknown }, ...lambdaArguments(value, scope, depth)];
    if (one.type === 'attribute_argument' && value?.type === 'assignment_expression')
      return [{ name: field(value, 'left')?.text ?? '', value: evaluate(field(value, 'right'), scope, depth + 1) }];
    const name = field(one, 'name')?.text;
    return [{ ...(name === undefined ? {} : { name }), value: evaluate(value, scope, depth + 1) }];
  });
  const set = initializer ? entriesOf(initializer, scope, depth) : [];
  return { given: [...own, ...set.map(({ key, value }) => ({ name: key, value }))], open: false };
}

/** Calls and types that only change the form of what they are given. */
const forms =
  /^(?:(?:int|bool|long|double|Int32|Convert|Encoding|Path|Enum|Uri|DirectoryInfo|FileInfo|IPAddress|JsonSerializer)(?:\.(?:Parse|ToInt32|ToInt64|ToBoolean|ToString|UTF8\.GetBytes|ASCII\.GetBytes|Unicode\.GetBytes|FromBase64String|GetFullPath|GetDirectoryName|Deserialize))?)$/;
const formMethods =
  /^(?:ToString|Trim|TrimEnd|TrimStart|ToLower|ToUpper|ToLowerInvariant|ToUpperInvariant|Replace|AsSpan)$/;
const seconds: Readonly<Record<string, number>> = {
  FromMilliseconds: 0.001,
  FromSeconds: 1,
  FromMinutes: 60,
  FromHours: 3600,
  FromDays: 86_400,
};

function ofCreation(node: Node, scope: Scope, depth: number): Value {
  const type = typeName(field(node, 'type'), scope.file) ?? '';
  const { given } = argumentsOf(node, scope, depth + 1);
  if (/^(?:Uri|DirectoryInfo|FileInfo|StringBuilder)$/.test(type) && given[0]) return given[0].value;
  const initializer = childrenOf(node).find(({ type: one }) => one === 'initializer_expression');
  if (/^(?:Dictionary|ConcurrentDictionary)$/.test(type) && initializer)
    return { kind: 'map', entries: entriesOf(initializer, scope, depth) };
  if (/^(?:List|HashSet)$/.test(type) && initializer)
    return ofList(initializer, (one) => evaluate(one, scope, depth + 1));
  const meaning = meaningOf(node, scope, depth);
  return meaning ? { kind: 'member', meaning, arguments: given } : unknown;
}

function ofCall(node: Node, scope: Scope, depth: number): Value {
  const callee = field(node, 'function');
  const parts = callee && partsOf(callee);
  const written = callee ? callee.text.replace(/^(?:global::)?System\.(?:IO\.|Text\.)?/, '') : '';
  const name = plainName(parts?.name) ?? '';
  const { given } = argumentsOf(node, scope, depth + 1);
  const values = given.filter((one) => one.name === undefined).map(({ value }) => value);
  if (written === 'Path.Combine' || written === 'Path.Join') return pathOf(values);
  if (/^Path\.(?:GetTempPath|GetTempFileName)$/.test(written)) return { kind: 'literal', literal: '/tmp/x' };
  if (/^Directory\.(?:GetCurrentDirectory|CreateTempSubdirectory)$/.test(written))
    return { kind: 'literal', literal: written.endsWith('CurrentDirectory') ? '.' : '/tmp/x' };
  const unit = /^TimeSpan\.(From\w+)$/.exec(written)?.[1];
  const amount = unit === undefined ? undefined : literalOf(values[0] ?? unknown);
  if (unit !== undefined)
    return typeof amount === 'number' && seconds[unit] !== undefined
      ? { kind: 'literal', literal: amount * seconds[unit] }
      : { kind: 'member', meaning: { module: 'TimeSpan', path: `${unit}()` }, arguments: given };
  if (forms.test(written) && values[0]) return values[0];
  if (parts && formMethods.test(name)) {
    const value = evaluate(parts.object, scope, depth + 1);
    if (value.kind !== 'unknown' && value.kind !== 'member') return value;
  }
  const meaning = meaningOf(node, scope, depth);
  return meaning ? { kind: 'member', meaning, arguments: given } : unknown;
}

/** A path up to its first part that only the run knows: the folder is what counts. */
function pathOf(values: readonly Value[]): Value {
  const end = values.findIndex((value) => textOf(value) === undefined && value.kind !== 'environment');
  const parts = end <= 0 ? values : values.slice(0, end);
  return { kind: 'joined', by: '/', parts };
}
