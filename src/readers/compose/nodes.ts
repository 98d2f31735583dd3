/** Small questions to a YAML node. */
import type { CommandLine, Entry, MapNode, NamedValue, Node, Scalar, Variable } from '../../facts/index.ts';
import { span } from '../../source/index.ts';
import { interpolate, valueOfParts, withNames } from './interpolate.ts';

export const entryOf = (node: Node | undefined, key: string): Entry | undefined =>
  node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;

export const childOf = (node: Node | undefined, key: string): Node | undefined => entryOf(node, key)?.value;

export const scalarOf = (node: Node | undefined, key: string): Scalar | undefined => {
  const child = childOf(node, key);
  return child?.kind === 'scalar' && child.type !== 'null' ? child : undefined;
};

export const mapOf = (node: Node | undefined, key: string): MapNode | undefined => {
  const child = childOf(node, key);
  return child?.kind === 'map' ? child : undefined;
};

/** Items of a list, or the one scalar standing in its place. */
export const itemsOf = (node: Node | undefined): readonly Node[] =>
  node === undefined
    ? []
    : node.kind === 'list'
      ? node.items
      : node.kind === 'scalar' && node.type !== 'null'
        ? [node]
        : [];

export const scalarsOf = (node: Node | undefined): readonly Scalar[] =>
  itemsOf(node).filter((item): item is Scalar => item.kind === 'scalar');

/** What is written, with variables as `${NAME}` where their value cannot be known. */
export const textOf = (scalar: Scalar): string =>
  scalar.value ?? (scalar.invalid === undefined ? withNames(scalar.parts) : scalar.raw);

/** `{ A: 1 }` or `[A=1, B]`: a bare name has no value. */
export function namedValues(node: Node | undefined): readonly NamedValue[] {
  if (node?.kind === 'map') {
    return node.entries.map(({ key, at, value }) => ({
      name: key,
      at,
      value: value.kind === 'scalar' && value.type !== 'null' ? value : undefined,
    }));
  }
  return scalarsOf(node).map((item) => {
    const cut = equalsIn(item);
    if (cut === -1) return { name: textOf(item), at: item.at };
    const head = interpolate(item.raw.slice(0, cut), item.at).parts;
    return { name: withNames(known(head, variablesOf(item))), at: item.at, value: tailOf(item, cut + 1) };
  });
}

/** The first `=` outside variables. */
function equalsIn({ raw, parts }: Scalar): number {
  const cut = raw.indexOf('=');
  if (typeof parts[0] === 'string' && parts[0].includes('=')) return cut;
  // Behind a leading variable: the loader interpolates first and splits then.
  const close = raw.startsWith('${') ? raw.indexOf('}') : 0;
  return close === -1 ? -1 : raw.indexOf('=', close);
}

/** The part of a scalar behind `offset` characters of its raw text. */
function tailOf(item: Scalar, offset: number): Scalar {
  const raw = item.raw.slice(offset);
  const at = span(item.at.file, Math.min(item.at.start + offset, item.at.end), item.at.end);
  const { parts: own, invalid, missing } = interpolate(raw, at);
  const variables = variablesOf(item);
  const parts = known(own, variables.slice(variables.length - own.filter((part) => typeof part !== 'string').length));
  return {
    kind: 'scalar',
    at: item.at,
    raw,
    value: invalid === undefined && missing === undefined ? valueOfParts(parts) : undefined,
    type: 'string',
    parts,
    quoted: item.quoted,
    ...(invalid === undefined ? {} : { invalid }),
  };
}

const variablesOf = ({ parts }: Scalar): readonly Variable[] => parts.filter((part) => typeof part !== 'string');

/** The parts of a piece of text, with the variables of the whole text, which know what they come to. */
function known(parts: readonly (string | Variable)[], variables: readonly Variable[]): readonly (string | Variable)[] {
  let next = 0;
  return parts.map((part) => (typeof part === 'string' ? part : (variables[next++] ?? part)));
}

/** A command: a list as it stands, a string split like a command line with quotes removed and no shell. */
export function commandLine(node: Node | undefined): CommandLine | undefined {
  if (node === undefined || (node.kind === 'scalar' && node.type === 'null')) return undefined;
  if (node.kind === 'list') {
    const words = scalarsOf(node).map(textOf);
    return { at: node.at, form: 'list', argv: words, raw: words.join(' ') };
  }
  return node.kind === 'scalar'
    ? { at: node.at, form: 'string', argv: splitWords(textOf(node)), raw: node.raw }
    : undefined;
}

export function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else if (character === '\\' && quote === '"' && index + 1 < text.length) word += text[++index]!;
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '#' && word === undefined) {
      // A comment to the end of the line.
      const end = text.indexOf('\n', index);
      index = end === -1 ? text.length : end;
    } else if (character === '\\' && index + 1 < text.length) word = (word ?? '') + text[++index]!;
    else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}
