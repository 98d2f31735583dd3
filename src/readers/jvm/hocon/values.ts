/** What keys of a HOCON file come to: later assignments win, `${?PORT}` leaves what stands before it where there is no such variable. */
import type { EnvRead } from '../../../facts/code.ts';
import { unknown, type Value } from '../../code/program.ts';
import type { Assignment, Part } from './parse.ts';

export interface Resolved {
  readonly key: string;
  readonly value: Value;
  /** The assignment that says most: the last one that is more than a variable. */
  readonly from: Assignment;
}

export interface Read {
  readonly name: string;
  readonly need: EnvRead['need'];
  readonly fallback?: Value;
  readonly key: string;
  readonly from: Assignment;
}

const deepest = 8;
/** Times one key may be given anew, and pieces a value may be made of, with all it refers to: nobody writes more. */
const mostTimes = 20;
const heaviest = 2000;
/** Without a dot; keys of the configuration itself have one, or are not written in capitals. */
const isVariable = (path: string): boolean => /^[A-Z_][A-Z0-9_]*$/.test(path);

export function resolve(assignments: readonly Assignment[]): {
  readonly values: readonly Resolved[];
  readonly reads: readonly Read[];
} {
  const byKey = new Map<string, Assignment[]>();
  for (const one of assignments) {
    const list = byKey.get(one.key);
    if (!list) byKey.set(one.key, [one]);
    else if (list.length < mostTimes) list.push(one);
  }
  const known = new Map<string, Value>();
  const reads: Read[] = [];
  const weights = new Map<Value, number>();
  const weightOf = (value: Value): number => weights.get(value) ?? 1;

  /** Values that refer to each other may grow without end: what has grown too much is not known. */
  function weighed(value: Value, parts: readonly Value[]): Value {
    const weight = parts.reduce((sum, part) => sum + weightOf(part), 1);
    if (weight > heaviest) return unknown;
    weights.set(value, weight);
    return value;
  }

  /** `open`: keys that are being resolved, so that a cycle ends. */
  function valueAt(key: string, open: readonly string[]): Value {
    const found = known.get(key);
    if (found) return found;
    if (open.includes(key) || open.length > deepest) return unknown;
    let value: Value | undefined;
    for (const one of byKey.get(key) ?? []) value = after(value, one, [...open, key]);
    known.set(key, value ?? unknown);
    return value ?? unknown;
  }

  function after(before: Value | undefined, one: Assignment, open: readonly string[]): Value {
    const [first] = one.parts;
    const alone = one.parts.length === 1 && first?.kind === 'reference' ? first : undefined;
    if (alone?.optional) {
      if (byKey.has(alone.path)) return alone.path === one.key ? (before ?? unknown) : valueAt(alone.path, open);
      // `${?http.port}`: a property of the JVM may be there.
      if (!isName(alone.path)) return before ?? unknown;
      return weighed(environment(alone.path, before ? 'defaulted' : 'optional', before), before ? [before] : []);
    }
    const parts = one.parts.map((part) => ofPart(part, one.key, before, open));
    return parts.length === 1 ? parts[0]! : weighed({ kind: 'joined', by: '', parts }, parts);
  }

  function ofPart(part: Part, key: string, before: Value | undefined, open: readonly string[]): Value {
    if (part.kind === 'text') return { kind: 'literal', literal: part.text };
    if (part.path === key) return before ?? unknown;
    if (byKey.has(part.path)) return valueAt(part.path, open);
    if (!isVariable(part.path)) return unknown;
    return environment(part.path, part.optional ? 'optional' : 'required');
  }

  for (const [key, all] of byKey) {
    let before: Value | undefined;
    for (const one of all) {
      for (const part of one.parts) {
        if (part.kind !== 'reference' || byKey.has(part.path) || !isName(part.path)) continue;
        if (!part.optional && !isVariable(part.path)) continue;
        const alone = one.parts.length === 1 && part.optional;
        const need = !part.optional ? 'required' : alone && before ? 'defaulted' : 'optional';
        reads.push({
          name: part.path,
          need,
          key,
          from: one,
          ...(need === 'defaulted' && before ? { fallback: before } : {}),
        });
      }
      before = after(before, one, [key]);
    }
  }
  const values = [...byKey].map(([key, all]) => ({
    key,
    value: valueAt(key, []),
    from: all.findLast(({ parts }) => !(parts.length === 1 && isOptional(parts[0]))) ?? all.at(-1)!,
  }));
  return { values, reads };
}

const isOptional = (part: Part | undefined): boolean => part?.kind === 'reference' && part.optional;

/** Of a variable; small letters are one only where nothing in the file bears the name. */
const isName = (path: string): boolean => /^[A-Za-z_]\w*$/.test(path);

const environment = (name: string, need: EnvRead['need'], fallback?: Value): Value => ({
  kind: 'environment',
  name,
  need,
  ...(fallback ? { fallback } : {}),
});
