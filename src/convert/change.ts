/** What was done to the file, told one by one. */
import type { Weight } from '../facts/swarm/notes.ts';

export interface Change {
  /**
   * `rewritten`: says the same in Swarm's words; `moved`: stands elsewhere now; `dropped`: gone; `added`: Swarm needs it; `proposed`: Swarm does
   * not need it, people do; `note`: nothing was done, and somebody should know.
   */
  readonly kind: 'rewritten' | 'moved' | 'dropped' | 'added' | 'proposed' | 'note';
  /** `services.web.mem_limit` */
  readonly path: string;
  /** Where it went: `deploy.resources.limits.memory`. */
  readonly to?: string;
  readonly reason: string;
  /** What is lost with it. `heavy`: isolation, access or data the service relies on. */
  readonly loss: Weight;
  /** A person has to decide something: a comment that begins with TODO stands in the file. */
  readonly todo?: true;
  /** In the file it came from; absent for what has no original. */
  readonly at?: { readonly path: string; readonly line: number; readonly column: number };
}

/** The input cannot be converted: said to whoever asked, with the place when there is one. */
export class ConvertError extends Error {
  override name = 'ConvertError';
  readonly at?: Change['at'];
  constructor(message: string, at?: Change['at']) {
    super(message);
    this.at = at;
  }
}
