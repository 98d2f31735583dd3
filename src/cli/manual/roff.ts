/** The manual page `swarm-lint(1)`, in the macros of man(7). */
import { commands, exitCodes, summary } from './commands.ts';
import { type Documented, groupedOptions } from './groups.ts';
import { wrapped } from './readme.ts';
import { addresses, type Entry, environment, examples, files, seeAlso } from './surroundings.ts';
import { type CommandWords, flagsOf, helpOf, type OptionWords } from './words.ts';

/** Bytes of a line of the source, about. */
const WIDTH = 72;

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\e',
  '-': '\\-',
  "'": '\\(aq',
  '"': '\\(dq',
  '^': '\\(ha',
  '~': '\\(ti',
  '`': '\\(ga',
};

/** Characters as they are shown: a hyphen stays one that can be typed, and whatever is not ASCII is named. */
export const escaped = (text: string): string =>
  text.replace(/[\\\-'"^~`]|[^\n -~]/gu, (one) => {
    const code = one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return ESCAPES[one] ?? `\\[u${code}]`;
  });

const bold = (text: string): string => `\\fB${escaped(text)}\\fR`;

/** `code` in bold, the rest escaped. */
const marked = (text: string): string =>
  text
    .split('`')
    .map((part, at) => (at % 2 === 1 ? bold(part) : escaped(part)))
    .join('');

/** A line that begins with a dot or a quote would be an order to roff. */
export const guarded = (line: string): string => (/^[.']/.test(line) ? `\\&${line}` : line);

/** Lines of text, short ones, as sources of roff have them. */
const flowed = (text: string): readonly string[] => wrapped(marked(text), WIDTH).map(guarded);

/** `<name[:file]>` with what has to be replaced in italics. */
const placeholder = (value: string): string => {
  const inner = value.slice(1, -1);
  const italic = inner.replace(/[\w-]+/g, (word) => `\\fI${escaped(word)}\\fR`);
  return value.startsWith('[') ? `[${italic}]` : italic;
};

function flagLine(option: OptionWords): string {
  const { names, value } = flagsOf(option);
  return names.map(bold).join(', ') + (value === undefined ? '' : ` ${placeholder(value)}`);
}

const entry = (tag: string, ...texts: readonly string[]): readonly string[] => [
  '.TP',
  guarded(tag),
  ...texts.filter((text) => text !== '').flatMap(flowed),
];

const stop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function optionEntry({ option, commands: takers }: Documented, lead: string): readonly string[] {
  const named = takers.map((name) => `\`${name}\``).join(', ');
  const whose = named === '' ? '' : `${lead} ${named}.`;
  return entry(flagLine(option), stop(capital(helpOf(option))), option.more ?? '', whose);
}

const called = ({ name, shown, operands }: CommandWords): string => {
  const rest = (shown ?? operands ?? '').replace(/[\w-]+/g, (word) => `\\fI${escaped(word)}\\fR`).replace(/[<>]/g, '');
  return [bold(name === '' ? 'swarm-lint' : `swarm-lint ${name}`), '[\\fIoptions\\fR]', rest].join(' ').trim();
};

const entries = (all: readonly Entry[]): readonly string[] =>
  all.flatMap(([name, meaning]) => entry(name.split(', ').map(bold).join(', '), meaning));

/** The whole page. It names no date, so that the same version always gives the same page. */
export function manualPage(version: string): string {
  const { lint, others, everywhere } = groupedOptions();
  const [first] = commands;
  const lines = [
    `.TH SWARM\\-LINT 1 "" "swarm\\-lint ${escaped(version)}" "User Commands"`,
    // Neither a name in two pieces nor gaps between words.
    '.nh',
    '.ad l',
    '.SH NAME',
    'swarm\\-lint \\- tell what breaks when a repository is scaled on Docker Swarm',
    '.SH SYNOPSIS',
    ...commands.flatMap((command, at) => [...(at === 0 ? [] : ['.br']), called(command)]),
    '.SH DESCRIPTION',
    ...flowed(summary),
    '.PP',
    ...flowed(first!.more ?? ''),
    '.SH COMMANDS',
    ...commands.flatMap((command) =>
      entry(called(command), stop(capital(command.help)), command === first ? '' : (command.more ?? '')),
    ),
    '.SH OPTIONS',
    '.SS Linting',
    ...lint.flatMap((one) => optionEntry(one, 'Also of')),
    '.SS Other commands',
    ...others.flatMap((one) => optionEntry(one, 'Of')),
    '.SS All commands',
    ...everywhere.flatMap((one) => optionEntry(one, '')),
    '.SH EXIT STATUS',
    ...exitCodes.flatMap(([code, meaning]) => entry(bold(String(code)), stop(capital(meaning)))),
    '.SH ENVIRONMENT',
    ...entries(environment),
    '.SH FILES',
    ...entries(files),
    '.SH EXAMPLES',
    ...examples.flatMap(([command, meaning]) => entry(bold(command), meaning)),
    '.SH SEE ALSO',
    seeAlso
      .map((page) => page.replace(/^(.+)(\(\d\))$/, (_all, name: string, part: string) => `${bold(name)}${part}`))
      .join(',\n'),
    '.PP',
    ...addresses.map(escaped),
  ];
  return `${lines.join('\n')}\n`;
}
