/** What shell text says: commands in the order they run, and the Docker commands among them. */
import type { Located, Text } from '../source/index.ts';

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
  readonly redirections: readonly Text[];
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
  /** Without dashes: `compose-file`, `c`. */
  readonly name: string;
  readonly value?: Text;
}

/** One `docker …` command found in a script, a Makefile, a CI file or documentation. */
export interface Invocation extends Located {
  readonly path: string;
  readonly where: 'script' | 'makefile' | 'ci' | 'package-script' | 'documentation';
  /** CI job or make target. */
  readonly job?: string;
  /** `['stack', 'deploy']`, `['service', 'create']`, `['build']`, `['buildx', 'build']`, `['compose', 'up']`, `['push']`, `['login']` … */
  readonly command: readonly string[];
  readonly flags: readonly Flag[];
  readonly operands: readonly Text[];
  /** Something is piped into it or its standard input is redirected. */
  readonly piped: boolean;
  /** Names of variables set around it: `export`, `env:`, assignments, `set -a; . .env`. */
  readonly exports: readonly string[];
  /** Working directory as far as `cd` tells, relative to the repository root; absent when it cannot be known. */
  readonly directory?: string;
}
