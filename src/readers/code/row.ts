/** The shape of the tables: what a call or a setting means for a second replica. One row for one thing people write. */
import type { ChosenScope, StateFact, StoreChoice } from '../../facts/code.ts';

export type Scope = StateFact['scope'];
export type { ChosenScope };
export type Kind = StateFact['kind'];

/** A positional argument, counted from 0, or a named one. Several: the first that is written. */
export type Slot = number | string | readonly (number | string)[];

/** The place of the state depends on an option. Text is compared with the beginnings in `words`, members of libraries as `module.path`. */
export interface Choice {
  readonly option: Slot;
  /** What holds without the option; absent: then nothing is reported. */
  readonly absent?: Scope;
  readonly words?: Readonly<Record<string, ChosenScope>>;
  /** What any other value means; `unknown` unless given. `absent`: it is about something else. */
  readonly other?: ChosenScope | 'absent';
}

export interface Condition {
  readonly slot: Slot;
  /** `random`: made up when the program starts; `text`: written in the program; a list: it is one of these; `from`: made from one of these members. */
  readonly is:
    | 'present'
    | 'absent'
    | 'random'
    | 'text'
    | readonly (string | number | boolean)[]
    | { readonly from: readonly string[] };
}

export interface CallRow {
  readonly kind: Kind;
  /** `module.member().method`; `*.method`: any method of that name in a file that imports `package`. */
  readonly calls: readonly string[];
  readonly package?: string;
  readonly how?: 'call' | 'decorator';
  readonly scope: Scope | Choice;
  readonly when?: readonly Condition[];
  readonly path?: Slot;
  /** Only when it runs once, at the start. */
  readonly once?: true;
  /** For work beside a request: it is worth keeping by its nature. */
  readonly lasting?: true;
  /** Only while a request is answered, only when nothing waits for it, and only when it leaves something behind. */
  readonly besideRequest?: true;
  /** For schedulers and migrations: only one replica does it, by the library's own means. */
  readonly locked?: boolean;
  /** For migrations: it drops what is there first. */
  readonly destroys?: true;
  /** For log sinks: it sends lines to a collector. */
  readonly ships?: true;
  /** A framework's default, which a setting elsewhere in the program may replace. */
  readonly unlessSet?: true;
  /** Kept wherever the settings say that state of the first of these kinds goes; `scope` holds where they say nothing. */
  readonly follows?: readonly Kind[];
  /** Only where a condition stands in front of it. */
  readonly guarded?: true;
  /** Says where or whether such state would be kept, without keeping any. */
  readonly declares?: true;
  /** Packages that move the state out of the process, when the same file imports one. */
  readonly sharedBy?: readonly string[];
  readonly label: string;
  readonly confidence: 'high' | 'medium' | 'low';
}

export interface SettingRow {
  readonly kind: Kind;
  /** The name as it is written; `a.b` for a key inside a mapping, `a.*.b` for that of each key. */
  readonly name: string;
  /** `module.member()` it is set on, where the name alone would be anything. */
  readonly owner?: string;
  /** Beginnings of the text, or of the member of a library, and what they mean. */
  readonly words?: Readonly<Record<string, ChosenScope>>;
  /** What holds where the mapping around it is written and this key is not, or nothing stands under it. */
  readonly absent?: Scope;
  /** `random`: only when the value is made up at the start. */
  readonly is?: 'random';
  /** Texts that lead to where state of another kind is kept, and that kind; `words` say what holds where nothing names its place. */
  readonly follows?: Readonly<Record<string, Kind>>;
  /** The text is a name that another file may define. */
  readonly refers?: true;
  /** A variable of the environment that the framework lets win over what is written. */
  readonly instead?: Omit<StoreChoice, 'unset'>;
  readonly other?: ChosenScope;
  /** For schedulers and migrations: only one replica does it, by the library's own means. */
  readonly locked?: boolean;
  /** For migrations: it drops what is there first. */
  readonly destroys?: true;
  /** For log sinks: it sends lines to a collector. */
  readonly ships?: true;
  /** Says where such state would go, without keeping any: only a shared place is news. */
  readonly declares?: true;
  /** Key of the same mapping that names the file; `true`: the value itself does. */
  readonly path?: string | true;
  readonly label: string;
  readonly confidence: 'high' | 'medium' | 'low';
}

/** Opens a listening socket. Sources: each framework's documentation of its defaults. */
export interface ListenRow {
  readonly calls: readonly string[];
  readonly port?: Slot;
  readonly host?: Slot;
  /** One text holds both: `0.0.0.0:8000`. */
  readonly address?: Slot;
  readonly when?: readonly Condition[];
  readonly bind: 'all' | 'loopback';
  /** Variables that name the mode, of which `development` alone binds the loopback address, when no host is given. */
  readonly modes?: readonly string[];
  readonly defaultPort?: number;
  /** A framework's default, which the program may replace elsewhere. */
  readonly unlessSet?: true;
  /** Variables of the library's own that decide where the code says nothing. */
  readonly hostVariable?: string;
  readonly portVariable?: string;
  /** Holds unless the program names an address elsewhere. */
  readonly otherwise?: true;
  readonly label: string;
}

/** One of several answers, by the value of an option; text, numbers and truth values are compared as they are written. */
export type Picked<T extends string> =
  | T
  | 'unknown'
  | {
      readonly option: Slot;
      readonly absent: T | 'unknown';
      /** `$share/*`: any text that begins so. */
      readonly words?: Readonly<Record<string, T | 'unknown'>>;
      /** Made up when the program starts. */
      readonly random?: T;
      readonly other: T | 'unknown';
    };

/** Starts another program. Sources: each language's manual. */
export interface SpawnRow {
  readonly calls: readonly string[];
  /** The program, a list that begins with it, or a whole command line. */
  readonly program: Slot;
  readonly label: string;
}

/** A program that a library starts: `fluent-ffmpeg` needs `ffmpeg`. */
export interface ToolRow {
  readonly calls: readonly string[];
  readonly needs: string;
  readonly label: string;
}

/** Keeps connections to a database. Sources: each library's documentation of its defaults. */
export interface PoolRow {
  readonly calls: readonly string[];
  readonly when?: readonly Condition[];
  readonly to: string;
  /** Names the kind of database, or begins with it as a URL does: more certain than `to`. A file is no pool. */
  readonly by?: Slot;
  readonly most?: Slot;
  /** Comes on top of `most`. */
  readonly overflow?: Slot;
  readonly defaultMost?: number | 'unlimited';
  readonly defaultOverflow?: number;
  readonly idle: Picked<'safe' | 'forgotten'> | 'unknown';
  readonly label: string;
}

/** Takes messages from a broker. Sources: each library's documentation. */
export interface ConsumerRow {
  /** `*.method`: any method of that name in a file that imports `package`. */
  readonly calls: readonly string[];
  readonly package?: string;
  readonly when?: readonly Condition[];
  readonly from: string;
  readonly acknowledges: Picked<'early' | 'late'>;
  readonly delivery: Picked<'one' | 'each'>;
  readonly label: string;
}

/** A setting that says when messages count as done. */
export interface ConsumerSettingRow {
  readonly name: string;
  readonly from: string;
  readonly whenTrue: 'early' | 'late';
  readonly label: string;
}

/** A client of a backing service that is told where it is. URLs are known by their beginnings and need no row. */
export interface EndpointRow {
  readonly calls: readonly string[];
  readonly to: string;
  /** `host` or `host:port`. */
  readonly host: Slot;
  readonly port?: Slot;
}

/** Takes a secret. */
export interface SecretRow {
  readonly calls: readonly string[];
  readonly slot: Slot;
  readonly label: string;
}

/** Asks for the address of the client, or says which proxies to believe. */
export interface AddressRow {
  /** `*.name`: any member of that name, in a file that imports `package` when one is given. */
  readonly calls: readonly string[];
  readonly package?: string;
  readonly when?: readonly Condition[];
  readonly how?: 'call' | 'member';
  readonly trusts: boolean;
  readonly label: string;
}

/** A setting that names the proxies to believe. */
export interface AddressSettingRow {
  readonly name: string;
  /** Values that believe none. */
  readonly none?: readonly (string | number | boolean)[];
  readonly label: string;
}

/** Reads a file: what was written to the same path is state. */
export interface FileReadRow {
  readonly calls: readonly string[];
  readonly path: Slot;
  readonly when?: readonly Condition[];
}

/** A route by its path. */
export interface RouteRow {
  readonly calls: readonly string[];
  readonly route: Slot;
}

export interface Tables {
  readonly calls: readonly CallRow[];
  readonly settings: readonly SettingRow[];
  readonly listeners: readonly ListenRow[];
  readonly routes: readonly RouteRow[];
  /** `module.path` of calls whose answer is new at every start. */
  readonly random: readonly string[];
  /** Packages of distributed locks: a file that imports one guards its jobs. */
  readonly locks: readonly string[];
  readonly spawns?: readonly SpawnRow[];
  readonly tools?: readonly ToolRow[];
  readonly pools?: readonly PoolRow[];
  readonly consumers?: readonly ConsumerRow[];
  readonly consumerSettings?: readonly ConsumerSettingRow[];
  readonly endpoints?: readonly EndpointRow[];
  readonly secrets?: readonly SecretRow[];
  readonly addresses?: readonly AddressRow[];
  readonly addressSettings?: readonly AddressSettingRow[];
  readonly fileReads?: readonly FileReadRow[];
  /** Calls, as written, in which a probe would wait for another service: `db.query`, `redis.ping`. */
  readonly asks?: RegExp;
  /** Last names of calls that let work finish, and of calls that end the process. */
  readonly drains: RegExp;
  readonly exits: RegExp;
  /** Calls that write lines into a buffer, and the option that empties it each time. */
  readonly buffered?: { readonly calls: readonly string[]; readonly flush: string };
  /** The word of a call that must stand in a text worth parsing; its last name unless given. */
  readonly wordOf?: (call: string) => string;
  /** The same for a setting; its outermost name unless given. */
  readonly settingWordOf?: (name: string, owner?: string) => string;
  /** Words that make a file worth parsing beside those the rows hold. */
  readonly words: readonly string[];
  /** Stands in for the last names of spawns, tools, pools, endpoints and secrets, where those are everyday words: `run`, `connect`. */
  readonly aroundWords?: readonly string[];
}
