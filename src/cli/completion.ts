/** `swarm-lint completion SHELL`: a script for the shell, made from the words of commands and options. */
import { rules } from '../../rules/index.ts';
import { obligationNames } from '../docs/topics.ts';
import { suppressionRule } from '../engine/index.ts';
import { bashScript, fishScript, zshScript } from './completion-shells.ts';
import { type Completed, completedCommands, type Words } from './completion-words.ts';
import { commands, shells } from './manual/commands.ts';
import type { Values } from './manual/words.ts';
import { suggestion } from './nearest.ts';
import { EXIT, type Streams, UsageError } from './streams.ts';
import { topicNames } from './topic.ts';

const scripts: Readonly<Record<string, (commands: readonly Completed[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

const named: Readonly<Record<string, readonly string[]>> = {
  topics: topicNames,
  factors: [...rules, suppressionRule].map(({ id }) => id),
  obligations: obligationNames,
};

const wordsOf = (values: Values | undefined): Words =>
  typeof values === 'string' ? (named[values] ?? (values as Words)) : (values ?? 'none');

/** Prints the script; an unknown shell is wrong usage. */
export function runCompletion(shell: string, streams: Streams): number {
  const script = shells.includes(shell) ? scripts[shell] : undefined;
  if (script === undefined)
    throw new UsageError(`unknown shell "${shell}".${suggestion(shell, shells)} Known: ${shells.join(', ')}.`);
  streams.out(script(completedCommands(commands, wordsOf)));
  return EXIT.clean;
}
