/** What became of one proof obligation of a service: failed, weakened, or shown. */
import type { Check, Facts, Service } from '../kit/index.ts';
import type { ObligationRow } from './obligations.ts';
import type { Locate } from './places.ts';
import type { Finding, ObligationResult } from './report.ts';

/** `found`: the findings that speak against this obligation of this service. */
export function examine(
  row: ObligationRow,
  service: Service,
  facts: Facts,
  found: readonly Finding[],
  locate: Locate,
): ObligationResult {
  const { id, title } = row;
  const failing = found.find(({ effect }) => effect === 'break' || effect === 'block');
  const worst = failing ?? found[0];
  if (worst) {
    return {
      id,
      title,
      status: failing ? 'failed' : 'weak',
      text: worst.message,
      place: worst.place,
      findings: found.map(({ fingerprint }) => fingerprint),
    };
  }
  if (row.roles && !row.roles.includes(service.role.value))
    return { id, title, status: 'not-applicable', text: `not asked of a ${service.role.value}`, findings: [] };
  const { status, text, at } = row.shown(service, facts);
  return { id, title, status, text, place: at && locate(at), findings: [] };
}

/**
 * An info says nothing against a service, unless it is one only because a single replica runs today, or names a condition that the
 * service scales on.
 */
export const speaksAgainst = ({ check, severity, conditional }: Finding, checks: ReadonlyMap<string, Check>): boolean =>
  severity !== 'info' ||
  conditional === true ||
  (checks.get(check)?.severity === 'info' && checks.get(check)?.activeSeverity !== undefined);

/** Share of the applicable obligations that were evaluated, 0 to 1; 0 where none applies. */
export function coverageOf(results: readonly ObligationResult[]): number {
  const { applicable, evaluated } = countOf(results);
  return applicable === 0 ? 0 : evaluated / applicable;
}

export function countOf(results: readonly ObligationResult[]): {
  readonly applicable: number;
  readonly evaluated: number;
} {
  const applicable = results.filter(({ status }) => status !== 'not-applicable');
  return {
    applicable: applicable.length,
    evaluated: applicable.filter(({ status }) => status !== 'not-evaluated').length,
  };
}
