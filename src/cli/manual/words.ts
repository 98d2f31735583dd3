/** Commands and options as data. Help, completion, the tables of the README and the manual page are all printed from them. */

/** What may stand behind an option or a command. `files` and `directories` are known to shells; names that the checks bring along are looked up when asked for. */
export type Values = readonly string[] | 'files' | 'directories' | 'topics' | 'factors' | 'obligations';

/** Text is one line; `code` stands in backticks, which the terminal does not show. */
export interface OptionWords {
  /** As commander reads it: `-f, --format <name[:file]>`. */
  readonly flags: string;
  /** What it does, for help, completion and tables: no full stop, no values, no default. */
  readonly help: string;
  /** Sentences for the manual page. */
  readonly more?: string;
  /** Absent: anything, or the option takes none. */
  readonly values?: Values;
  /** The value without the option, which the command is given. */
  readonly preset?: string;
  /** What holds without the option, or without its value; the command is given nothing. */
  readonly otherwise?: string;
  readonly repeatable?: true;
}

export interface CommandWords {
  /** Empty for linting, the command without a name. */
  readonly name: string;
  /** As commander reads them: `[paths...]`. Absent: none. */
  readonly operands?: string;
  /** The operands as people read them, where that differs. */
  readonly shown?: string;
  readonly operandValues?: Values;
  readonly help: string;
  readonly more?: string;
  readonly options: readonly OptionWords[];
}

/** For the terminal. */
export const plain = (text: string): string => text.replaceAll('`', '');

/** The flags and the value of `-f, --format <name[:file]>`; no value: `undefined`. */
export function flagsOf({ flags }: OptionWords): { readonly names: readonly string[]; readonly value?: string } {
  const words = flags.split(' ');
  const value = words.find((word) => /^[<[]/.test(word));
  const names = words.filter((word) => word.startsWith('-')).map((word) => word.replace(',', ''));
  return value === undefined ? { names } : { names, value };
}

/** `auto (default: the evidence of each file decides), swarm`: help with values, what holds without, and whether it may be repeated. */
export function helpOf({ help, values, preset, otherwise, repeatable }: OptionWords): string {
  const unless = preset === undefined ? otherwise : `\`${preset}\``;
  const listed = Array.isArray(values) ? `: ${values.map((value) => `\`${value}\``).join(', ')}` : '';
  return [
    `${help}${listed}`,
    ...(unless === undefined ? [] : [` (default: ${unless})`]),
    ...(repeatable ? ['; may be repeated'] : []),
  ].join('');
}
