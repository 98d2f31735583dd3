/** What a run comes to: plain data, complete, in the order it is shown. */
import type { Confidence, Effect, Gap, Obligation, Position, Service, Severity } from '../kit/index.ts';

/** A span as people read it; `end` is exclusive. */
export interface Place {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
}

export interface PlacedNote {
  readonly place: Place;
  readonly message: string;
}

export interface Suppression {
  readonly reason: string;
  readonly by: 'comment' | 'service';
}

export interface Finding {
  readonly check: string;
  readonly factor: number;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly effect: Effect;
  /** `serviceKey` of the service it is about. */
  readonly service?: string;
  /** What the check calls its subject, where one place has several: the name of a variable. */
  readonly subject?: string;
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
  readonly place: Place;
  readonly notes: readonly PlacedNote[];
  /** Made of check, path and subject: survives edits around it. */
  readonly fingerprint: string;
  readonly suppressed?: Suppression;
}

export type Verdict = 'ready' | 'conditional' | 'blocked' | 'undeployable' | 'singleton' | 'unknown';

/** `weak`: works, but loses requests or bounds the scale. */
export type ObligationStatus = 'met' | 'failed' | 'weak' | 'not-applicable' | 'not-evaluated';

export interface ObligationResult {
  readonly id: Obligation;
  readonly title: string;
  readonly status: ObligationStatus;
  /** What it rests on, in words. */
  readonly text: string;
  readonly place?: Place;
  /** Fingerprints of the findings that fail it. */
  readonly findings: readonly string[];
}

export interface ServiceReport {
  readonly service: Service;
  readonly place: Place;
  readonly verdict: Verdict;
  /** For singletons: whether it is safe as the one copy it is meant to be. */
  readonly singleton?: 'ok' | 'broken';
  /** Absent: no bound is known. */
  readonly maxSafeReplicas?: number;
  /** 0 to 100; absent when the verdict is unknown. */
  readonly score?: number;
  /** Share of the applicable obligations that could be evaluated, 0 to 1. */
  readonly coverage: number;
  /** Fingerprints of the findings that decide the verdict. */
  readonly reasons: readonly string[];
  readonly obligations: readonly ObligationResult[];
}

export interface FactorGrade {
  readonly factor: number;
  readonly id: string;
  readonly title: string;
  /** Questions asked: one per check and subject. */
  readonly asked: number;
  readonly failed: number;
  /** Absent when nothing was asked. */
  readonly score?: number;
}

export interface PlacedGap {
  readonly place: Place;
  readonly why: string;
  readonly service?: string;
}

/** A check or a reader of ours that failed on this input. */
export interface Fault {
  readonly what: string;
  readonly error: string;
  readonly stack?: string;
}

export interface Report {
  readonly findings: readonly Finding[];
  readonly services: readonly ServiceReport[];
  readonly factors: readonly FactorGrade[];
  /** 0 to 100 over all services; absent when no service has a score. */
  readonly score?: number;
  readonly gaps: readonly PlacedGap[];
  readonly faults: readonly Fault[];
  /** Questions asked in all: zero means there was nothing to check. */
  readonly asked: number;
  readonly files: number;
  /** Stacks that were read but not judged, and why: development files, mostly. */
  readonly passedOver: readonly { readonly path: string; readonly why: string }[];
}

export type { Gap };
