/** What may stand at each place of the command line. */
import { help, versionOption } from './manual/options.ts';
import { type CommandWords, flagsOf, type OptionWords, plain, type Values } from './manual/words.ts';

/** `files`, `directories`: the shell knows them. */
export type Words = readonly string[] | 'files' | 'directories' | 'none';

export interface CompletedOption {
  /** `-f`, `--format` */
  readonly flags: readonly string[];
  readonly note: string;
  /** Absent: the option takes none. */
  readonly values?: Words;
}

export interface Completed {
  /** Empty for the program itself. */
  readonly name: string;
  readonly note: string;
  readonly options: readonly CompletedOption[];
  readonly operands: Words;
}

/** The program first, then its commands in their order. `--help` stands with each, `--version` with the program. */
export function completedCommands(
  commands: readonly CommandWords[],
  wordsOf: (values: Values | undefined) => Words,
): readonly Completed[] {
  const completed = (option: OptionWords): CompletedOption => {
    const { names, value } = flagsOf(option);
    return {
      flags: names,
      note: plain(option.help),
      ...(value === undefined ? {} : { values: wordsOf(option.values) }),
    };
  };
  return commands.map((one) => ({
    name: one.name,
    note: plain(one.help),
    options: [...one.options, ...(one.name === '' ? [versionOption] : []), help].map(completed),
    operands: wordsOf(one.operandValues),
  }));
}
