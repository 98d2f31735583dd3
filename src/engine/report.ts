/** What a run comes to: plain data, complete, in the order it is shown. */
import type { Confidence, Effect, Fix, Gap, Obligation, Position, Service, Severity } from '../kit/index.ts';

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
  readonly by: 'comment' | 'service' | 'configuration' | 'baseline';
  /** The last day it holds, `2027-03-31`; absent: without end. */
  readonly until?: string;
}

export interface Finding {
  readonly check: string;
  /** 0: of none, for it is about an ignore and not about the program. */
  readonly factor: number;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly effect: Effect;
  /** `serviceKey` of the service it is about. */
  readonly service?: string;
  /** Severity once a second replica runs, where that differs: scores go by this one. */
  readonly activeSeverity?: Severity;
  /** The service scales on a condition that this names: shared storage, sticky routes. It is never `ready` with it, whatever the severity. */
  readonly conditional?: true;
  /** What the check calls its subject, where one place has several: the name of a variable. */
  readonly subject?: string;
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
  readonly place: Place;
  readonly notes: readonly PlacedNote[];
  /** Made of check, path and subject: survives edits around it. */
  readonly fingerprint: string;
  /** Absent: a person has to mend it. */
  readonly fix?: Fix;
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

/** What limits the number of replicas. */
export interface Bound {
  /** `verdict`: what the verdict allows; otherwise what runs out first: connections of a database, room on the nodes, partitions of topics. */
  readonly by: 'verdict' | 'connections' | 'nodes' | 'partitions';
  /** Absent: so many for each node, and how many nodes there are nobody knows. */
  readonly replicas?: number;
  /** The arithmetic, in words. */
  readonly text: string;
  readonly place: Place;
}

/** What must be settled before the verdict improves: the fewest findings, by their fingerprints, the worst first. */
export interface WayOut {
  /** To be conditional. Absent: it is already, or is meant to be alone. */
  readonly conditional?: readonly string[];
  /** To be ready, or for a singleton to be safe as the one copy it is; includes those of `conditional`. */
  readonly ready: readonly string[];
  /** Obligations that lack evidence although no finding speaks against them: they must be shown as well. */
  readonly open: readonly ObligationResult[];
  /** Too little would be known of it for the verdict `conditional`, even without the findings that stand in its way. */
  readonly unknown?: true;
}

export interface ServiceReport {
  readonly service: Service;
  readonly place: Place;
  readonly verdict: Verdict;
  /** For singletons: whether it is safe as the one copy it is meant to be. */
  readonly singleton?: 'ok' | 'broken';
  /** Absent: no bound is known. */
  readonly maxSafeReplicas?: number;
  /** Where it comes from. */
  readonly bounds: readonly Bound[];
  /** 0 to 100, whole; absent when the verdict is unknown. Never shown without `coverage`. */
  readonly score?: number;
  readonly scoring: Scoring;
  /** Share of the applicable obligations that could be evaluated, 0 to 1. */
  readonly coverage: number;
  /** Fingerprints of the findings that decide the verdict. */
  readonly reasons: readonly string[];
  readonly obligations: readonly ObligationResult[];
  /** Absent: there is no better verdict to be had. */
  readonly wayOut?: WayOut;
}

/** A check that was asked and failed: it counts once, by its worst finding. */
export interface FailedTerm {
  readonly check: string;
  /** Points by severity of that finding at several replicas, at most those of the check: 10, 4, 1. */
  readonly weight: number;
  readonly confidence: Confidence;
  /** `weight` × 1, 0.6 or 0 for high, medium, low confidence. */
  readonly lost: number;
}

/** F of one factor: 100 × (1 − `lost` ÷ `total`), rounded, then at most `cap`. */
export interface FactorTerm {
  readonly factor: number;
  /** W: what the factor counts for. */
  readonly weight: number;
  /** Checks that were asked, with the points of each: 10, 4 or 1 by the severity it has at several replicas. */
  readonly asked: readonly { readonly check: string; readonly weight: number }[];
  readonly total: number;
  readonly failed: readonly FailedTerm[];
  readonly lost: number;
  readonly uncapped: number;
  /** 49: an error of high confidence failed; 84: a warning did. */
  readonly cap?: 49 | 84;
  readonly score: number;
}

/** S of one service, term by term. Every number is whole, or has one decimal (`lost`): what is printed is what the next line uses. */
export interface Scoring {
  readonly factors: readonly FactorTerm[];
  /** Σ W·F ÷ Σ W, rounded; absent when nothing was asked. */
  readonly mean?: number;
  /** What the verdict allows, as it would be with nothing accepted. */
  readonly cap?: { readonly verdict: Verdict; readonly most: number };
  /** The smaller of the two: what it counts for in the score of the repository. Its own score, unless its verdict is unknown. */
  readonly counted?: number;
}

export interface RepositoryTerm {
  /** `serviceKey`; absent for the checks that belong to no service. */
  readonly service?: string;
  /** r: 3 for what is reached from outside, 2 for other services, 1 for jobs, tools and the repository itself. */
  readonly weight: number;
  readonly counted: number;
  /** Meant to scale: the smallest of these is the worst. */
  readonly scales: boolean;
}

/** R: 0.6 × `worst` + 0.4 × Σ r·S ÷ Σ r, rounded. */
export interface RepositoryScoring {
  readonly terms: readonly RepositoryTerm[];
  /** The checks that belong to no service: S of the pseudo-service `repository`. */
  readonly repository: Scoring;
  readonly worst?: number;
  /** Σ r·S ÷ Σ r. */
  readonly mean?: number;
  /** Absent when no service has a score, or too little is known of them all. */
  readonly score?: number;
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
  /** 0 to 100 over all services, whole; absent when no service has a score, or too little is known of them all. Never shown without `coverage`. */
  readonly score?: number;
  readonly scoring: RepositoryScoring;
  /** Share of the applicable obligations of all services that could be evaluated, 0 to 1. */
  readonly coverage: number;
  /** Services that are ready, of all there are: singletons count among all, so that calling everything one shows. */
  readonly scalable: { readonly ready: number; readonly of: number };
  readonly gaps: readonly PlacedGap[];
  readonly faults: readonly Fault[];
  /** Questions asked in all: zero means there was nothing to check. */
  readonly asked: number;
  readonly files: number;
  /** Stacks that were read but not judged, and why: development files, mostly. */
  readonly passedOver: readonly { readonly path: string; readonly why: string }[];
}

export type { Gap };
