/**
 * All that is known of one service, as plain data: what `explain-service` prints, and what its JSON holds as it is
 * (src/report/schema/service.json). `null` stands for what is not known or not there; times are in seconds.
 */
import type {
  Confidence,
  Language,
  Obligation,
  PlaceKind,
  Role,
  Severity,
  SignalPath,
  StateFact,
  StorageKind,
} from '../../kit/index.ts';
import type { ObligationStatus, Verdict } from '../report.ts';

/** A place as people write it; both numbers count from 1. */
export interface Spot {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Something written somewhere; `at` is null where nobody wrote it and a default holds. */
export interface Written<T> {
  readonly value: T;
  readonly at: Spot | null;
}

export interface ToldCommand {
  readonly argv: readonly string[];
  readonly form: 'exec' | 'shell';
  readonly from: 'stack' | 'image' | 'base-image';
  readonly at: Spot;
}

export interface Identity {
  readonly files: readonly string[];
  readonly swarm: Written<boolean> & { readonly why: string };
  /** Commands that deploy these files. */
  readonly deploys: readonly { readonly stack: string | null; readonly where: string; readonly at: Spot }[];
  readonly role: Written<Role> & { readonly confidence: Confidence; readonly why: string };
  readonly verdict: Verdict;
  readonly singleton: 'ok' | 'broken' | null;
  readonly maxSafeReplicas: number | null;
  /** 0 to 100. */
  readonly score: number | null;
  /** Share of the obligations that could be evaluated, 0 to 1. */
  readonly coverage: number;
  /** Fingerprints of the findings that decide the verdict. */
  readonly reasons: readonly string[];
}

export interface Stage {
  readonly index: number;
  readonly name: string | null;
  readonly from: string;
  /** `final`: the image; `below`: it starts from it; `copied`: it takes files from it; `unused`: another target. */
  readonly use: 'final' | 'below' | 'copied' | 'unused';
  readonly at: Spot;
}

export interface ImageStory {
  readonly reference: Written<string> | null;
  readonly tag: string | null;
  readonly digest: string | null;
  /** The tag may name another image tomorrow. */
  readonly moving: boolean;
  /** Variables that the deploy puts into the reference. */
  readonly variables: readonly { readonly name: string; readonly fallback: boolean; readonly required: boolean }[];
  /** A product made elsewhere: `postgres`. */
  readonly family: string | null;
  readonly build: {
    readonly dockerfile: string;
    readonly at: Spot;
    readonly target: string | null;
    readonly context: string | null;
    readonly confidence: Confidence;
    readonly why: string;
    readonly whyAt: Spot | null;
    readonly base: Written<string>;
    readonly stages: readonly Stage[];
    readonly user: Written<string> | null;
    readonly workingDirectory: string | null;
    readonly exposed: readonly Written<number>[];
    readonly volumes: readonly Written<string>[];
  } | null;
  /** Commands that build or push an image of this name. */
  readonly makers: readonly {
    readonly does: 'builds' | 'pushes' | 'builds and pushes';
    readonly where: string;
    readonly job: string | null;
    readonly platform: string | null;
    readonly at: Spot;
  }[];
}

export interface SourceStory {
  readonly status: 'read' | 'third-party' | 'unattributed' | 'none';
  readonly why: string;
  readonly root: string | null;
  readonly manifest: string | null;
  readonly languages: readonly Language[];
  readonly entry: string | null;
  /** Folder of the one program a compiler made of it. */
  readonly program: string | null;
  readonly files: number;
  readonly confidence: Confidence;
  /** Libraries whose use says something about running it. */
  readonly libraries: readonly string[];
}

export interface ProcessStory {
  readonly argv: readonly string[] | null;
  readonly entrypoint: ToldCommand | null;
  readonly command: ToldCommand | null;
  /** What the stack file takes the place of. */
  readonly replaced: ToldCommand | null;
  readonly first: (Written<string> & { readonly kind: 'program' | 'init' | 'wrapper' | 'shell' | 'manager' }) | null;
  readonly chain: readonly {
    readonly argv: readonly string[];
    readonly via: string;
    readonly at: Spot;
    /** `maybe`: a condition that cannot be followed decides. */
    readonly runs: 'yes' | 'no' | 'maybe';
    readonly background: boolean;
    readonly main: boolean;
  }[];
  readonly signal: {
    readonly name: Written<string> | null;
    readonly reaches: SignalPath;
    readonly confidence: Confidence;
    readonly why: string;
    readonly at: Spot | null;
  };
  readonly grace: Written<number | null>;
  readonly drain: (Written<number> & { readonly why: string }) | null;
  readonly handlers: readonly (Written<string> & { readonly does: 'drains' | 'exits' | 'nothing' | 'unknown' })[];
  readonly graceful: Written<string> | null;
  readonly workers: Written<string> | null;
}

export interface EnvironmentStory {
  readonly variables: number;
  readonly read: number;
  readonly supplied: number;
  /** Further ones that a file or a script which the repository does not show may supply. */
  readonly perhaps: number;
  /** Every line that reads variables names them. */
  readonly complete: boolean;
  readonly example: string | null;
  readonly envFiles: readonly Written<string>[];
  readonly required: readonly {
    readonly name: string;
    readonly at: Spot;
    /** Only where a condition in the code holds. */
    readonly conditional: boolean;
    readonly supplied: { readonly by: string; readonly at: Spot | null } | null;
  }[];
  /** Variables whose name is a secret's. */
  readonly secrets: readonly Written<string>[];
}

export interface GrantStory {
  readonly name: string;
  readonly target: string;
  readonly at: Spot;
  readonly external: boolean | null;
  readonly file: string | null;
}

export interface MountStory {
  readonly type: string;
  readonly source: string | null;
  readonly target: string | null;
  readonly readOnly: boolean;
  readonly storage: StorageKind;
  /** Part of the node itself: its socket, its clock. */
  readonly system: boolean;
  readonly driver: string | null;
  readonly external: boolean;
  readonly at: Spot;
  readonly writes: readonly { readonly kind: string; readonly label: string; readonly at: Spot }[];
}

export interface ListenerStory {
  readonly label: string;
  readonly port: number | null;
  readonly bind: 'all' | 'loopback' | 'unknown';
  readonly confidence: Confidence;
  readonly at: Spot;
}

export interface NetworkStory {
  readonly networks: readonly {
    readonly name: string;
    readonly external: boolean;
    readonly clusterName: string | null;
    readonly aliases: readonly string[];
  }[];
  readonly ports: readonly {
    readonly published: string | null;
    readonly target: string | null;
    readonly protocol: string;
    readonly mode: 'ingress' | 'host';
    readonly at: Spot;
    /** Whether the program is seen listening on the target. */
    readonly heard: 'yes' | 'loopback-only' | 'not-seen' | 'unknown';
  }[];
  readonly listeners: readonly ListenerStory[];
  /** Nothing else is expected to listen. */
  readonly complete: boolean;
  /** Labels that tell a proxy where to send requests. */
  readonly routes: readonly (Written<string> & { readonly name: string })[];
}

export interface HealthStory {
  readonly kind: 'probe' | 'disabled' | 'none' | 'unknown';
  readonly from: 'stack' | 'image' | null;
  readonly form: 'exec' | 'shell' | null;
  readonly argv: readonly string[];
  readonly at: Spot | null;
  readonly interval: Written<number | null> | null;
  readonly timeout: Written<number | null> | null;
  readonly retries: Written<number | null> | null;
  readonly startPeriod: Written<number | null> | null;
  /** Programs the test needs in the image. */
  readonly needs: readonly string[];
  readonly missing: string | null;
}

export interface UpdateStory {
  readonly parallelism: Written<number | null>;
  readonly delay: Written<number | null>;
  readonly order: Written<string | null>;
  readonly failureAction: Written<string | null>;
  readonly monitor: Written<number | null>;
  readonly maxFailureRatio: Written<number | null>;
}

export interface DeployStory {
  readonly mode: Written<string | null>;
  /** Null: one on every node, or a variable decides. */
  readonly replicas: Written<number | null> | null;
  /** A command that changes the number beside the file. */
  readonly scaledBy: Written<string> | null;
  readonly constraints: readonly Written<string>[];
  readonly mostPerNode: Written<number | null> | null;
  readonly limits: Amounts;
  readonly reservations: Amounts;
  readonly restart: {
    readonly condition: Written<string | null>;
    readonly delay: Written<number | null>;
    readonly maxAttempts: Written<number> | null;
    /** The condition comes from `restart:`. */
    readonly legacy: boolean;
  };
  /** Jobs have none. */
  readonly update: UpdateStory | null;
  readonly rollback: UpdateStory | null;
  readonly logging: Written<string | null> | null;
}

export interface Amounts {
  readonly cpus: Written<string> | null;
  readonly memory: Written<string> | null;
}

export interface Link {
  /** Name of a service of the same stack. */
  readonly service: string;
  readonly role: Role;
  /** Variables, places in the code, `depends_on`. */
  readonly via: readonly Written<string>[];
}

export interface StateStory {
  readonly kind: StateFact['kind'];
  readonly scope: StateFact['scope'];
  readonly label: string;
  readonly at: Spot;
  readonly path: string | null;
  /** Where the path ends up, for what is kept in files. */
  readonly place: PlaceKind | null;
  readonly guard: 'always' | 'conditional';
  readonly confidence: Confidence;
  readonly locked: boolean;
}

export interface ObligationStory {
  readonly id: Obligation;
  readonly title: string;
  readonly status: ObligationStatus;
  readonly text: string;
  readonly at: Spot | null;
  readonly findings: readonly string[];
}

export interface FindingStory {
  readonly check: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  readonly at: Spot;
  readonly fingerprint: string;
  readonly accepted: string | null;
}

export interface Story {
  readonly name: string;
  readonly stack: string;
  readonly at: Spot;
  readonly identity: Identity;
  readonly image: ImageStory;
  readonly source: SourceStory;
  readonly process: ProcessStory;
  readonly environment: EnvironmentStory | null;
  readonly secrets: readonly GrantStory[];
  readonly configs: readonly GrantStory[];
  readonly mounts: readonly MountStory[];
  readonly network: NetworkStory;
  readonly health: HealthStory;
  readonly deploy: DeployStory;
  readonly needs: readonly Link[];
  readonly neededBy: readonly Link[];
  readonly state: readonly StateStory[];
  readonly obligations: readonly ObligationStory[];
  readonly findings: readonly FindingStory[];
  /** What could not be read or decided, and why. */
  readonly unknown: readonly (Written<string> & { readonly at: Spot })[];
}
