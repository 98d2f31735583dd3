/** What may stand at each place of the command line: read from the commands themselves, with the values the options take. */
import type { Command, Option } from 'commander';

/** `files`, `directories`: the shell knows them. */
export type Values = readonly string[] | 'files' | 'directories' | 'none';

export interface OptionWords {
  /** `-f`, `--format` */
  readonly flags: readonly string[];
  readonly note: string;
  /** Absent: the option takes none. */
  readonly values?: Values;
}

export interface CommandWords {
  /** Empty for the program itself. */
  readonly name: string;
  readonly note: string;
  readonly options: readonly OptionWords[];
  readonly operands: Values;
}

/** Values by `command --option`, and operands by `command`; the program itself has no name. */
export type ValueTable = Readonly<Record<string, Values>>;

function optionWords(option: Option, command: string, table: ValueTable): OptionWords {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined && flag !== null);
  const takes = option.required || option.optional;
  const known = table[`${command} ${option.long}`] ?? table[`* ${option.long}`];
  return { flags, note: option.description, ...(takes ? { values: known ?? 'none' } : {}) };
}

/** The program first, then its commands in their order. `--help` stands with each. */
export function describeCommands(program: Command, table: ValueTable): readonly CommandWords[] {
  const help: OptionWords = { flags: ['-h', '--help'], note: 'what can be said here' };
  return [program, ...program.commands].map((one): CommandWords => {
    const name = one === program ? '' : one.name();
    return {
      name,
      note: one.description(),
      options: [...one.options.map((option) => optionWords(option, name, table)), help],
      operands: table[name] ?? 'none',
    };
  });
}
