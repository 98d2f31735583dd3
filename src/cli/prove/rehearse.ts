/** Deploys a stack under a throw-away name, measures it and takes it away again, whatever happens. */
import type { Measure, Observed, ObservedService, ServicePlan, Started } from '../../prove/index.ts';
import { begin } from './begin.ts';
import type { Bench } from './bench.ts';
import { clean } from './clean.ts';
import type { Client } from './docker.ts';
import type { Engine } from './engine.ts';
import { measure, type SeenService } from './measure.ts';
import { Interrupted, type Patience } from './pause.ts';
import { NoProbe, startProbe } from './probe.ts';
import { type Deployed, deployedServices, type Loose, modeOf, networksOf } from './service.ts';
import { type Leftover, leftoversOf } from './sweep.ts';
import { type Watch, watchOf } from './tasks.ts';

export interface Rehearsal {
  readonly stack: string;
  /** Stack files, as the docker client finds them. */
  readonly files: readonly string[];
  /** Further words for `docker stack deploy`. */
  readonly deployWords: readonly string[];
  readonly plans: readonly ServicePlan[];
  /** Services to measure; absent: all. */
  readonly only?: readonly string[];
  readonly replicas: number;
  readonly slow: ReadonlyMap<string, string>;
  readonly probeImage: string;
  /** Jobs may remove volumes on other nodes. */
  readonly sweep: boolean;
  readonly swarm: {
    readonly asked: string;
    readonly id: string;
    readonly engine: string;
    readonly nodes: ReadonlyMap<string, string>;
  };
}

interface Hands {
  readonly engine: Engine;
  readonly client: Client;
  readonly patience: Patience;
  readonly say: (what: string) => void;
  /** Told of what lies on other nodes, whenever more of it is known. */
  readonly note: (leftovers: readonly Leftover[]) => void;
}

const notReached = { missing: 'it did not come to that' };

const blank = (name: string, start: Measure<Started>): SeenService => ({
  name,
  mode: 'replicated',
  start,
  scale: notReached,
  answers: notReached,
  stop: notReached,
  layer: notReached,
  volumes: notReached,
  logs: notReached,
  update: notReached,
  rollback: notReached,
});

export async function rehearse(setup: Rehearsal, hands: Hands): Promise<Observed> {
  const { stack, files, swarm } = setup;
  const { client, say } = hands;
  const seen = new Map<string, SeenService>();
  const remarks: string[] = [];
  const base = {
    stack,
    files,
    swarm: { asked: swarm.asked, engine: swarm.engine, nodes: swarm.nodes.size },
  };
  const scene: Scene = { watch: watchOf(stack, hands.engine), services: [] };
  let deploy: Observed['deploy'] = { accepted: false, seconds: 0, said: 'it did not come to that' };
  let interrupted = false;
  try {
    say(`deploying ${files.join(', ')} as ${stack}`);
    const began = performance.now();
    const words = files.flatMap((file) => ['-c', file]);
    const { code, said } = await client.run(['stack', 'deploy', ...setup.deployWords, ...words, stack]);
    deploy = { accepted: code === 0, seconds: (performance.now() - began) / 1000, said };
    if (code === 0) await measureAll(setup, began, { scene, seen, remarks }, hands);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    interrupted = true;
  } finally {
    // Kept for the report even if cleaning up fails.
    say(`removing ${stack}`);
  }
  const leftovers = await leftoversIn(setup, scene, hands);
  const left = await clean(stack, { leftovers, jobs: setup.sweep }, swarm, hands);
  const refused = { missing: 'Swarm did not accept the stack' };
  const services: readonly ObservedService[] = deploy.accepted
    ? [...seen.values()]
    : setup.plans.filter(({ name }) => setup.only?.includes(name) ?? true).map(({ name }) => blank(name, refused));
  return { ...base, deploy, services, remarks, left, interrupted };
}

const imageOf = (spec: Loose): string | undefined => {
  const image: unknown = spec?.TaskTemplate?.ContainerSpec?.Image;
  return typeof image === 'string' ? image.replace(/@sha256:.*$/, '') : undefined;
};

interface Scene {
  readonly watch: Watch;
  /** As they were deployed; empty: it did not come to that. */
  services: readonly Deployed[];
}

/** Asked when the stack is still there. */
async function leftoversIn({ stack, swarm }: Rehearsal, { watch, services }: Scene, { engine }: Hands) {
  if (swarm.nodes.size < 2) return [];
  await watch.look();
  const known = services.length > 0 ? services : await deployedServices(stack, engine);
  return leftoversOf(stack, known, watch.histories.values(), swarm.id);
}

interface Notes {
  readonly scene: Scene;
  readonly seen: Map<string, SeenService>;
  readonly remarks: string[];
}

async function measureAll(
  setup: Rehearsal,
  began: number,
  { scene, seen, remarks }: Notes,
  hands: Hands,
): Promise<void> {
  const { stack } = setup;
  const { engine, patience, say } = hands;
  const services = await deployedServices(stack, engine);
  scene.services = services;
  const measured = services.filter(({ name }) => setup.only?.includes(name) ?? true);
  for (const { name, spec } of measured)
    seen.set(name, { ...blank(name, notReached), mode: modeOf(spec), image: imageOf(spec) });
  const { watch } = scene;
  const note = async (): Promise<void> => hands.note(await leftoversIn(setup, scene, hands));
  say(`waiting for ${services.map(({ name }) => name).join(', ')}`);
  const started = await begin(services, began, watch, engine, patience);
  for (const { id, name } of measured) seen.get(name)!.start = started.get(id) ?? notReached;
  await note();
  const networks = await overlays(services, engine);
  const bench: Bench = {
    engine,
    watch,
    patience,
    networks,
    node: setup.swarm.id,
    replicas: setup.replicas,
    slow: setup.slow,
    say,
    ...(await probed(setup, networks, { engine, patience, say }, watch)),
  };
  if (!bench.probe) remarks.push(`No requests were sent: ${bench.noProbe}.`);
  for (const service of measured) {
    const plan = setup.plans.find(({ name }) => name === service.name) ?? { name: service.name, ports: [], path: '/' };
    await measure(service, plan, seen.get(service.name)!, bench);
    await note();
  }
  if (bench.virtual === false)
    remarks.push(
      'Virtual addresses do not answer on this Swarm (its kernel has no IPVS, most likely): requests went to the addresses of tasks instead, and neither virtual addresses nor the routing mesh were measured.',
    );
  const nodes = setup.swarm.nodes.size;
  if (nodes === 1) remarks.push('This Swarm has one node: what differs between nodes could not be seen.');
}

async function probed(
  setup: Rehearsal,
  networks: readonly string[],
  { engine, patience, say }: Pick<Hands, 'engine' | 'patience' | 'say'>,
  watch: Bench['watch'],
): Promise<Pick<Bench, 'probe' | 'noProbe'>> {
  if (networks.length === 0) return { noProbe: 'no service is on a network of Swarm' };
  say(`starting ${setup.probeImage} to send requests from`);
  try {
    const { stack, probeImage: image, swarm } = setup;
    return {
      probe: await startProbe({ stack, image, node: swarm.id, networks }, engine, watch, patience),
      noProbe: '',
    };
  } catch (error) {
    if (!(error instanceof NoProbe)) throw error;
    return {
      noProbe: `${setup.probeImage}, which sends them, does not run on ${setup.swarm.asked} (${error.message})`,
    };
  }
}

async function overlays(services: readonly Deployed[], engine: Engine): Promise<readonly string[]> {
  const ids = [...new Set(services.flatMap(({ spec }) => networksOf(spec)))];
  const known: string[] = [];
  for (const id of ids) {
    const { status, body } = await engine.send('GET', `/networks/${encodeURIComponent(id)}`);
    const { Id: full, Scope: scope, Driver: driver, Ingress: ingress } = (status === 200 ? body : {}) as Loose;
    if (typeof full === 'string' && scope === 'swarm' && driver === 'overlay' && !ingress) known.push(full);
  }
  return [...new Set(known)];
}
