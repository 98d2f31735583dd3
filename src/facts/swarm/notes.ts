import type { Located } from '../../source/index.ts';

/** One thing Swarm's loader, or the daemon when it creates the service, refuses or drops. The place is the offending key. */
export interface LoaderNote extends Located {
  /** Where in the file: `services.web.cpus`. */
  readonly path: string;
  readonly key: string;
  readonly verdict: 'rejected' | 'ignored';
  /** What happens and what it costs, in one sentence. */
  readonly message: string;
  /** What to write instead. */
  readonly instead?: string;
  readonly stage: 'yaml' | 'version' | 'forbidden' | 'interpolation' | 'schema' | 'decode' | 'convert';
}
