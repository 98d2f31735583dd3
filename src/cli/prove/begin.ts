/** From the deploy to running, of all services at once. */
import type { Failure, Started } from '../../prove/index.ts';
import type { Engine } from './engine.ts';
import { type Patience, until } from './pause.ts';
import { type Deployed, type Loose, modeOf, replicasOf } from './service.ts';
import { type History, over, runningOf, type SeenTask, type Watch } from './tasks.ts';

/** Ends of tasks after which nobody waits any longer. */
const enough = 3;
/** Milliseconds that a task must have run before it counts: some end at once. */
const steady = 3_000;
/** Milliseconds without a node. */
const homeless = 8_000;

/** Tasks of a service that ended although nobody wanted them to, or never began; equal ones together. */
export function failuresOf(histories: Iterable<History>, service: string, since = 0): readonly Failure[] {
  const failures = new Map<string, Failure>();
  for (const { task, ended } of histories) {
    if (
      task.service !== service ||
      ended === undefined ||
      ended < since ||
      !['failed', 'rejected'].includes(task.state)
    )
      continue;
    const key = `${task.state} ${task.error} ${task.exitCode}`;
    const { state, error, exitCode } = task;
    failures.set(key, {
      state,
      error,
      ...(exitCode === undefined ? {} : { exitCode }),
      count: (failures.get(key)?.count ?? 0) + 1,
    });
  }
  return [...failures.values()].sort((a, b) => b.count - a.count);
}

export const pendingOf = (tasks: readonly SeenTask[], service: string): string | undefined =>
  tasks.find((task) => task.service === service && task.state === 'pending' && task.error !== '')?.error;

function wantedOf(spec: Loose, tasks: readonly SeenTask[], service: string): number {
  const { Mode: mode } = spec;
  const replicas = replicasOf(spec) ?? mode?.ReplicatedJob?.TotalCompletions;
  return (
    replicas ?? Math.max(1, tasks.filter((task) => task.service === service && task.desired !== 'shutdown').length)
  );
}

/** It comes up, ends and comes up again: that some of it happens to run when it is looked at means nothing. */
const flaps = (failures: readonly Failure[]): boolean => failures.reduce((sum, { count }) => sum + count, 0) >= enough;

const healthyState = (spec: Loose): readonly string[] => (modeOf(spec) === 'job' ? ['complete'] : []);

/** Waits until every service runs or will not. `began`: when the stack was handed over, in milliseconds. */
export async function begin(
  services: readonly Deployed[],
  began: number,
  watch: Watch,
  engine: Engine,
  patience: Patience,
): Promise<ReadonlyMap<string, Started>> {
  const times = new Map<string, number>();
  const firm = new Set<string>();
  const given = new Set<string>();
  const since = new Map<string, number>();
  let tasks: readonly SeenTask[] = [];
  await until(async () => {
    tasks = await watch.look();
    const now = performance.now();
    for (const { id, spec } of services) {
      if (countOf(tasks, id, spec) >= wantedOf(spec, tasks, id)) {
        if (!times.has(id)) times.set(id, now);
        if (now - times.get(id)! < steady) continue;
        given.delete(id);
        firm.add(id);
        continue;
      }
      // It ran, and does no more.
      times.delete(id);
      firm.delete(id);
      const ends = failuresOf(watch.histories.values(), id).reduce((sum, { count }) => sum + count, 0);
      if (pendingOf(tasks, id) === undefined) since.delete(id);
      else since.set(id, since.get(id) ?? now);
      const waits = since.get(id);
      if (ends >= enough || (waits !== undefined && now - waits > homeless)) given.add(id);
    }
    return services.every(({ id }) => firm.has(id) || given.has(id));
  }, patience);
  const started = new Map<string, Started>();
  for (const service of services) {
    const { id, spec } = service;
    const time = firm.has(id) ? times.get(id) : undefined;
    const wanted = wantedOf(spec, tasks, id);
    const failures = failuresOf(watch.histories.values(), id);
    const running = firm.has(id) || !flaps(failures) ? countOf(tasks, id, spec) : 0;
    const healthcheck = await healthOf(service, tasks, running, failures, engine);
    const healthy = healthcheck === 'passed' ? slowest(watch.histories.values(), id) : undefined;
    const pending = pendingOf(tasks, id);
    started.set(id, {
      wanted,
      running: Math.min(wanted, running),
      ...(time === undefined ? {} : { seconds: (time - began) / 1000 }),
      ...(healthy === undefined ? {} : { secondsToHealthy: healthy / 1000 }),
      healthcheck,
      failures,
      ...(pending === undefined ? {} : { pending }),
    });
  }
  return started;
}

const countOf = (tasks: readonly SeenTask[], id: string, spec: Loose): number => {
  const ends = healthyState(spec);
  return ends.length > 0
    ? tasks.filter((task) => task.service === id && ends.includes(task.state)).length
    : runningOf(tasks, id).length;
};

/** Milliseconds between the start of a container and its first passed check, which is what makes Swarm count it as running. */
function slowest(histories: Iterable<History>, service: string): number | undefined {
  const spans = [...histories].flatMap(({ task, states }) => {
    const [from, to] = [states.get('starting'), states.get('running')];
    return task.service === service && from !== undefined && to !== undefined ? [to - from] : [];
  });
  return spans.length > 0 ? Math.max(...spans) : undefined;
}

async function healthOf(
  { id, spec }: Deployed,
  tasks: readonly SeenTask[],
  running: number,
  failures: readonly Failure[],
  engine: Engine,
): Promise<Started['healthcheck']> {
  if (failures.some(({ error }) => /unhealthy/.test(error))) return 'failing';
  const own: unknown = spec?.TaskTemplate?.ContainerSpec?.Healthcheck?.Test;
  const test = Array.isArray(own) && own.length > 0 ? own : await testOfContainer(id, tasks, engine);
  if (test === undefined) return 'unknown';
  if (test.length === 0 || test[0] === 'NONE') return 'none';
  return running > 0 ? 'passed' : 'unknown';
}

/** Containers of other nodes cannot be asked. */
async function testOfContainer(
  service: string,
  tasks: readonly SeenTask[],
  engine: Engine,
): Promise<readonly unknown[] | undefined> {
  for (const task of tasks) {
    if (task.service !== service || task.container === undefined || over.has(task.state)) continue;
    const { status, body } = await engine.send('GET', `/containers/${task.container}/json`);
    if (status !== 200) continue;
    const test: unknown = (body as Loose).Config?.Healthcheck?.Test;
    return Array.isArray(test) ? test : [];
  }
  return undefined;
}
