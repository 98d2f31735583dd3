/** Nodes and tasks of a running Swarm as rows, the same in every format. */
import type { ClusterNode, LiveCluster, LiveService, Task } from '../kit/index.ts';

export interface NodeRow {
  readonly node: ClusterNode;
  /** `ready`, `down`, `ready, drained`, `unreachable` … */
  readonly state: string;
  readonly role: 'leader' | 'manager' | 'worker';
  /** Tasks that run on it and are meant to. */
  readonly tasks: number;
}

export const stateOf = ({ state, availability, reachability }: ClusterNode): string =>
  [
    reachability === 'unreachable' && state === 'ready' ? 'unreachable' : state,
    ...(availability === 'active' ? [] : [availability === 'drain' ? 'drained' : 'paused']),
  ].join(', ');

const runs = ({ state, desired }: Task): boolean => state === 'running' && desired === 'running';

/** Managers first, then by name. */
export function nodeRows({ nodes, services }: LiveCluster): readonly NodeRow[] {
  const counts = new Map<string, number>();
  for (const { tasks } of services)
    for (const task of tasks) if (runs(task)) counts.set(task.node ?? '', (counts.get(task.node ?? '') ?? 0) + 1);
  return [...nodes]
    .sort((one, other) => Number(other.manager) - Number(one.manager) || (one.name < other.name ? -1 : 1))
    .map((node) => ({
      node,
      state: stateOf(node),
      role: node.leader ? 'leader' : node.manager ? 'manager' : 'worker',
      tasks: counts.get(node.id) ?? 0,
    }));
}

const taskToJson = (
  { id, slot, node, state, desired, error, exitCode, since, image }: Task,
  names: ReadonlyMap<string, string>,
) => ({
  id,
  slot: slot ?? null,
  node: node === undefined ? null : (names.get(node) ?? node),
  state,
  desired,
  error: error ?? null,
  exitCode: exitCode ?? null,
  since: since ?? null,
  image: image ?? null,
});

const serviceToJson = (
  { name, stack, image, running, desired, update, tasks }: LiveService,
  names: ReadonlyMap<string, string>,
) => ({
  name,
  stack: stack ?? null,
  image: image ?? null,
  running: running ?? null,
  desired: desired ?? null,
  update: update?.state ?? null,
  tasks: tasks.map((task) => taskToJson(task, names)),
});

/** `cluster` of the JSON format. */
export function clusterJson(cluster: LiveCluster) {
  const names = new Map(cluster.nodes.map(({ id, name }) => [id, name]));
  return {
    asked: cluster.asked ?? null,
    takenAt: cluster.takenAt ?? null,
    leaderless: cluster.leaderless !== undefined,
    nodes: nodeRows(cluster).map(({ node, role, tasks }) => ({
      name: node.name,
      role,
      state: node.state,
      availability: node.availability,
      reachability: node.reachability ?? null,
      engine: node.engine ?? null,
      tasks,
    })),
    services: cluster.services.map((service) => serviceToJson(service, names)),
  };
}
