/** Classes whose fields are read from the environment: pydantic's `BaseSettings`. */
import type { Node } from 'web-tree-sitter';
import type { Circumstances, Value } from '../code/program.ts';
import { childrenOf, field } from '../code/tree.ts';
import { nameOf, textOf } from '../code/values.ts';
import { type Collector, placeOf } from './collector.ts';
import type { Scope } from './scopes.ts';
import { type SettingsClass, settingsClasses } from './tables/environment.ts';
import { evaluate, meaningOf, type Reading } from './values.ts';

/** `class Settings(BaseSettings)`: every field is a variable, and one without a value must be set. */
export function addSettingsClass(into: Collector, node: Node, scope: Scope, now: Circumstances): void {
  const body = field(node, 'body');
  const base = settingsClassOf(node, scope, into.reading);
  if (!body || !base) return;
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
    const [first, second, ...more] = variablesOfField(
      name.text,
      [...(given ? [given] : []), ...notedIn(type, scope, into.reading)],
      body,
      base,
    );
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
function variablesOfField(
  name: string,
  given: readonly Value[],
  body: Node,
  { aliases: words }: SettingsClass,
): readonly string[] {
  const aliases = given.map((value) => aliasesIn(value, words)).find((found) => found !== undefined);
  if (aliases === undefined) return [variableOfField(name, body)];
  const known = aliases.flatMap((alias) => alias ?? []);
  return /case_sensitive\s*=\s*True/.test(body.text) ? known : known.map((alias) => alias.toUpperCase());
}

/** `Annotated[str, Field(alias="NAME")]`: what the type says of the field. */
const notedIn = (type: Node | undefined, scope: Scope, reading: Reading): readonly Value[] =>
  (type?.descendantsOfType('call') ?? [])
    .flatMap((call) => (call ? evaluate(call, scope, reading) : []))
    .filter(isField);

/** Of `Field(validation_alias="NAME")`, `Field(alias=AliasChoices("ONE", "OTHER"))`, and `Field(env="NAME")` before version 2. */
function aliasesIn(given: Value, words: readonly string[]): readonly (string | undefined)[] | undefined {
  const named = isField(given) ? given.arguments : undefined;
  const alias = words.map((word) => named?.find(({ name }) => name === word)).find(Boolean);
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
  const base = settingsClassOf(around, scope, reading);
  if (!base) return undefined;
  const right = field(assignment, 'right');
  const given = right ? [evaluate(right, scope, reading)] : [];
  return variablesOfField(name.text, [...given, ...notedIn(field(assignment, 'type'), scope, reading)], body, base)[0];
}

function settingsClassOf(node: Node, scope: Scope, reading: Reading): SettingsClass | undefined {
  const bases = field(node, 'superclasses');
  for (const base of bases ? childrenOf(bases) : []) {
    const meaning = meaningOf(base, scope, reading);
    const found = meaning && settingsClasses.find(({ name }) => name === nameOf(meaning));
    if (found) return found;
  }
  return undefined;
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
