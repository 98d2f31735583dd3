/** What one Dockerfile says, with places. */
import type { Located, Span, Text } from '../source/index.ts';

/** A value of a Dockerfile; `value` is absent when an ARG without default decides it. */
export type DockerText = Text;

interface InstructionBase extends Located {
  /** The instruction is written inside ONBUILD: it runs in images built from this one. */
  readonly onBuild?: boolean;
}

export type Instruction = InstructionBase &
  (
    | { readonly kind: 'env' | 'arg' | 'label'; readonly name: string; readonly value?: DockerText }
    | { readonly kind: 'expose'; readonly port: DockerText; readonly protocol: string }
    | { readonly kind: 'user' | 'workdir' | 'stopsignal'; readonly value: DockerText }
    | { readonly kind: 'volume'; readonly paths: readonly string[] }
    | { readonly kind: 'shell'; readonly argv: readonly string[] }
    | CommandInstruction
    | RunInstruction
    | CopyInstruction
    | HealthInstruction
  );

/**
 * CMD or ENTRYPOINT. In shell form `argv` holds one word, the script. `scriptAt` is where a script stands: it is exactly as
 * long as the script, whose continuation lines are blanked, so places within the script count from its start. Absent when
 * a continuation cuts a word and the script is shorter than what is written.
 */
export interface CommandInstruction extends InstructionBase {
  readonly kind: 'cmd' | 'entrypoint';
  readonly form: 'exec' | 'shell';
  readonly argv: readonly string[];
  readonly scriptAt?: Span;
}

export interface RunInstruction extends InstructionBase {
  readonly kind: 'run';
  readonly form: 'exec' | 'shell';
  /** The script, continuation lines joined with blanks, heredoc bodies included; for exec form the words joined by blanks. */
  readonly script: string;
  /** As for CMD: where the script stands, as long as the script. */
  readonly scriptAt?: Span;
  /** `--mount=…`, `--network=…` as written. */
  readonly flags: readonly string[];
}

export interface CopyInstruction extends InstructionBase {
  readonly kind: 'copy' | 'add';
  readonly sources: readonly DockerText[];
  readonly target: DockerText;
  /** Stage name, stage index or image of `--from`. */
  readonly from?: string;
  readonly flags: readonly string[];
}

export interface HealthInstruction extends InstructionBase {
  readonly kind: 'healthcheck';
  readonly form: 'exec' | 'shell' | 'none';
  readonly argv: readonly string[];
  readonly scriptAt?: Span;
  /** `--interval=…`, `--start-period=…` as written. */
  readonly flags?: readonly string[];
}

/** One build stage. The place is its FROM instruction. */
export interface Stage extends Located {
  readonly index: number;
  readonly name?: string;
  /** The image or stage it starts from, as written and with ARG defaults put in. */
  readonly from: DockerText;
  /** Index of the earlier stage it starts from. */
  readonly fromStage?: number;
  readonly instructions: readonly Instruction[];
}

export interface Dockerfile extends Located {
  readonly path: string;
  readonly stages: readonly Stage[];
  /** ARGs before the first FROM. */
  readonly globalArguments: readonly { readonly name: string; readonly value?: string }[];
}

/** Patterns of a `.dockerignore` or `.gitignore`, in order. */
export interface IgnoreFile extends Located {
  readonly path: string;
  readonly kind: 'docker' | 'git';
  readonly patterns: readonly Text[];
}
