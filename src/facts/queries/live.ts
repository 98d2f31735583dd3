/** What a running Swarm shows of itself: its managers, and the services with their tasks. */
import type { Located } from '../../source/index.ts';
import { NO_STACK } from '../assemble/running.ts';
import type { ClusterNode, LiveCluster, LiveService, StoredObject, Task } from '../live.ts';
import type { Facts } from '../model.ts';
import { memoise } from './memoise.ts';

/** The Swarm that was asked, or nothing: for checks that ask one question of all of it. */
export const liveClusters = ({ live }: Facts): readonly LiveCluster[] => (live && live.nodes.length > 0 ? [live] : []);

/** A service that runs; the place is its name. */
export interface Live extends Located {
  readonly live: LiveService;
  /** What it is called in the facts: `serviceKey` takes it. */
  readonly service: { readonly stack: string; readonly name: string };
  readonly cluster: LiveCluster;
}

export const liveServices = memoise((facts: Facts): readonly Live[] =>
  liveClusters(facts).flatMap((cluster) =>
    cluster.services.map((live) => ({
      at: live.at,
      live,
      service: { stack: live.stack ?? NO_STACK, name: live.service.name },
      cluster,
    })),
  ),
);

export interface Quorum {
  readonly managers: readonly ClusterNode[];
  readonly answering: readonly ClusterNode[];
  /** How many must answer for the cluster to be managed. */
  readonly majority: number;
}

export function quorumOf({ nodes }: LiveCluster): Quorum {
  const managers = nodes.filter(({ manager }) => manager);
  return {
    managers,
    answering: managers.filter(({ state, reachability }) => state === 'ready' && reachability !== 'unreachable'),
    majority: Math.floor(managers.length / 2) + 1,
  };
}

/** It takes new tasks. */
export const isWorking = ({ state, availability }: ClusterNode): boolean =>
  state === 'ready' && availability === 'active';

export const nodeName = (cluster: LiveCluster, id: string | undefined): string | undefined =>
  cluster.nodes.find((node) => node.id === id)?.name;

/** Tasks that are meant to run and do. */
export const runningTasks = ({ tasks }: LiveService): readonly Task[] =>
  tasks.filter(({ state, desired }) => state === 'running' && desired === 'running');

/** One place of a service: a replica, or a node of a global service, with all that is remembered of its tasks, the newest last. */
export function placesOf({ tasks }: LiveService): readonly (readonly Task[])[] {
  const places = new Map<string, Task[]>();
  for (const task of tasks) {
    const key = task.slot === undefined ? `node ${task.node ?? ''}` : `slot ${task.slot}`;
    places.set(key, [...(places.get(key) ?? []), task]);
  }
  return [...places.values()].map((own) => [...own].sort((one, other) => timeOf(one) - timeOf(other)));
}

/** Milliseconds; 0 when it is not known. */
export const timeOf = ({ since }: Pick<Task, 'since'>): number => Date.parse(since ?? '') || 0;

/** Milliseconds between a task's last change and the snapshot. */
export const ageOf = (task: Task, { takenAt }: LiveCluster): number =>
  takenAt === undefined ? 0 : Math.max(0, (Date.parse(takenAt) || 0) - timeOf(task));

/** `40 seconds`, `12 minutes`, `3 hours`, `2 days`. */
export function spanOfTime(milliseconds: number): string {
  const steps = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ] as const;
  const [unit, size] = steps.find(([, least]) => milliseconds >= 2 * least) ?? (['second', 1000] as const);
  const count = Math.max(1, Math.round(milliseconds / size));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Its tasks end by themselves, and should. */
export const isJobMode = ({ service }: LiveService): boolean => service.deploy?.mode?.value?.endsWith('-job') === true;

export interface Trouble {
  readonly tasks: readonly [Task, ...Task[]];
  /** The reason that most of them give. */
  readonly why: string;
}

/** Nothing of the service runs. */
export const isDown = (live: LiveService): boolean => runningTasks(live).length === 0;

function troubleOf(tasks: readonly Task[]): Trouble | undefined {
  const counts = new Map<string, number>();
  for (const { error = '' } of tasks) if (error !== '') counts.set(error, (counts.get(error) ?? 0) + 1);
  const [why = ''] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [];
  const [first, ...others] = tasks;
  return first && { tasks: [first, ...others], why };
}

/** Tasks for which no node was found, and that have been told so. */
export const unplaced = (live: LiveService): Trouble | undefined =>
  troubleOf(live.tasks.filter(({ state, desired, error }) => state === 'pending' && desired !== 'shutdown' && error));

/** The newest task of each place where nothing runs and nodes refuse to start one. */
export const refusedTasks = (live: LiveService): Trouble | undefined =>
  troubleOf(
    placesOf(live).flatMap((place) => {
      if (place.some(({ state }) => state === 'running' || state === 'complete')) return [];
      return place.findLast(({ state }) => state === 'rejected') ?? [];
    }),
  );

/** Milliseconds: what lies further back is another story. */
const hour = 3_600_000;

/**
 * Tasks that ended within the hour before the snapshot, at places where that is no accident: three of the last five, or two where nothing runs
 * now. Tasks that Swarm itself stopped are `shutdown` and do not count.
 */
export function endedTasks({ live, cluster }: Pick<Live, 'live' | 'cluster'>): Trouble | undefined {
  if (isJobMode(live)) return undefined;
  return troubleOf(
    placesOf(live).flatMap((place) => {
      const ended = place.filter(
        (task) => (task.state === 'failed' || task.state === 'complete') && ageOf(task, cluster) < hour,
      );
      const runs = place.some(({ state, desired }) => state === 'running' && desired === 'running');
      return ended.length >= (runs ? 3 : 2) ? ended : [];
    }),
  );
}

/** All secrets, or all configs, of a Swarm. The place is the first one's. */
export interface StoredGroup extends Located {
  readonly kind: StoredObject['kind'];
  readonly unused: readonly StoredObject[];
}

export const storedGroups = memoise((facts: Facts): readonly StoredGroup[] =>
  liveClusters(facts).flatMap(({ objects, services }) =>
    (['secret', 'config'] as const).flatMap((kind) => {
      const all = objects.filter((one) => one.kind === kind);
      const used = new Set(services.flatMap((one) => one.uses));
      return all.length === 0
        ? []
        : [{ at: all[0]!.at, kind, unused: all.filter(({ name }) => !used.has(`${kind} ${name}`)) }];
    }),
  ),
);
