/** Scores: per service and factor, then over factors, then over services. Verdicts decide; scores only compare. */
import type { Rule, Severity } from '../kit/index.ts';
import type { Answer } from './ask.ts';
import type { FactorGrade, Finding, ServiceReport, Verdict } from './report.ts';

const severityWeight: Readonly<Record<Severity, number>> = { error: 10, warning: 4, info: 1 };
const confidenceWeight = { high: 1, medium: 0.6, low: 0 } as const;

/** What each factor counts for when an application is scaled on Swarm. Fixed per major version. */
const factorWeight: Readonly<Record<number, number>> = {
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

const verdictCap: Readonly<Partial<Record<Verdict, number>>> = { undeployable: 19, blocked: 39, conditional: 79 };

/** Checks and how badly each failed: a check counts once, however often it fails. */
interface Tally {
  total: number;
  lost: number;
  error: boolean;
  warning: boolean;
}

function tally(answers: readonly Answer[], findings: readonly Finding[]): Tally {
  const checks = new Map(answers.map(({ check }) => [check.id as string, check]));
  const sum: Tally = { total: 0, lost: 0, error: false, warning: false };
  for (const [id, check] of checks) {
    // Today's replica count must not make a defect cheaper: the severity at several replicas is what counts.
    const weight = severityWeight[check.activeSeverity ?? check.severity];
    sum.total += weight;
    const failed = findings.filter((finding) => finding.check === id);
    sum.lost += weight * Math.max(0, ...failed.map(({ confidence }) => confidenceWeight[confidence]));
    const certain = failed.filter(({ confidence }) => confidence === 'high');
    sum.error ||= certain.some(({ severity }) => severity === 'error');
    sum.warning ||= certain.some(({ severity }) => severity === 'warning');
  }
  return sum;
}

function factorScore({ total, lost, error, warning }: Tally): number | undefined {
  if (total === 0) return undefined;
  const score = 100 * (1 - lost / total);
  return Math.min(score, error ? 49 : warning ? 84 : 100);
}

/** The score of one service, or of the repository when `service` is absent; `undefined` without a verdict or without questions. */
export function gradeOf(
  answers: readonly Answer[],
  findings: readonly Finding[],
  service: string | undefined,
  verdict: Verdict,
): number | undefined {
  if (verdict === 'unknown') return undefined;
  const mine = answers.filter((answer) => answer.service === service);
  const found = findings.filter((finding) => finding.service === service);
  let sum = 0;
  let weights = 0;
  for (const factor of new Set(mine.map((answer) => answer.factor))) {
    const score = factorScore(
      tally(
        mine.filter((answer) => answer.factor === factor),
        found,
      ),
    );
    if (score === undefined) continue;
    sum += (factorWeight[factor] ?? 1) * score;
    weights += factorWeight[factor] ?? 1;
  }
  return weights === 0 ? undefined : Math.round(Math.min(sum / weights, verdictCap[verdict] ?? 100));
}

export function factorGrades(
  rules: readonly Rule[],
  answers: readonly Answer[],
  findings: readonly Finding[],
): readonly FactorGrade[] {
  return rules.map(({ factor, id, title }) => {
    const own = answers.filter((answer) => answer.factor === factor);
    const score = factorScore(
      tally(
        own,
        findings.filter((finding) => finding.factor === factor),
      ),
    );
    return {
      factor,
      id,
      title,
      asked: own.length,
      failed: own.filter(({ evidence }) => evidence !== undefined).length,
      score: score === undefined ? undefined : Math.round(score),
    };
  });
}

/** Sixty per cent is the worst service: healthy neighbours cannot hide it. */
export function repositoryScore(
  services: readonly ServiceReport[],
  answers: readonly Answer[],
  findings: readonly Finding[],
): number | undefined {
  const scored = services.flatMap(({ service, score }) =>
    score === undefined ? [] : [{ score, weight: weightOf(service) }],
  );
  if (scored.length === 0) return undefined;
  const app = services.filter(({ verdict, score }) => verdict !== 'singleton' && score !== undefined);
  const worst = Math.min(
    ...(app.length > 0 ? app : services).flatMap(({ score }) => (score === undefined ? [] : [score])),
  );
  const repository = gradeOf(answers, findings, undefined, 'ready');
  const all = repository === undefined ? scored : [...scored, { score: repository, weight: 1 }];
  const mean =
    all.reduce((sum, { score, weight }) => sum + score * weight, 0) / all.reduce((sum, { weight }) => sum + weight, 0);
  return Math.round(0.6 * worst + 0.4 * mean);
}

function weightOf({ role, ports }: ServiceReport['service']): number {
  if (role.value === 'job' || role.value === 'tool') return 1;
  return role.value === 'web' && ports.length > 0 ? 3 : 2;
}
