/** Reads of the environment as they stand in the code: calls, and fields of structs that a library fills. */
import type { Node } from 'web-tree-sitter';
import type { EnvRead } from '../../facts/code.ts';
import type { Circumstances, Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf } from '../code/values.ts';
import { type Attribute, attributeOf } from './attributes.ts';
import { type Collector, placeOf } from './collector.ts';
import { diverges } from './environment.ts';
import { argumentNodes, calleeOf, methodOf } from './meaning.ts';
import type { Scope } from './scopes.ts';
import { evaluate } from './values.ts';
import { instanceOfType, own } from './written.ts';

type Read = Extract<Value, { kind: 'environment' }>;

/** `env::var("X")` with all that is done to what it answers. */
export function addRead(into: Collector, call: Node, scope: Scope, now: Circumstances): void {
  const { reading } = into;
  const read = evaluate(call, scope, reading);
  if (read.kind !== 'environment') return;
  const callee = calleeOf(call, scope, reading);
  const called = callee ? nameOf(callee) : '';
  const wrapper = callee?.module === own && methodOf(call) === undefined;
  if (!/(?:^|\.)var(?:_os)?$/.test(called) && !wrapper) return;
  let found: Read = read;
  let outer: Node = call;
  for (let at = call.parent; at; at = at.parent) {
    if (at.type !== 'field_expression') {
      if (!/^(?:call|try|await|parenthesized|match|reference)_expression$/.test(at.type)) break;
      const value = evaluate(at, scope, reading);
      if (value.kind !== 'environment' || value.name !== read.name) break;
      found = value;
    }
    outer = at;
  }
  into.reads.push({
    at: placeOf(into, call),
    ...now,
    name: found.name,
    module: callee && callee.module !== own && callee.module !== 'std' ? callee.module : '',
    need: insisted(outer) && found.need === 'optional' ? 'required' : found.need,
    ...(found.fallback ? { fallback: found.fallback } : {}),
  });
}

/** `let Ok(x) = env::var("X") else { panic!() };` */
function insisted(outer: Node): boolean {
  const statement = outer.parent?.type === 'let_declaration' ? outer.parent : undefined;
  const otherwise = statement && field(statement, 'alternative');
  return otherwise !== undefined && diverges(otherwise);
}

const commandLine = /^(?:arg|clap|structopt)$/;

/** Fields of `#[derive(Parser)]` that say which variable stands in for them. */
export function addArguments(into: Collector, struct: Node, now: Circumstances): void {
  for (const { node, name, type, attributes } of fieldsOf(struct)) {
    const attribute = attributes.find(({ path, named }) => commandLine.test(path) && named.has('env'));
    const asked = attribute?.named.get('env');
    if (!attribute || !asked) continue;
    const variable = textOf(asked) ?? (asked.kind === 'literal' ? name.toUpperCase() : undefined);
    if (variable === undefined) continue;
    const fallback = ['default_value', 'default_value_t', 'default_values', 'default_value_os', 'default_values_t']
      .map((key) => attribute.named.get(key))
      .find((one) => one !== undefined);
    const long = attribute.named.get('long');
    const flag = long && (textOf(long) ?? name.replaceAll('_', '-'));
    into.reads.push({
      at: placeOf(into, node),
      ...now,
      name: variable,
      module: 'clap',
      need: fallback ? 'defaulted' : /^(?:Option|Vec|bool)\b/.test(type) ? 'optional' : 'required',
      ...(fallback && fallback.kind === 'literal' ? { fallback } : {}),
      ...(flag === undefined ? {} : { flag: `--${flag}` }),
    });
  }
}

interface Field {
  readonly node: Node;
  readonly name: string;
  readonly type: string;
  readonly typeNode: Node;
  readonly attributes: readonly Attribute[];
}

function fieldsOf(struct: Node): readonly Field[] {
  const body = field(struct, 'body');
  const found: Field[] = [];
  let attributes: Attribute[] = [];
  for (const child of body ? childrenOf(body) : []) {
    if (child.type === 'attribute_item') attributes.push(attributeOf(child));
    else if (child.type === 'field_declaration') {
      const name = field(child, 'name')?.text.replace(/^r#/, '');
      const typeNode = field(child, 'type');
      if (name !== undefined && typeNode) found.push({ node: child, name, type: typeNode.text, typeNode, attributes });
      attributes = [];
    }
  }
  return found;
}

/** `envy::from_env::<Settings>()`, and the environment among the sources of `config` and `figment`. */
export function addSettings(into: Collector, call: Node, name: string, scope: Scope, now: Circumstances): void {
  const how = /^envy\.(?:from_env|\w*prefixed\(\)\.from_env|Prefixed\(\)\.from_env)$/.test(name)
    ? 'envy'
    : /^(?:config\.Environment(?:\.with_prefix|\(\)\.prefix)|figment\.Env\.prefixed)$/.test(name)
      ? 'prefix'
      : undefined;
  if (how === undefined) return;
  const struct = structFilled(call, scope);
  if (!struct) return;
  const outer = chainAround(call);
  const named = how === 'envy' ? (prefixCall(call) ?? call) : call;
  const prefix = textOf(evaluate(argumentNodes(named)[0], scope, into.reading)) ?? '';
  if (how === 'envy') {
    addFields(into, struct, { prefix, separator: undefined, sure: true }, scope, now, 0);
    return;
  }
  const separator = /\.(?:separator|split)\(\s*"([^"]*)"/.exec(outer.text)?.[1];
  const between = name.startsWith('config')
    ? (/\.prefix_separator\(\s*"([^"]*)"/.exec(outer.text)?.[1] ??
      (/Environment::new\(/.test(outer.text) ? '_' : (separator ?? '_')))
    : '';
  addFields(into, struct, { prefix: `${prefix}${between}`, separator, sure: false }, scope, now, 0);
}

/** The call of `envy::prefixed("SHOP_")` before `.from_env()`. */
function prefixCall(call: Node): Node | undefined {
  const function_ = field(call, 'function');
  const receiver = function_?.type === 'generic_function' ? field(function_, 'function') : function_;
  const value = receiver?.type === 'field_expression' ? field(receiver, 'value') : undefined;
  return value?.type === 'call_expression' ? value : undefined;
}

function chainAround(call: Node): Node {
  let outer = call;
  for (let at = call.parent; at && /_expression$|^arguments$/.test(at.type) && at.text.length < 4000; at = at.parent)
    outer = at;
  return outer;
}

/** The struct of this file that is filled: by `::<T>`, by the type of the variable, or by what the function answers. */
function structFilled(call: Node, scope: Scope): Node | undefined {
  for (let at: Node | null = call; at; at = at.parent) {
    const type =
      at.type === 'let_declaration'
        ? field(at, 'type')
        : at.type === 'function_item'
          ? field(at, 'return_type')
          : undefined;
    const named = [...at.descendantsOfType('type_arguments')].slice(-1)[0];
    const candidates =
      at.type === 'block' ? [] : [at.type === 'function_item' ? undefined : (named ?? undefined), type];
    for (const one of candidates) {
      const name = one?.text.match(/[A-Z]\w*/g)?.find((each) => scope.items.structs.has(each)) ?? selfIn(one, scope);
      const found = name === undefined ? undefined : scope.items.definitions.get(name);
      if (found) return found;
    }
    if (at.type === 'function_item') return undefined;
  }
  return undefined;
}

const selfIn = (type: Node | undefined, { self }: Scope): string | undefined =>
  type && /\bSelf\b/.test(type.text) ? self : undefined;

interface Naming {
  readonly prefix: string;
  /** Between the names of nested structs; absent: there are none. */
  readonly separator: string | undefined;
  /** Nothing else fills the fields. */
  readonly sure: boolean;
}

function addFields(
  into: Collector,
  struct: Node,
  naming: Naming,
  scope: Scope,
  now: Circumstances,
  depth: number,
): void {
  if (depth > 4) return;
  const defaulted = attributesBefore(struct).some(({ path, named }) => path === 'serde' && named.has('default'));
  for (const { node, name, type, typeNode, attributes } of fieldsOf(struct)) {
    const serde = attributes.filter(({ path }) => path === 'serde');
    if (serde.some(({ named }) => named.has('skip') || named.has('flatten') || named.has('skip_deserializing')))
      continue;
    const renamed = serde.map(({ named }) => named.get('rename')).find((one) => one !== undefined);
    const key = (renamed && textOf(renamed)) ?? name;
    const inner = instanceOfType(typeNode, scope);
    const nested = inner?.module === own ? scope.items.definitions.get(inner.path.replace(/\(\)$/, '')) : undefined;
    if (nested) {
      if (naming.separator !== undefined)
        addFields(
          into,
          nested,
          { ...naming, prefix: `${naming.prefix}${key}${naming.separator}` },
          scope,
          now,
          depth + 1,
        );
      continue;
    }
    const free = defaulted || serde.some(({ named }) => named.has('default'));
    const need: EnvRead['need'] = !naming.sure || /^Option\b/.test(type) ? 'optional' : free ? 'defaulted' : 'required';
    into.reads.push({
      at: placeOf(into, node),
      ...now,
      name: `${naming.prefix}${key}`.toUpperCase(),
      module: naming.sure ? 'envy' : 'config',
      need,
    });
  }
}

function attributesBefore(item: Node): readonly Attribute[] {
  const found: Attribute[] = [];
  for (let at = item.previousNamedSibling; at?.type === 'attribute_item'; at = at.previousNamedSibling)
    found.push(attributeOf(at));
  return found;
}
