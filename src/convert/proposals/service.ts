/** What proposals ask about a service. */
import type { YAMLMap } from 'yaml';
import { valueAt } from '../draft.ts';
import { textOf } from '../edit.ts';
import type { Job } from '../job.ts';

export type Named = readonly [name: string, map: YAMLMap];

/** A job, or a task that nobody starts again. */
export function runsOnce(draft: Job['draft'], map: YAMLMap): boolean {
  const deploy = valueAt(draft, map, 'deploy');
  const isJob = textOf(valueAt(draft, deploy, 'mode'))?.endsWith('-job') === true;
  return isJob || textOf(valueAt(draft, valueAt(draft, deploy, 'restart_policy'), 'condition')) === 'none';
}

/** Nothing runs until somebody scales it. */
export const isParked = (draft: Job['draft'], map: YAMLMap): boolean =>
  textOf(valueAt(draft, valueAt(draft, map, 'deploy'), 'replicas')) === '0';
