/** Text of YAML scalars and JSON strings in segments that know where each letter stands. */
import type { YamlScalar } from './yaml.ts';

/** `text` stands in the file from `from` to `to`; copied letter by letter when the lengths are the same. */
export interface Segment {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Stands for something that cannot be known; `text` only says that something is there. */
  readonly unknown?: true;
}

export const copy = (source: string, from: number, to: number): Segment => ({ text: source.slice(from, to), from, to });

interface Line {
  readonly from: number;
  readonly to: number;
}

/** Lines without their ends. */
export function linesIn(source: string, from: number, to: number): readonly Line[] {
  const lines: Line[] = [];
  for (let at = from; at < to; ) {
    const found = source.indexOf('\n', at);
    const end = found === -1 || found >= to ? to : found;
    lines.push({ from: at, to: source[end - 1] === '\r' && end > at ? end - 1 : end });
    at = end + 1;
  }
  return lines;
}

const isBlank = (source: string, { from, to }: Line): boolean => /^[ \t]*$/.test(source.slice(from, to));
const indentOf = (source: string, { from, to }: Line): number => {
  let at = from;
  while (at < to && source[at] === ' ') at++;
  return at - from;
};

/** Lines of a block scalar, indentation taken off. A folded one joins neighbouring lines that are not indented further. */
function block(source: string, scalar: YamlScalar): readonly Segment[] {
  const [header, ...lines] = linesIn(source, scalar.start, scalar.end);
  if (header === undefined) return [];
  const explicit = /^[|>][+-]?([1-9])/.exec(source.slice(header.from, header.to))?.[1];
  const first = lines.find((line) => !isBlank(source, line));
  if (first === undefined) return [];
  let indent = indentOf(source, first);
  if (explicit !== undefined) {
    const lineStart = source.lastIndexOf('\n', scalar.start - 1) + 1;
    indent = Math.min(indent, indentOf(source, { from: lineStart, to: scalar.start }) + Number(explicit));
  }
  const segments: Segment[] = [];
  lines.forEach((line, index) => {
    const from = Math.min(line.from + indent, line.to);
    segments.push(copy(source, from, line.to));
    const next = lines[index + 1];
    const joins = (other: Line): boolean =>
      !isBlank(source, other) && !' \t'.includes(source[other.from + indent] ?? '');
    const fold = scalar.style === 'folded' && next !== undefined && joins(line) && joins(next);
    segments.push({ text: fold ? ' ' : '\n', from: line.to, to: line.to });
  });
  return segments;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['0', '\0'],
  ['e', '\u001b'],
  ['_', '\u00a0'],
]);
const lengthOfCode: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** Text between double quotes of JSON, YAML or Groovy; `from` and `to` leave the quotes out. */
export function doubleQuoted(source: string, from: number, to: number): readonly Segment[] {
  const segments: Segment[] = [];
  let start = from;
  let at = from;
  while (at < to) {
    if (source[at] !== '\\') {
      at++;
      continue;
    }
    if (at > start) segments.push(copy(source, start, at));
    const letter = source[at + 1] ?? '';
    const digits = lengthOfCode.get(letter) ?? 0;
    const code = digits === 0 ? Number.NaN : Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
    const end = Math.min(at + 2 + (code <= 0x10ffff ? digits : 0), to);
    const text = code <= 0x10ffff ? String.fromCodePoint(code) : letter === '\n' ? '' : (escapes.get(letter) ?? letter);
    segments.push({ text, from: at, to: end });
    at = end;
    // A line that ends with a backslash goes on without the next one's indentation.
    while (letter === '\n' && at < to && (source[at] === ' ' || source[at] === '\t')) at++;
    start = at;
  }
  if (to > start) segments.push(copy(source, start, to));
  return segments;
}

/** Flow scalars: line ends become one blank, empty lines become line ends. */
function folded(source: string, segments: readonly Segment[]): readonly Segment[] {
  const result: Segment[] = [];
  for (const segment of segments) {
    if (!segment.text.includes('\n') || segment.text.length !== segment.to - segment.from) {
      result.push(segment);
      continue;
    }
    const lines = linesIn(source, segment.from, segment.to);
    let empty = 0;
    lines.forEach((line, index) => {
      const leading = index === 0 ? 0 : indentOf(source, line);
      let { to } = line;
      const last = index === lines.length - 1;
      while (!last && to > line.from && ' \t'.includes(source[to - 1]!)) to--;
      if (index > 0 && isBlank(source, line) && !last) {
        empty++;
        return;
      }
      if (index > 0) result.push({ text: empty > 0 ? '\n'.repeat(empty) : ' ', from: line.from, to: line.from });
      empty = 0;
      result.push(copy(source, Math.min(line.from + leading, to), to));
    });
  }
  return result;
}

function singleQuoted(source: string, from: number, to: number): readonly Segment[] {
  const segments: Segment[] = [];
  let start = from;
  for (let at = source.indexOf("''", from); at !== -1 && at < to - 1; at = source.indexOf("''", at + 2)) {
    segments.push(copy(source, start, at + 1));
    start = at + 2;
  }
  segments.push(copy(source, start, to));
  return segments;
}

function segmentsOf(source: string, scalar: YamlScalar): readonly Segment[] {
  const { start, end, style } = scalar;
  if (style === 'literal' || style === 'folded') return block(source, scalar);
  if (style === 'double') return folded(source, doubleQuoted(source, start + 1, end - 1));
  if (style === 'single') return folded(source, singleQuoted(source, start + 1, end - 1));
  return folded(source, [copy(source, start, end)]);
}

const textOf = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join('');

/** The scalar's text, every letter at its place. Where that fails the whole text stands for the whole scalar. */
export function yamlSegments(source: string, scalar: YamlScalar): readonly Segment[] {
  const segments = segmentsOf(source, scalar);
  const exact = textOf(segments).trimEnd() === scalar.value.replaceAll('\r\n', '\n').trimEnd();
  return exact ? segments : [{ text: scalar.value, from: scalar.start, to: scalar.end }];
}
