/** What must be settled before a service gets a better verdict: asked of the decision itself, finding by finding. */
import type { Finding, ObligationResult, ServiceReport, WayOut } from './report.ts';

type Outcome = Pick<ServiceReport, 'verdict' | 'singleton'>;

/** How a service is judged: the two halves of the decision, to be asked again with fewer findings. */
export interface Judge {
  /** Its obligations, when only these findings speak against them. */
  readonly examine: (findings: readonly Finding[]) => readonly ObligationResult[];
  /** `known`: as if nothing about its code were unknown. */
  readonly decide: (findings: readonly Finding[], obligations: readonly ObligationResult[], known: boolean) => Outcome;
}

const isLacking = ({ status }: ObligationResult): boolean => status === 'weak' || status === 'not-evaluated';

/** As if every obligation that no finding speaks against had been shown. */
const assumeShown = (results: readonly ObligationResult[]): readonly ObligationResult[] =>
  results.map((result) => (result.findings.length === 0 && isLacking(result) ? { ...result, status: 'met' } : result));

const isReady = ({ verdict, singleton }: Outcome): boolean =>
  verdict === 'ready' || (verdict === 'singleton' && singleton !== 'broken');

const isConditional = (outcome: Outcome): boolean => outcome.verdict === 'conditional' || isReady(outcome);

const severe = { break: 0, block: 1, degrade: 2, cap: 3, none: 4 } as const;

/** The worst first; otherwise in the order of the report. */
const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((one, other) => severe[one.effect] - severe[other.effect]);

/**
 * The smallest sets. A finding belongs to one when it alone would keep the service from the better verdict: the decision forbids findings one by
 * one and rewards none, so those sets are all it takes, and nothing in them can stay.
 */
export function wayOutOf(
  now: Pick<ServiceReport, 'verdict' | 'singleton' | 'obligations'>,
  own: readonly Finding[],
  { examine, decide }: Judge,
): WayOut | undefined {
  if (isReady(now)) return undefined;
  const needed = (good: (outcome: Outcome) => boolean): readonly Finding[] =>
    worstFirst(own.filter((finding) => !good(decide([finding], assumeShown(examine([finding])), true))));
  const fingerprints = (findings: readonly Finding[]) => findings.map(({ fingerprint }) => fingerprint);
  const ready = fingerprints(needed(isReady));
  const open = now.obligations.filter((result) => result.findings.length === 0 && isLacking(result));
  if (now.verdict === 'conditional' || now.verdict === 'singleton') return { ready, open };
  const conditional = needed(isConditional);
  // What a finding speaks against was evaluated, and stays so when its cause is gone.
  const settled = now.obligations.map(
    (one): ObligationResult => (one.findings.length > 0 ? { ...one, status: 'met' } : one),
  );
  const left = own.filter((finding) => !conditional.includes(finding));
  return {
    conditional: fingerprints(conditional),
    ready,
    open,
    ...(decide(left, settled, false).verdict === 'unknown' && { unknown: true }),
  };
}
