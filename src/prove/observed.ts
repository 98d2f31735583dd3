/** What was seen of a stack while it ran under a throw-away name. Durations are seconds, from our own clock unless said otherwise. */

/** Why something was not measured. */
export interface Missing {
  readonly missing: string;
}

export type Measure<T extends object> = T | Missing;

export const isMeasured = <T extends object>(measure: Measure<T>): measure is T => !('missing' in measure);

/** Tasks that ended by themselves, or never began, put together by how. */
export interface Failure {
  /** Of the task: `failed`, `rejected`, `complete` … */
  readonly state: string;
  /** In the words of Swarm or of the container. */
  readonly error: string;
  readonly exitCode?: number;
  readonly count: number;
}

export interface Started {
  readonly wanted: number;
  readonly running: number;
  /** From the deploy until all wanted tasks ran; absent: they never did. */
  readonly seconds?: number;
  /** From the start of the container to healthy, of the slowest task; absent without a health check. */
  readonly secondsToHealthy?: number;
  /** `passed`: Swarm waited for it; `none`: neither the service nor its image has one; `unknown`: no container could be looked at. */
  readonly healthcheck: 'passed' | 'failing' | 'none' | 'unknown';
  readonly failures: readonly Failure[];
  /** Why tasks wait for a node, in the words of Swarm. */
  readonly pending?: string;
}

export interface Scaled {
  readonly to: number;
  readonly running: number;
  /** Until `running` did not change any more or was reached. */
  readonly seconds: number;
  /** Nodes that replicas ran on. */
  readonly nodes: number;
  readonly pending?: string;
  readonly failures: readonly Failure[];
  /** Until only one replica was left again; absent: it did not come to that. */
  readonly back?: number;
}

export interface Answered {
  readonly port: number;
  /** `tcp`: it accepts connections and speaks something else than HTTP. */
  readonly protocol: 'http' | 'tcp';
  readonly path: string;
  readonly replicas: number;
  readonly answering: number;
  /** What those that did not answer did, as the client says: `Connection refused`. */
  readonly refusals: readonly string[];
  /** Status line of the first answer over HTTP. */
  readonly status?: string;
}

export interface StoppedTask {
  /** From the moment Swarm wanted it to stop until it had. */
  readonly seconds: number;
  readonly exitCode?: number;
}

export interface Stopped {
  readonly tasks: readonly StoppedTask[];
  /** `stop_grace_period`. */
  readonly grace: number;
  /** Requests that had begun when the signal came, one for each task. `half-sent`: their last line was still to come, which some servers count as idle. */
  readonly inFlight: Measure<{
    readonly kind: 'slow' | 'half-sent';
    readonly completed: number;
    readonly dropped: number;
  }>;
}

export interface LayerWrites {
  /** Containers that were looked at; those on other nodes cannot be. */
  readonly containers: number;
  /** Files that were made or changed, without what is temporary by its place. */
  readonly lasting: readonly string[];
  /** Caches, process ids and the like. */
  readonly passing: number;
}

export interface VolumeUse {
  readonly volumes: readonly {
    readonly name: string;
    readonly target: string;
    readonly driver: string;
    /** Bytes on the node that was asked; absent: unknown. */
    readonly bytes?: number;
    /** Nodes on which replicas had this volume at the same time. */
    readonly nodes: number;
  }[];
}

export interface Logged {
  readonly stdout: number;
  readonly stderr: number;
}

export interface Requests {
  readonly sent: number;
  readonly failed: number;
  /** How they failed, the most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

export interface Updated {
  readonly replicas: number;
  readonly order: 'stop-first' | 'start-first';
  readonly seconds: number;
  /** `completed`, `paused`, `rollback_completed` …: `UpdateStatus` of the service. */
  readonly state: string;
  readonly requests: Measure<Requests>;
}

export interface RolledBack {
  readonly state: string;
  readonly seconds: number;
  /** Replicas that went on running all the time. */
  readonly kept: number;
  readonly replicas: number;
  readonly requests: Measure<Requests>;
}

export interface ObservedService {
  readonly name: string;
  readonly image?: string;
  readonly mode: 'replicated' | 'global' | 'job';
  readonly start: Measure<Started>;
  readonly scale: Measure<Scaled>;
  readonly answers: Measure<Answered>;
  readonly stop: Measure<Stopped>;
  readonly layer: Measure<LayerWrites>;
  readonly volumes: Measure<VolumeUse>;
  readonly logs: Measure<Logged>;
  readonly update: Measure<Updated>;
  readonly rollback: Measure<RolledBack>;
}

export interface ObservedSwarm {
  /** Name of the node that was asked. */
  readonly asked: string;
  readonly engine: string;
  readonly nodes: number;
}

export interface Observed {
  /** Name the stack was deployed under. */
  readonly stack: string;
  readonly files: readonly string[];
  readonly swarm: ObservedSwarm;
  readonly deploy: { readonly accepted: boolean; readonly seconds: number; readonly said: string };
  readonly services: readonly ObservedService[];
  /** What limits the measurements as a whole: a kernel without IPVS, a probe that could not run. */
  readonly remarks: readonly string[];
  /** What could not be removed, with the command that does. */
  readonly left: readonly string[];
  /** Somebody pressed Ctrl-C: what came before is told. */
  readonly interrupted: boolean;
}
