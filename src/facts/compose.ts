/** What one compose or stack file says, with the place of every word. Anchors and merge keys are already resolved. */
import type { Located, Span, Text } from '../source/index.ts';

/** `${NAME}` with one of the operators Swarm's loader knows; `operand` is the default or the message. */
export interface Variable extends Located {
  readonly name: string;
  readonly operator?: ':-' | '-' | ':?' | '?';
  readonly operand?: string;
  /** What it comes to: its default, or what a known environment holds. Absent when the environment decides and is not known. */
  readonly value?: string;
}

/**
 * One scalar. `raw` is the scalar's text after YAML unquoting, before interpolation; `value` is the text after
 * interpolation when every variable in it has a default, and absent when one has not.
 */
export interface Scalar extends Text {
  readonly kind: 'scalar';
  /** How YAML 1.2 reads it: Swarm's loader rejects a boolean where it wants a string. */
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  /** Literal text and variables, in order; a scalar without variables has one literal part. */
  readonly parts: readonly (string | Variable)[];
  /** The piece that Swarm's loader cannot interpolate: it refuses the file. */
  readonly invalid?: string;
  /** A required variable that is not set: Swarm's loader refuses the file. */
  readonly missing?: string;
  readonly quoted: boolean;
}

export interface Entry extends Located {
  /** The place is the key's. */
  readonly key: string;
  readonly keyType: Scalar['type'];
  readonly value: Node;
  /** Came in through a merge key or an alias: several places may share it. */
  readonly merged?: boolean;
}

export interface MapNode extends Located {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
}

export interface ListNode extends Located {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export type Node = MapNode | ListNode | Scalar;

/** A command as the loader hands it to the container: split like a command line, never run by a shell. */
export interface CommandLine extends Located {
  readonly form: 'string' | 'list';
  /** Words; a variable whose value cannot be known stays as `${NAME}`. */
  readonly argv: readonly string[];
  readonly raw: string;
}

export interface NamedValue extends Located {
  readonly name: string;
  /** Absent for a bare name: the value is taken from whoever runs the deploy. */
  readonly value?: Scalar;
  /** Set when it came from an `env_file`: the path of that file. */
  readonly file?: string;
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export interface Port extends Located {
  readonly form: 'short' | 'long';
  readonly raw: string;
  readonly hostIp?: string;
  /** Absent: Swarm picks a port. */
  readonly published?: PortRange;
  /** Absent when it cannot be known. */
  readonly target?: PortRange;
  readonly protocol: string;
  readonly mode: 'ingress' | 'host';
}

export interface Mount extends Located {
  readonly form: 'short' | 'long';
  readonly raw: string;
  /** `unknown` when the source holds a variable that decides it. */
  readonly type: 'volume' | 'bind' | 'tmpfs' | 'npipe' | 'cluster' | 'unknown';
  /** Volume name or host path; absent for an anonymous volume or when it cannot be known. */
  readonly source?: string;
  readonly target?: string;
  readonly readOnly: boolean;
}

/** A reference of a service to a top-level secret or config. */
export interface Grant extends Located {
  readonly source: string;
  /** Path or file name in the container as written; absent = the default place. */
  readonly target?: string;
}

export interface NetworkAttachment extends Located {
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface HealthTest extends Located {
  readonly form: 'CMD' | 'CMD-SHELL' | 'NONE' | 'invalid';
  /** Words of `CMD`; for `CMD-SHELL` one word, the script; all words of a list that is invalid for want of such a first word. */
  readonly argv: readonly string[];
}

export interface Healthcheck extends Located {
  readonly disabled: boolean;
  readonly test?: HealthTest;
  readonly interval?: Scalar;
  readonly timeout?: Scalar;
  readonly startPeriod?: Scalar;
  readonly retries?: Scalar;
}

export interface Build extends Located {
  readonly context: Scalar;
  readonly dockerfile?: Scalar;
  readonly target?: Scalar;
  readonly arguments: readonly NamedValue[];
}

export interface UpdateConfig extends Located {
  readonly parallelism?: Scalar;
  readonly delay?: Scalar;
  readonly failureAction?: Scalar;
  readonly monitor?: Scalar;
  readonly maxFailureRatio?: Scalar;
  readonly order?: Scalar;
}

export interface RestartPolicy extends Located {
  readonly condition?: Scalar;
  readonly delay?: Scalar;
  readonly maxAttempts?: Scalar;
  readonly window?: Scalar;
}

export interface ResourceAmounts extends Located {
  readonly cpus?: Scalar;
  readonly memory?: Scalar;
}

export interface Deploy extends Located {
  readonly mode?: Scalar;
  readonly replicas?: Scalar;
  readonly endpointMode?: Scalar;
  readonly updateConfig?: UpdateConfig;
  readonly rollbackConfig?: UpdateConfig;
  readonly restartPolicy?: RestartPolicy;
  readonly limits?: ResourceAmounts;
  readonly reservations?: ResourceAmounts;
  readonly constraints: readonly Scalar[];
  readonly maxReplicasPerNode?: Scalar;
  readonly labels: readonly NamedValue[];
}

export interface Logging extends Located {
  readonly driver?: Scalar;
  readonly options: readonly NamedValue[];
}

/** One service as one file writes it. The place is its key. */
export interface ComposeService extends Located {
  readonly name: string;
  readonly body: MapNode;
  /** What each of several files says of it, in order. */
  readonly parts?: readonly ComposeService[];
  readonly image?: Scalar;
  readonly build?: Build;
  readonly command?: CommandLine;
  readonly entrypoint?: CommandLine;
  readonly environment: readonly NamedValue[];
  readonly envFiles: readonly Scalar[];
  readonly ports: readonly Port[];
  readonly mounts: readonly Mount[];
  readonly networks: readonly NetworkAttachment[];
  readonly secrets: readonly Grant[];
  readonly configs: readonly Grant[];
  readonly healthcheck?: Healthcheck;
  /** What the image itself asks, where an engine that holds it has told; absent: not known. */
  readonly imageHealth?: HealthTest | 'none';
  readonly deploy?: Deploy;
  /** Container labels (`labels:` beside `image:`); service labels are `deploy.labels`. */
  readonly labels: readonly NamedValue[];
  readonly logging?: Logging;
  readonly restart?: Scalar;
  readonly init?: Scalar;
  readonly stopGracePeriod?: Scalar;
  readonly stopSignal?: Scalar;
  readonly user?: Scalar;
  readonly workingDirectory?: Scalar;
  readonly hostname?: Scalar;
  readonly containerName?: Scalar;
  readonly networkMode?: Scalar;
  readonly tty?: Scalar;
  readonly stdinOpen?: Scalar;
  readonly dependsOn: readonly Text[];
  /** `x-swarm-lint: { ignore: { CHECK: reason } }` */
  readonly ignores: readonly NamedValue[];
}

/** A top-level network, volume, secret or config. The place is its key. */
export interface Declaration extends Located {
  readonly kind: 'network' | 'volume' | 'secret' | 'config';
  readonly name: string;
  readonly external: boolean;
  readonly driver?: Scalar;
  readonly driverOptions: readonly NamedValue[];
  readonly labels?: readonly NamedValue[];
  readonly file?: Scalar;
  /** The `name:` it gets in the cluster. */
  readonly givenName?: Scalar;
  /** The old spelling of it, `external: { name: … }`. */
  readonly externalName?: Scalar;
}

/** Something the YAML parser itself complains about and Swarm's loader would refuse. */
export interface YamlProblem extends Located {
  readonly message: string;
}

export interface ComposeFile extends Located {
  readonly path: string;
  readonly document: MapNode;
  readonly version?: Scalar;
  readonly services: readonly ComposeService[];
  readonly declarations: readonly Declaration[];
  readonly problems: readonly YamlProblem[];
  /** Where a second document begins, which Swarm's loader never reads. */
  readonly rest?: Span;
  /** `!reset` and other tags of Compose. */
  readonly tags?: readonly Text[];
}
