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
import { gradeOf } from './grade.ts';
import { type ObligationRow, obligations } from './obligations.ts';
import type { Locate } from './places.ts';
import type { Finding, ObligationResult, ServiceReport, Verdict } from './report.ts';

/** Below this share of evaluated obligations nobody should be told that a service is ready. */
const enoughCoverage = 0.7;

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
    const { verdict, reasons, singleton } = decide(service, own, results, coverage);
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

interface Decision {
  readonly verdict: Verdict;
  readonly reasons: readonly Finding[];
  readonly singleton?: 'ok' | 'broken';
}

/** The first rule that matches decides. Accepted findings keep their weight: a blocked service can at best become conditional. */
function decide(
  service: Service,
  own: readonly Finding[],
  results: readonly ObligationResult[],
  coverage: number,
): Decision {
  const open = own.filter(({ suppressed }) => !suppressed);
  const breaking = open.filter(({ effect, severity }) => effect === 'break' && severity !== 'info');
  const blocking = open.filter(({ effect, severity }) => effect === 'block' && severity !== 'info');
  if (isSingleton(service)) {
    const reasons = [...breaking, ...blocking];
    return { verdict: 'singleton', reasons, singleton: reasons.length > 0 ? 'broken' : 'ok' };
  }
  if (breaking.length > 0) return { verdict: 'undeployable', reasons: [...breaking, ...blocking] };
  if (blocking.length > 0) return { verdict: 'blocked', reasons: blocking };
  if (service.code.status === 'unattributed' && !service.family) return { verdict: 'unknown', reasons: [] };
  if (coverage < enoughCoverage) return { verdict: 'unknown', reasons: [] };
  const degrading = open.filter(({ effect, severity }) => effect === 'degrade' && severity === 'error');
  const accepted = own.filter(({ suppressed, effect }) => suppressed && (effect === 'block' || effect === 'break'));
  if (degrading.length > 0 || accepted.length > 0)
    return { verdict: 'conditional', reasons: [...degrading, ...accepted] };
  const unmet = results.filter(({ status }) => status === 'weak' || status === 'not-evaluated');
  if (unmet.length > 0) {
    const named = new Set(unmet.flatMap(({ findings }) => findings));
    return { verdict: 'conditional', reasons: open.filter(({ fingerprint }) => named.has(fingerprint)) };
  }
  return { verdict: 'ready', reasons: [] };
}
