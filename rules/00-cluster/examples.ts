/** Small snapshots for the examples of checks. */
import { type FileTree, SNAPSHOT_KEY, SNAPSHOT_VERSION } from '../../src/kit/index.ts';

type Json = Readonly<Record<string, unknown>>;

export const snapshot = (parts: Json): FileTree => ({
  'cluster.json': `${JSON.stringify({ [SNAPSHOT_KEY]: SNAPSHOT_VERSION, ...parts }, null, 2)}\n`,
});

interface NodeOptions {
  readonly engine?: string;
  readonly state?: string;
  readonly availability?: string;
  readonly reachability?: string;
}

const node = (name: string, role: string, { engine, state = 'ready', availability = 'active' }: NodeOptions): Json => ({
  ID: name,
  Spec: { Role: role, Availability: availability },
  Description: { Hostname: name, ...(engine === undefined ? {} : { Engine: { EngineVersion: engine } }) },
  Status: { State: state },
});

export const worker = (name: string, options: NodeOptions = {}): Json => node(name, 'worker', options);

export const manager = (name: string, options: NodeOptions = {}): Json => ({
  ...node(name, 'manager', options),
  ManagerStatus: { Reachability: options.reachability ?? 'reachable' },
});

/** A cluster that nothing is wrong with. */
export const nodes: readonly Json[] = [manager('node1'), worker('node2'), worker('node3')];

export const service = (name: string, more: Json = {}, replicas = 1): Json => ({
  ID: name,
  Spec: {
    Name: name,
    Labels: { 'com.docker.stack.namespace': name.split('_')[0] },
    TaskTemplate: { ContainerSpec: { Image: 'registry.example/shop:1.4.2@sha256:4bcf' } },
    Mode: { Replicated: { Replicas: replicas } },
  },
  ...more,
});

/** Seconds before the snapshot. */
const moment = (seconds: number): string => new Date(Date.UTC(2027, 2, 1, 12) - seconds * 1000).toISOString();

export const taken: Json = { SystemTime: moment(0) };

interface TaskOptions {
  readonly slot?: number;
  readonly node?: string;
  readonly desired?: string;
  readonly error?: string;
  readonly image?: string;
  /** Seconds since it came into its state. */
  readonly age?: number;
}

export const task = (
  of: string,
  state: string,
  { slot = 1, node: on, desired = 'running', error, image, age = 60 }: TaskOptions = {},
): Json => ({
  ID: `${of}.${slot}.${age}`,
  ServiceID: of,
  Slot: slot,
  ...(on === undefined ? {} : { NodeID: on }),
  DesiredState: desired,
  Status: { Timestamp: moment(age), State: state, ...(error === undefined ? {} : { Err: error }) },
  ...(image === undefined ? {} : { Spec: { ContainerSpec: { Image: image } } }),
});
