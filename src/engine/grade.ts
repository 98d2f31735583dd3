/**
 * Scores: per service and factor, then over factors. Verdicts decide; scores only compare.
 *
 * - A check counts once per service, by its worst finding: ten unguarded crons are as bad as one.
 * - It weighs what it is at several replicas. A finding that its evidence made milder for this service (an intended singleton, shared
 *   storage) costs what that severity weighs, not what the check could.
 * - Accepted findings keep their weight, and the cap is that of the verdict without any of them accepted.
 * - All sums are of whole numbers, so that no order of files or findings can change a digit, and every result is rounded before it is
 *   used: with the printed numbers anybody gets the same.
 */
import { memoise } from '../facts/queries/memoise.ts';
import type { Rule, Severity } from '../kit/index.ts';
import type { Answer } from './ask.ts';
import type { FactorGrade, FactorTerm, FailedTerm, Finding, Scoring, Verdict } from './report.ts';

const severityWeight: Readonly<Record<Severity, number>> = { error: 10, warning: 4, info: 1 };

/** In tenths: 1, 0.6, 0. */
const confidenceTenths: Readonly<Record<Finding['confidence'], number>> = { high: 10, medium: 6, low: 0 };

/** What each factor counts for when an application is scaled on Swarm. Fixed per major version. */
export const factorWeight: Readonly<Record<number, number>> = {
  1: 1,
  2: 2,
  3: 10,
  4: 14,
  5: 10,
  6: 20,
  7: 6,
  8: 12,
  9: 14,
  10: 2,
  11: 3,
  12: 6,
};

/**
 * `unknown` gives no score of its own. What is known of such a service counts for the repository as if it were conditional: a finding that
 * settles what was unknown, whichever way, can then never raise the score of the repository, and fixing one never lowers it.
 */
const verdictCap: Readonly<Partial<Record<Verdict, number>>> = {
  undeployable: 19,
  blocked: 39,
  conditional: 79,
  unknown: 79,
};

const severityOf = (finding: Finding): Severity => finding.activeSeverity ?? finding.severity;

/** The worst finding of one check; nothing when all of them weigh nothing. */
function failedTerm(check: string, most: number, found: readonly Finding[]): FailedTerm | undefined {
  let worst: FailedTerm | undefined;
  for (const finding of found) {
    const weight = Math.min(most, severityWeight[severityOf(finding)]);
    const lost = (weight * confidenceTenths[finding.confidence]) / 10;
    if (lost > (worst?.lost ?? 0)) worst = { check, weight, confidence: finding.confidence, lost };
  }
  return worst;
}

/** `answers` and `findings` of one factor. */
function factorTerm(factor: number, answers: readonly Answer[], findings: readonly Finding[]): FactorTerm | undefined {
  const checks = new Map(answers.map(({ check }) => [check.id as string, check]));
  const asked = [...checks].map(([check, { severity, activeSeverity }]) => ({
    check,
    weight: severityWeight[activeSeverity ?? severity],
  }));
  const total = asked.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return undefined;
  const failed = asked.flatMap(
    ({ check, weight }) =>
      failedTerm(
        check,
        weight,
        findings.filter((finding) => finding.check === check),
      ) ?? [],
  );
  const tenths = failed.reduce((sum, { lost }) => sum + Math.round(lost * 10), 0);
  const certain = findings.filter(({ check, confidence }) => confidence === 'high' && checks.has(check));
  const cap = certain.some((finding) => severityOf(finding) === 'error')
    ? 49
    : certain.some((finding) => severityOf(finding) === 'warning')
      ? 84
      : undefined;
  const uncapped = Math.round((100 * (10 * total - tenths)) / (10 * total));
  return {
    factor,
    weight: factorWeight[factor] ?? 1,
    asked,
    total,
    failed,
    lost: tenths / 10,
    uncapped,
    ...(cap === undefined ? {} : { cap }),
    score: Math.min(uncapped, cap ?? 100),
  };
}

/** Worked out once for all services of a run. */
function byService<T extends { readonly service?: string }>() {
  return memoise((all: readonly T[]): ReadonlyMap<string | undefined, readonly T[]> => {
    const groups = new Map<string | undefined, T[]>();
    for (const one of all) {
      const group = groups.get(one.service);
      if (group) group.push(one);
      else groups.set(one.service, [one]);
    }
    return groups;
  });
}
const answersByService = byService<Answer>();
const findingsByService = byService<Finding>();

/** One service, or what belongs to none when `service` is absent. `verdict`: as it would be with nothing accepted. */
export function gradeOf(
  answers: readonly Answer[],
  findings: readonly Finding[],
  service: string | undefined,
  verdict: Verdict,
): Scoring {
  const mine = answersByService(answers).get(service) ?? [];
  const found = findingsByService(findings).get(service) ?? [];
  // What is of no factor says nothing about the program.
  const factors = [...new Set(mine.map(({ factor }) => factor))]
    .filter((factor) => factor !== 0)
    .sort((one, other) => one - other)
    .flatMap(
      (factor) =>
        factorTerm(
          factor,
          mine.filter((answer) => answer.factor === factor),
          found,
        ) ?? [],
    );
  const weights = factors.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return { factors };
  const mean = Math.round(factors.reduce((sum, { weight, score }) => sum + weight * score, 0) / weights);
  const most = verdictCap[verdict];
  return most === undefined
    ? { factors, mean, counted: mean }
    : { factors, mean, cap: { verdict, most }, counted: Math.min(mean, most) };
}

/** The whole repository by factor, for an overview: a check counts once, wherever it fails. */
export const factorGrades = (
  rules: readonly Rule[],
  answers: readonly Answer[],
  findings: readonly Finding[],
): readonly FactorGrade[] =>
  rules.flatMap(({ factor, id, title }) => {
    if (factor === 0) return [];
    const own = answers.filter((answer) => answer.factor === factor);
    return {
      factor,
      id,
      title,
      asked: own.length,
      failed: own.filter(({ evidence }) => evidence !== undefined).length,
      score: factorTerm(factor, own, findings)?.score,
    };
  });
