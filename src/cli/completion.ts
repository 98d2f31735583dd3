/** `swarm-lint completion SHELL`: a script for the shell, made from the commands and options as they are. */
import type { Command } from 'commander';
import { rules } from '../../rules/index.ts';
import { obligationNames } from '../docs/topics.ts';
import { suppressionRule } from '../engine/index.ts';
import { targets } from '../kit/index.ts';
import { formats, groupings } from '../report/index.ts';
import { failOnWords } from './choices.ts';
import { bashScript, fishScript, zshScript } from './completion-shells.ts';
import { type CommandWords, describeCommands, type ValueTable } from './completion-words.ts';
import { suggestion } from './nearest.ts';
import { EXIT, type Streams, UsageError } from './streams.ts';
import { topicNames } from './topic.ts';

const shells: Readonly<Record<string, (commands: readonly CommandWords[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

const values: ValueTable = {
  '': 'files',
  facts: 'files',
  explain: topicNames,
  completion: Object.keys(shells),
  ' --format': [...formats.keys()],
  ' --fail-on': failOnWords,
  ' --group-by': groupings,
  ' --baseline': 'files',
  ' --write-baseline': 'files',
  '* --target': targets,
  '* --directory': 'directories',
  'explain --format': ['text', 'markdown', 'json'],
  'rules --format': ['text', 'markdown', 'json'],
  'rules --factor': [...rules, suppressionRule].map(({ id }) => id),
  'rules --severity': ['error', 'warning', 'info'],
  'rules --effect': ['break', 'block', 'degrade', 'cap', 'none'],
  'rules --confidence': ['high', 'medium', 'low'],
  'rules --obligation': obligationNames,
  'env --format': ['text', 'json'],
  'explain-service --format': ['text', 'json'],
};

/** Prints the script; an unknown shell is wrong usage. */
export function runCompletion(shell: string, program: Command, streams: Streams): number {
  const known = Object.keys(shells);
  if (!known.includes(shell))
    throw new UsageError(`unknown shell "${shell}".${suggestion(shell, known)} Known: ${known.join(', ')}.`);
  streams.out(shells[shell]!(describeCommands(program, values)));
  return EXIT.clean;
}
