/** The order in which findings are told: as somebody reads through the files, the worst first where several are at one place. */
import type { Severity } from '../kit/index.ts';
import type { Finding } from './report.ts';

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

export function inReadingOrder(one: Finding, other: Finding): number {
  return (
    compare(one.place.path, other.place.path) ||
    one.place.start.line - other.place.start.line ||
    one.place.start.column - other.place.start.column ||
    rank[one.severity] - rank[other.severity] ||
    compare(one.check, other.check) ||
    compare(one.service ?? '', other.service ?? '') ||
    compare(one.message, other.message)
  );
}
