/** Breaks text the way people, editors and attackers do. Every change is a row; what it does depends on the random numbers alone. */
import type { Random } from './random.ts';

export interface Material {
  /** Another text of the same format. */
  readonly other: string;
  /** Words the readers of the format look for. */
  readonly words: readonly string[];
}

type Mutation = (text: string, random: Random, material: Material) => string;

/** No text grows beyond this: long input has tests of its own. In UTF-16 units. */
const LONGEST = 60_000;

const HOSTILE = [
  '\0',
  '\uFEFF',
  '\r',
  '\r\n',
  '\t',
  '\u2028',
  '\u202E',
  '\u200B',
  '\u001b[31m',
  '\uD800',
  'é',
  '😀',
  '::error::x',
  '##[group]',
  '${',
  '${A:-${B:?${C}}}',
  '$((',
  '`',
  '"""',
  "'''",
  '<![CDATA[',
  ']]>',
  '-->',
  '<script>',
  '{{ x }}',
  '{% if %}',
  '<%= x %>',
  '&a',
  '*a',
  '<<: *a',
  '!!js/function',
  '!reset',
  '? ',
  '- - - ',
  '|+2',
  '>-',
  '%YAML 9.9',
  '---',
  '...',
  '#',
  '# swarm-lint-ignore',
  '# swarm-lint-ignore-file */* -- x',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\\',
  '\\\n',
  '/*',
  '*/',
  '//',
  '../../..',
  '/dev/zero',
  '~',
  'null',
  '99999999999999999999',
  '-1',
  '0x7fffffff',
  '1e999',
  'NaN',
  '.inf',
  '0o17',
  '1_000',
  '12:30:45',
  '9223372036854775808',
  '4.9E-324',
];

const BRACKETS = ['(', ')', '[', ']', '{', '}', '<', '>', '"', "'", '`'];

const at = (text: string, random: Random): number => random.below(text.length + 1);

function piece(text: string, random: Random, longest = 400): readonly [number, number] {
  const start = at(text, random);
  return [start, Math.min(text.length, start + 1 + random.below(longest))];
}

function lineOf(text: string, random: Random): readonly [number, number] {
  const middle = at(text, random);
  const end = text.indexOf('\n', middle);
  return [text.lastIndexOf('\n', middle - 1) + 1, end === -1 ? text.length : end + 1];
}

const insert = (text: string, where: number, what: string): string => text.slice(0, where) + what + text.slice(where);

export const mutations: Readonly<Record<string, Mutation>> = {
  cut: (text, random) => {
    const [start, end] = piece(text, random);
    return text.slice(0, start) + text.slice(end);
  },
  end: (text, random) => text.slice(0, at(text, random)),
  begin: (text, random) => text.slice(at(text, random)),
  repeat: (text, random) => {
    const [start, end] = piece(text, random, 60);
    return insert(text, end, text.slice(start, end).repeat(1 + random.below(random.chance(0.1) ? 400 : 6)));
  },
  move: (text, random) => {
    const [start, end] = piece(text, random);
    const rest = text.slice(0, start) + text.slice(end);
    return insert(rest, at(rest, random), text.slice(start, end));
  },
  'drop a line': (text, random) => {
    const [start, end] = lineOf(text, random);
    return text.slice(0, start) + text.slice(end);
  },
  'double a line': (text, random) => {
    const [start, end] = lineOf(text, random);
    return insert(text, end, text.slice(start, end));
  },
  indent: (text, random) => insert(text, lineOf(text, random)[0], random.pick(['  ', '    ', '\t', ' '])),
  outdent: (text, random) => {
    const [start] = lineOf(text, random);
    return text.slice(0, start) + text.slice(start).replace(/^[ \t]+/, '');
  },
  splice: (text, random, { other }) => text.slice(0, at(text, random)) + other.slice(at(other, random)),
  graft: (text, random, { other }) => insert(text, at(text, random), other.slice(...piece(other, random))),
  'a line of another': (text, random, { other }) =>
    insert(text, lineOf(text, random)[0], other.slice(...lineOf(other, random))),
  word: (text, random, { words }) => insert(text, at(text, random), random.pick(words) ?? ''),
  'word for word': (text, random, { words }) => {
    const found = [...text.matchAll(/[\w.-]{2,}/g)];
    if (found.length === 0) return text;
    const { index, 0: old } = random.pick(found);
    return text.slice(0, index) + (random.pick(words) ?? '') + text.slice(index + old.length);
  },
  bracket: (text, random) => insert(text, at(text, random), random.pick(BRACKETS)),
  'drop a bracket': (text, random) => {
    const found = [...text.matchAll(/[()[\]{}<>"'`]/g)];
    if (found.length === 0) return text;
    const { index } = random.pick(found);
    return text.slice(0, index) + text.slice(index + 1);
  },
  nest: (text, random) =>
    insert(
      text,
      at(text, random),
      random.pick(['[', '{', '(', '{a: ', '- ', '$(', '${A:-', '<a>', 'if (']).repeat(random.below(60)),
    ),
  number: (text, random) => {
    const found = [...text.matchAll(/\d+/g)];
    if (found.length === 0) return text;
    const { index, 0: old } = random.pick(found);
    const other = random.pick(['0', '-1', '99999999999999999999', '1e999', '0x1f', '1.5', '', '٣', '2147483648']);
    return text.slice(0, index) + other + text.slice(index + old.length);
  },
  hostile: (text, random) => insert(text, at(text, random), random.pick(HOSTILE)),
  character: (text, random) => {
    const where = at(text, random);
    return (
      text.slice(0, where) +
      String.fromCharCode(random.below(random.chance(0.2) ? 0xffff : 0x100)) +
      text.slice(where + 1)
    );
  },
  'line ends': (text, random) => text.replaceAll(/\r?\n/g, random.pick(['\r\n', '\r', '\n\n', '\n'])),
  case: (text, random) => {
    const [start, end] = piece(text, random, 30);
    const part = text.slice(start, end);
    return (
      text.slice(0, start) + (part === part.toUpperCase() ? part.toLowerCase() : part.toUpperCase()) + text.slice(end)
    );
  },
};

const rows = Object.values(mutations);

/** One to five changes on top of each other. */
export function mutate(text: string, random: Random, material: Material): string {
  let changed = text;
  for (let left = 1 + random.below(5); left > 0; left--) changed = random.pick(rows)(changed, random, material);
  return changed.slice(0, LONGEST);
}
