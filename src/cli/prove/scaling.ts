/** How long a service takes to come to a number of replicas, and back. */
import type { ObservedService } from '../../prove/index.ts';
import { failuresOf, pendingOf } from './begin.ts';
import type { Bench } from './bench.ts';
import { Interrupted, until } from './pause.ts';
import { type Deployed, update } from './service.ts';
import { runningOf, type SeenTask } from './tasks.ts';

// biome-ignore lint/suspicious/noExplicitAny: a specification goes back as it came
export const setReplicas = (spec: any, replicas: number): void => {
  spec.Mode.Replicated.Replicas = replicas;
};

/** Until so many run, and no others. */
const settled = (service: Deployed, replicas: number, bench: Bench, most?: number): Promise<boolean> =>
  until(
    async () => {
      const tasks = await bench.watch.look();
      const living = tasks.filter(
        (task) =>
          task.service === service.id &&
          !['shutdown', 'complete', 'failed', 'rejected', 'orphaned'].includes(task.state),
      );
      return runningOf(tasks, service.id).length === replicas && living.length === replicas;
    },
    bench.patience,
    most,
  );

/** Milliseconds after which a replica without a node will not find one. */
const homeless = 8_000;

export async function scale(service: Deployed, to: number, bench: Bench): Promise<ObservedService['scale']> {
  bench.say(`${service.name}: scaling from 1 to ${to}`);
  await update(service.id, bench.engine, (spec) => setReplicas(spec, 1));
  if (!(await settled(service, 1, bench))) return { missing: 'it did not come down to one replica in time' };
  const began = performance.now();
  await update(service.id, bench.engine, (spec) => setReplicas(spec, to));
  let waiting: number | undefined;
  let last = 0;
  let running: readonly SeenTask[] = [];
  let pending: string | undefined;
  await until(async () => {
    const tasks = await bench.watch.look();
    const now = performance.now();
    const current = runningOf(tasks, service.id);
    if (current.length !== running.length) last = now;
    running = current;
    pending = pendingOf(tasks, service.id);
    waiting = pending === undefined ? undefined : (waiting ?? now);
    const ends = failuresOf(bench.watch.histories.values(), service.id, began).reduce(
      (sum, { count }) => sum + count,
      0,
    );
    return running.length === to || ends >= 3 * (to - 1) || (waiting !== undefined && now - waiting > homeless);
  }, bench.patience);
  return {
    to,
    running: running.length,
    seconds: Math.max(0, (last - began) / 1000),
    nodes: new Set(running.map(({ node }) => node)).size,
    ...(pending === undefined ? {} : { pending }),
    failures: failuresOf(bench.watch.histories.values(), service.id, began),
  };
}

export async function scaleBack(service: Deployed, bench: Bench): Promise<number | undefined> {
  bench.say(`${service.name}: scaling back to 1`);
  try {
    const began = performance.now();
    await update(service.id, bench.engine, (spec) => setReplicas(spec, 1));
    return (await settled(service, 1, bench)) ? (performance.now() - began) / 1000 : undefined;
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return undefined;
  }
}
