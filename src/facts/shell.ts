/** What shell text says: commands in the order they run, and the Docker commands among them. */
import type { Located, Span, Text } from '../source/index.ts';

/** A test of the shell (`[ "$RUN_MIGRATIONS" = true ]`) and how it must come out. Without words: a condition of another kind. */
export interface ShellCondition {
  readonly words: readonly Text[];
  readonly holds: boolean;
}

/** One simple command. Words are unquoted; `value` of a word is absent when it depends on a variable or a substitution. */
export interface ShellCommand extends Located {
  /** `NAME=value` in front of the command, or alone. */
  readonly assignments: readonly (Located & { readonly name: string; readonly value?: string })[];
  readonly words: readonly Text[];
  /** What joins it to the command before. */
  readonly before: 'start' | '&&' | '||' | '|' | ';' | '&';
  /** What follows it. */
  readonly after: 'end' | '&&' | '||' | '|' | ';' | '&';
  /** Runs only under a condition or in a loop: inside if, case, while, for, a function. */
  readonly conditional: boolean;
  /** What must hold for it to run, besides that the commands before it went well; absent when nothing must. */
  readonly conditions?: readonly ShellCondition[];
  /** `raw` as written (`> "out"`), `value` without blanks and quotes (`>out`); of a heredoc only the line it starts on. */
  readonly redirections: readonly Text[];
  /** What a heredoc or a here-string hands to its standard input; the place is that of the text itself. */
  readonly input?: Text;
  /** The innermost subshell, substitution or part of a pipeline it runs in: what it changes (directory, variables) ends there. */
  readonly scope?: Span;
}

export interface ShellScript extends Located {
  readonly path: string;
  /** From `#!`: sh, bash, ash, dash, zsh …; absent without one. */
  readonly interpreter?: string;
  readonly commands: readonly ShellCommand[];
}

/** Turns shell text into commands. `offset` is where the text starts in `file`. Handed to the readers by whoever starts a run. */
export type ParseShell = (text: string, file: string, offset: number) => readonly ShellCommand[];

export interface Flag extends Located {
  /** Without dashes and in its long form where docker has one: `compose-file` for both `--compose-file` and `-c`. */
  readonly name: string;
  readonly value?: Text;
}

/** One command on the way of a text, wrappers such as `sudo` taken off: `envsubst < stack.yml`, `docker compose config`. */
export interface TextStep extends Located {
  readonly words: readonly Text[];
  /** Files put on its standard input. */
  readonly reads: readonly Text[];
  /** Working directory, as for an invocation. */
  readonly directory?: string;
}

/** A file that commands in front make, or standard input. The place is that of its name. */
export interface MadeText extends Located {
  /** As the command names it; absent for standard input. */
  readonly file?: string;
  /** The commands that make it, first to last; none when a heredoc holds it or it comes from where the text does not show. */
  readonly steps: readonly TextStep[];
}

/** One `docker …` command found in a script, a Makefile, a CI file or documentation. */
export interface Invocation extends Located {
  readonly path: string;
  readonly where: 'script' | 'makefile' | 'ci' | 'package-script' | 'documentation' | 'configuration';
  /** CI job or make target. */
  readonly job?: string;
  /** `['stack', 'deploy']`, `['service', 'create']`, `['build']`, `['buildx', 'build']`, `['compose', 'up']`, `['push']`, `['login']` … */
  readonly command: readonly string[];
  readonly flags: readonly Flag[];
  readonly operands: readonly Text[];
  /** Something is piped into it or its standard input is redirected. */
  readonly piped: boolean;
  /** Names of variables it finds in its environment: `export`, `env:`, assignments; `*` stands for names that cannot be known. */
  readonly exports: readonly string[];
  /** Variables that the shell holds and does not export: docker never sees them. */
  readonly unexported?: readonly (Located & { readonly name: string })[];
  /** Files read with `.` or `source` whose variables are exported only where the file says so. */
  readonly sourced?: readonly Text[];
  /** Where what it is given comes from, if commands in front of it make it. */
  readonly made?: readonly MadeText[];
  /** Working directory as far as `cd` tells, relative to the repository root; absent when it cannot be known. */
  readonly directory?: string;
  /** Runs on another machine: over ssh, or against another machine's engine. */
  readonly remote?: boolean;
  /** Runs only under a condition or in a loop of the shell text it stands in. */
  readonly conditional?: boolean;
  /** Its environment is made for it alone: what `exports` leaves out is not set. */
  readonly fresh?: boolean;
  /** Runs in a shell of another machine, which has its own variables and files. */
  readonly elsewhere?: boolean;
}
