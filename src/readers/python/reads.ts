/** Reads of the environment as they stand in the code, and which of them the program insists on. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances, Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf, variableIn } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import { readOf } from './environment.ts';
import type { Scope } from './scopes.ts';
import { settingsClasses } from './tables/environment.ts';
import { evaluate, meaningOf, type Reading } from './values.ts';

export function addRead(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const read = readOf(node, scope, into.reading);
  if (!read || isTarget(node)) return;
  // `os.getenv("A") or "b"`
  const around = node.parent?.type === 'boolean_operator' ? evaluate(node.parent, scope, into.reading) : undefined;
  const { need, fallback } = around?.kind === 'environment' && around.name === read.name ? around : read;
  into.reads.push({
    at: placeOf(into, node),
    ...now,
    name: read.name,
    module: read.module === 'os' ? '' : read.module,
    need: need === 'optional' && into.insisted.has(read.name) ? 'required' : need,
    ...(fallback ? { fallback } : {}),
  });
}

/** `dict(os.environ)`, `for name in os.environ`, `os.getenv(f"{prefix}_URL")`: which variables are read does not stand there. */
export function addAnyRead(into: Collector, node: Node, scope: Scope): void {
  if (into.readsAny || !readsAny(node, scope, into.reading)) return;
  into.readsAny = placeOf(into, node);
}

function readsAny(node: Node, scope: Scope, reading: Reading): boolean {
  if (node.type === 'call') {
    const callee = field(node, 'function');
    const meaning = callee && meaningOf(callee, scope, reading);
    const name = meaning ? nameOf(meaning) : '';
    if (/^os\.(?:getenv|environ\.get)$/.test(name)) return readOf(node, scope, reading) === undefined;
    return /^os\.environ\.(?:copy|items|keys|values)$/.test(name) && !isHandedOn(node);
  }
  const around = node.parent;
  if (!/(^|\.)environ$/.test(node.text) || !around || around.type === 'attribute') return false;
  const meaning = meaningOf(node, scope, reading);
  if (!meaning || nameOf(meaning) !== 'os.environ') return false;
  if (around.type === 'subscript') return readOf(around, scope, reading) === undefined && !isTarget(around);
  return around.type !== 'comparison_operator' && !isHandedOn(node);
}

/** `subprocess.run(…, env=os.environ.copy())`, `{**os.environ, "A": "b"}`: for another program. */
const isHandedOn = ({ parent }: Node): boolean =>
  parent?.type === 'dictionary_splat' || (parent?.type === 'keyword_argument' && field(parent, 'name')?.text === 'env');

/** Written to or deleted, not read. */
const isTarget = ({ parent, id }: Node): boolean =>
  parent?.type === 'delete_statement' || (parent?.type === 'assignment' && field(parent, 'left')?.id === id);

/** Variables without which the program stops: `if not TOKEN: raise …`. */
export function insistedIn(root: Node, scope: Scope, reading: Reading): ReadonlySet<string> {
  const names = root.descendantsOfType('if_statement').flatMap((node) => {
    const condition = node && field(node, 'condition');
    const consequence = node && field(node, 'consequence');
    if (!condition || !consequence || !/\braise\b|\bsys\.exit\(|\bexit\(/.test(consequence.text)) return [];
    const asked = askedFor(condition);
    const variable = asked && variableIn(evaluate(asked, scope, reading));
    return variable === undefined ? [] : [variable];
  });
  return new Set(names);
}

/** `not X`, `X is None` */
function askedFor(condition: Node): Node | undefined {
  if (condition.type === 'not_operator') return field(condition, 'argument');
  return condition.type === 'comparison_operator' && /\bis\s+None$/.test(condition.text)
    ? childrenOf(condition)[0]
    : undefined;
}

/** `class Settings(BaseSettings)`: every field is a variable, and one without a value must be set. */
export function addSettingsClass(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const body = field(node, 'body');
  if (!body || !isSettingsClass(node, scope, into.reading)) return;
  if (/env_nested_delimiter\s*=|\bsecrets_dir\s*=/.test(body.text)) into.readsAny ??= placeOf(into, node);
  for (const statement of childrenOf(body)) {
    const assignment = statement.type === 'expression_statement' ? childrenOf(statement)[0] : undefined;
    const name = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined;
    const type = assignment && field(assignment, 'type');
    if (name?.type !== 'identifier' || !type || /^ClassVar\b/.test(type.text)) continue;
    const right = field(assignment!, 'right');
    const given = right && evaluate(right, scope, into.reading);
    const fallback = fallbackOf(given);
    const optional = right !== undefined || /^Optional\b|\bNone\b/.test(type.text);
    const need = fallback === 'none' || (!optional && !fallback) ? 'required' : fallback ? 'defaulted' : 'optional';
    const [first, second, ...more] = variablesOfField(name.text, type.text, given, body);
    if (first === undefined) into.readsAny ??= placeOf(into, statement);
    const read = { at: placeOf(into, statement), ...now, module: 'pydantic_settings' };
    // Any of several names will do.
    if (first !== undefined)
      into.reads.push({
        ...read,
        name: first,
        need: more.length > 0 ? 'optional' : need,
        ...(fallback && fallback !== 'none' ? { fallback } : {}),
        ...(second === undefined ? {} : { replacedBy: second }),
      });
    for (const other of second === undefined ? [] : [second, ...more])
      into.reads.push({ ...read, name: other, need: 'optional' });
  }
}

/** What an alias says instead of the name, the first that is set counting; empty: it cannot be told. Prefixes are for names alone. */
function variablesOfField(name: string, type: string, given: Value | undefined, body: Node): readonly string[] {
  const aliases = aliasesIn(given) ?? (/\bField\(/.test(type) ? aliasWritten.exec(type)?.slice(1) : undefined);
  if (aliases === undefined) return [variableOfField(name, body)];
  const known = aliases.flatMap((alias) => alias ?? []);
  return /case_sensitive\s*=\s*True/.test(body.text) ? known : known.map((alias) => alias.toUpperCase());
}

const aliasWritten = /\b(?:validation_)?alias\s*=\s*["']([^"'\n]+)["']/;

/** Of `Field(validation_alias="NAME")`, `Field(alias=AliasChoices("ONE", "OTHER"))`, and `Field(env="NAME")` before version 2. */
function aliasesIn(given: Value | undefined): readonly (string | undefined)[] | undefined {
  const named = isField(given) ? given.arguments : undefined;
  const alias = ['validation_alias', 'alias', 'env']
    .map((word) => named?.find(({ name }) => name === word))
    .find(Boolean);
  if (alias === undefined) return undefined;
  const { value } = alias;
  const isChoice = value.kind === 'member' && /(^|\.)AliasChoices\(\)$/.test(nameOf(value.meaning));
  const all = isChoice ? (value.arguments ?? []).map((one) => one.value) : [value];
  return all.map(textOf);
}

const isField = (value: Value | undefined): value is Extract<Value, { kind: 'member' }> =>
  value?.kind === 'member' && /(^|\.)Field\(\)$/.test(nameOf(value.meaning));

/** The variable a field of a class of settings is read from. */
function variableOfField(name: string, body: Node): string {
  const prefix = /env_prefix\s*=\s*["']([^"']*)["']/.exec(body.text)?.[1] ?? '';
  const asWritten = /case_sensitive\s*=\s*True/.test(body.text);
  return asWritten ? `${prefix}${name}` : `${prefix}${name}`.toUpperCase();
}

/** The variable whose fallback an assignment is, when it is a field of a class of settings. */
export function variableAssigned(assignment: Node, scope: Scope, reading: Reading): string | undefined {
  const body = assignment.parent?.parent;
  const around = body?.parent;
  const name = field(assignment, 'left');
  if (!body || around?.type !== 'class_definition' || name?.type !== 'identifier') return undefined;
  if (!isSettingsClass(around, scope, reading)) return undefined;
  const right = field(assignment, 'right');
  const type = field(assignment, 'type')?.text ?? '';
  return variablesOfField(name.text, type, right && evaluate(right, scope, reading), body)[0];
}

function isSettingsClass(node: Node, scope: Scope, reading: Reading): boolean {
  const bases = field(node, 'superclasses');
  return (bases ? childrenOf(bases) : []).some((base) => {
    const meaning = meaningOf(base, scope, reading);
    return meaning !== undefined && settingsClasses.includes(nameOf(meaning));
  });
}

/** `Field(default=…)`, `Field(...)`: the default stands inside. `none`: the field says that it has none. */
function fallbackOf(value: Value | undefined): Value | 'none' | undefined {
  if (value === undefined || isNothing(value)) return undefined;
  if (!isField(value)) return value;
  const given = value.arguments ?? [];
  const first = given.find(({ name }) => name === 'default') ?? given.find(({ name }) => name === undefined);
  if (!first) return given.some(({ name }) => name === 'default_factory') ? value : 'none';
  // The three dots of `Field(...)` are nothing that could be read.
  return first.value.kind === 'unknown' ? 'none' : isNothing(first.value) ? undefined : first.value;
}

const isNothing = (value: Value): boolean => value.kind === 'literal' && value.literal === null;
