/** What a runtime makes of SIGTERM as PID 1 when the program says nothing about it. */
import { programName } from '../process/wrappers.ts';

export interface Runtime {
  readonly program: string;
  /** `ignores`: runs on until it is killed; `leaves`: ends at once, whatever is under way. */
  readonly unhandled: 'ignores' | 'leaves';
  /** test/bench/signals; the others after their documentation. */
  readonly measured?: true;
}

/** Month in which the rows were last measured or compared with the documentation. */
export const runtimesVerified = '2026-08';

export const runtimes: readonly Runtime[] = [
  { program: 'node', unhandled: 'ignores', measured: true },
  { program: 'nodejs', unhandled: 'ignores', measured: true },
  { program: 'bun', unhandled: 'ignores' },
  { program: 'deno', unhandled: 'ignores' },
  { program: 'ts-node', unhandled: 'ignores' },
  { program: 'python', unhandled: 'ignores', measured: true },
  { program: 'python3', unhandled: 'ignores', measured: true },
  { program: 'flask', unhandled: 'ignores', measured: true },
  { program: 'php', unhandled: 'ignores' },
  { program: 'java', unhandled: 'leaves', measured: true },
  { program: 'ruby', unhandled: 'leaves', measured: true },
];

export const unhandledTerm = ([program = '']: readonly string[]): Runtime['unhandled'] | undefined =>
  runtimes.find((row) => row.program === programName(program))?.unhandled;
