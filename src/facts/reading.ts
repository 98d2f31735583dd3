/** What one file says. A reading depends on path and text alone, so it may be cached by content. */
import type { Gap, Located, Source, Span } from '../source/index.ts';
import type { CodeFile } from './code.ts';
import type { Companion } from './companion.ts';
import type { ComposeFile } from './compose.ts';
import type { Dockerfile, IgnoreFile } from './dockerfile.ts';
import type { Variables } from './interpolation.ts';
import type { LiveCluster } from './live.ts';
import type { CredentialFile, EnvFile, Lock, Manifest, PathAliases } from './manifest.ts';
import type { ProcessList } from './process-list.ts';
import type { PipelineImage, RuntimeWish } from './runtime.ts';
import type { ServerFile } from './server-file.ts';
import type { ServiceCreation } from './service-command.ts';
import type { Invocation, ParseShell, ShellScript } from './shell.ts';

/** `swarm-lint-ignore CHECK[, CHECK] -- reason` in a comment. The place is the comment. */
export interface IgnoreComment extends Located {
  /** What follows `swarm-lint-ignore-`: `file`, or a word that means nothing. */
  readonly kind?: string;
  readonly checks: readonly string[];
  readonly reason?: string;
  /** Whole lines. Absent: none, because it stands where it means nothing. */
  readonly covers?: Span;
}

export interface Reading {
  readonly compose?: readonly ComposeFile[];
  readonly dockerfiles?: readonly Dockerfile[];
  readonly ignoreFiles?: readonly IgnoreFile[];
  readonly manifests?: readonly Manifest[];
  readonly locks?: readonly Lock[];
  readonly aliases?: readonly PathAliases[];
  readonly envFiles?: readonly EnvFile[];
  readonly credentialFiles?: readonly CredentialFile[];
  readonly processLists?: readonly ProcessList[];
  readonly serverFiles?: readonly ServerFile[];
  readonly scripts?: readonly ShellScript[];
  readonly invocations?: readonly Invocation[];
  readonly runtimeWishes?: readonly RuntimeWish[];
  readonly pipelineImages?: readonly PipelineImage[];
  readonly companions?: readonly Companion[];
  /** Places of tokens that let a machine into the Swarm. */
  readonly joinTokens?: readonly Located[];
  /** Each `docker service create` among the invocations. */
  readonly creations?: readonly ServiceCreation[];
  readonly code?: readonly CodeFile[];
  readonly live?: readonly LiveCluster[];
  readonly ignoreComments?: readonly IgnoreComment[];
  readonly gaps?: readonly Gap[];
}

/** Reads one source file; nothing when it cannot be parsed. `exists` answers whether the repository holds a path. */
export interface ReadSource {
  (source: Source, exists: (path: string) => boolean): CodeFile | undefined;
  /** Of a program that is a manifest (`setup.py`), what it says as such; nothing when it cannot be parsed. */
  readonly asManifest?: (source: Source) => Reading | undefined;
}

/** Thrown by a parser that is not loaded: whoever asked for the run loads it and begins again. Nothing of ours has failed. */
export class ParserMissed extends Error {
  override name = 'ParserMissed';
}

/** Parsers that are heavy or load asynchronously: loaded at the edge, and only when a file needs them. */
export interface Parsers {
  readonly shell?: ParseShell;
  /** Reads one JavaScript or TypeScript file. `exists` answers whether the repository holds a path, for resolving imports. */
  readonly javascript?: (source: Source, exists: (path: string) => boolean) => CodeFile;
  readonly python?: ReadSource;
  readonly go?: ReadSource;
  readonly ruby?: ReadSource;
  readonly php?: ReadSource;
  readonly java?: ReadSource;
  readonly kotlin?: ReadSource;
  readonly csharp?: ReadSource;
  readonly rust?: ReadSource;
  readonly elixir?: ReadSource;
}

export type ParserName = keyof Parsers;

export interface ReaderContext {
  readonly parsers: Parsers;
  readonly exists: (path: string) => boolean;
  /** The environment of whoever deploys, where it is known. */
  readonly variables?: Variables;
}

/** Turns one file into facts. Never throws on bad input: what cannot be read becomes a Gap. */
export interface Reader {
  readonly name: string;
  /** The name alone is the fact: the file need not be loaded. */
  readonly byName?: true;
  /** Whether a file of `byName` says more beside the files that are there, so that it is loaded all the same. */
  readonly worthLoading?: (path: string, exists: (path: string) => boolean) => boolean;
  /** Whether the path could be one of ours: a cheap look at the name. */
  readonly claims: (path: string) => boolean;
  /** Whether the text holds anything for us and which heavy parser it takes; decided before anything is parsed. */
  readonly needs?: (source: Source) => keyof Parsers | undefined;
  readonly read: (source: Source, context: ReaderContext) => Reading;
  /** Tells of programs and of what they are set up with: nobody asks, where no image ships the file. */
  readonly ofPrograms?: true;
  /** Gives the reader to use instead of this one, which only knows its paths: called at the edge, once a path is claimed. */
  readonly load?: () => Promise<Reader>;
}

/** All that the readers made of one file, and what they asked about other files meanwhile. */
export interface KeptReading {
  readonly reading: Reading;
  /** Paths they asked the repository for. The reading holds as long as the answers are the same. */
  readonly present: readonly string[];
  readonly absent: readonly string[];
  /** Heavy parsers it took. */
  readonly parsers: readonly ParserName[];
}

/** Readings of earlier runs, or of an earlier state of the same run. A reading depends on path and text, and on nothing that is not kept with it. */
export interface ReadingCache {
  readonly get: (source: Source) => KeptReading | undefined;
  /** Never called for a reading that is incomplete: a reader failed, or missed its parser. */
  readonly set: (source: Source, kept: KeptReading) => void;
}
