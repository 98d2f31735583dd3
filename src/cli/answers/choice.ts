/** Whether what a run says may be kept. */
import { formats } from '../../report/index.ts';
import type { Output } from '../choices.ts';
import type { Streams } from '../streams.ts';
import { type Keeper, keeperOf } from './keep.ts';

export interface KeepFlags {
  readonly cache?: boolean;
  readonly cacheLocation?: string;
  readonly fix?: boolean;
  readonly fixSuggested?: boolean;
  readonly fixDryRun?: boolean;
  readonly baseline?: string | true;
  readonly writeBaseline?: string | true;
  readonly pruneBaseline?: boolean;
  readonly since?: string;
  readonly staged?: boolean;
}

/** Absent: it is not. Such a run writes files, or rests on more than the files that it reads. */
export function keeperFor(flags: KeepFlags, outputs: readonly Output[], streams: Streams): Keeper | undefined {
  const { cache, fix, fixSuggested, fixDryRun, baseline, writeBaseline, pruneBaseline, since, staged } = flags;
  const more = [fix, fixSuggested, fixDryRun, baseline, writeBaseline, pruneBaseline, since, staged];
  if (streams.answers === undefined || cache === false || flags.cacheLocation !== undefined) return undefined;
  if (more.some((flag) => flag !== undefined && flag !== false)) return undefined;
  const [output, ...others] = outputs;
  if (output === undefined || others.length > 0 || output.file !== undefined) return undefined;
  const { duration, alsoWrites } = formats.get(output.format)!;
  if (duration === 'anywhere' || alsoWrites) return undefined;
  return keeperOf(streams.answers, streams, duration);
}
