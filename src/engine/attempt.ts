/** What happens when a part of ours fails: it is written down, and the run goes on with what there is. */
import { ParserMissed } from '../facts/index.ts';
import type { Fault } from './report.ts';

export const faultOf = (what: string, error: unknown): Fault => ({
  what,
  error: error instanceof Error ? error.message : String(error),
  stack: error instanceof Error ? error.stack : undefined,
});

/** Does the work; `otherwise` is what there is without it. */
export type Attempt = <T>(what: string, work: () => T, otherwise: () => T) => T;

/** Faults are added to the list, each part once: what fails for one of a thousand subjects often fails for many. */
export function attempts(faults: Fault[]): Attempt {
  return (what, work, otherwise) => {
    try {
      return work();
    } catch (error) {
      if (error instanceof ParserMissed) throw error;
      if (!faults.some((one) => one.what === what)) faults.push(faultOf(what, error));
      return otherwise();
    }
  };
}
