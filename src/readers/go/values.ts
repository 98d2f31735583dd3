/** What Go expressions come to, as far as the text decides it. Durations are numbers of seconds. */
import type { Node } from 'web-tree-sitter';
import { type Argument, unknown, type Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { literalOf, nameOf, textOf } from '../code/values.ts';
import { readOf } from './environment.ts';
import { functionOf, meaningOf, ownField } from './meanings.ts';
import type { Reading } from './reading.ts';
import { type Binding, type Given, resolve, type Scope } from './scopes.ts';
import { tagRead } from './tags.ts';

const deepest = 14;

const literal = (value: string | number | boolean | null): Value => ({ kind: 'literal', literal: value });

/** Seconds of the constants of package time. */
const durations: Readonly<Record<string, number>> = {
  'time.Nanosecond': 1e-9,
  'time.Microsecond': 1e-6,
  'time.Millisecond': 1e-3,
  'time.Second': 1,
  'time.Minute': 60,
  'time.Hour': 3600,
};

export function evaluate(node: Node | undefined, scope: Scope, reading: Reading, depth = 0): Value {
  if (!node || depth > deepest) return unknown;
  const inner = (child: Node | undefined): Value => evaluate(child, scope, reading, depth + 1);
  switch (node.type) {
    case 'interpreted_string_literal':
      return literal(textOfString(node));
    case 'raw_string_literal':
      return literal(node.text.slice(1, -1));
    case 'int_literal':
    case 'float_literal': {
      const number = Number(node.text.replaceAll('_', ''));
      return Number.isNaN(number) ? unknown : literal(number);
    }
    case 'true':
    case 'false':
      return literal(node.type === 'true');
    case 'nil':
      return literal(null);
    case 'parenthesized_expression':
    case 'literal_element':
      return inner(childrenOf(node)[0]);
    case 'unary_expression':
      return ofUnary(field(node, 'operator')?.text, inner(field(node, 'operand')));
    case 'binary_expression':
      return ofBinary(field(node, 'operator')?.text, inner(field(node, 'left')), inner(field(node, 'right')));
    case 'identifier':
      return ofIdentifier(node, scope, reading, depth);
    case 'selector_expression':
      return ofSelector(node, scope, reading, depth);
    case 'composite_literal':
    case 'literal_value':
      return ofComposite(node, scope, reading, depth);
    case 'type_conversion_expression':
      return inner(field(node, 'operand'));
    case 'call_expression':
      return ofCall(node, scope, reading, depth);
    default:
      return ofMember(node, scope, reading);
  }
}

function ofMember(node: Node, scope: Scope, { unit }: Reading): Value {
  const meaning = meaningOf(node, scope, unit);
  return meaning && meaning.path !== '' ? { kind: 'member', meaning } : unknown;
}

/** Escapes that Go shares with JSON; a text with others stays as it is written. */
function textOfString({ text }: Node): string {
  const inside = text.slice(1, -1);
  if (!inside.includes('\\')) return inside;
  try {
    return String(JSON.parse(text));
  } catch {
    return inside;
  }
}

function ofUnary(operator: string | undefined, value: Value): Value {
  if (operator === '&' || operator === '*') return value;
  const found = literalOf(value);
  if (operator === '-' && typeof found === 'number') return literal(-found);
  return operator === '!' && typeof found === 'boolean' ? literal(!found) : unknown;
}

function ofBinary(operator: string | undefined, left: Value, right: Value): Value {
  const [a, b] = [literalOf(left), literalOf(right)];
  if (typeof a === 'number' && typeof b === 'number') {
    if (operator === '+') return literal(a + b);
    if (operator === '-') return literal(a - b);
    if (operator === '*') return literal(a * b);
    return operator === '/' && b !== 0 ? literal(a / b) : unknown;
  }
  return operator === '+' ? { kind: 'joined', by: '', parts: [left, right] } : unknown;
}

/** The values a name may have. A read of the environment and a text beside it: the text is the fallback. */
export function together(values: readonly Value[]): Value {
  if (values.length < 2) return values[0] ?? unknown;
  const reads = values.filter((value) => value.kind === 'environment');
  const texts = values.filter((value) => value.kind !== 'environment' && literalOf(value) !== undefined);
  // An empty text is what a variable has before it is given anything.
  const told = texts.filter((value) => literalOf(value) !== '');
  const [read] = reads;
  if (read?.kind === 'environment' && reads.length === 1 && texts.length === values.length - 1 && told.length <= 1) {
    if (read.fallback || told.length === 0) return read;
    return { ...read, need: 'defaulted', fallback: told[0]! };
  }
  return { kind: 'either', values };
}

/** What was found once holds; a name that is given itself in a circle comes to nothing. */
function ofGiven({ node, scope, index }: Given, reading: Reading, depth: number): Value {
  if (index !== 0) return unknown;
  const known = reading.values.get(node.id);
  if (known) return known;
  reading.values.set(node.id, unknown);
  const value = evaluate(node, scope, reading, depth + 1);
  reading.values.set(node.id, value);
  return value;
}

function ofIdentifier(node: Node, scope: Scope, reading: Reading, depth: number): Value {
  const binding = resolve(scope, node.text);
  if (binding?.how !== 'variable') return ofMember(node, scope, reading);
  const given = valuesOf(binding);
  if (given.length === 0 || given.length > 6) return ofMember(node, scope, reading);
  const value = together(given.map((one) => ofGiven(one, reading, depth)));
  return value.kind === 'unknown' ? ofMember(node, scope, reading) : value;
}

export const valuesOf = ({ value, changes }: Binding): readonly Given[] => [...(value ? [value] : []), ...changes];

function ofSelector(node: Node, scope: Scope, reading: Reading, depth: number): Value {
  const meaning = meaningOf(node, scope, reading.unit, depth);
  const seconds = meaning && durations[nameOf(meaning)];
  if (seconds !== undefined) return literal(seconds);
  const operand = field(node, 'operand');
  // The queue a broker was asked for bears the name it was asked by.
  if (operand?.type === 'identifier' && meaning && /\.QueueDeclare\(\)\.Name$/.test(meaning.path)) {
    const declared = resolve(scope, operand.text)?.value;
    const list = declared && field(declared.node, 'arguments');
    if (declared && list) return evaluate(childrenOf(list)[0], declared.scope, reading, depth + 1);
  }
  const from = operand && meaningOf(operand, scope, reading.unit, depth);
  const own = from ? undefined : ownField(node, scope, reading.unit);
  if (own) {
    const read = tagRead(own);
    if (read) return { kind: 'environment', ...read };
    if (own.values.length > 0 && own.values.length <= 4) {
      const value = together(own.values.map((one) => ofGiven(one, reading, depth)));
      if (value.kind !== 'unknown') return value;
    }
  }
  return meaning && meaning.path !== '' ? { kind: 'member', meaning } : unknown;
}

/** Elements of a literal, `Name: value` with their names. */
export function elementsOf(body: Node | undefined, scope: Scope, reading: Reading, depth: number): readonly Argument[] {
  return (body ? childrenOf(body) : []).flatMap((element): readonly Argument[] => {
    if (element.type === 'comment') return [];
    if (element.type !== 'keyed_element') return [{ value: evaluate(element, scope, reading, depth + 1) }];
    const key = field(element, 'key');
    const inside = key && childrenOf(key)[0];
    const name = inside?.type === 'identifier' ? inside.text : textOf(evaluate(inside, scope, reading, depth + 1));
    const value = evaluate(field(element, 'value'), scope, reading, depth + 1);
    return name === undefined ? [] : [{ name, value }];
  });
}

function ofComposite(node: Node, scope: Scope, reading: Reading, depth: number): Value {
  const type = field(node, 'type');
  const given = elementsOf(node.type === 'literal_value' ? node : field(node, 'body'), scope, reading, depth);
  if (type && /^(?:slice|array|implicit_length_array)_type$/.test(type.type))
    return { kind: 'list', items: given.map(({ value }) => value) };
  const meaning = type && meaningOf(node, scope, reading.unit, depth);
  if (meaning) return { kind: 'member', meaning, arguments: given };
  if (given.some(({ name }) => name === undefined)) return { kind: 'list', items: given.map(({ value }) => value) };
  return { kind: 'map', entries: given.map(({ name, value }) => ({ key: name!, value })) };
}

/** Positional arguments, and options: `WithX(y)` counts as an argument named `WithX` as well, fields of a struct as arguments of theirs. */
export function argumentsOf(
  list: Node | undefined,
  scope: Scope,
  reading: Reading,
  depth = 0,
): { readonly given: readonly Argument[]; readonly open: boolean } {
  const children = (list ? childrenOf(list) : []).filter(({ type }) => type !== 'comment');
  const plain = children.filter(({ type }) => type !== 'variadic_argument');
  const given = plain.map((child): Argument => ({ value: evaluate(child, scope, reading, depth + 1) }));
  const options = given.flatMap(({ value }): readonly Argument[] => {
    const name = value.kind === 'member' ? /(?:^|\.)(With[A-Z]\w*)\(\)$/.exec(value.meaning.path)?.[1] : undefined;
    if (value.kind !== 'member') return [];
    if (name !== undefined) return [{ name, value: value.arguments?.[0]?.value ?? literal(true) }];
    return /(?:^|\.)[A-Z]\w*\(\)$/.test(value.meaning.path)
      ? (value.arguments ?? []).filter((one) => one.name !== undefined)
      : [];
  });
  return { given: [...given, ...options], open: plain.length < children.length };
}

/** Calls that only change the form of what they are given. */
const forms = new Set([
  ...['strings.TrimSpace', 'strings.ToLower', 'strings.ToUpper', 'strings.Trim', 'strings.TrimSuffix'],
  ...['strings.TrimPrefix', 'strings.TrimRight', 'strings.TrimLeft'],
  ...[
    'strconv.Itoa',
    'strconv.Atoi',
    'strconv.ParseInt',
    'strconv.ParseUint',
    'strconv.ParseBool',
    'strconv.ParseFloat',
  ],
  ...['strconv.FormatInt', 'filepath.Clean', 'filepath.Abs', 'path.Clean', 'path/filepath.Clean', 'path/filepath.Abs'],
  ...['path/filepath.FromSlash', 'fmt.Sprint', 'time.Duration', 'os.ExpandEnv', 'net/url.PathEscape'],
]);
const conversions = new Set(['string', 'int', 'int32', 'int64', 'uint', 'uint16', 'uint32', 'uint64', 'float64']);
const temporary = new Set(['os.TempDir', 'os.MkdirTemp', 'os.CreateTemp', 'io/ioutil.TempDir', 'io/ioutil.TempFile']);

function ofCall(node: Node, scope: Scope, reading: Reading, depth: number): Value {
  const read = readOf(node, scope, reading, depth);
  if (read) {
    const { name, need, fallback } = read;
    return { kind: 'environment', name, need, ...(fallback ? { fallback } : {}) };
  }
  const callee = field(node, 'function');
  if (!callee) return unknown;
  const { given } = argumentsOf(field(node, 'arguments'), scope, reading, depth);
  const values = given.filter(({ name }) => name === undefined).map(({ value }) => value);
  const [first] = values;
  const called = meaningOf(callee, scope, reading.unit, depth);
  const name = called ? nameOf(called) : callee.type === 'identifier' ? callee.text : '';
  if (first && (forms.has(name) || (!called && conversions.has(name)))) return first;
  if (temporary.has(name)) return literal('/tmp/x');
  switch (name) {
    case 'os.Getwd':
      return literal('.');
    case 'path.Join':
    case 'path/filepath.Join':
      return { kind: 'joined', by: '/', parts: values };
    case 'net.JoinHostPort':
      return values.length === 2 ? { kind: 'joined', by: '', parts: [values[0]!, literal(':'), values[1]!] } : unknown;
    case 'fmt.Sprintf':
      return formatted(values);
    case 'cmp.Or':
      return together(values);
    case 'time.ParseDuration':
      return secondsIn(first);
    case 'append':
      return first?.kind === 'list' ? { kind: 'list', items: [...first.items, ...values.slice(1)] } : unknown;
  }
  const meaning = meaningOf(node, scope, reading.unit, depth);
  if (meaning) return { kind: 'member', meaning, arguments: given };
  const own = functionOf(callee, scope, reading.unit);
  return own ? ofReturns(own, scope, reading, depth) : unknown;
}

/** `"%s:%d"` filled in. Verbs with stars or indexes are not followed. */
function formatted([format, ...values]: readonly Value[]): Value {
  const text = format && textOf(format);
  if (text === undefined || /%[^%]*[*[]/.test(text)) return unknown;
  const parts: Value[] = [];
  let at = 0;
  let next = 0;
  for (const found of text.matchAll(/%(?:%|[-+# 0]*(?:[1-9]\d*)?(?:\.\d+)?[a-zA-Z])/g)) {
    parts.push(literal(text.slice(at, found.index)));
    parts.push(found[0] === '%%' ? literal('%') : (values[next++] ?? unknown));
    at = found.index + found[0].length;
  }
  parts.push(literal(text.slice(at)));
  return { kind: 'joined', by: '', parts: parts.filter((part) => literalOf(part) !== '') };
}

const units: Readonly<Record<string, number>> = { ms: 1e-3, s: 1, m: 60, h: 3600 };

/** `1m30s` in seconds. */
function secondsIn(value: Value | undefined): Value {
  const text = value && textOf(value);
  if (text === undefined || !/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return unknown;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(?<!\d)(\d+(?:\.\d+)?)(ms|s|m|h)/g))
    sum += Number(amount) * units[unit!]!;
  return literal(sum);
}

/** What a function of this file answers, where that does not depend on its parameters. */
function ofReturns(definition: Node, scope: Scope, reading: Reading, depth: number): Value {
  const known = reading.values.get(definition.id);
  if (known) return known;
  reading.values.set(definition.id, unknown);
  const found = answered(definition, scope, reading, depth);
  reading.values.set(definition.id, found);
  return found;
}

function answered(definition: Node, scope: Scope, reading: Reading, depth: number): Value {
  const body = field(definition, 'body');
  if (!body || depth > 6 || body.endIndex - body.startIndex > 2000) return unknown;
  const returns = body.descendantsOfType('return_statement');
  if (returns.length === 0 || returns.length > 4) return unknown;
  const values = returns.map((one) => {
    const list = one && childrenOf(one)[0];
    const first = list && (list.type === 'expression_list' ? childrenOf(list)[0] : list);
    return first && one ? evaluate(first, scopeAt(one, scope, reading), reading, depth + 3) : unknown;
  });
  return values.some(({ kind }) => kind === 'unknown') ? unknown : together(values);
}

/** The innermost scope around a node. */
export function scopeAt(node: Node, otherwise: Scope, { unit }: Reading): Scope {
  for (let at: Node | null = node; at; at = at.parent) {
    const found = unit.scopes.get(at.id);
    if (found) return found;
  }
  return otherwise ?? unit.root;
}
