/** Options as documentation shows them: each once, with the commands that take it. */
import { commands } from './commands.ts';
import { help, looks, versionOption } from './options.ts';
import { helpOf, type OptionWords } from './words.ts';

export interface Documented {
  readonly option: OptionWords;
  /** Names of commands, besides linting. */
  readonly commands: readonly string[];
}

export interface Groups {
  /** Taken by linting, and by some other commands, too. */
  readonly lint: readonly Documented[];
  /** Taken by other commands only. */
  readonly others: readonly Documented[];
  readonly everywhere: readonly Documented[];
}

const sameWords = (one: OptionWords, other: OptionWords): boolean =>
  one.flags === other.flags && helpOf(one) === helpOf(other);

export function groupedOptions(): Groups {
  const all = commands.flatMap(({ options }) => options).filter((option) => !looks.includes(option));
  const documented = all
    .filter((option, at) => all.findIndex((other) => sameWords(option, other)) === at)
    .map((option) => ({
      option,
      commands: commands
        .filter(({ options }) => options.some((other) => sameWords(option, other)))
        .map(({ name }) => name),
    }));
  const bare = (option: OptionWords): Documented => ({ option, commands: [] });
  const of = (lint: boolean) =>
    documented
      .filter((one) => one.commands.includes('') === lint)
      .map((one) => ({ ...one, commands: one.commands.filter((name) => name !== '') }));
  return {
    lint: [...of(true), bare(versionOption)],
    others: of(false),
    everywhere: [...looks, help].map(bare),
  };
}
