/** Parts of swarm-lint itself that failed: what is there without them is shown all the same, then one line for people, and traces for whoever asks. */
import { faultOf } from '../engine/attempt.ts';
import type { Fault, Report } from '../engine/report.ts';
import { plural } from '../kit/index.ts';
import { escapeText } from '../report/escape.ts';
import { maskText } from '../report/mask.ts';
import { isInterrupted } from './interruptible.ts';
import { type Streams, UsageError } from './streams.ts';

/** Does the work; `otherwise` is what there is without it. Wrong usage and Ctrl-C are no faults of ours. */
export type AttemptLater = <T>(what: string, work: () => T | Promise<T>, otherwise: T) => Promise<T>;

export function attemptsLater(faults: Fault[]): AttemptLater {
  return async (what, work, otherwise) => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof UsageError || isInterrupted(error)) throw error;
      faults.push(faultOf(what, error));
      return otherwise;
    }
  };
}

const line = (text: string): string => `${escapeText(maskText(text))}\n`;

/** Whether there are any. */
export function tellFaults(
  faults: readonly Fault[],
  { debug }: { readonly debug?: boolean },
  { err }: Pick<Streams, 'err'>,
): boolean {
  if (faults.length === 0) return false;
  const hint = debug ? '' : ' Run with --debug for the trace.';
  err(
    `swarm-lint: ${plural(faults.length, 'part')} of swarm-lint itself failed; what is shown is incomplete.${hint}\n`,
  );
  if (debug)
    for (const { what, stack, error } of faults)
      for (const one of [what, ...(stack ?? error).split('\n')]) err(line(one));
  return true;
}

/** For when no format could be printed: what was found, a line each. */
export function tellBareFindings({ findings }: Report, { err }: Pick<Streams, 'err'>): void {
  for (const { suppressed, place, severity, message, check } of findings)
    if (!suppressed)
      err(line(`${place.path}:${place.start.line}:${place.start.column} ${severity} ${message} (${check})`));
}
