/** Compares what a program says with the rows of its language. Knows no library: all that differs is in the rows. */
import type { StateFact, StoreChoice } from '../../facts/code.ts';
import { effectOf, hasEffect } from './effects.ts';
import { pathsReadBy } from './files.ts';
import type { CallSite, Program, Value } from './program.ts';
import type { CallRow, Choice, ChosenScope, Condition, Scope, Tables } from './row.ts';
import { folderOf, literalOf, nameOf, slotOf, textOf, variableIn } from './values.ts';

/** The library as facts name it. */
export const libraryOf = (module: string): string => (module === '' ? 'runtime' : module);

export const isTemporary = (path: string | undefined): boolean =>
  path !== undefined && /^(?:\/tmp|\/var\/tmp|\/dev\/(?:shm|null|stdout|stderr|fd))(?:\/|$)|^php:\/\//.test(path);

/** Databases that live in memory only, or are never written. */
export const inMemory = (path: string | undefined): boolean =>
  path === '' ||
  (path !== undefined &&
    /^(?:sqlite(?:\+\w+)?:(?:\/\/)?(?:\/)?|file:)?:memory:|[?&]mode=(?:memory|ro)\b|immutable=1\b/.test(path));

/** The scope of the first beginning that fits. */
function scopeOfWord(word: string, words: Readonly<Record<string, ChosenScope>>): ChosenScope | undefined {
  const key = Object.keys(words).find((start) => word === start || word.startsWith(start));
  return key === undefined ? undefined : words[key];
}

/** What a value says about where the state is. */
export function scopeOf(value: Value, choice: Pick<Choice, 'words' | 'other'>): Scope | 'absent' {
  const found = chosenBy(value, choice);
  return found === 'none' ? 'absent' : found;
}

function chosenBy(value: Value, choice: Pick<Choice, 'words' | 'other'>): ChosenScope | 'absent' {
  const { words = {}, other = 'unknown' } = choice;
  if (value.kind === 'either') {
    const scopes = new Set(value.values.map((one) => chosenBy(one, choice)));
    return scopes.size === 1 ? [...scopes][0]! : 'unknown';
  }
  // The class that is made decides, whatever it is told.
  const made = value.kind === 'member' ? scopeOfWord(nameOf(value.meaning), words) : undefined;
  if (made !== undefined) return made;
  // What a text begins with is known, whatever is put behind it later.
  const start = value.kind === 'joined' && value.by === '' ? value.parts[0] : undefined;
  const begun = start?.kind === 'literal' ? textOf(start) : undefined;
  const scope = begun === undefined ? undefined : scopeOfWord(begun, words);
  if (scope !== undefined) return scope;
  // `URL.create("postgresql+asyncpg", …)`: what it is told first says it.
  const told = value.kind === 'member' ? value.arguments?.find(({ name }) => name === undefined)?.value : undefined;
  const first = told?.kind === 'literal' ? textOf(told) : undefined;
  const said = first === undefined ? undefined : scopeOfWord(first, words);
  if (said !== undefined) return said;
  // Whoever deploys may set another one: the fallback is not what runs.
  if (variableIn(value) !== undefined) return 'unknown';
  if (value.kind === 'member') return other;
  const literal = literalOf(value);
  if (literal === null || literal === false) return 'absent';
  if (typeof literal !== 'string') return value.kind === 'unknown' && other !== 'none' ? 'unknown' : other;
  return scopeOfWord(literal, words) ?? other;
}

export const isRandom = (value: Value, random: readonly string[]): boolean =>
  value.kind === 'member'
    ? random.includes(nameOf(value.meaning)) || (value.arguments ?? []).some((one) => isRandom(one.value, random))
    : value.kind === 'environment'
      ? value.fallback !== undefined && isRandom(value.fallback, random)
      : value.kind === 'joined'
        ? value.parts.some((part) => isRandom(part, random))
        : value.kind === 'list' && value.items[0] !== undefined && isRandom(value.items[0], random);

/** The value is one of these members, or is made from one. */
const comesFrom = (value: Value, members: readonly string[]): boolean =>
  value.kind === 'member'
    ? members.includes(nameOf(value.meaning)) || (value.arguments ?? []).some((one) => comesFrom(one.value, members))
    : value.kind === 'joined' && value.parts.some((part) => comesFrom(part, members));

/** True, false, or undefined when the text does not tell. */
export function holds(call: CallSite, { slot, is }: Condition, tables: Tables): boolean | undefined {
  const value = slotOf(call, slot);
  if (value === 'unknown') return undefined;
  if (is === 'absent' || is === 'present') {
    const absent = value === 'absent' || literalOf(value) === null;
    return absent === (is === 'absent');
  }
  if (value === 'absent') return false;
  if (is === 'random') return isRandom(value, tables.random);
  if (typeof is === 'object' && 'from' in is) return comesFrom(value, is.from);
  if (value.kind === 'member' && is !== 'text') return is.includes(nameOf(value.meaning));
  const literal = literalOf(value);
  // Whoever deploys may set another one.
  if (is !== 'text' && variableIn(value) !== undefined) return undefined;
  if (is === 'text') return literal === undefined ? undefined : typeof literal === 'string';
  return literal === undefined || literal === null ? undefined : is.includes(literal);
}

/** A variable chooses: what its values mean, and what is written for the case that nobody sets it. */
export function choiceOf(
  value: Value,
  { words = {}, other = 'unknown', absent }: Omit<Choice, 'option'>,
): StoreChoice | undefined {
  if (value.kind !== 'environment') return undefined;
  const otherwise = value.fallback && choiceOf(value.fallback, { words, other, ...(absent ? { absent } : {}) });
  const fallback = value.fallback && chosenBy(value.fallback, { words, other });
  const unset = fallback === undefined || fallback === 'absent' ? absent : fallback;
  return {
    variable: value.name,
    words,
    other: other === 'absent' ? 'unknown' : other,
    ...(otherwise ? { otherwise } : unset === undefined ? {} : { unset }),
  };
}

interface Judged {
  readonly choice?: StoreChoice;
  readonly scope: Scope;
  readonly path?: string;
  readonly variable?: string;
}

function judge(call: CallSite, row: CallRow, program: Program, tables: Tables): Judged | undefined {
  if (row.once && !call.onLoad) return undefined;
  if (row.besideRequest && !(call.requests && call.dropped && call.body?.some(hasEffect))) return undefined;
  if (row.guarded && call.guard === 'always') return undefined;
  for (const condition of row.when ?? []) if (holds(call, condition, tables) !== true) return undefined;
  const named = row.path === undefined ? 'absent' : slotOf(call, row.path);
  const value = typeof named === 'string' ? undefined : named;
  const path = value && (textOf(value) ?? folderOf(value));
  if (isTemporary(path) || inMemory(path)) return undefined;
  const scope = scopeOfCall(call, row, program);
  if (scope === undefined) return undefined;
  // Of a server the path would be a connection string.
  const file =
    row.kind !== 'datastore' ? path : scope === 'local' ? path?.replace(/^file:/, '').replace(/\?.*$/s, '') : undefined;
  const option = typeof row.scope === 'string' ? 'absent' : slotOf(call, row.scope.option);
  const variable = (value && variableIn(value)) ?? (typeof option === 'string' ? undefined : variableIn(option));
  const choice = typeof option === 'string' || typeof row.scope === 'string' ? undefined : choiceOf(option, row.scope);
  return { scope, path: file, variable, ...(choice ? { choice } : {}) };
}

function scopeOfCall(call: CallSite, { scope, sharedBy }: CallRow, { packages }: Program): Scope | undefined {
  const found = typeof scope === 'string' ? scope : chosen(call, scope);
  return found === 'local' && sharedBy?.some((name) => packages.has(name)) ? 'shared' : found;
}

function chosen(call: CallSite, choice: Choice): Scope | undefined {
  const value = slotOf(call, choice.option);
  if (value === 'unknown') return 'unknown';
  const scope = value === 'absent' ? 'absent' : scopeOf(value, choice);
  return scope === 'absent' ? choice.absent : scope;
}

const fits = (row: CallRow, call: CallSite, name: string | undefined, program: Program): boolean => {
  if (call.how === 'member' || (row.how ?? call.how) !== call.how) return false;
  if (row.package !== undefined && !program.packages.has(row.package)) return false;
  return row.calls.some((one) => (one.startsWith('*.') ? one.slice(2) === call.name : one === name));
};

const lockable = new Set<StateFact['kind']>(['scheduler', 'migration']);

/** At most one fact of each kind, by the first row that fits. */
export function factsOfCall(call: CallSite, program: Program, tables: Tables): readonly StateFact[] {
  const name = call.meaning && nameOf(call.meaning);
  const facts = new Map<StateFact['kind'], StateFact>();
  for (const row of tables.calls) {
    if (facts.has(row.kind) || !fits(row, call, name, program)) continue;
    const judged = judge(call, row, program, tables);
    if (!judged) continue;
    const locked = row.locked ?? (program.locked || tables.locks.some((one) => program.packages.has(one)));
    facts.set(row.kind, {
      ...base(row, call, judged.variable),
      module: libraryOf(call.meaning?.module ?? row.package ?? ''),
      scope: judged.scope,
      ...(judged.choice ? { choice: judged.choice } : {}),
      ...(judged.path === undefined ? {} : { path: judged.path }),
      ...(lockable.has(row.kind) ? { locked } : {}),
      ...(row.destroys ? { destroys: true } : {}),
      ...(row.ships ? { ships: true } : {}),
      ...(row.unlessSet ? { unlessSet: true } : {}),
      ...(row.kind === 'background-work' ? effectOf(call.body) : {}),
      ...(row.kind === 'file-write' && call.requests ? { requests: true } : {}),
      ...(row.lasting ? { effect: row.label } : {}),
      ...(row.kind === 'file-write' && judged.path !== undefined && pathsReadBy(program, tables).has(judged.path)
        ? { readBack: true }
        : {}),
      ...(row.follows ? { follows: row.follows } : {}),
      ...(row.declares ? { declares: true } : {}),
    });
  }
  return [...facts.values()];
}

export function base(
  { kind, label, confidence }: Pick<CallRow, 'kind' | 'label' | 'confidence'>,
  {
    at,
    guard,
    entryOnly,
    profile,
    variable: switched,
  }: Pick<CallSite, 'at' | 'guard' | 'entryOnly' | 'profile' | 'variable'>,
  variable: string | undefined,
) {
  const decides = switched ?? variable;
  return {
    kind,
    at,
    guard,
    label,
    confidence,
    ...(entryOnly ? { entryOnly } : {}),
    ...(profile ? { profile } : {}),
    ...(decides === undefined ? {} : { variable: decides }),
  };
}
