/** Says for every service what `docker service scale` would do to it, and what that rests on. */
import {
  type Check,
  type Facts,
  isSingleton,
  judgedServices,
  type Service,
  serviceKey,
  stackOf,
} from '../kit/index.ts';
import type { Answer } from './ask.ts';
import type { Attempt } from './attempt.ts';
import { boundsOf } from './bounds.ts';
import { decide, decideAsFound, type Grounds } from './decide.ts';
import { coverageOf, examine, speaksAgainst } from './examine.ts';
import { gradeOf } from './grade.ts';
import { obligations } from './obligations.ts';
import type { Locate } from './places.ts';
import type { Finding, ServiceReport } from './report.ts';
import { wayOutOf } from './way-out.ts';

export type Checks = ReadonlyMap<string, Check>;

export const checksOf = (answers: readonly Answer[]): Checks =>
  new Map(answers.map(({ check }) => [check.id as string, check]));

/** What a service is judged by: its own findings, and what keeps its whole stack from being deployed. */
export function groundsOf(
  service: Service,
  facts: Facts,
  findings: readonly Finding[],
  checks: Checks,
  locate: Locate,
): Grounds {
  const key = serviceKey(service);
  const files = stackOf(service, facts)?.files ?? [];
  const ofStack = (finding: Finding) =>
    (finding.service === undefined || checks.get(finding.check)?.reach === 'stack') &&
    finding.effect === 'break' &&
    files.includes(finding.place.path);
  const own = findings.filter(
    (finding) => (finding.service === key || ofStack(finding)) && finding.confidence !== 'low',
  );
  const results = obligations.map((row) =>
    examine(
      row,
      service,
      facts,
      own.filter((finding) => checks.get(finding.check)?.obligation === row.id && speaksAgainst(finding, checks)),
      locate,
    ),
  );
  return {
    singleton: isSingleton(service),
    known: service.code.status !== 'unattributed' || service.family !== undefined,
    findings: own,
    obligations: results,
    coverage: coverageOf(results),
  };
}

export function verdicts(
  facts: Facts,
  findings: readonly Finding[],
  answers: readonly Answer[],
  locate: Locate,
  attempt: Attempt,
): readonly ServiceReport[] {
  const checks = checksOf(answers);
  const verdictOn = (service: Service): ServiceReport => {
    const grounds = groundsOf(service, facts, findings, checks, locate);
    const { verdict, reasons, singleton } = decide(grounds);
    const bounds = boundsOf(service, facts, { verdict, reasons, singleton }, locate);
    const safe = bounds.flatMap(({ replicas }) => replicas ?? []);
    const scoring = gradeOf(answers, findings, serviceKey(service), decideAsFound(grounds).verdict);
    return {
      service,
      place: locate(service.at),
      verdict,
      singleton,
      maxSafeReplicas: safe.length === 0 ? undefined : Math.min(...safe),
      bounds,
      score: verdict === 'unknown' ? undefined : scoring.counted,
      scoring,
      coverage: grounds.coverage,
      reasons: reasons.map(({ fingerprint }) => fingerprint),
      obligations: grounds.obligations,
      wayOut: wayOutOf({ verdict, singleton, obligations: grounds.obligations }, grounds.findings, {
        examine: (some) => groundsOf(service, facts, some, checks, locate).obligations,
        decide: (some, given, known) =>
          decide({
            ...grounds,
            findings: some,
            obligations: given,
            known: known || grounds.known,
            coverage: known ? 1 : coverageOf(given),
          }),
      }),
    };
  };
  return judgedServices(facts).flatMap((service) =>
    attempt(
      `the verdict on ${serviceKey(service)}`,
      () => [verdictOn(service)],
      () => [],
    ),
  );
}
