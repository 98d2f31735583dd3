/** What Swarm does not need and people do: updates without a gap, logs that do not fill disks, and remarks where only a person knows. */
import { isMap } from 'yaml';
import { slotsOf, valueAt } from '../draft.ts';
import type { Job } from '../job.ts';
import { proposeNames, proposeVolumes } from './declared.ts';
import { proposeLogging } from './logging.ts';
import { proposeRemarks } from './remarks.ts';
import { isParked, type Named } from './service.ts';
import { proposeTimeToStop, proposeUpdates } from './updates.ts';

export function propose(job: Job): void {
  const { draft } = job;
  const services = valueAt(draft, draft.root, 'services');
  if (!isMap(services)) return;
  const all = slotsOf(draft, services).flatMap(({ key, value }): readonly Named[] =>
    isMap(value) ? [[key, value]] : [],
  );
  proposeLogging(job, all);
  for (const service of all) {
    if (isParked(draft, service[1])) continue;
    proposeUpdates(job, service);
    proposeTimeToStop(job, service);
    proposeRemarks(job, service);
  }
  proposeVolumes(job);
  proposeNames(job);
}
