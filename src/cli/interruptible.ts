/** Long work without a pause, which Ctrl-C can still stop: the terminal is put in order before the process goes. */
import { Script } from 'node:vm';

const key = Symbol.for('swarm-lint.work');

/** Whether somebody pressed Ctrl-C during `interruptible`. */
export const isInterrupted = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED';

/**
 * Does the work and returns its result. A handler of our own would not be called before the work is done: only a script that Node itself
 * watches over can be stopped from outside, and throws then.
 */
export function interruptible<T>(work: () => T): T {
  // The script's own global object, which is another one where modules run in a context of their own.
  const place = new Script('globalThis').runInThisContext() as { [key]?: () => T };
  place[key] = work;
  try {
    return new Script(`globalThis[Symbol.for(${JSON.stringify(key.description)})]()`).runInThisContext({
      breakOnSigint: true,
    }) as T;
  } finally {
    delete place[key];
  }
}
