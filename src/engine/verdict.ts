/** Says for every service what `docker service scale` would do to it, and what that rests on. */
import {
  type Check,
  type Facts,
  isSingleton,
  judgedServices,
  type Service,
  serviceKey,
  stackOf,
  tasksServed,
} from '../kit/index.ts';
import type { Answer } from './ask.ts';
import { decide } from './decide.ts';
import { gradeOf } from './grade.ts';
import { type ObligationRow, obligations } from './obligations.ts';
import type { Locate } from './places.ts';
import type { Finding, ObligationResult, ServiceReport } from './report.ts';

export function verdicts(
  facts: Facts,
  findings: readonly Finding[],
  answers: readonly Answer[],
  locate: Locate,
): readonly ServiceReport[] {
  const checks = new Map(answers.map(({ check }) => [check.id as string, check]));
  return judgedServices(facts).map((service) => {
    const key = serviceKey(service);
    const files = stackOf(service, facts)?.files ?? [];
    // What keeps the whole file from being deployed keeps every service in it.
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
        own.filter((finding) => checks.get(finding.check)?.obligation === row.id && counts(finding, checks)),
        locate,
      ),
    );
    const applicable = results.filter(({ status }) => status !== 'not-applicable');
    const evaluated = applicable.filter(({ status }) => status !== 'not-evaluated');
    const coverage = applicable.length === 0 ? 0 : evaluated.length / applicable.length;
    const { verdict, reasons, singleton } = decide({
      singleton: isSingleton(service),
      known: service.code.status !== 'unattributed' || service.family !== undefined,
      findings: own,
      obligations: results,
      coverage,
    });
    const served = tasksServed(service, facts);
    const maxSafeReplicas =
      verdict === 'undeployable' ? 0 : verdict === 'blocked' || verdict === 'singleton' ? 1 : served;
    return {
      service,
      place: locate(service.at),
      verdict,
      singleton,
      maxSafeReplicas,
      score: gradeOf(answers, findings, key, verdict),
      coverage,
      reasons: reasons.map(({ fingerprint }) => fingerprint),
      obligations: results,
    };
  });
}

/** An info says nothing against a service, unless it is one only because a single replica runs today. */
const counts = ({ check, severity }: Finding, checks: ReadonlyMap<string, Check>): boolean =>
  severity !== 'info' || (checks.get(check)?.severity === 'info' && checks.get(check)?.activeSeverity !== undefined);

function examine(
  row: ObligationRow,
  service: Service,
  facts: Facts,
  found: readonly Finding[],
  locate: Locate,
): ObligationResult {
  const worst = found.find(({ effect }) => effect === 'break' || effect === 'block') ?? found[0];
  if (worst) {
    const failed = worst.effect === 'break' || worst.effect === 'block';
    return {
      id: row.id,
      title: row.title,
      status: failed ? 'failed' : 'weak',
      text: worst.message,
      place: worst.place,
      findings: found.map(({ fingerprint }) => fingerprint),
    };
  }
  if (row.roles && !row.roles.includes(service.role.value)) {
    return {
      id: row.id,
      title: row.title,
      status: 'not-applicable',
      text: `not asked of a ${service.role.value}`,
      findings: [],
    };
  }
  const { status, text, at } = row.shown(service, facts);
  return { id: row.id, title: row.title, status, text, place: at && locate(at), findings: [] };
}
