/** Whether every replica answers, and how. */
import type { ObservedService, ServicePlan } from '../../prove/index.ts';
import { addressOf, type Bench, currentOf } from './bench.ts';
import type { Engine } from './engine.ts';
import { until } from './pause.ts';
import type { Probe } from './probe.ts';
import { accepts, askOnce } from './requests.ts';
import type { Deployed, Loose } from './service.ts';
import type { SeenTask } from './tasks.ts';

/** Milliseconds: a process that runs may still be on its way to listening. */
const warmUp = 15_000;

export async function answers(service: Deployed, plan: ServicePlan, bench: Bench): Promise<ObservedService['answers']> {
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
