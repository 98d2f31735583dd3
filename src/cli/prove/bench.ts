/** What every measurement works with. */
import type { Engine } from './engine.ts';
import type { Patience } from './pause.ts';
import type { Probe } from './probe.ts';
import type { Deployed } from './service.ts';
import { runningOf, type SeenTask, type Watch } from './tasks.ts';

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

export const currentOf = async ({ watch }: Bench, { id }: Deployed): Promise<readonly SeenTask[]> =>
  runningOf(await watch.look(), id);

/** The address of a task on a network that the probe is on. */
export const addressOf = ({ addresses }: SeenTask, { networks }: Bench): string | undefined =>
  networks.map((id) => addresses.get(id)).find((address) => address !== undefined);
