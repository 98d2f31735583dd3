/** Files that name several programs for one runner: a Procfile, a configuration of supervisord. */
import type { Located } from '../source/index.ts';

export interface ListedProcess extends Located {
  readonly name: string;
  readonly command: string;
  /** `autostart=false`: the runner waits to be asked. */
  readonly autostart: boolean;
}

/** The place is the file's first character. */
export interface ProcessList extends Located {
  readonly path: string;
  readonly kind: 'procfile' | 'supervisord';
  readonly processes: readonly ListedProcess[];
  /** supervisord only: it stays in the foreground. */
  readonly foreground?: boolean;
  /** supervisord only: something stops the runner when a program ends for good. */
  readonly listens?: boolean;
  /** Other files it takes in, as written. */
  readonly includes: readonly string[];
}
