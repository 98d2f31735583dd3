/** Under which conditions, and with which variables of its own, a command on the way to the application runs. */
import type { Span, Text } from '../../source/index.ts';
import type { NamedText, StartCommand } from '../model.ts';
import type { ShellCommand } from '../shell.ts';

export type Circumstances = Pick<StartCommand, 'conditional' | 'conditions' | 'assignments' | 'background' | 'printed'>;

export const unconditional: Circumstances = {
  conditional: false,
  conditions: [],
  assignments: [],
  background: false,
  printed: true,
};

/** Redirections that end up in the container's output all the same. */
const ownOutput = /^(?:[12&]?>>?&[12]|2>.*|[1&]?>>?\/(?:dev\/(?:stdout|stderr)|proc\/(?:1|self)\/fd\/[12]))$|^</;

/** `rest`: the arguments of the script the command stands in. */
export const within = (outer: Circumstances, command: ShellCommand, rest: readonly string[]): Circumstances => ({
  conditional: outer.conditional || command.conditional || command.conditions !== undefined,
  conditions: [
    ...outer.conditions,
    ...(command.conditions ?? []).map(({ words, holds }) => ({
      words: words.map((word) => withArgument(word, rest)),
      holds,
    })),
  ],
  assignments: [...outer.assignments, ...command.assignments],
  background: outer.background || command.after === '&',
  printed:
    outer.printed &&
    command.after !== '|' &&
    command.scope === undefined &&
    command.redirections.every(({ value, raw }) => ownOutput.test(value ?? raw)),
});

/** Stands for every variable: a file that is taken in may set any. */
export const anyName = '*';
const setAnything = ['.', 'source', 'eval', 'read'];

/** `export NODE_ENV=production`, or a variable set on a line of its own. */
export const exporting = (
  outer: Circumstances,
  { at, assignments, words, conditions, conditional }: ShellCommand,
): Circumstances => {
  // Set under a condition, it may or may not hold: its value is not known.
  const sure = !conditional && conditions === undefined;
  const anything = setAnything.includes(words[0]?.value ?? '') ? [{ at, name: anyName }] : [];
  const set: readonly NamedText[] = [
    ...anything,
    ...assignments,
    ...words.slice(1).flatMap(({ raw, value }) => pairsOf([value ?? raw], at)),
  ];
  return {
    ...outer,
    assignments: [
      ...outer.assignments,
      ...set.map(({ name, value, ...rest }) => (sure ? { ...rest, name, value } : { ...rest, name })),
    ],
  };
};

/** Variables that a wrapper sets: `env NODE_ENV=production`, `cross-env NODE_ENV=production`. */
export function withAssignments(outer: Circumstances, words: readonly string[], at: Span): Circumstances {
  const set = pairsOf(words, at);
  return set.length === 0 ? outer : { ...outer, assignments: [...outer.assignments, ...set] };
}

const pairsOf = (words: readonly string[], at: Span): readonly NamedText[] =>
  words
    .filter((word) => /^[A-Za-z_]\w*=/.test(word))
    .map((word) => {
      const value = word.slice(word.indexOf('=') + 1);
      const name = word.slice(0, word.indexOf('='));
      return /[$`]/.test(value) ? { at, name } : { at, name, value };
    });

/** `"$1"`, `${1:-web}` and `${@: -1:1}` stand for what the container was started with. */
function withArgument(word: Text, rest: readonly string[]): Text {
  const plain = /^"?\$\{?([1-9])(?:\}|:?-([\w./-]*)\})?"?$/.exec(word.raw);
  if (plain) return { ...word, value: rest[Number(plain[1]) - 1] ?? plain[2] ?? '' };
  const fromEnd = /^"?\$\{@: -([1-9]):1\}"?$/.exec(word.raw);
  if (fromEnd) return { ...word, value: rest.at(-Number(fromEnd[1])) ?? '' };
  return word;
}
