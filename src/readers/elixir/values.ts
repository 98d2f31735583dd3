/** What Elixir expressions stand for. */
import type { Node } from 'web-tree-sitter';
import { directoryOf } from '../../source/index.ts';
import { type Argument, type Meaning, unknown, type Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf, nameOf, textOf } from '../code/values.ts';
import { readOf, systemTuple } from './environment.ts';
import {
  doBlockOf,
  elseBlockOf,
  givenTo,
  itemsOf,
  keyOf,
  localName,
  notePipe,
  operatorOf,
  pairUnder,
  statementsOf,
  stops,
} from './nodes.ts';
import { ownModules } from './packages.ts';
import { type Binding, declare, declareParameters, moduleName, requestPart, resolve, type Scope } from './scopes.ts';

const deepest = 14;

const literal = (value: string | number | boolean | null): Value => ({ kind: 'literal', literal: value });

/** Roles that modules of an application play, by the ends of their names: `Shop.Repo`, `ShopWeb.Endpoint`. */
const roles: readonly (readonly [ending: string, module: string])[] = [
  ['Endpoint', 'Phoenix.Endpoint'],
  ['Repo', 'Ecto.Repo'],
  ['Release', 'Release'],
];
const libraries = /^(?:Phoenix|Ecto|Absinthe|Plug|GRPC)(?:\.|$)/;

/** A module as the tables name it: what comes with the language has no module of its own. */
export function moduleMeaning(name: string): Meaning {
  if (ownModules.has(name.split('.')[0]!)) return { module: '', path: name };
  const role = libraries.test(name)
    ? undefined
    : roles.find(([ending]) => name.includes('.') && name.endsWith(ending))?.[1];
  return { module: role ?? name, path: '' };
}

const member = ({ module, path }: Meaning, name: string): Meaning => ({
  module,
  path: path === '' ? name : `${path}.${name}`,
});

/** The member of a library an expression is; nothing for the program's own. */
export function meaningOf(node: Node, scope: Scope, depth = 0): Meaning | undefined {
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'alias':
      return moduleMeaning(moduleName(node.text, scope.unit));
    case 'atom':
      return { module: '', path: node.text };
    case 'identifier':
      return node.text === '__MODULE__' && scope.module
        ? moduleMeaning(scope.module)
        : ofBinding(resolve(scope, node.text), depth);
    case 'unary_operator': {
      const name = attributeName(node);
      return name === undefined ? undefined : ofBinding(scope.attributes.get(name), depth);
    }
    case 'access_call': {
      const target = field(node, 'target');
      return target && isRequest(target, scope, depth) ? requestPart : undefined;
    }
    case 'map': {
      const struct = childrenOf(node).find(({ type }) => type === 'struct');
      const name = struct && childrenOf(struct)[0];
      return name?.type === 'alias' ? { module: moduleName(name.text, scope.unit), path: '()' } : undefined;
    }
    case 'call':
      return ofCallResult(node, scope, depth);
    default:
      return undefined;
  }
}

const isRequest = (node: Node, scope: Scope, depth: number): boolean => {
  if (/(?:^|_|\.)params$/.test(node.text)) return true;
  const meaning = meaningOf(node, scope, depth + 1);
  return meaning !== undefined && nameOf(meaning) === nameOf(requestPart);
};

function ofBinding(binding: Binding | undefined, depth: number): Meaning | undefined {
  if (binding?.how === 'known') return binding.meaning;
  return binding?.how === 'value' ? meaningOf(binding.node, binding.scope, depth + 1) : undefined;
}

const hasArguments = (call: Node): boolean => childrenOf(call).some(({ type }) => type === 'arguments');

function ofCallResult(node: Node, scope: Scope, depth: number): Meaning | undefined {
  const callee = calleeOf(node, scope, depth);
  if (!callee) return undefined;
  const first = givenTo(node).positional[0];
  if (/^Map\.(?:get|fetch!)$/.test(callee.path) && first && isRequest(first, scope, depth)) return requestPart;
  if (isField(node)) {
    // Only a struct has fields, and the only one a request brings is an upload.
    if (nameOf(callee) === `${requestPart.path}.path`) return { module: 'Plug.Upload', path: '().path' };
    return callee;
  }
  return callee.path.length > 160 ? undefined : { ...callee, path: `${callee.path}()` };
}

/** `upload.path`: a field, as opposed to a call of a module. */
export const isField = (call: Node): boolean => {
  const target = field(call, 'target');
  const left = target?.type === 'dot' ? field(target, 'left') : undefined;
  return (
    left !== undefined &&
    /^(?:identifier|call|access_call)$/.test(left.type) &&
    !hasArguments(call) &&
    !left.text.startsWith('__')
  );
};

/** What a call calls. */
export function calleeOf(node: Node, scope: Scope, depth = 0): Meaning | undefined {
  const target = field(node, 'target');
  if (target?.type === 'identifier')
    return scope.unit.functions.has(target.text) ? undefined : { module: '', path: target.text };
  if (target?.type !== 'dot') return undefined;
  const [left, right] = [field(target, 'left'), field(target, 'right')];
  if (!left || !right) return undefined;
  const from = meaningOf(left, scope, depth + 1);
  return from && member(from, right.text);
}

const attributeName = (node: Node): string | undefined => {
  const operand = operatorOf(node) === '@' ? field(node, 'operand') : undefined;
  return operand?.type === 'identifier' ? operand.text : undefined;
};

export function evaluate(node: Node | undefined, scope: Scope, depth = 0): Value {
  if (!node || depth > deepest || scope.unit.budget.left-- < 0) return unknown;
  const within = (child: Node | undefined): Value => evaluate(child, scope, depth + 1);
  switch (node.type) {
    case 'string':
    case 'charlist':
    case 'quoted_atom':
    case 'sigil':
      return ofText(node, within);
    case 'integer':
    case 'float':
      return literal(Number(node.text.replaceAll('_', '')));
    case 'boolean':
      return literal(node.text === 'true');
    case 'nil':
      return literal(null);
    case 'atom':
      return literal(node.text.slice(1));
    case 'alias':
      return literal(moduleName(node.text, scope.unit));
    case 'list':
    case 'keywords':
    case 'map':
      return ofCollection(node, scope, depth);
    case 'tuple':
      return ofTuple(node, scope, depth);
    case 'block':
      return within(childrenOf(node).at(-1));
    case 'identifier':
      return ofIdentifier(node, scope, depth);
    case 'unary_operator': {
      const name = attributeName(node);
      const binding = name === undefined ? undefined : scope.attributes.get(name);
      return binding?.how === 'value' ? evaluate(binding.node, binding.scope, depth + 1) : unknown;
    }
    case 'binary_operator':
      return ofOperator(node, scope, depth);
    case 'call':
      return ofCall(node, scope, depth);
    case 'access_call':
      return ofMember(node, scope, depth);
    default:
      return unknown;
  }
}

function ofMember(node: Node, scope: Scope, depth: number): Value {
  const meaning = meaningOf(node, scope, depth);
  return meaning ? { kind: 'member', meaning } : unknown;
}

function ofIdentifier(node: Node, scope: Scope, depth: number): Value {
  if (node.text === '__DIR__') return literal(directoryOf(scope.unit.path) || '.');
  if (node.text === '__MODULE__') return scope.module === undefined ? unknown : literal(scope.module);
  const binding = resolve(scope, node.text);
  if (binding?.how === 'value') return evaluate(binding.node, binding.scope, depth + 1);
  if (!binding && scope.unit.functions.has(node.text)) return ofOwn(node.text, [], scope, depth);
  return ofMember(node, scope, depth);
}

function ofText(node: Node, within: (child: Node | undefined) => Value): Value {
  if (node.type === 'sigil') {
    const [name, content] = ['sigil_name', 'quoted_content'].map((type) =>
      childrenOf(node).find((child) => child.type === type),
    );
    if (/^[wW]$/.test(name?.text ?? '')) {
      const words = (content?.text ?? '').trim().split(/\s+/);
      return { kind: 'list', items: words.filter(Boolean).map(literal) };
    }
    if (!/^[sScC]$/.test(name?.text ?? '')) return unknown;
  }
  const parts = childrenOf(node).flatMap((child): readonly Value[] => {
    if (child.type === 'interpolation') return [within(childrenOf(child)[0])];
    return child.type === 'quoted_content' || child.type === 'escape_sequence' ? [literal(child.text)] : [];
  });
  if (parts.length === 0) return literal('');
  return parts.length === 1 ? parts[0]! : { kind: 'joined', by: '', parts };
}

/** Keywords, maps, and lists; a list of keywords with atoms in front (`[:inet6, port: 4000]`) is one of keywords. */
function ofCollection(node: Node, scope: Scope, depth: number): Value {
  const within = (child: Node | undefined): Value => evaluate(child, scope, depth + 1);
  if (node.type === 'keywords') return { kind: 'map', entries: entriesOf([...childrenOf(node)], within) };
  const content = node.type === 'map' ? childrenOf(node).find(({ type }) => type === 'map_content') : node;
  if (!content) return { kind: 'map', entries: [] };
  const { positional, pairs } = itemsOf(content);
  if (node.type === 'map') {
    if (positional.some((one) => one.type !== 'binary_operator' || operatorOf(one) !== '=>')) return unknown;
    const arrows = positional.flatMap((one) => {
      const key = textOf(within(field(one, 'left')));
      return key === undefined ? [] : [{ key, value: within(field(one, 'right')) }];
    });
    return { kind: 'map', entries: [...arrows, ...entriesOf(pairs, within)] };
  }
  if (pairs.length > 0 && positional.every(({ type }) => type === 'atom'))
    return { kind: 'map', entries: entriesOf(pairs, within) };
  return { kind: 'list', items: positional.map(within) };
}

const entriesOf = (pairs: readonly Node[], within: (child: Node | undefined) => Value) =>
  pairs
    .filter(({ type }) => type === 'pair')
    .map((pair) => ({ key: keyOf(pair), value: within(field(pair, 'value')) }));

/** Addresses are tuples of numbers; `{:system, "PORT"}` is read when the program starts. */
function ofTuple(node: Node, scope: Scope, depth: number): Value {
  const read = systemTuple(node, scope);
  if (read)
    return {
      kind: 'environment',
      name: read.name,
      need: read.need,
      ...(read.fallback ? { fallback: read.fallback } : {}),
    };
  const items = childrenOf(node);
  if ((items.length === 4 || items.length === 8) && items.every(({ type }) => type === 'integer')) {
    const numbers = items.map(({ text }) => Number(text.replaceAll('_', '')));
    if (numbers.length === 4) return literal(numbers.join('.'));
    if (numbers.slice(0, -1).every((one) => one === 0))
      return literal(numbers.at(-1) === 0 ? '::' : numbers.at(-1) === 1 ? '::1' : `::${numbers.at(-1)}`);
    return literal(numbers.map((one) => one.toString(16)).join(':'));
  }
  return { kind: 'list', items: items.map((item) => evaluate(item, scope, depth + 1)) };
}

function ofOperator(node: Node, scope: Scope, depth: number): Value {
  const operator = operatorOf(node);
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const within = (child: Node | undefined): Value => evaluate(child, scope, depth + 1);
  switch (operator) {
    case '|>':
      notePipe(node, scope.unit.pipes);
      return within(right);
    case '<>':
      return { kind: 'joined', by: '', parts: [within(left), within(right)] };
    case '||':
    case 'or':
      return stops(right) ? insist(within(left)) : eitherOf(within(left), within(right));
    case '=':
      return within(right);
    case '++': {
      const [one, other] = [within(left), within(right)];
      if (one.kind === 'map' && other.kind === 'map')
        return { kind: 'map', entries: [...one.entries, ...other.entries] };
      return one.kind === 'list' && other.kind === 'list'
        ? { kind: 'list', items: [...one.items, ...other.items] }
        : unknown;
    }
    case '+':
    case '-':
    case '*':
      return ofNumbers(operator, literalOf(within(left)), literalOf(within(right)));
    default:
      return unknown;
  }
}

function ofNumbers(operator: '+' | '-' | '*', one: unknown, other: unknown): Value {
  if (typeof one !== 'number' || typeof other !== 'number') return unknown;
  return literal(operator === '+' ? one + other : operator === '-' ? one - other : one * other);
}

const insist = (value: Value): Value =>
  value.kind === 'environment' && value.fallback === undefined ? { ...value, need: 'required' } : value;

/** `a || b`: what a read of the environment falls back to. */
function eitherOf(left: Value, right: Value): Value {
  if (left.kind === 'environment' && left.fallback === undefined && right.kind !== 'environment')
    return right.kind === 'literal' && right.literal === null ? left : { ...left, need: 'defaulted', fallback: right };
  if (left.kind === 'literal') return left.literal === null || left.literal === false ? right : left;
  return { kind: 'either', values: [left, right] };
}

/** Arguments with what is piped in first. Keywords count by name, those inside a list or a map as well: `ip`, `options.port`. */
export function argumentsOf(
  call: Node,
  scope: Scope,
  depth = 0,
): { readonly given: readonly Argument[]; readonly open: boolean } {
  const piped = scope.unit.pipes.get(call.id);
  const { positional, pairs } = givenTo(call);
  const nodes = piped ? [piped, ...positional] : positional;
  const values = nodes.map((node) => evaluate(node, scope, depth + 1));
  const named: Value = {
    kind: 'map',
    entries: pairs
      .filter((pair) => !/^(?:do|else)$/.test(keyOf(pair)))
      .map((pair) => ({ key: keyOf(pair), value: evaluate(field(pair, 'value'), scope, depth + 1) })),
  };
  return {
    given: [
      ...values.map((value): Argument => ({ value })),
      ...values.flatMap((value) => flattened(value)),
      ...flattened(named),
    ],
    // `plug X, opts`: options that only exist at run time.
    open: nodes.slice(1).some((node, at) => node.type === 'identifier' && values[at + 1]?.kind === 'unknown'),
  };
}

/** Keys of a mapping as named arguments, three levels deep. */
export function flattened(value: Value, prefix = '', depth = 0): readonly Argument[] {
  if (value.kind !== 'map' || depth > 2) return [];
  return value.entries.flatMap(({ key, value: under }): readonly Argument[] => [
    { name: `${prefix}${key}`, value: /(?:^|\.)ip$/.test(`${prefix}${key}`) ? addressOf(under) : under },
    ...flattened(under, `${prefix}${key}.`, depth + 1),
  ]);
}

/** `:any` and `:loopback` of Erlang. */
const addressOf = (value: Value): Value => {
  const text = textOf(value);
  return text === 'any' ? literal('::') : text === 'loopback' ? literal('127.0.0.1') : value;
};

/** Calls that only change the form of what they are given. */
const forms = new Set([
  ...['String.to_integer', 'String.to_atom', 'String.trim', 'String.to_charlist', 'String.downcase', 'String.to_float'],
  ...['to_string', 'to_charlist', 'Path.expand', 'Path.absname', 'Integer.parse', 'elem', 'Keyword.new', 'Map.new'],
  ...['Base.decode64!', 'String.replace', 'List.wrap', 'Enum.into', 'hd', 'List.first'],
]);
const folders = new Map([
  ['System.tmp_dir', '/tmp/x'],
  ['System.tmp_dir!', '/tmp/x'],
  ['Plug.Upload.random_file!', '/tmp/x'],
  ['Briefly.create!', '/tmp/x'],
  ['File.cwd!', '.'],
]);
const units = new Map([
  [':timer.seconds', 1000],
  [':timer.minutes', 60_000],
  [':timer.hours', 3_600_000],
  ['to_timeout.second', 1000],
  ['to_timeout.minute', 60_000],
  ['to_timeout.hour', 3_600_000],
  ['to_timeout.day', 86_400_000],
]);

function ofCall(node: Node, scope: Scope, depth: number): Value {
  const read = readOf(node, scope, depth);
  if (read)
    return read.built
      ? unknown
      : {
          kind: 'environment',
          name: read.name,
          need: read.need,
          ...(read.fallback ? { fallback: read.fallback } : {}),
        };
  const local = localName(node);
  if (local === 'if' || local === 'unless') return ofCondition(node, scope, depth);
  if (local !== undefined && scope.unit.functions.has(local))
    return ofOwn(local, argumentNodes(node, scope), scope, depth);
  if (isField(node)) return ofMember(node, scope, depth);
  const callee = calleeOf(node, scope, depth);
  if (!callee) return unknown;
  const name = nameOf(callee);
  const own = field(node, 'target')?.type === 'dot' ? ownName(node, scope) : undefined;
  if (own !== undefined) return ofOwn(own, argumentNodes(node, scope), scope, depth);
  const { given } = argumentsOf(node, scope, depth);
  const positional = given.filter((one) => one.name === undefined).map(({ value }) => value);
  const folder = folders.get(name);
  if (folder !== undefined) return literal(folder);
  if (name === 'Path.join')
    return { kind: 'joined', by: '/', parts: positional[0]?.kind === 'list' ? positional[0].items : positional };
  if (name === 'Path.expand' && positional.length > 1)
    return { kind: 'joined', by: '/', parts: [positional[1]!, positional[0]!] };
  if (name === 'Path.dirname' && positional[0]) {
    const text = textOf(positional[0]);
    return text === undefined ? unknown : literal(directoryOf(text) || '.');
  }
  // Where a release keeps its files depends on its version.
  if (/^(?:Application\.app_dir|:code\.priv_dir)$/.test(name)) return unknown;
  const unit =
    units.get(name) ??
    (name === 'to_timeout' ? units.get(`to_timeout.${given.find((one) => one.name !== undefined)?.name}`) : undefined);
  if (unit !== undefined)
    return ofNumbers(
      '*',
      unit,
      literalOf(given.find((one) => one.name !== undefined)?.value ?? positional[0] ?? unknown),
    );
  if (forms.has(name) && positional[0]) return positional[0];
  return { kind: 'member', meaning: { ...callee, path: `${callee.path}()` }, arguments: given };
}

const argumentNodes = (call: Node, { unit }: Scope): readonly Node[] => {
  const piped = unit.pipes.get(call.id);
  const { positional } = givenTo(call);
  return piped ? [piped, ...positional] : positional;
};

/** `Module.name` when the module stands in the same file. */
function ownName(call: Node, { unit, module }: Scope): string | undefined {
  const target = field(call, 'target');
  const left = target && field(target, 'left');
  const right = target && field(target, 'right');
  if (!left || !right || !(left.type === 'alias' || left.text === '__MODULE__')) return undefined;
  const name = `${left.type === 'alias' ? moduleName(left.text, unit) : module}.${right.text}`;
  return unit.functions.has(name) ? name : undefined;
}

/** What a function of the same file returns, when it is written once. */
function ofOwn(name: string, given: readonly Node[], scope: Scope, depth: number): Value {
  const found = scope.unit.functions.get(name) ?? [];
  const [definition] = found;
  if (found.length !== 1 || !definition) return unknown;
  const { unit, attributes, module, runs } = scope;
  const own: Scope = { unit, attributes, ...(module === undefined ? {} : { module }), runs, names: new Map() };
  declareParameters(definition.parameters, own, given, scope);
  declare(definition.body, own);
  return evaluate(definition.body.at(-1), own, depth + 1);
}

function ofCondition(node: Node, scope: Scope, depth: number): Value {
  const { pairs } = givenTo(node);
  const block = doBlockOf(node);
  const otherwise = elseBlockOf(block);
  const yes = pairUnder(pairs, 'do') ?? (block && statementsOf(block).at(-1));
  const no = pairUnder(pairs, 'else') ?? (otherwise && childrenOf(otherwise).at(-1));
  const values = [yes, no].map((one) => (one ? evaluate(one, scope, depth + 1) : literal(null)));
  return { kind: 'either', values };
}
