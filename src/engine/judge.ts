/**
 * Turns failed answers into findings: confidence, severity and suppressions meet here and nowhere else. The severity is the check's own,
 * for verdicts and scores go by it; what the team makes of it is put over it at the end (`policy.ts`).
 */

import {
  type Check,
  type Evidence,
  type Facts,
  isSingleton,
  joinedNotes,
  type Service,
  type Severity,
  serviceKey,
} from '../kit/index.ts';
import type { Answer } from './ask.ts';
import type { Attempt } from './attempt.ts';
import { createHash } from './digest.ts';
import { inReadingOrder } from './order.ts';
import type { Locate } from './places.ts';
import type { Finding } from './report.ts';
import type { Suppressed } from './suppress.ts';

type Named = Omit<Finding, 'suppressed'>;

/** `suppressed`: what is accepted. A finding that cannot be made takes no other down. */
export function judge(
  answers: readonly Answer[],
  facts: Facts,
  locate: Locate,
  suppressed: Suppressed,
  attempt: Attempt,
): readonly Finding[] {
  const seen = new Map<string, Named>();
  const services = new Map(facts.services.map((one) => [serviceKey(one), one]));
  const nothing = () => undefined;
  for (const answer of answers)
    attempt(`the judgement on ${answer.check.id}`, () => findingOf(answer, services, locate, seen), nothing);
  return [...seen.values()]
    .map((one) => ({
      ...one,
      suppressed: attempt('the ignores', () => suppressed(one.check, one.place, one.service), nothing),
    }))
    .sort(inReadingOrder);
}

/** Adds it to those that were `seen`, by their fingerprints. */
function findingOf(
  { check, factor, subject, service, evidence, message, fix }: Answer,
  services: ReadonlyMap<string, Service>,
  locate: Locate,
  seen: Map<string, Named>,
): void {
  if (!evidence) return;
  const at = evidence.at ?? subject.at;
  const confidence = evidence.confidence ?? check.confidence;
  const place = locate(at);
  // Evidence that rests on a name alone informs; it never fails a build and never decides a verdict.
  const severity = confidence === 'low' ? 'info' : (evidence.severity ?? check.severity);
  const effect = confidence === 'low' ? 'none' : (evidence.effect ?? check.effect);
  const name = evidence.subject ?? '';
  const own = evidence.notes ?? [];
  const about = services.get(service ?? '');
  const joined = check.joins ? about : undefined;
  const active = activeOf(check, evidence, severity, confidence, about);
  const notes = joined ? [...own, ...joinedNotes(joined, at.file, own)] : own;
  const base = `${check.id}\n${at.file}\n${service ?? ''}\n${name}`;
  const finding = {
    check: check.id,
    factor,
    severity,
    confidence,
    effect,
    service,
    ...(active === severity ? {} : { activeSeverity: active }),
    ...(evidence.conditional && confidence !== 'low' ? { conditional: true as const } : {}),
    ...(evidence.subject === undefined ? {} : { subject: evidence.subject }),
    message: message!,
    why: check.rationale,
    remedy: check.remedy,
    place,
    ...(fix === undefined ? {} : { fix }),
    notes: notes.map((note) => ({ place: locate(note.at), message: note.message })),
  };
  // Two findings of one check on one subject differ in their place only: number them in order.
  for (let count = 0; ; count++) {
    const fingerprint = createHash(count === 0 ? base : `${base}\n${count}`);
    const twin = seen.get(fingerprint);
    if (twin && samePlace(twin, finding)) return;
    if (twin) continue;
    seen.set(fingerprint, { ...finding, fingerprint });
    return;
  }
}

/** With one replica a defect of state is latent: its severity is the check's lesser one. A singleton is never going to have a second. */
function activeOf(
  check: Check,
  evidence: Evidence,
  severity: Severity,
  confidence: Finding['confidence'],
  service: Service | undefined,
): Severity {
  if (confidence === 'low' || (service && isSingleton(service))) return severity;
  if (evidence.activeSeverity) return evidence.activeSeverity;
  return severity === check.severity ? (check.activeSeverity ?? severity) : severity;
}

const samePlace = (one: Pick<Finding, 'place' | 'message'>, other: Pick<Finding, 'place' | 'message'>): boolean =>
  one.message === other.message &&
  one.place.start.line === other.place.start.line &&
  one.place.start.column === other.place.start.column;
