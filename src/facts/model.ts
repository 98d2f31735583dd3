/** The assembled facts: readings of single files, joined. Checks speak only in these. */
import type { Gap, Located, Span, Text } from '../source/index.ts';
import type { CodeFact, CodeFile, Language } from './code.ts';
import type { Companion } from './companion.ts';
import type { ComposeService, Declaration, MapNode, NamedValue, Scalar } from './compose.ts';
import type {
  CommandInstruction,
  Dockerfile,
  HealthInstruction,
  IgnoreFile,
  Instruction,
  RunInstruction,
} from './dockerfile.ts';
import type { LiveCluster } from './live.ts';
import type { CredentialFile, EnvFile, Lock, Manifest, PathAliases } from './manifest.ts';
import type { ProcessList } from './process-list.ts';
import type { IgnoreComment } from './reading.ts';
import type { PipelineImage, RuntimeWish } from './runtime.ts';
import type { ServerFile } from './server-file.ts';
import type { ServiceCreation } from './service-command.ts';
import type { Cluster, Target } from './settings.ts';
import type { Invocation, ShellCommand, ShellCondition, ShellScript } from './shell.ts';
import type { LoaderNote } from './swarm/notes.ts';
import type { BaseImage } from './tables/base-images.ts';
import type { ImageFamily } from './tables/image-families.ts';
import type { FilterKind } from './tables/stack-filters.ts';

export type Confidence = 'high' | 'medium' | 'low';
export type Purpose = 'production' | 'development' | 'unknown';
export type Role = 'web' | 'worker' | 'scheduler' | 'datastore' | 'proxy' | 'job' | 'tool';

/** A conclusion with what it rests on. */
export interface Because<T> {
  readonly value: T;
  readonly confidence: Confidence;
  readonly why: string;
  readonly at?: Span;
}

/** The image one build target of a Dockerfile makes, with what it inherits from the stages before it. */
export interface Image extends Located {
  /** Path of the Dockerfile. */
  readonly dockerfile: string;
  /** Name of the stage that is built; absent for the last one without a name. */
  readonly target?: string;
  /** Build context, relative to the root; absent when it lies outside or cannot be known. */
  readonly context?: string;
  /** The image at the bottom of the stage chain, as written. */
  readonly base: Text;
  readonly baseKnown?: BaseImage;
  /** Later wins; own instructions only, not the base image's. */
  readonly environment: readonly NamedText[];
  readonly exposed: readonly (Located & { readonly port: number })[];
  readonly user?: Text;
  readonly workingDirectory?: string;
  readonly volumes: readonly (Located & { readonly path: string })[];
  readonly healthcheck?: HealthInstruction;
  readonly stopSignal?: Text;
  /** argv of the SHELL instruction in force. */
  readonly shell?: readonly string[];
  readonly entrypoint?: CommandInstruction;
  readonly command?: CommandInstruction;
  /** RUN instructions of the stages this image is made from, in order. */
  readonly runs: readonly RunInstruction[];
  /** All instructions of those stages, in order, without ONBUILD. */
  readonly instructions: readonly Instruction[];
  /** RUN instructions of those stages and of the stages they copy from. */
  readonly steps: readonly BuildStep[];
  /** Repository directories and files whose content ends up in the image, also through build stages it copies from. */
  readonly ships: readonly string[];
}

/** A command of a build. */
export interface BuildStep {
  readonly run: RunInstruction;
  /** Folder of the repository whose files stand where it runs; absent when that cannot be told. */
  readonly directory?: string;
}

export interface NamedText extends Located {
  readonly name: string;
  readonly value?: string;
}

/** Which Dockerfile makes the image a service runs. */
export interface ImageLink {
  readonly image: Image;
  readonly confidence: Confidence;
  readonly why: string;
  /** Where the build is written down: its target, its Dockerfile, or the command; absent for a conclusion. */
  readonly at?: Span;
}

/** One command on the way from container start to the application. */
export interface StartCommand extends Located {
  readonly argv: readonly string[];
  /** `command`, `npm script start`, `docker-entrypoint.sh` … */
  readonly via: string;
  /** Runs only under a condition. */
  readonly conditional: boolean;
  /** The conditions as far as the shell's tests state them; arguments of the script are filled in. */
  readonly conditions: readonly ShellCondition[];
  /** Variables set for this command alone. */
  readonly assignments: readonly NamedText[];
  /** The command that stays: the one replicas are made of. */
  readonly main: boolean;
  /** The shell goes on without waiting for it. */
  readonly background: boolean;
  /** What it prints reaches the container's log: it is not redirected, piped on or captured. */
  readonly printed: boolean;
}

/** Who is told to stop when Swarm sends SIGTERM. */
export type SignalPath =
  | 'application'
  | 'shell-in-front'
  | 'manager-in-front'
  | 'killed-by-init'
  | 'no-shell'
  | 'unknown';

/** ENTRYPOINT or CMD as the container gets it, and who wrote it. */
export interface StartPart extends Located {
  readonly argv: readonly string[];
  readonly origin: 'stack' | 'image' | 'base-image';
  readonly form: 'exec' | 'shell';
}

export interface StartParts {
  readonly entrypoint?: StartPart;
  readonly command?: StartPart;
}

/** The process that Swarm's signals go to. */
export interface FirstProcess extends Located {
  /** As people call it, without folders: `node`, `tini`, `docker-entrypoint.sh`. */
  readonly program: string;
  /** `program`: the application itself; all others stay in front of it. */
  readonly kind: 'program' | 'init' | 'wrapper' | 'shell' | 'manager';
}

/** What a task of a service runs. */
export interface ServiceProcess extends Located {
  /** Entrypoint and command as the container gets them; absent when the base image decides and is unknown. */
  readonly argv?: readonly string[];
  readonly origin: 'stack' | 'image' | 'base-image' | 'unknown';
  readonly form: 'exec' | 'shell';
  readonly parts: StartParts;
  /** PID 1 once the application runs; absent when it cannot be told. */
  readonly first?: FirstProcess;
  readonly starts: readonly StartCommand[];
  /** The application's own command: the last of `starts`, unwrapped. */
  readonly main?: StartCommand;
  readonly signal: Because<SignalPath>;
  /** The program is a server that listens on every address by itself. */
  readonly serves?: Because<true>;
  /** The program is known to finish its work on SIGTERM by itself. */
  readonly graceful?: Because<{ readonly drainSeconds?: number }>;
  /** Repository path of the program the main command names. */
  readonly entryFile?: string;
}

/** How many tasks run at once and why more than one can overlap. */
export interface Scale {
  /** Absent when a variable without default decides. */
  readonly replicas?: number;
  readonly global: boolean;
  readonly startFirst: boolean;
  /** A second copy runs today: several replicas, one per node, or old and new side by side during an update. */
  readonly active: boolean;
  /** What makes it so, as written: `replicas: 3`, `mode: global`, `order: start-first`. */
  readonly text?: string;
  readonly at?: Span;
}

/** The source code a service ships. */
export interface ServiceCode {
  /**
   * `read`: detectors ran over it; `third-party`: an image made elsewhere; `unattributed`: no Dockerfile of this repository makes it, or
   * its sources cannot be told; `none`: the image ships no program of ours.
   */
  readonly status: 'read' | 'third-party' | 'unattributed' | 'none';
  readonly why: string;
  /** Repository directory of the package. */
  readonly root?: string;
  readonly manifest?: string;
  readonly languages: readonly Language[];
  /** Folder of the one program a compiler made of it, where that is known. */
  readonly program?: string;
  /** Files reachable from the service's own command, or all shipped ones when no entry is known. */
  readonly files: readonly string[];
  /** Imports lead to every one of them from the file that is started. */
  readonly reached?: true;
  readonly facts: readonly CodeFact[];
  readonly confidence: Confidence;
}

export interface Service extends ComposeService {
  /** Tasks that run, of those that should; only for services that were found running. */
  readonly tasks?: { readonly running: number; readonly desired: number };
  /** `id` of its stack. */
  readonly stack: string;
  readonly purpose: Purpose;
  /** Its stack is deployed on Swarm, as far as the repository tells. */
  readonly swarm: boolean;
  readonly role: Because<Role>;
  readonly family?: ImageFamily;
  readonly built?: ImageLink;
  readonly scale: Scale;
  readonly process: ServiceProcess;
  readonly code: ServiceCode;
  /** What its health check runs, the stack file's or the image's; absent: there is none, or its text cannot be read. */
  readonly probe?: readonly ShellCommand[];
  /** Everything the container finds in its environment: image ENV, then `env_file`, then `environment`; later wins, each name once. */
  readonly effectiveEnvironment: readonly NamedValue[];
}

/** A program that changes a stack file on its way to the deploy. */
export interface StackFilter extends Located {
  readonly kind: Exclude<FilterKind, 'copies'>;
  /** As people call it: `docker compose config`, `envsubst`. */
  readonly tool: string;
  /** Paths given with `--env-file`; `undefined` for one that cannot be known. Absent: the tool looks for `.env`. */
  readonly envFiles?: readonly (string | undefined)[];
}

/** One `docker stack deploy`. The place is the command's. */
export interface StackDeploy extends Located {
  readonly invocation: Invocation;
  /** Paths of the stack files behind it, in order, as far as they are known. */
  readonly files: readonly string[];
  /** All of its files are known. */
  readonly complete: boolean;
  /** What changes them before the deploy reads them, first to last. */
  readonly filters: readonly StackFilter[];
}

/** The files of one deploy, put together. The place is the first file's `services` map. */
export interface Stack extends Located {
  /** Path of the first file; of the last one where several stacks begin with the same file. */
  readonly id: string;
  readonly files: readonly string[];
  readonly purpose: Because<Purpose>;
  readonly swarm: Because<boolean>;
  readonly services: readonly Service[];
  /** The commands that deploy exactly these files. */
  readonly deploys: readonly StackDeploy[];
  readonly declarations: readonly Declaration[];
  /** What Swarm's loader refuses or drops; empty when the stack is not meant for Swarm. */
  readonly loaderNotes: readonly LoaderNote[];
  readonly documents: readonly MapNode[];
  readonly version?: Scalar;
  /** Its services are made by `docker service create`, and the file holds the commands. */
  readonly commands?: true;
  /** It was found running, and the file is a snapshot. */
  readonly running?: true;
}

/** The files of the repository, also those no reader claims. */
export interface FileListing {
  readonly paths: readonly string[];
  readonly has: (path: string) => boolean;
  /** Some file lies below this directory. */
  readonly hasDirectory: (path: string) => boolean;
}

export interface Repository extends Located {
  readonly versionControl: 'git' | 'other' | 'none' | 'unknown';
  /** Paths git tracks; absent outside git. */
  readonly tracked?: ReadonlySet<string>;
  /** What tells the content of a tracked file from any other; absent outside git. */
  readonly contents?: ReadonlyMap<string, string>;
}

export interface Facts {
  readonly repository: Repository;
  /** What the team says its compose files are for. */
  readonly target: Target;
  readonly cluster: Cluster;
  readonly files: FileListing;
  readonly stacks: readonly Stack[];
  /** A running Swarm, where one was asked. */
  readonly live?: LiveCluster;
  /** Every `docker stack deploy`, also those whose files are not known. */
  readonly deploys: readonly StackDeploy[];
  /** Services of all stacks. */
  readonly services: readonly Service[];
  readonly dockerfiles: readonly Dockerfile[];
  /** The last stage of every Dockerfile, and every other stage a service builds. */
  readonly images: readonly Image[];
  readonly manifests: readonly Manifest[];
  readonly locks: readonly Lock[];
  readonly aliases: readonly PathAliases[];
  readonly envFiles: readonly EnvFile[];
  readonly credentialFiles: readonly CredentialFile[];
  readonly ignoreFiles: readonly IgnoreFile[];
  readonly processLists: readonly ProcessList[];
  readonly serverFiles: readonly ServerFile[];
  readonly scripts: readonly ShellScript[];
  readonly invocations: readonly Invocation[];
  readonly runtimeWishes: readonly RuntimeWish[];
  readonly pipelineImages: readonly PipelineImage[];
  readonly creations: readonly ServiceCreation[];
  readonly companions: readonly Companion[];
  readonly joinTokens: readonly Located[];
  readonly code: readonly CodeFile[];
  readonly ignoreComments: readonly IgnoreComment[];
  readonly gaps: readonly Gap[];
}
