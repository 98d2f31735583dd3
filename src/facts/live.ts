/** What a running Swarm said of itself when it was asked. Every place is one in the snapshot that holds its answers. */
import type { Located } from '../source/index.ts';
import type { ComposeService, Declaration } from './compose.ts';
import type { Stack } from './model.ts';

/** A machine of the Swarm. The place is its host name. */
export interface ClusterNode extends Located {
  readonly id: string;
  readonly name: string;
  readonly manager: boolean;
  readonly leader: boolean;
  /** What the leader sees of a manager; absent for workers. */
  readonly reachability?: 'reachable' | 'unreachable' | 'unknown';
  /** `ready`, `down`, `disconnected` or `unknown`. */
  readonly state: string;
  /** Why it is in that state, in the words of Swarm. */
  readonly why?: string;
  readonly availability: 'active' | 'pause' | 'drain';
  /** Of its engine, without what a distribution adds: `20.10.24` for `20.10.24+dfsg1`. */
  readonly engine?: string;
}

/** One task, running or not. The place is its state. */
export interface Task extends Located {
  readonly id: string;
  /** Identity of its service. */
  readonly service: string;
  /** Which of the replicas it is; absent for global services and jobs. */
  readonly slot?: number;
  /** Identity of its node; absent until one is chosen. */
  readonly node?: string;
  /** `running`, `pending`, `failed`, `rejected` … */
  readonly state: string;
  /** What Swarm wants it to be: `running`, `ready`, `shutdown`, `remove` or `complete`. */
  readonly desired: string;
  /** Why, in the words of Swarm or of the container. */
  readonly error?: string;
  readonly exitCode?: number;
  /** When it came into this state; RFC 3339. */
  readonly since?: string;
  readonly image?: string;
}

/** A service as it runs. The place is its name. */
export interface LiveService extends Located {
  readonly id: string;
  /** As `docker service ls` prints it: `shop_web`. */
  readonly name: string;
  /** Namespace of `docker stack deploy`; absent for services made in another way. */
  readonly stack?: string;
  /** In the words of a stack file, under its name within the stack: `web`. */
  readonly service: ComposeService;
  /** `shop/web:1.4.2` as it was asked for, before Swarm put the digest behind it. */
  readonly image?: string;
  readonly running?: number;
  readonly desired?: number;
  /** `updating`, `paused`, `completed`, `rollback_started`, `rollback_paused` or `rollback_completed`. */
  readonly update?: Located & { readonly state: string; readonly message?: string };
  readonly tasks: readonly Task[];
  /** `secret shop_key`, `config shop_site`: what it is handed, by its name in the cluster. */
  readonly uses: readonly string[];
}

/** A secret or a config that is stored in the Swarm; what it holds is never read. The place is its name. */
export interface StoredObject extends Located {
  readonly kind: 'secret' | 'config';
  readonly id: string;
  readonly name: string;
  readonly stack?: string;
}

/** The place is the first character of the snapshot. */
export interface LiveCluster extends Located {
  /** When it was asked; RFC 3339. */
  readonly takenAt?: string;
  /** Name of the node that answered. */
  readonly asked?: string;
  /** What the node that answered does with logs of services that say nothing themselves. */
  readonly logDriver?: string;
  /** Without a leader nothing can be read or changed: there are no nodes, services and tasks then. */
  readonly leaderless?: Located & { readonly why: string };
  readonly nodes: readonly ClusterNode[];
  readonly services: readonly LiveService[];
  readonly objects: readonly StoredObject[];
  /** Volumes, networks, secrets and configs of each stack, by its namespace; those of no stack under the empty name. */
  readonly declarations: ReadonlyMap<string, readonly Declaration[]>;
  /** What answered with an error instead of data, and so is not known. */
  readonly refused: readonly (Located & { readonly path: string; readonly why: string })[];
  /** Stacks of the repository it is held against. */
  readonly against?: readonly Stack[];
}
