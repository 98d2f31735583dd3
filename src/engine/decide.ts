/** The verdict of one service, from what is known of it: pure, and the same for the report as for "what if this were settled". */
import type { Finding, ObligationResult, Verdict } from './report.ts';

/** Below this share of evaluated obligations nobody should be told that a service is ready. */
export const enoughCoverage = 0.7;

/** The factor of administrative processes. */
const oneOffWork = 12;

export interface Grounds {
  /** It is meant to be alone. */
  readonly singleton: boolean;
  /** Whose code it runs is known, and so is its language. */
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

/**
 * The first rule that matches decides.
 *
 * - An accepted BREAK or BLOCK finding makes the service conditional at best: its owner vouches for what cannot be seen here, such as an
 *   image that is on every node already. For a singleton there is no such verdict: it stays broken.
 * - A singleton is broken by what breaks or blocks (`stateful-*`, `singleton-scaled`), and by one-off work that does not run once. Requests
 *   or jobs that it loses while it is updated are said, and leave it as the one copy it should be; so does `one-off-image-skew`, a warning.
 * - BREAK and BLOCK findings of severity info are those that a check made harmless for this service; only singletons have any.
 * - Stickiness and shared storage (`Finding.conditional`) weaken an obligation whatever their severity. With any obligation that is weak or
 *   was not evaluated a service is conditional: it is not ready, and nothing keeps it from scaling.
 */
export function decide({ singleton, known, findings, obligations, coverage }: Grounds): Decision {
  const serious = findings.filter(({ severity, confidence }) => severity !== 'info' && confidence !== 'low');
  const having = (effect: Finding['effect']) => serious.filter((finding) => finding.effect === effect);
  const breaking = having('break');
  const blocking = having('block');
  const degrading = having('degrade').filter(({ severity }) => severity === 'error');
  if (singleton) {
    const reasons = [...breaking, ...blocking, ...degrading.filter(({ factor }) => factor === oneOffWork)];
    return { verdict: 'singleton', reasons, singleton: reasons.length > 0 ? 'broken' : 'ok' };
  }
  if (breaking.some(isOpen))
    return { verdict: 'undeployable', reasons: [...breaking.filter(isOpen), ...blocking.filter(isOpen)] };
  if (blocking.some(isOpen)) return { verdict: 'blocked', reasons: blocking.filter(isOpen) };
  if (!known || coverage < enoughCoverage) return { verdict: 'unknown', reasons: [] };
  const unmet = new Set(
    obligations.filter(({ status }) => status !== 'met' && status !== 'not-applicable').flatMap((one) => one.findings),
  );
  const weakening = findings.filter(({ fingerprint }) => unmet.has(fingerprint));
  const reasons = [...new Set([...degrading, ...breaking, ...blocking, ...weakening])];
  const lacking = obligations.some(({ status }) => status !== 'met' && status !== 'not-applicable');
  return { verdict: reasons.length > 0 || lacking ? 'conditional' : 'ready', reasons };
}

const isOpen = ({ suppressed }: Finding): boolean => suppressed === undefined;

/** What it would be if nothing were accepted: scores go by this one, so that accepting a finding never pays. */
export const decideAsFound = (grounds: Grounds): Decision =>
  decide({ ...grounds, findings: grounds.findings.map((finding) => ({ ...finding, suppressed: undefined })) });
