/** Waiting that Ctrl-C can end. */

/** Somebody pressed Ctrl-C. */
export class Interrupted extends Error {}

export interface Patience {
  readonly signal: AbortSignal;
  /** Milliseconds that one step may take. */
  readonly step: number;
}

/** That nothing ends: for cleaning up. */
export const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

export const pause = (milliseconds: number, { signal }: Pick<Patience, 'signal'>): Promise<void> =>
  new Promise((done, failed) => {
    if (signal.aborted) {
      failed(new Interrupted());
      return;
    }
    const stop = (): void => {
      clearTimeout(timer);
      failed(new Interrupted());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      done();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });

/** Milliseconds between two looks. */
const pace = 150;

/** Looks until `done` holds (true) or the patience ends (false). Throws `Interrupted`. */
export async function until(done: () => Promise<boolean>, patience: Patience, most = patience.step): Promise<boolean> {
  const end = performance.now() + most;
  for (;;) {
    if (await done()) return true;
    if (performance.now() > end) return false;
    await pause(pace, patience);
  }
}
