/** The commands, options and exit codes of the README, between two markers. */
import { commands, exitCodes } from './commands.ts';
import { type Documented, groupedOptions } from './groups.ts';
import { type CommandWords, helpOf, plain } from './words.ts';

export const START = '<!-- usage:start -->';
export const END = '<!-- usage:end -->';

/** Columns of the list of commands. */
const COLUMN = 31;
const WIDTH = 150;

/** `swarm-lint env [services…]` */
export const synopsis = ({ name, shown, operands }: CommandWords): string =>
  ['swarm-lint', name, (shown ?? operands ?? '').replaceAll('...', '…')].filter((word) => word !== '').join(' ');

/** Lines of at most `width` columns; a longer word has a line of its own. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function listed(command: CommandWords): readonly string[] {
  const head = synopsis(command);
  const [first = '', ...rest] = wrapped(plain(command.help), WIDTH - COLUMN);
  const indented = (line: string): string => `${' '.repeat(COLUMN)}${line}`;
  return head.length < COLUMN - 1
    ? [`${head.padEnd(COLUMN)}${first}`, ...rest.map(indented)]
    : [head, ...[first, ...rest].map(indented)];
}

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const sentence = ({ option }: Documented): string => `${helpOf(option)}${option.more ? `. ${option.more}` : ''}`;

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...body.map(row)].join('\n');
}

const names = (commands: readonly string[]): string => commands.map((name) => `\`${name}\``).join(', ');

/** The block between the markers. */
export function usageBlock(): string {
  const { lint, others, everywhere } = groupedOptions();
  const flags = ({ option }: Documented): string => `\`${option.flags}\``;
  return [
    `\`\`\`text\n${commands.flatMap(listed).join('\n')}\n\`\`\``,
    table(
      ['option', 'meaning'],
      [...lint, ...everywhere].map((one) => [flags(one), sentence(one)]),
    ),
    table(
      ['option', 'of', 'meaning'],
      [
        ...lint.filter((one) => one.commands.length > 0).map((one) => [flags(one), names(one.commands), 'as above']),
        ...others.map((one) => [flags(one), names(one.commands), sentence(one)]),
      ],
    ),
    table(
      ['exit code', 'meaning'],
      exitCodes.map(([code, meaning]) => [String(code), meaning]),
    ),
  ].join('\n\n');
}

/** The text with the block between the markers; unchanged where they are missing or in the wrong order. */
export function withUsage(text: string): string {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start === -1 || end < start) return text;
  return `${text.slice(0, start + START.length)}\n\n${usageBlock()}\n\n${text.slice(end)}`;
}
