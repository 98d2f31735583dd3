/** What source code means. Readers translate libraries and languages into this closed set; checks never name a framework. */
import type { Located, Span } from '../source/index.ts';

export type Language =
  | 'javascript'
  | 'python'
  | 'go'
  | 'ruby'
  | 'php'
  | 'java'
  | 'kotlin'
  | 'csharp'
  | 'rust'
  | 'elixir';

/** When a fact holds: always, or only under a condition the code states itself. */
export type Guard = 'always' | 'development' | 'test' | 'conditional';

interface CodeFactBase extends Located {
  /** Library the fact belongs to (`express-session`), or `runtime` for the language's own means. */
  readonly module: string;
  readonly guard: Guard;
  /** Short name for messages: the call or option as people know it, never a value. */
  readonly label: string;
  readonly confidence: 'high' | 'medium' | 'low';
  /** Holds only where the file itself is started (`if __name__ == "__main__"`), not where it is imported. */
  readonly entryOnly?: boolean;
  /** The variable that switches it on holds a list of names; once a service is known, its own environment decides. */
  readonly profile?: Profile;
}

/** Holds where the variable names one of these among others, parted by commas; `!dev`: where it does not. */
export interface Profile {
  readonly variable: string;
  readonly names: readonly string[];
}

/** Reads an environment variable. */
export interface EnvRead extends CodeFactBase {
  readonly kind: 'env-read';
  readonly name: string;
  /** `required`: the program stops or misbehaves without it; `defaulted`: a fallback is written; `optional`: tested or passed on. */
  readonly need: 'required' | 'defaulted' | 'optional';
  /** The fallback when it is a literal and its name is not a secret's. */
  readonly fallback?: string;
  /** Argument of the command line that does as well: `--port`. */
  readonly flag?: string;
  /** The name is a secret's, and a text that would do as one is written as its fallback: the text itself is not kept. */
  readonly knownSecret?: true;
  /** Variable that takes the place of the text around the read: where it is set, nobody asks for this one. */
  readonly replacedBy?: string;
}

/** Opens a listening socket. Absent port or host: cannot be known. */
export interface Listen extends CodeFactBase {
  readonly kind: 'listen';
  readonly port?: number;
  /** Variable that decides the port; `port` is then its default. */
  readonly portVariable?: string;
  /** The address it binds when nothing overrides it; `loopback` covers 127.0.0.1, ::1 and localhost. */
  readonly bind: 'all' | 'loopback' | 'unknown';
  readonly hostVariable?: string;
  /** Where the address is written as text, without the quotes around it. */
  readonly hostAt?: Span;
  /** What the framework does unless the program names an address elsewhere. */
  readonly otherwise?: true;
  /** Variables that name the mode it runs in: it binds all addresses in any other than `development`, which holds without them. */
  readonly modes?: readonly string[];
  /** A framework's default: holds unless the program says where it listens. */
  readonly unlessSet?: true;
}

/** What the value of a variable says about where state is kept. */
export interface StoreChoice {
  readonly variable: string;
  /** Beginnings of values. */
  readonly words: Readonly<Record<string, ChosenScope>>;
  /** Any other value. */
  readonly other: ChosenScope;
  /** Without the variable; absent: it stops or does something else. */
  readonly unset?: ChosenScope;
  /** Without the variable another one is asked. */
  readonly otherwise?: StoreChoice;
}

/** `none`: with this value no such state is kept at all. */
export type ChosenScope = StateFact['scope'] | 'none';

/**
 * State or work whose place decides whether a second replica agrees with the first.
 * `local`: kept in this process or on this disk; `shared`: kept where all replicas see it; `unknown`: the code does not tell.
 */
export interface StateFact extends CodeFactBase {
  readonly kind:
    | 'session-store'
    | 'upload'
    | 'file-write'
    | 'scheduler'
    | 'local-cache'
    | 'rate-limit'
    | 'realtime'
    | 'background-work'
    | 'queue'
    | 'instance-secret'
    | 'datastore'
    | 'migration'
    | 'log-sink'
    | 'module-state';
  readonly scope: 'local' | 'shared' | 'unknown';
  /** Directory or file in the container or the repository, when literal. */
  readonly path?: string;
  /** Variable that chooses between stores or gives the path. */
  readonly variable?: string;
  /** A variable decides the place; once a service is known, `scope` is what its own environment makes of it. */
  readonly choice?: StoreChoice;
  /** Key of a layered configuration: under a profile that is on, the same key takes the place of this one. */
  readonly key?: string;
  /** A framework's default: holds unless the program names another place for this kind of state. */
  readonly unlessSet?: boolean;
  /** Says where such state would go, without keeping any. */
  readonly declares?: boolean;
  /** Kept wherever the program says that state of the first of these kinds goes; `scope` holds where it says nothing. */
  readonly follows?: readonly StateFact['kind'][];
  /** Names a place that is defined elsewhere: `config.active_storage.service = :amazon`. */
  readonly refers?: string;
  /** Defines a place of this name for others to refer to, without keeping any state. */
  readonly defines?: string;
  /** For schedulers and migrations: something makes sure that only one replica does it. */
  readonly locked?: boolean;
  /** For migrations: it drops what is there first. */
  readonly destroys?: true;
  /** For log sinks: the program sends lines to a collector by itself. */
  readonly ships?: true;
  /** For what a module keeps and for written files: the code shows that a request or a message changes it. */
  readonly requests?: true;
  /** For written files: the program reads the same path again. */
  readonly readBack?: true;
  /** For work beside a request: what it does that should not be lost, as it is called there: `mailer.send`. */
  readonly effect?: string;
}

/** Handles SIGTERM. */
export interface SignalHandler extends CodeFactBase {
  readonly kind: 'signal-handler';
  readonly signals: readonly string[];
  /** `drains`: closes the server before it exits; `exits`: leaves at once; `nothing`: takes the signal and goes on; `unknown`: cannot be told. */
  readonly does: 'drains' | 'exits' | 'nothing' | 'unknown';
  /** An explicit limit of the drain. */
  readonly drainSeconds?: number;
  /** A framework's default: holds unless the program says how it stops. */
  readonly unlessSet?: true;
}

/** Answers a health probe: a route that looks like one. */
export interface HealthRoute extends CodeFactBase {
  readonly kind: 'health-route';
  readonly route: string;
  /** What its handler asks another service, as it is called there: `db.query`. */
  readonly asks?: string;
}

/** Writes lines to standard output through a buffer that is only emptied when it is full; the first place of a file. */
export interface BufferedOutput extends CodeFactBase {
  readonly kind: 'buffered-output';
}

/** Starts another program, which the image has to hold. */
export interface Spawn extends CodeFactBase {
  readonly kind: 'spawn';
  /** Name of the program, without folders: `ffmpeg`. */
  readonly program: string;
}

/** Keeps connections to a database, for each process that runs the code. */
export interface ConnectionPool extends CodeFactBase {
  readonly kind: 'connection-pool';
  /** What it connects to, as far as the library tells: `postgres`, `mysql`, `database`. */
  readonly to: string;
  /** Connections at most; absent: cannot be known. */
  readonly most?: number | 'unlimited';
  /** Variable that decides it; `most` is then its default. */
  readonly variable?: string;
  /** Whether a connection nobody uses is closed, probed or kept alive before 900 seconds have passed. */
  readonly idle: 'safe' | 'forgotten' | 'unknown';
}

/** Takes messages from a broker. */
export interface Consumer extends CodeFactBase {
  readonly kind: 'consumer';
  /** `rabbitmq`, `kafka`, `redis` … */
  readonly from: string;
  /** `early`: a message counts as done before the work is. */
  readonly acknowledges: 'early' | 'late' | 'unknown';
  /** `each`: every replica gets every message; `one`: replicas share them. */
  readonly delivery: 'one' | 'each' | 'unknown';
  /** What its handler does that should happen once, as it is called there: `orders.insert`. */
  readonly effect?: string;
}

/** The address of a backing service, written in the code. */
export interface EndpointLiteral extends CodeFactBase {
  readonly kind: 'endpoint-literal';
  /** `postgres`, `redis`, `http` … */
  readonly to: string;
  readonly host: string;
  readonly port?: number;
  /** Variable whose fallback it is. */
  readonly variable?: string;
}

/** A secret written in the code; the text itself is not kept. */
export interface SecretLiteral extends CodeFactBase {
  readonly kind: 'secret-literal';
  /** The name it is given to, or the kind of token its form tells. */
  readonly name: string;
  /** `form`: it has the form of a certain provider's tokens; `name`: its name and its look say so. */
  readonly by: 'form' | 'name';
}

/** A value of one environment, written in the code beside those of others: `{ production: { host: '10.0.0.5' } }`. */
export interface ModeValue extends CodeFactBase {
  readonly kind: 'mode-value';
  /** The environment as the code calls it: `production`, `staging`. */
  readonly mode: string;
  /** `address`: it says where something is; `name`: it names a bucket, a queue, a database. */
  readonly what: 'address' | 'name';
}

/** Asks who the client is, by the address the connection comes from. */
export interface ClientAddress extends CodeFactBase {
  readonly kind: 'client-address';
  /** It takes the word of a proxy in front for it. */
  readonly trusts: boolean;
}

export type CodeFact =
  | EnvRead
  | Listen
  | StateFact
  | SignalHandler
  | HealthRoute
  | BufferedOutput
  | Spawn
  | ConnectionPool
  | Consumer
  | EndpointLiteral
  | SecretLiteral
  | ModeValue
  | ClientAddress;

/** One source file that was looked at. */
export interface CodeFile extends Located {
  readonly path: string;
  readonly language: Language;
  /** Repository paths this file imports, resolved as far as the tree allows. */
  readonly imports: readonly string[];
  /** Packages it imports by name. */
  readonly packages: readonly string[];
  /** Those of them that may never be loaded: only types are taken from them, or they are asked for late or on trial. */
  readonly perhaps?: readonly string[];
  readonly facts: readonly CodeFact[];
  /** The first sign that it reads secrets from files. */
  readonly secretFiles?: Span;
  /** The first place that reads variables without naming them: all of them, or those with a certain beginning. */
  readonly readsAny?: Span;
  /** Variables it names that a bundler replaces while it builds: `NEXT_PUBLIC_API_URL`. */
  readonly inlined?: readonly string[];
  /** Begins with `'use client'`: sent to browsers with all that it imports. */
  readonly client?: true;
  /** False when the text prefilter found nothing worth parsing: its imports were read, facts were not looked for. */
  readonly parsed: boolean;
}
