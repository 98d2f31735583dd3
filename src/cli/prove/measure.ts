/** The measurements of one service, in the order in which they disturb it more and more. */
import { isMeasured, type Measure, type ObservedService, type ServicePlan } from '../../prove/index.ts';
import { failuresOf, pendingOf } from './begin.ts';
import type { Engine } from './engine.ts';
import { logsOf } from './logs.ts';
import { Interrupted, type Patience, until } from './pause.ts';
import type { Probe } from './probe.ts';
import { accepts, askOnce } from './requests.ts';
import { type Deployed, type Loose, modeOf, replicasOf, update } from './service.ts';
import { storageOf } from './storage.ts';
import { runningOf, type SeenTask, type Watch } from './tasks.ts';
import { breakAndRollBack, rollOver } from './updates.ts';

export interface Bench {
  readonly engine: Engine;
  readonly watch: Watch;
  readonly patience: Patience;
  /** Absent: `noProbe` says why. */
  readonly probe?: Probe;
  readonly noProbe: string;
  /** Networks that the probe is on. */
  readonly networks: readonly string[];
  /** Id of the node that is asked. */
  readonly node: string;
  /** What virtual addresses do here; absent: no service was there to tell. */
  virtual?: boolean;
  readonly replicas: number;
  /** Paths that take their time, by service. */
  readonly slow: ReadonlyMap<string, string>;
  readonly say: (what: string) => void;
}

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

export const currentOf = async ({ watch }: Bench, { id }: Deployed): Promise<readonly SeenTask[]> =>
  runningOf(await watch.look(), id);

/** The address of a task on a network that the probe is on. */
export const addressOf = ({ addresses }: SeenTask, { networks }: Bench): string | undefined =>
  networks.map((id) => addresses.get(id)).find((address) => address !== undefined);

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

// biome-ignore lint/suspicious/noExplicitAny: a specification goes back as it came
const setReplicas = (spec: any, replicas: number): void => {
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

async function scale(service: Deployed, to: number, bench: Bench): Promise<ObservedService['scale']> {
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

async function scaleBack(service: Deployed, bench: Bench): Promise<number | undefined> {
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

/** Milliseconds: a process that runs may still be on its way to listening. */
const warmUp = 15_000;

async function answers(service: Deployed, plan: ServicePlan, bench: Bench): Promise<ObservedService['answers']> {
  const { probe, noProbe } = bench;
  if (!probe) return { missing: noProbe };
  const tasks = await currentOf(bench, service);
  const reached = tasks.flatMap((task) => addressOf(task, bench) ?? []);
  const [first] = reached;
  if (first === undefined) return { missing: 'it is on no network that others could ask it on' };
  const ports = [...new Set([...plan.ports, ...(await exposedPorts(tasks, bench.engine))])];
  if (ports.length === 0) return { missing: 'no port of it is known' };
  let port: number | undefined;
  await until(
    async () => {
      for (const one of ports) if (await accepts(probe, first, one)) port ??= one;
      return port !== undefined;
    },
    bench.patience,
    warmUp,
  );
  const base = { path: plan.path, replicas: reached.length };
  if (port === undefined)
    return { ...base, port: ports[0]!, protocol: 'tcp', answering: 0, refusals: ['Connection refused'] };
  const open: string[] = [];
  for (const address of reached) if (await accepts(probe, address, port)) open.push(address);
  const told = await Promise.all(open.map((address) => askOnce(probe, address, port!, plan.path)));
  const [status] = told.filter(({ fine }) => fine).map(({ text }) => text);
  if (status === undefined && !told.some(({ text }) => /^HTTP/.test(text)))
    return {
      ...base,
      port,
      protocol: 'tcp',
      answering: open.length,
      refusals: open.length < reached.length ? ['Connection refused'] : [],
    };
  const silent = told.filter(({ fine }) => !fine).map(({ text }) => text);
  if (bench.virtual === undefined && service.virtualAddresses.length > 0 && status !== undefined)
    bench.virtual = await virtualAnswers(service, port, plan.path, probe);
  return {
    ...base,
    port,
    protocol: 'http',
    answering: told.length - silent.length,
    refusals: [...new Set([...silent, ...(open.length < reached.length ? ['Connection refused'] : [])])],
    ...(status === undefined ? {} : { status }),
  };
}

/** TCP ports that the image says it listens on, where one of its containers can be looked at. */
async function exposedPorts(tasks: readonly SeenTask[], engine: Engine): Promise<readonly number[]> {
  for (const { container } of tasks) {
    const { status, body } = await engine.send('GET', `/containers/${container}/json`);
    if (status !== 200) continue;
    const exposed = Object.keys((body as Loose).Config?.ExposedPorts ?? {});
    return exposed.flatMap((port) => (port.endsWith('/tcp') ? [Number.parseInt(port, 10)] : []));
  }
  return [];
}

/** Kernels without IPVS route nothing that is sent to a virtual address. */
async function virtualAnswers(
  { virtualAddresses }: Deployed,
  port: number,
  path: string,
  probe: Probe,
): Promise<boolean> {
  const told = await Promise.all(virtualAddresses.map((address) => askOnce(probe, address, port, path)));
  return told.some(({ fine }) => fine);
}
