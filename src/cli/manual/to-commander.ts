/** Puts the words of a command on a command of commander. */
import { type Command, Option } from 'commander';
import { commands } from './commands.ts';
import { help } from './options.ts';
import { type CommandWords, helpOf, type OptionWords, plain } from './words.ts';

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

function optionOf(words: OptionWords): Option {
  // The default stands in the words already; commander would say it a second time.
  const option = new Option(words.flags, plain(helpOf({ ...words, preset: undefined })));
  if (words.preset !== undefined) option.default(words.preset, words.preset);
  if (words.repeatable) option.argParser(collect);
  return option;
}

function described(command: Command, words: CommandWords): Command {
  command.description(plain(words.help)).helpOption(help.flags, help.help);
  if (words.operands !== undefined) command.argument(words.operands, words.name === '' ? plain(words.help) : undefined);
  if (words.shown !== undefined) command.usage(`[options] ${words.shown}`);
  for (const option of words.options) command.addOption(optionOf(option));
  return command;
}

/** The program takes the words of linting; with a name, the command below it is made. A name without words is our own fault. */
export function commandFor(program: Command, name?: string): Command {
  const words = commands.find((one) => one.name === (name ?? ''));
  if (words === undefined) throw new Error(`no words for the command ${name}`);
  return described(name === undefined ? program : program.command(name), words);
}
