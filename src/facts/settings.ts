/** What a team says about its repository, because no file shows it. */
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

export interface Settings {
  readonly target: Target;
  readonly deploys: readonly DeclaredDeploy[];
}

export const noSettings: Settings = { target: 'auto', deploys: [] };
