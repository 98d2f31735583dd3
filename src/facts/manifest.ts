/** What manifests, lock files and `.env` files say. */
import type { Located, Span, Text } from '../source/index.ts';

export type Ecosystem = 'npm' | 'python' | 'go' | 'ruby' | 'php' | 'jvm' | 'dotnet' | 'rust' | 'elixir';

export interface Dependency extends Located {
  readonly name: string;
  /** Version or range as written; empty when none is. */
  readonly version: string;
  readonly group: 'runtime' | 'development' | 'optional' | 'peer';
  /** Pinned to exactly one version (`==1.2.3`, a hash, a commit). */
  readonly pinned: boolean;
  /** Named only because another dependency needs it (`// indirect` in go.mod). */
  readonly indirect?: boolean;
  /** Stands behind a condition of a manifest that is a program: it may not be asked for. */
  readonly conditional?: true;
}

export interface Script extends Located {
  readonly name: string;
  readonly command: string;
}

/** One manifest: package.json, requirements.txt, pyproject.toml, go.mod … */
export interface Manifest extends Located {
  readonly path: string;
  readonly ecosystem: Ecosystem;
  readonly name?: string;
  readonly dependencies: readonly Dependency[];
  readonly scripts: readonly Script[];
  /** Names and paths of executables the package offers. */
  readonly bins: readonly string[];
  /** Entry module (`main`). */
  readonly main?: string;
  /** Globs of member packages of a workspace. */
  readonly workspaces: readonly string[];
  /** Paths of manifests or folders of the repository it is built with: project references, path dependencies. */
  readonly references?: readonly string[];
  /** Manifests it takes in, as written (`-r base.txt`). */
  readonly includes?: readonly string[];
  /** A program that puts its dependencies together when it runs: it may have more than those that are named. */
  readonly computed?: true;
  /** `engines.node`, `requires-python`, the `go` directive … */
  readonly runtime?: Text;
  /** `packageManager` of package.json: npm, yarn, pnpm, bun. */
  readonly manager?: string;
  /** Names that are resolved otherwise than by what is written beside them: `overrides`, `resolutions`, `replace`. */
  readonly overridden?: readonly string[];
  /** What its manager notes in the lock to tell that it has changed: one for each way its versions compute it. Absent: cannot be told. */
  readonly contentHashes?: readonly string[];
  /** Says that installs stop where they would change the lock, perhaps on a condition: `RestoreLockedMode`. */
  readonly lockedMode?: true;
  /** Meant to be published as a library: `exports`/`files` and nothing to start. */
  readonly library: boolean;
}

export interface Lock extends Located {
  readonly path: string;
  readonly ecosystem: Ecosystem;
  readonly manager: string;
  /** Absent: not loaded, or in a form that is not read. */
  readonly contents?: LockContents;
  /** Where Git has left two branches that disagree. */
  readonly conflict?: Span;
}

/** What a lock holds, as far as a manifest can be compared with it. Names are spelled as `lockedName` spells them. */
export interface LockContents {
  /** `lockfileVersion` and its like. */
  readonly format?: string;
  /** Version of the tool that wrote it, where it says so. */
  readonly writtenBy?: string;
  readonly hash?: string;
  /** Operating systems and processors it was resolved for. */
  readonly platforms?: readonly string[];
  /**
   * Version by package. npm: by the folder below the lock it is installed in (`node_modules/express`); yarn: by descriptor
   * (`express@^5.1.0`); Go: by module and version. Empty text where no version is told.
   */
  readonly held: ReadonlyMap<string, string>;
  /** What it remembers of the manifests: the folder below the lock, the name, the range as written there. */
  readonly wishes?: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Names it has resolved otherwise than by what is written beside them. */
  readonly overridden?: readonly string[];
}

/** One `NAME=value` line of a `.env`-like file. `raw` is all that follows the first `=`, untouched. */
export interface EnvLine extends Located {
  readonly name: string;
  readonly raw: string;
  readonly exported: boolean;
}

export interface EnvFile extends Located {
  readonly path: string;
  readonly lines: readonly EnvLine[];
  /** Every line that is neither blank nor a comment, without leading blanks and line end: for loaders that know no quotes. */
  readonly written: readonly Text[];
  /** `.env.example`, `.env.sample`, `.env.dist`, `.env.template`: documentation, not configuration. */
  readonly example: boolean;
}

/** A file whose content opens something: a private key, a token, the password of a registry. The place is the line that says so. */
export interface CredentialFile extends Located {
  readonly path: string;
  readonly what: 'private key' | 'token' | 'password';
}

/** Names that settings of a compiler or a bundler give to folders. What else stands in front of a list or a text in such a file is among them. */
export interface PathAliases extends Located {
  readonly path: string;
  readonly names: readonly string[];
}
