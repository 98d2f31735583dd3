/** What a variable of a stack file comes to. Swarm's loader cuts its text at the first operator it looks for, wherever that stands. */
import type { Variable } from './compose.ts';

/** The environment of whoever deploys. A name that is missing is not set. */
export type Variables = Readonly<Record<string, string>>;

/** `value` is absent when the environment decides and is not known. `missing`: the loader refuses to go on without this name. */
export interface Substitution {
  readonly value?: string;
  readonly missing?: string;
}

/**
 * Looked for in this order, in the whole text between the braces: `${A-b:-c}` is `c`, and `${A:?set-me}` is `me`, for names that cannot
 * exist are never set. Verified with `docker stack config` 28.2.
 */
const operators = [':-', '-', ':?', '?'] as const;

export function substitute({ name, operator, operand = '' }: Omit<Variable, 'at'>, known?: Variables): Substitution {
  const set = known && Object.hasOwn(known, name) ? known[name] : undefined;
  if (operator === undefined) return known ? { value: set ?? '' } : {};
  const text = `${name}${operator}${operand}`;
  const found = operators.find((one) => text.includes(one))!;
  const cut = text.indexOf(found);
  const [read, rest] = [text.slice(0, cut), text.slice(cut + found.length)];
  const counts = read === name && set !== undefined && (set !== '' || !found.startsWith(':'));
  if (found.endsWith('-')) return { value: counts ? set : rest };
  if (counts) return { value: set };
  return known || read !== name ? { missing: read } : {};
}

/** The message of a required variable holds a hyphen: what follows it becomes the value, whether the variable is set or not. */
export const takesItsMessage = (variable: Variable): boolean =>
  (variable.operator ?? '').endsWith('?') && substitute(variable).value !== undefined;
