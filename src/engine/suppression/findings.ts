/** Findings about the ignores themselves: told like all others, so that they are seen, explained and accepted in the same way. */
import { type Check, type Facts, type Located, nearest, type Rule, type Settings } from '../../kit/index.ts';
import { createHash } from '../digest.ts';
import { inReadingOrder } from '../order.ts';
import type { Locate } from '../places.ts';
import { idleAcceptances } from '../policy.ts';
import type { Finding } from '../report.ts';
import { suppressionsOf } from '../suppress.ts';
import { hasEnded, type Terms } from './expiry.ts';
import { covers, type Ignore, ignoresOf } from './ignores.ts';
import { suppressionRule } from './words.ts';

interface Judgement {
  readonly about: 'malformed' | 'unknown-check' | 'expired' | 'unused';
  readonly message: string;
}

interface Complaint extends Judgement, Located {
  /** The check it is about, as written. */
  readonly subject?: string;
  readonly service?: string;
}

const checks: ReadonlyMap<string, Check> = new Map(suppressionRule.checks.map((check) => [check.id, check]));
const isOurs = (id: string): boolean => checks.has(id);
/** Long enough for every name there is; what is longer is no name. */
const shown = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

function malformed({ form, kind, check, reason, lines, services, until, unreadable }: Ignore): string | undefined {
  if (kind !== undefined && kind !== 'file')
    return `There is no "${shown(form)}": write swarm-lint-ignore or swarm-lint-ignore-file.`;
  if (check === undefined) return `${form} names no check, so nothing is ignored.`;
  if (lines === undefined && services === undefined)
    return `${form} stands below code or behind it, so nothing is ignored: it belongs in the head of the file, on a line of its own.`;
  if (unreadable)
    return `${form} ${shown(check)} is meant to end, but "${shown(until!)}" is no date: write YYYY-MM-DD.`;
  if (!reason) return `${form} ${shown(check)} gives no reason, so nothing is ignored.`;
  return undefined;
}

function complaintOf(
  ignore: Ignore,
  found: readonly Finding[],
  known: readonly string[],
  today: string | undefined,
): Judgement | undefined {
  const { form, check, until } = ignore;
  const wrong = malformed(ignore);
  if (check !== undefined && !isOurs(check) && !known.includes(check)) {
    const meant = nearest(check, known);
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
    return { about: 'unknown-check', message: `${form} names "${shown(check)}", and no check is called that.${hint}` };
  }
  if (wrong !== undefined) return { about: 'malformed', message: wrong };
  if (check === undefined || isOurs(check)) return undefined;
  const used = found.some((finding) => covers(ignore, finding.check, finding.place, finding.service));
  if (!used) return ignore.idle ? undefined : { about: 'unused', message: `${form} ${check} silences nothing.` };
  return hasEnded(ignore as Terms, today)
    ? { about: 'expired', message: `${form} ${check} ended on ${until}: its findings are back.` }
    : undefined;
}

export interface RemarkOptions {
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  readonly today?: string;
  /** Only parts of the repository are in the tree: what is used here nobody knows. */
  readonly partial?: boolean;
}

/** The findings of the checks, with those about the ignores among them, in the order of reading. */
export function remarksOnIgnores(
  findings: readonly Finding[],
  facts: Facts,
  tree: Readonly<Record<string, string>>,
  { rules, settings, today, partial }: RemarkOptions,
  locate: Locate,
): readonly Finding[] {
  const suppressed = suppressionsOf(facts, tree, settings, today);
  const known = rules.flatMap((rule) => rule.checks.map(({ id }) => id as string));
  const complaints: readonly Complaint[] = [
    ...ignoresOf(facts, tree).flatMap((ignore): readonly Complaint[] => {
      const complaint = complaintOf(ignore, findings, known, today);
      const service = ignore.services?.[0];
      return complaint
        ? [{ ...complaint, at: ignore.at, subject: ignore.check, ...(service === undefined ? {} : { service }) }]
        : [];
    }),
    ...idleAcceptances(settings, findings, today),
  ].filter(({ about }) => !(partial && about === 'unused'));
  if (complaints.length === 0) return findings;
  const counts = new Map<string, number>();
  const remarks = complaints.map(({ about, at, message, subject, service }): Finding => {
    const id = `suppression/${about}`;
    const { severity, rationale, remedy } = checks.get(id)!;
    const base = [id, at.file, service ?? '', subject ?? ''].join('\n');
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    const place = locate(at);
    return {
      check: id,
      factor: 0,
      severity,
      confidence: 'high',
      effect: 'none',
      ...(service === undefined ? {} : { service }),
      ...(subject === undefined ? {} : { subject }),
      message,
      why: rationale,
      remedy,
      place,
      notes: [],
      fingerprint: createHash(count === 0 ? base : `${base}\n${count}`),
      suppressed: suppressed(id, place, service),
    };
  });
  return [...findings, ...remarks].sort(inReadingOrder);
}
