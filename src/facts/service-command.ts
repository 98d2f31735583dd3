/** `docker service create` as a service: what the flags come to in the words of a stack file. */
import type { Located } from '../source/index.ts';
import type { ComposeService, Declaration } from './compose.ts';
import type { Invocation } from './shell.ts';
import type { LoaderNote } from './swarm/notes.ts';

/** One `docker service create`. The place is the command. */
export interface ServiceCreation extends Located {
  readonly invocation: Invocation;
  /** Absent when its name or its image cannot be known; every value keeps the place of its flag. */
  readonly service?: ComposeService;
  /** Why there is no service. */
  readonly unknown?: string;
  /** Networks, volumes, secrets and configs that the command takes to exist. */
  readonly declarations: readonly Declaration[];
  /** What the command line or the daemon refuses; `path` and `key` are the flag as written in the reference, `--publish`. */
  readonly refused: readonly LoaderNote[];
}
