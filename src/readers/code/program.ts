/** What a source file says, in words that are the same for every language: calls into libraries, settings, and reads of the environment. */
import type { EnvRead, Guard, Language, Profile, SignalHandler } from '../../facts/code.ts';
import type { Located, Span } from '../../source/index.ts';

/** A member of a library: `redis` and `Redis().get`. An empty module is the language's own. Called results end in `()`, items in `[]`. */
export interface Meaning {
  readonly module: string;
  readonly path: string;
}

export type Value =
  | { readonly kind: 'literal'; readonly literal: string | number | boolean | null }
  /** Read from the environment; `fallback` when one is written. */
  | {
      readonly kind: 'environment';
      readonly name: string;
      readonly need: EnvRead['need'];
      readonly fallback?: Value;
      /** Whose call reads it, when it is not the language's own. */
      readonly library?: string;
    }
  /** A member of a library, or the result of calling one. */
  | { readonly kind: 'member'; readonly meaning: Meaning; readonly arguments?: readonly Argument[] }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'map'; readonly entries: readonly { readonly key: string; readonly value: Value }[] }
  /** One of these, and the text does not tell which. */
  | { readonly kind: 'either'; readonly values: readonly Value[] }
  /** Put together: `/` for parts of a path. */
  | { readonly kind: 'joined'; readonly parts: readonly Value[]; readonly by: '' | '/' }
  | { readonly kind: 'unknown' };

export const unknown: Value = { kind: 'unknown' };

export interface Argument {
  /** Of a keyword argument. */
  readonly name?: string;
  readonly value: Value;
}

/** When a piece of code runs. */
export interface Circumstances {
  readonly guard: Guard;
  /** Variable that switches it on. */
  readonly variable?: string;
  /** Once, when the file is loaded. */
  readonly onLoad: boolean;
  /** Only when the file itself is started, not when it is imported. */
  readonly entryOnly: boolean;
  /** While a request is answered or a message is taken: in a route, a handler, an action of a controller. */
  readonly requests?: boolean;
  /** A variable that lists names switches it on. */
  readonly profile?: Profile;
}

/** Something is called, made with `new`, or put on a definition as a decorator or attribute. */
export interface CallSite extends Located, Circumstances {
  readonly site: 'call';
  /** `member`: read, not called; only members that the tables name are sites. */
  readonly how: 'call' | 'decorator' | 'member';
  /** Absent when what is called cannot be told: then only its last name is known. */
  readonly meaning?: Meaning;
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** Arguments that only exist at run time are handed over as well. */
  readonly open: boolean;
  /**
   * What the function it is handed, or stands on, calls in turn, as written: `db.query`; for a loop over what it answers, the calls of the loop.
   * A function handed over by its name counts as called.
   */
  readonly body?: readonly string[];
  /** Those of `body` whose failure is caught and comes to nothing. */
  readonly tolerated?: readonly string[];
  /** Nothing waits for what it answers. */
  readonly dropped?: boolean;
}

/** A value under a name that a framework looks for: `SESSION_ENGINE = …`, `app.config["X"] = …`, a key of a settings file. */
export interface SettingSite extends Located, Circumstances {
  readonly site: 'setting';
  readonly name: string;
  readonly value: Value;
  /** What the name belongs to, when that is a member of a library: `flask.Flask()` for `app.secret_key`. */
  readonly owner?: Meaning;
  /** Another file may set it as well, and is then right. */
  readonly overruled?: true;
  /** Of a layered configuration: the same name under a profile takes the place of this one. */
  readonly layered?: boolean;
}

/** A function that is run when a signal arrives. */
export interface HandlerSite extends Located, Circumstances {
  readonly site: 'handler';
  readonly module: string;
  readonly label: string;
  readonly signals: readonly string[];
  /** Last names of what its body calls, in order; absent when the body is not in this file. */
  readonly calls?: readonly string[];
  /** Said by the program instead of told by what it calls. */
  readonly does?: SignalHandler['does'];
  readonly drainSeconds?: number;
  readonly unlessSet?: true;
}

/** A text of the program that stands under a name: of a variable, a field, an argument, a key. */
export interface TextSite extends Located, Circumstances {
  readonly name: string;
  readonly text: string;
  /** Keys of the mappings around it, the outermost first. */
  readonly under?: readonly string[];
  /** Variable whose fallback it is. */
  readonly fallbackOf?: string;
}

/** Something that outlives requests, and that functions change: a mapping of the module, a field of the one instance. */
export interface StateSite extends Located, Circumstances {
  readonly name: string;
  /** It is read elsewhere than where it is changed. */
  readonly readBack: boolean;
  /** What answers a request changes it: of the change, not of the declaration. */
  readonly requests?: boolean;
}

export type Site = CallSite | SettingSite | HandlerSite;

export interface ReadSite extends Located, Circumstances {
  readonly name: string;
  readonly module: string;
  readonly need: EnvRead['need'];
  readonly fallback?: Value;
  /** Variable that takes the place of the text around the read. */
  readonly replacedBy?: string;
  /** Argument of the command line that does as well: `--port`. */
  readonly flag?: string;
}

export interface Program {
  readonly language: Language;
  /** Repository paths. */
  readonly imports: readonly string[];
  /** Top names of the libraries it imports. */
  readonly packages: ReadonlySet<string>;
  /** Those of them that may never be loaded. */
  readonly perhaps?: readonly string[];
  readonly sites: readonly Site[];
  readonly reads: readonly ReadSite[];
  /** The first place that reads variables of the environment without naming them. */
  readonly readsAny?: Span;
  readonly texts?: readonly TextSite[];
  readonly state?: readonly StateSite[];
  /** It takes a lock that all replicas see, by words no table of packages holds: of a query, of an option. */
  readonly locked?: boolean;
}

const order: readonly Guard[] = ['always', 'conditional', 'development', 'test'];

/** Of two conditions around a piece of code the one that says more against production. */
export const stricter = (one: Guard, other: Guard): Guard => (order.indexOf(one) > order.indexOf(other) ? one : other);
