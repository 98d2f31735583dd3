/** `-- the reason (until 2027-03-31)`: how long an acceptance holds. */

export interface Terms {
  readonly reason: string;
  /** The last day it holds, as written; not looked at. */
  readonly until?: string;
  /** What stands after `until` is no day of the calendar. */
  readonly unreadable?: true;
}

/** Anything in digits after `until` is meant as a date; `(until we move)` is a part of the reason. */
export function termsOf(text: string): Terms {
  const found = /\(until[ \t]+(\d[^()]*)\)$/.exec(text.trim());
  if (!found) return { reason: text.trim() };
  const until = found[1]!.trim();
  const reason = text.trim().slice(0, found.index).trim();
  return isDay(until) ? { reason, until } : { reason, until, unreadable: true };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** `today`: `2027-03-31`; absent: nothing has ended. */
export const hasEnded = ({ until }: Terms, today: string | undefined): boolean =>
  until !== undefined && today !== undefined && until < today;
