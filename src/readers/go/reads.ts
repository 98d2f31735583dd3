/** Variables the code asks for as they stand there: calls, tags of structs, options of command lines. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances, Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf, nameOf, textOf } from '../code/values.ts';
import { type Collector, functionAround, lastName, placeOf } from './collector.ts';
import { readOf } from './environment.ts';
import { meaningOf } from './meanings.ts';
import { localType, type Scope, type StructField, type Unit } from './scopes.ts';
import { optionType } from './tables/environment.ts';
import { keysOf, prefixIn, type TagRead, tagRead } from './tags.ts';
import { elementsOf, evaluate, scopeAt } from './values.ts';
import { isCertain } from './verdicts.ts';

export function addRead(into: Collector, node: Node, scope: Scope, now: Circumstances): boolean {
  const read = readOf(node, scope, into.reading);
  if (!read) return false;
  const need = read.need === 'required' && !isReached(node) ? 'optional' : read.need;
  into.reads.push({ at: placeOf(into, node), ...now, ...read, need });
  addFallbackText(into, node, now, read.name, read.fallback);
  return true;
}

/** Whether the program comes here in any case: not where all who call the function do so under a condition. */
function isReached(node: Node, depth = 0): boolean {
  if (!isCertain(node)) return false;
  const around = functionAround(node);
  const name = around && field(around, 'name')?.text;
  if (!around || name === undefined || name === 'main' || name === 'init' || depth > 4) return true;
  const calls = node.tree.rootNode
    .descendantsOfType('call_expression')
    .filter((call) => call !== null && lastName(field(call, 'function') ?? call) === name) as Node[];
  const others = calls.filter((call) => functionAround(call)?.id !== around.id);
  return others.length === 0 ? startsProgram(around, name) : others.some((call) => isReached(call, depth + 1));
}

const loads =
  /^(?:must)?(?:load|init|parse|read|new|setup|get|from)(?:all|app|the)?(?:conf|config|configs|configuration|settings|env|environment|options|vars|variables|cfg)?$|^(?:config|configure|settings|env|main|run)$/i;

/** Called from other files, if at all: a package may be imported for another of its functions, but hardly without its loader. */
function startsProgram(definition: Node, name: string): boolean {
  const file = definition.tree.rootNode;
  const isMain = file.namedChildren.some((one) => one?.type === 'package_clause' && / main$/.test(one.text));
  return loads.test(name) || (isMain && definition.type === 'function_declaration');
}

function addFallbackText(
  into: Collector,
  node: Node,
  now: Circumstances,
  name: string,
  fallback: Value | undefined,
): void {
  const text = fallback && textOf(fallback);
  if (text) into.texts.push({ at: placeOf(into, node), ...now, name, text, fallbackOf: name });
}

/** Structs that hold the fields of another behind a prefix. */
interface Nested {
  readonly prefixes: ReadonlyMap<string, readonly string[]>;
  /** Structs that envconfig fills in, whose fields need no tag, and what it puts in front. */
  readonly filled: ReadonlyMap<string, string>;
}

/** Tags of all structs of the file. */
export function addTagReads(into: Collector, root: Node, now: Circumstances): void {
  const { unit } = into.reading;
  const nested: Nested = { prefixes: prefixesIn(unit), filled: filledIn(into, root) };
  for (const [struct, fields] of unit.structs)
    for (const one of fields.values())
      for (const read of readsOfField(struct, one, nested)) addTagRead(into, one, read, now);
}

function addTagRead(into: Collector, { node }: StructField, read: TagRead, now: Circumstances): void {
  const verdict = into.reading.verdicts.get(node.id);
  const need = read.need === 'optional' && verdict?.stops ? 'required' : read.need;
  into.reads.push({ at: placeOf(into, node), ...now, module: '', ...read, need });
  addFallbackText(into, node, now, read.name, read.fallback);
}

function prefixesIn(unit: Unit): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [owner, fields] of unit.structs)
    for (const { tag, type, name } of fields.values()) {
      const prefix = tag === undefined ? undefined : prefixIn(tag);
      const struct = type?.type === 'struct_type' ? `${owner}.${name}` : type && localType(type);
      if (prefix !== undefined && struct !== undefined) found.set(struct, [...(found.get(struct) ?? []), prefix]);
    }
  return found;
}

/** `envconfig.Process("shop", &config)` */
function filledIn(into: Collector, root: Node): ReadonlyMap<string, string> {
  const { reading } = into;
  const found = new Map<string, string>();
  if (!reading.packages.has('github.com/kelseyhightower/envconfig')) return found;
  for (const call of root.descendantsOfType('call_expression')) {
    const callee = call && field(call, 'function');
    if (!call || !callee || !/Process$/.test(callee.text)) continue;
    const scope = scopeAt(call, reading.unit.root, reading);
    const meaning = meaningOf(callee, scope, reading.unit);
    if (!meaning || !/^github\.com\/kelseyhightower\/envconfig\.(?:Must)?Process$/.test(nameOf(meaning))) continue;
    const [prefix, target] = childrenOf(field(call, 'arguments') ?? call);
    const text = prefix && textOf(evaluate(prefix, scope, reading));
    const struct = target && structOfTarget(target, scope, reading.unit);
    if (text !== undefined && struct !== undefined) found.set(struct, text);
  }
  return found;
}

function readsOfField(struct: string, one: StructField, { prefixes, filled }: Nested): readonly TagRead[] {
  const prefix = filled.get(struct);
  if (prefix !== undefined) return ofFilled(one, prefix);
  const read = tagRead(one);
  if (!read) return [];
  const before = prefixes.get(struct) ?? [''];
  return before.map((text) => ({ ...read, name: `${text}${read.name}` }));
}

/** A field without a tag is asked for by its own name. */
function ofFilled({ name: field, tag = '', type }: StructField, prefix: string): readonly TagRead[] {
  const keys = keysOf(tag);
  if (keys.get('ignored') === 'true' || !/^[A-Z]/.test(field) || (type && /^(?:struct\b|map\[)/.test(type.text)))
    return [];
  const own = keys.get('envconfig');
  const words = keys.get('split_words') === 'true' ? field.replace(/([a-z0-9])([A-Z])/g, '$1_$2') : field;
  const name = `${prefix === '' ? '' : `${prefix}_`}${own ?? words}`.toUpperCase();
  const fallback = keys.get('default');
  if (fallback !== undefined) return [{ name, need: 'defaulted', fallback: { kind: 'literal', literal: fallback } }];
  // With a tag the variable without the prefix does as well.
  const certain = keys.get('required') === 'true' && (own === undefined || prefix === '');
  return [{ name, need: certain ? 'required' : 'optional' }];
}

function structOfTarget(node: Node, scope: Scope, unit: Unit): string | undefined {
  const target = node.type === 'unary_expression' ? field(node, 'operand') : node;
  for (let at: Scope | undefined = scope; at && target; at = at.parent) {
    const found = at.names.get(target.text);
    if (!found) continue;
    const written = found.type?.node ?? (found.value && field(literalIn(found.value.node), 'type'));
    return written && unit.structs.has(localType(written) ?? '') ? localType(written) : undefined;
  }
  return undefined;
}

const literalIn = (node: Node): Node => (node.type === 'unary_expression' ? (field(node, 'operand') ?? node) : node);

/** `&cli.StringFlag{Name: "port", EnvVars: []string{"PORT"}, Value: "8080"}` */
export function addOption(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const meaning = meaningOf(node, scope, into.reading.unit);
  if (!meaning || !optionType.test(nameOf(meaning))) return;
  const given = elementsOf(field(node, 'body'), scope, into.reading, 0);
  const value = (name: string): Value | undefined => given.find((one) => one.name === name)?.value;
  const names = textsOf(value('EnvVars')) ?? textsOf(value('Sources')) ?? textsOf(value('EnvVar')) ?? [];
  const fallback = value('Value');
  const known = fallback && literalOf(fallback) !== undefined && literalOf(fallback) !== null;
  for (const name of names) {
    // The option itself may be given instead: nothing is required.
    into.reads.push({
      at: placeOf(into, node),
      ...now,
      name,
      module: meaning.module,
      need: known ? 'defaulted' : 'optional',
      ...(known ? { fallback } : {}),
    });
    if (known) addFallbackText(into, node, now, name, fallback);
  }
}

/** Names in a list, in one text with commas, or in `cli.EnvVars("A", "B")`. */
function textsOf(value: Value | undefined): readonly string[] | undefined {
  if (!value) return undefined;
  const items =
    value.kind === 'list'
      ? value.items
      : value.kind === 'member'
        ? (value.arguments ?? []).map((one) => one.value)
        : [value];
  return items.flatMap((item) => textOf(item)?.split(',') ?? []).map((name) => name.trim());
}
