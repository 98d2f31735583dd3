import type { Located } from '../../source/index.ts';

/** One thing Swarm's loader, or the daemon when it creates the service, refuses, drops or reads differently. The place is the offending key. */
export interface LoaderNote extends Located {
  /** Where in the file: `services.web.cpus`. */
  readonly path: string;
  readonly key: string;
  /** `changed`: taken, and something else than what is written comes of it. */
  readonly verdict: 'rejected' | 'ignored' | 'changed';
  /** What happens and what it costs, in one sentence. */
  readonly message: string;
  /** What to write instead. */
  readonly instead?: string;
  readonly weight?: Weight;
  /** Minor version of schema 3 from which the loader takes it. */
  readonly needs?: number;
  readonly stage: 'yaml' | 'version' | 'forbidden' | 'interpolation' | 'schema' | 'decode' | 'convert';
}

/**
 * What is lost with a setting. `heavy`: isolation, access or data the service relies on; `light`: hardly more than a habit of Compose; `none`: it
 * asks for what Swarm does anyway.
 */
export type Weight = 'heavy' | 'light' | 'none';
