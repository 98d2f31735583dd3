/** What a team says about its repository, because no file shows it, and about the findings it gets. */
import type { Located, Text } from '../source/index.ts';

/**
 * What compose files are for: `auto` goes by the evidence of each file; `swarm` and `compose` decide for all of them; `both`: the same
 * files are deployed on Swarm and started with Docker Compose, so advice must hold in each.
 */
export const targets = ['auto', 'swarm', 'compose', 'both'] as const;
export type Target = (typeof targets)[number];

/** One `docker stack deploy` that happens outside the repository. The place is its entry in the configuration. */
export interface DeclaredDeploy extends Located {
  /** Paths relative to the root, in the order of `-c`. */
  readonly files: readonly Text[];
  readonly stack?: Text;
  /** Names of the variables that are set there; absent: not said, so none counts as missing. */
  readonly environment?: readonly string[];
}

/** How loud a check is. `off`: its findings are accepted wherever it has any. */
export const levels = ['off', 'info', 'warning', 'error'] as const;
export type Level = (typeof levels)[number];

/** Checks as somebody named them: an id, or a pattern such as `processes/*`. */
export interface NamedChecks extends Located {
  readonly name: string;
  /** All that the name stands for; at least one. */
  readonly ids: readonly string[];
}

/**
 * Of several rules for a finding the last one counts. `own`: what the check says by itself; `louder`: one step above that.
 */
export interface LevelRule extends Located {
  readonly checks: NamedChecks;
  readonly level: Level | 'own' | 'louder';
  /** Patterns as in `.gitignore`, from the root; absent: everywhere. */
  readonly paths?: readonly Text[];
}

/** Findings that are accepted. The place is the entry in the configuration. */
export interface Acceptance extends Located {
  readonly checks: readonly NamedChecks[];
  readonly paths?: readonly Text[];
  /** Names of services in any stack. */
  readonly services?: readonly string[];
  readonly reason: string;
  /** The last day it holds: `2027-03-31`. */
  readonly until?: string;
}

/** The cluster, as the people who run it describe it. */
export interface Cluster {
  /** How many nodes run tasks. */
  readonly nodes?: number;
  /** Every node is logged in to the registry, or holds its credentials in another way. */
  readonly registryAuthOnNodes?: boolean;
  /** What all nodes see alike: names of volumes, volume drivers, folders of the nodes. */
  readonly sharedVolumes: readonly string[];
  /** Names of variables that are set wherever a stack is deployed. */
  readonly environment: readonly string[];
  /** What the daemons do with the logs of services that say nothing themselves. */
  readonly daemonLogging?: { readonly driver: string; readonly maxSize?: string };
}

export const noCluster: Cluster = { sharedVolumes: [], environment: [] };

export interface Settings {
  readonly target: Target;
  readonly deploys: readonly DeclaredDeploy[];
  /** Compose files that are deployed, and those that are not, as patterns; they stand above the evidence. */
  readonly production?: readonly Text[];
  readonly development?: readonly Text[];
  readonly cluster?: Cluster;
  readonly levels?: readonly LevelRule[];
  readonly acceptances?: readonly Acceptance[];
}

export const noSettings: Settings = { target: 'auto', deploys: [] };
