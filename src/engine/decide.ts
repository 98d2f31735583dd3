/** The verdict of one service, from what is known of it: pure, and the same for the report as for "what if this were settled". */
import type { Finding, ObligationResult, Verdict } from './report.ts';

/** Below this share of evaluated obligations nobody should be told that a service is ready. */
export const enoughCoverage = 0.7;

export interface Grounds {
  /** It is meant to be alone. */
  readonly singleton: boolean;
  /** Whose code it runs is known. */
  readonly known: boolean;
  /** What was found about it with medium or high confidence, accepted or not. */
  readonly findings: readonly Finding[];
  readonly obligations: readonly ObligationResult[];
  /** Share of the applicable obligations that could be evaluated. */
  readonly coverage: number;
}

export interface Decision {
  readonly verdict: Verdict;
  readonly reasons: readonly Finding[];
  readonly singleton?: 'ok' | 'broken';
}

/** The first rule that matches decides. Accepted findings keep their weight: a blocked service can at best become conditional. */
export function decide({ singleton, known, findings, obligations, coverage }: Grounds): Decision {
  const open = findings.filter(({ suppressed }) => !suppressed);
  const breaking = open.filter(({ effect, severity }) => effect === 'break' && severity !== 'info');
  const blocking = open.filter(({ effect, severity }) => effect === 'block' && severity !== 'info');
  if (singleton) {
    const reasons = [...breaking, ...blocking];
    return { verdict: 'singleton', reasons, singleton: reasons.length > 0 ? 'broken' : 'ok' };
  }
  if (breaking.length > 0) return { verdict: 'undeployable', reasons: [...breaking, ...blocking] };
  if (blocking.length > 0) return { verdict: 'blocked', reasons: blocking };
  if (!known || coverage < enoughCoverage) return { verdict: 'unknown', reasons: [] };
  const degrading = open.filter(({ effect, severity }) => effect === 'degrade' && severity === 'error');
  const accepted = findings.filter(
    ({ suppressed, effect }) => suppressed && (effect === 'block' || effect === 'break'),
  );
  if (degrading.length > 0 || accepted.length > 0)
    return { verdict: 'conditional', reasons: [...degrading, ...accepted] };
  const unmet = obligations.filter(({ status }) => status === 'weak' || status === 'not-evaluated');
  if (unmet.length > 0) {
    const named = new Set(unmet.flatMap(({ findings: own }) => own));
    return { verdict: 'conditional', reasons: open.filter(({ fingerprint }) => named.has(fingerprint)) };
  }
  return { verdict: 'ready', reasons: [] };
}
