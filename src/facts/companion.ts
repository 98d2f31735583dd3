import type { Located } from '../source/index.ts';

/** A line that is no docker command and yet says something about those in the same file, or about the deploy as a whole. */
export interface Companion extends Located {
  readonly path: string;
  /**
   * `watches`: asks whether what was deployed works, or waits for it; `updates-source`: takes the newest source with git;
   * `client`: runs in an image with a docker client of this version; `migrates`: speaks of migrations, whether it runs them or not;
   * `calls`: a pipeline runs a script.
   */
  readonly kind: 'watches' | 'updates-source' | 'client' | 'migrates' | 'calls';
  /** File name of the script. */
  readonly script?: string;
  /** Major version of the client. */
  readonly version?: number;
}
