/**
 * What the team makes of its findings: how loud a check is, and what it accepts.
 *
 * A severity in the configuration says what a finding means for the build: exit code, colour, order of reading. Whether a second replica
 * works is no matter of opinion, so verdicts and scores are made from the findings as the checks gave them, and `graded` comes last. A check
 * that is `off` accepts its findings: they stay in JSON, and a service does not become ready by looking away.
 */

import type { Acceptance, LevelRule, Located, NamedChecks } from '../kit/index.ts';
import {
  type Check,
  coveredBy,
  type Facts,
  levelRuleFor,
  type Rule,
  type Settings,
  type Severity,
} from '../kit/index.ts';
import { inReadingOrder } from './order.ts';
import type { Finding, Gap, Place, Suppression } from './report.ts';

const steps: readonly Severity[] = ['error', 'warning', 'info'];
const stepOf = (severity: Severity): number => steps.indexOf(severity);

/** Findings as they are reported, with the severities of the configuration. */
export function graded(findings: readonly Finding[], settings: Settings, rules: readonly Rule[]): readonly Finding[] {
  if (settings.levels === undefined) return findings;
  const checks = new Map(rules.flatMap((rule) => rule.checks.map((check) => [check.id as string, check])));
  const changed = findings.map((finding) => {
    const level = levelRuleFor(finding.check, finding.place.path, settings)?.level;
    const check = checks.get(finding.check);
    if (level === undefined || level === 'off' || level === 'own' || !check) return finding;
    const { activeSeverity: _now, ...rest } = finding;
    const severity = severityAt(level, finding, check);
    // One word for now and for later: the team has spoken, whatever the number of replicas.
    return level === 'louder' ? { ...finding, severity } : { ...rest, severity };
  });
  return changed.sort(inReadingOrder);
}

/** What the check itself held to be milder than its rule (a name alone, a job that is meant to be alone) is never made louder. */
function severityAt(level: Exclude<LevelRule['level'], 'off' | 'own'>, finding: Finding, check: Check): Severity {
  const own = stepOf(finding.severity);
  const milder = finding.confidence === 'low' || own > stepOf(check.severity);
  const wanted = level === 'louder' ? Math.max(0, own - 1) : stepOf(level);
  return steps[milder ? Math.max(own, wanted) : wanted]!;
}

const speaksOf = (checks: readonly NamedChecks[], check: string): boolean =>
  checks.some(({ ids }) => ids.includes(check));

const hasEnded = ({ until }: Acceptance, today: string | undefined): boolean =>
  until !== undefined && today !== undefined && until < today;

/** `service`: its key. */
function covers(one: Acceptance, check: string, place: Place, service: string | undefined): boolean {
  const name = service?.slice(service.lastIndexOf('#') + 1);
  return (
    speaksOf(one.checks, check) &&
    (one.paths === undefined || coveredBy(place.path, one.paths)) &&
    (one.services === undefined || (name !== undefined && one.services.includes(name)))
  );
}

export function acceptedBySettings(
  check: string,
  place: Place,
  service: string | undefined,
  settings: Settings,
  today: string | undefined,
): Suppression | undefined {
  const accepted = settings.acceptances?.find((one) => !hasEnded(one, today) && covers(one, check, place, service));
  if (accepted) return { reason: accepted.reason, by: 'configuration' };
  const rule = levelRuleFor(check, place.path, settings);
  return rule?.level === 'off' ? { reason: `off in ${rule.at.file}`, by: 'configuration' } : undefined;
}

/** Patterns for compose files that fit none. */
export const idlePatterns = ({ production = [], development = [] }: Settings, { stacks }: Facts): readonly Gap[] =>
  [...production, ...development]
    .filter(({ raw }) => !raw.startsWith('!'))
    .filter((pattern) => !stacks.some(({ files }) => files.some((path) => coveredBy(path, [pattern]))))
    .map(({ at, raw }) => ({ at, why: `"${raw}" fits no compose file` }));

export interface IdleAcceptance extends Located {
  readonly about: 'expired' | 'unused';
  readonly message: string;
  /** The check, or the pattern for checks; absent: all that is accepted there. */
  readonly subject?: string;
}

/** Acceptances that have ended, and those that accept nothing: they would hide the next finding without anybody knowing. */
export function idleAcceptances(
  { acceptances = [] }: Settings,
  findings: readonly Finding[],
  today: string | undefined,
): readonly IdleAcceptance[] {
  return acceptances.flatMap((one): readonly IdleAcceptance[] => {
    const found = findings.filter(({ check, place, service }) => covers(one, check, place, service));
    if (hasEnded(one, today))
      return [
        found.length > 0
          ? { at: one.at, about: 'expired', message: `This acceptance ended on ${one.until}: its findings are back.` }
          : {
              at: one.at,
              about: 'unused',
              message: `This acceptance ended on ${one.until} and would silence nothing.`,
            },
      ];
    return one.checks.flatMap(({ at, name, ids }): readonly IdleAcceptance[] =>
      found.some(({ check }) => ids.includes(check))
        ? []
        : [{ at, about: 'unused', subject: name, message: `Accepting ${name} silences nothing.` }],
    );
  });
}
