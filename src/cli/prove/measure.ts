/** The measurements of one service, in the order in which they disturb it more and more. */
import { isMeasured, type Measure, type ObservedService, type ServicePlan } from '../../prove/index.ts';
import { answers } from './answers.ts';
import { type Bench, currentOf } from './bench.ts';
import { logsOf } from './logs.ts';
import { Interrupted } from './pause.ts';
import { scale, scaleBack, setReplicas } from './scaling.ts';
import { type Deployed, modeOf, replicasOf, update } from './service.ts';
import { storageOf } from './storage.ts';
import { breakAndRollBack, rollOver } from './updates.ts';

export type SeenService = { -readonly [K in keyof ObservedService]: ObservedService[K] };

/** A step that fails takes nothing else down. */
async function step<T extends object>(work: () => Promise<Measure<T>>): Promise<Measure<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

/** Fills in `seen`, which keeps what was measured when somebody ends it early. */
export async function measure(service: Deployed, plan: ServicePlan, seen: SeenService, bench: Bench): Promise<void> {
  const { name, spec } = service;
  seen.logs = await step(() => logsOf(service, bench.engine));
  const mode = modeOf(spec);
  if (mode === 'job') return all(seen, 'a job runs to its end');
  if (!isMeasured(seen.start) || seen.start.running === 0) return all(seen, 'no task of it ran');
  const alone = mode === 'global' ? 'it runs once on every node' : plan.alone;
  const declared = replicasOf(spec) ?? 1;
  const most = alone === undefined ? Math.max(bench.replicas, declared) : declared;
  if (alone !== undefined) seen.scale = { missing: alone };
  else seen.scale = await step(() => scale(service, most, bench));
  bench.say(`${name}: asking every replica`);
  seen.answers = await step(() => answers(service, plan, bench));
  const tasks = await currentOf(bench, service);
  const storage = await storageOf(service, tasks, bench.node, bench.engine);
  seen.layer = storage.layer;
  seen.volumes = storage.volumes;
  seen.logs = await step(() => logsOf(service, bench.engine));
  const rolled = await rollOver(service, seen.answers, bench);
  seen.update = rolled.update;
  seen.stop = rolled.stop;
  seen.rollback = await step(() => breakAndRollBack(service, seen.answers, bench));
  if (alone === undefined && isMeasured(seen.scale)) {
    const back = await scaleBack(service, bench);
    if (back !== undefined) seen.scale = { ...seen.scale, back };
    // Others of the stack may count on as many as there were.
    await update(service.id, bench.engine, (now) => setReplicas(now, declared)).catch(() => {});
  }
}

/** Whatever has not been measured yet will not be. */
function all(seen: SeenService, missing: string): void {
  for (const key of ['scale', 'answers', 'stop', 'layer', 'volumes', 'update', 'rollback'] as const)
    seen[key] = { missing };
}
