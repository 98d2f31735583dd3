/** Says on standard error what a long run is busy with, while somebody waits in front of a terminal. */
import type { Phase } from '../lint.ts';
import type { Streams } from './streams.ts';

/** Milliseconds of silence: most runs are over by then. */
const PATIENCE = 1_000;
/** Milliseconds between two lines. */
const PACE = 100;
const CLEAR = '\r\u001b[K';

export interface Progress {
  readonly at: (phase: Phase) => void;
  /** Takes the line away, so that nothing of it stands beside the report. */
  readonly end: () => void;
}

const words: Readonly<Record<Phase['what'], (done: string, of: string) => string>> = {
  read: (done, of) => `reading files: ${done} of ${of}`,
  join: () => 'joining what was read',
  ask: (done, of) => `checking: ${done} of ${of} checks`,
};

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const SILENT: Progress = { at: () => {}, end: () => {} };

export function progressOn({ env, err, errorTerminal, elapsed }: Streams, quiet: boolean): Progress {
  if (!errorTerminal || quiet || env.TERM === 'dumb' || (env.CI !== undefined && env.CI !== 'false')) return SILENT;
  let last = PATIENCE - PACE;
  let shown = false;
  return {
    at: ({ what, done = 0, of = 0 }) => {
      const now = elapsed();
      if (now - last < PACE) return;
      last = now;
      shown = true;
      err(`${CLEAR}${words[what](grouped(done), grouped(of))}`);
    },
    end: () => {
      if (shown) err(CLEAR);
      shown = false;
    },
  };
}
