/** Measures the facts of one theme on a Swarm of its own: all experiments run beside each other, since they mostly wait. */
import { afterAll, beforeAll, test } from '@jest/globals';
import { describeSwarm, type Swarm, startSwarm } from '../support/swarm/index.ts';
import { type Lab, labOf } from '../support/swarm/lab.ts';
import { type FactOf, facts, type RuntimeFact, type Theme } from './facts.ts';

export type Experiment = (lab: Lab) => Promise<void>;

export interface Setup {
  readonly nodes: 1 | 3;
  /** Images and labels that the experiments need. */
  readonly prepare: (swarm: Swarm) => Promise<void>;
  /** Whether virtual IPs and the routing mesh answer; asked only when a fact needs to know. */
  readonly ipvs?: (swarm: Swarm) => Promise<boolean>;
}

/** How many experiments wait at the same time. */
const together = 8;

/** An experiment for each fact of the theme; experiments under `alone` come one by one after the others, because they disturb the cluster. */
export async function measure<T extends Theme>(
  theme: T,
  { nodes, prepare, ipvs }: Setup,
  experiments: Readonly<Record<FactOf<T>, Experiment>>,
  alone: readonly FactOf<T>[] = [],
): Promise<void> {
  await describeSwarm(theme, () => {
    let swarm: Swarm | undefined;
    const outcomes = new Map<string, Promise<'measured' | string>>();

    beforeAll(async () => {
      swarm = await startSwarm({ nodes });
      await prepare(swarm);
      const balanced = ipvs ? await ipvs(swarm) : false;
      const waiting: (() => void)[] = [];
      let running = 0;
      const turn = async (): Promise<void> => {
        if (running >= together) await new Promise<void>((resolve) => waiting.push(resolve));
        running++;
      };
      const done = (): void => {
        running--;
        waiting.shift()?.();
      };
      const launch = async (id: string): Promise<'measured' | string> => {
        const reason = notHere(facts[theme][id as FactOf<T>] as RuntimeFact, swarm!, balanced);
        if (reason) return reason;
        await turn();
        const lab = labOf(swarm!, nameFor(id));
        try {
          await experiments[id as FactOf<T>](lab);
          return 'measured';
        } finally {
          await lab.clear();
          done();
        }
      };
      const wanted = new RegExp(process.env.SWARM_FACTS ?? '');
      const ids = (Object.keys(experiments) as FactOf<T>[]).filter((id) => wanted.test(id));
      for (const id of ids.filter((id) => !alone.includes(id))) outcomes.set(id, launch(id));
      let before: Promise<unknown> = Promise.allSettled(outcomes.values());
      for (const id of alone.filter((id) => wanted.test(id))) {
        const mine = before.then(() => launch(id));
        outcomes.set(id, mine);
        before = Promise.allSettled([mine]);
      }
      // Each is looked at by its own test.
      for (const outcome of outcomes.values()) outcome.catch(() => {});
    }, 180_000);
    afterAll(() => swarm?.stop(), 60_000);

    for (const [id, { says }] of Object.entries(facts[theme] as Readonly<Record<string, RuntimeFact>>)) {
      test(`${id}: ${says}`, async () => {
        const outcome = await outcomes.get(id);
        if (outcome === undefined) console.warn(`${id}: left out by SWARM_FACTS`);
        else if (outcome !== 'measured') console.warn(`\n*** NOT MEASURED on a real Swarm: ${id}: ${outcome} ***\n`);
      }, 300_000);
    }
  });
}

/** Short enough for the names of Docker. */
const nameFor = (id: string): string => id.slice(0, 40);

function notHere({ needs }: RuntimeFact, swarm: Swarm, ipvs: boolean): string | undefined {
  if (needs?.ipvs && !ipvs) return 'this kernel has no IPVS, so virtual IPs and the routing mesh do not answer';
  if (needs?.client && swarm.client[0] < needs.client)
    return `needs the docker command ${needs.client}, and this is ${swarm.client.join('.')}`;
  if (needs?.engine && swarm.engine[0] < needs.engine)
    return `needs Docker Engine ${needs.engine}, and this is ${swarm.engine.join('.')}`;
  return undefined;
}
