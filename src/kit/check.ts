import type { Confidence, Facts } from '../facts/index.ts';
import type { FileTree, Located, Span } from '../source/index.ts';
import type { Fix, Safety } from './fix.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What a finding does to the scaling verdict of its service. */
export type Effect = 'break' | 'block' | 'degrade' | 'cap' | 'none';

/** The sixteen things that must be shown before a service counts as ready to scale. */
export type Obligation =
  | 'image'
  | 'sessions'
  | 'uploads'
  | 'mounts'
  | 'schedulers'
  | 'queues'
  | 'realtime'
  | 'caches'
  | 'keys'
  | 'datastore'
  | 'configuration'
  | 'listening'
  | 'healthcheck'
  | 'signals'
  | 'migrations'
  | 'updates';

/**
 * What a repository must hold before a check can have anything to say. `services`: services that could be deployed; `swarm`: services that
 * are deployed on Swarm; `commands`: scripts, pipelines or documentation with docker commands; `git`: an index to look files up in;
 * `cluster`: a Swarm that was asked, or a snapshot of one.
 */
export type Need = 'swarm' | 'services' | 'dockerfile' | 'manifest' | 'code' | 'commands' | 'git' | 'cluster';

/** Another place that belongs to a finding, with what is to be seen there. */
export interface Note extends Located {
  readonly message: string;
}

/** More than yes: another place, related places, and what a join raised or lowered for this subject. */
export interface Evidence {
  readonly at?: Span;
  readonly notes?: readonly Note[];
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly effect?: Effect;
  /** Severity once a second replica runs, where it is neither `severity` nor the check's own `activeSeverity`. */
  readonly activeSeverity?: Severity;
  /** The service scales, on a condition: storage that all nodes share, routes that stick. It is never called ready with it. */
  readonly conditional?: true;
  /** Key of the service the finding is about: `serviceKey(service)`. Subjects that are services or carry one need not say it. */
  readonly service?: string;
  /** Words for the message: names, numbers, keys. Never a secret. */
  readonly words?: Readonly<Record<string, string>>;
  /** What the fingerprint is made of beside check, path and service: the variable, the key, the call. */
  readonly subject?: string;
}

/** What `each` may hand out: anything with a place; `service` ties it to a service. */
export interface Subject extends Located {
  readonly service?: { readonly stack: string; readonly name: string };
}

export interface CheckSpec<S extends Subject> {
  readonly id: `${string}/${string}`;
  readonly title: string;
  readonly severity: Severity;
  /** Severity once a second replica runs; scores always count this one. Defaults to `severity`. */
  readonly activeSeverity?: Severity;
  /** The highest confidence a finding of this check can have. */
  readonly confidence: Confidence;
  readonly effect: Effect;
  /** `stack`: what breaks one service keeps the whole stack from being deployed. Defaults to `service`. */
  readonly reach?: 'service' | 'stack';
  readonly obligation?: Obligation;
  /** No file alone shows it: its findings name the other files of the join, whether or not `fails` does. */
  readonly joins?: true;
  readonly since: string;
  readonly rationale: string;
  /** What counts as evidence: the files and facts it looks at. */
  readonly evidence: string;
  /** All of these, or the check is silent. */
  readonly needs: readonly Need[];
  /** What looks like the problem and stays quiet, or is only noted; one sentence each. */
  readonly traps: readonly [string, ...string[]];
  readonly remedy: string;
  readonly references?: readonly string[];
  readonly examples: { readonly bad: FileTree; readonly good: FileTree };

  /** What is examined. An empty list means there was nothing to judge, which is not the same as all fine. */
  readonly each: (facts: Facts) => readonly S[];
  readonly fails: (subject: S, facts: Facts) => false | true | Evidence;
  readonly message: (subject: S, evidence: Evidence) => string;
  readonly fix?: Fixing<S>;
}

/** How a check mends what it finds. */
export interface Fixing<S extends Subject> {
  /** What it does, in one sentence, for the pages. */
  readonly summary: string;
  /** The safest its fixes can be. */
  readonly safety: Safety;
  /** The fix for one finding; undefined where there is none that is sure to be right. */
  readonly propose: (subject: S, evidence: Evidence, facts: Facts) => Fix | undefined;
}

/** A check whose subject type is its own business. */
// biome-ignore lint/suspicious/noExplicitAny: the subject type is erased here and nowhere else; each check keeps its own.
export type Check = CheckSpec<any>;

export const defineCheck = <S extends Subject>(check: CheckSpec<S>): CheckSpec<S> => check;
