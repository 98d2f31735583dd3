/** Tasks of the throw-away stack as the engine tells them, watched while they change. */
import type { Engine } from './engine.ts';

export interface SeenTask {
  readonly id: string;
  readonly service: string;
  readonly slot?: number;
  readonly node?: string;
  readonly state: string;
  readonly desired: string;
  readonly error: string;
  readonly exitCode?: number;
  readonly container?: string;
  /** Addresses by the id of the network, without their masks. */
  readonly addresses: ReadonlyMap<string, string>;
  /** The order it was made in. */
  readonly created: string;
}

/** A task with the moments it was seen in its states, in milliseconds of `performance.now()`. */
export interface History {
  task: SeenTask;
  readonly states: Map<string, number>;
  /** When Swarm was first seen wanting it to stop. */
  unwanted?: number;
  /** When it was first seen ended, or gone. */
  ended?: number;
}

export const over: ReadonlySet<string> = new Set(['complete', 'shutdown', 'failed', 'rejected', 'orphaned', 'remove']);
const unwanted: ReadonlySet<string> = new Set(['shutdown', 'remove']);

// biome-ignore lint/suspicious/noExplicitAny: answers of the engine, looked at with care
type Loose = any;

function taskOf(task: Loose): SeenTask {
  const addresses = new Map<string, string>();
  for (const one of task.NetworksAttachments ?? []) {
    const [address] = one.Addresses ?? [];
    if (typeof one.Network?.ID === 'string' && typeof address === 'string')
      addresses.set(one.Network.ID, address.replace(/\/\d+$/, ''));
  }
  return {
    id: String(task.ID),
    service: String(task.ServiceID),
    slot: task.Slot,
    node: task.NodeID || undefined,
    state: String(task.Status?.State ?? 'unknown'),
    desired: String(task.DesiredState ?? 'unknown'),
    error: String(task.Status?.Err ?? ''),
    // A container that never ran has an exit code of 0 in the answer.
    exitCode: task.Status?.ContainerStatus?.ContainerID ? task.Status.ContainerStatus.ExitCode : undefined,
    container: task.Status?.ContainerStatus?.ContainerID || undefined,
    addresses,
    created: String(task.CreatedAt ?? ''),
  };
}

export interface Watch {
  /** Asks once; answers are kept in `histories`. */
  readonly look: () => Promise<readonly SeenTask[]>;
  readonly histories: ReadonlyMap<string, History>;
}

export function watchOf(stack: string, engine: Engine): Watch {
  const histories = new Map<string, History>();
  const filters = encodeURIComponent(JSON.stringify({ label: [`com.docker.stack.namespace=${stack}`] }));
  const look = async (): Promise<readonly SeenTask[]> => {
    const { status, body } = await engine.send('GET', `/tasks?filters=${filters}`);
    if (status !== 200 || !Array.isArray(body)) return [];
    const now = performance.now();
    const tasks = body.map(taskOf);
    const seen = new Set(tasks.map(({ id }) => id));
    for (const task of tasks) {
      const history: History = histories.get(task.id) ?? { task, states: new Map() };
      histories.set(task.id, history);
      history.task = task;
      if (!history.states.has(task.state)) history.states.set(task.state, now);
      if (unwanted.has(task.desired)) history.unwanted ??= now;
      if (over.has(task.state)) history.ended ??= now;
    }
    // Swarm forgets tasks that are scaled away as soon as they have ended.
    for (const [id, history] of histories) if (!seen.has(id)) history.ended ??= now;
    return tasks;
  };
  return { look, histories };
}

/** Those that serve now and are meant to. */
export const runningOf = (tasks: readonly SeenTask[], service: string): readonly SeenTask[] =>
  tasks.filter((task) => task.service === service && task.state === 'running' && task.desired === 'running');
