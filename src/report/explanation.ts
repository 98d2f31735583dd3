/** Parts of a page as lines for the terminal. */
import type { Part } from '../docs/parts.ts';
import { paragraph } from './paragraph.ts';
import type { Style } from './style.ts';
import { padEnd, widthOf, wrap } from './wrap.ts';

/** Longer lines are hard to read, however wide the window is. */
const widest = 100;
const margin = '  ';

export function explanation(parts: readonly Part[], style: Style): readonly string[] {
  const width = Math.min(style.width, widest);
  return parts.flatMap((part, at) => {
    const before = parts[at - 1]?.kind;
    const gap = before !== undefined && needsGap(before, part.kind) ? [''] : [];
    return [...gap, ...linesOf(part, widestTerm(parts, at), width, style)];
  });
}

/** Of the list that the part at this place belongs to. */
function widestTerm(parts: readonly Part[], at: number): number {
  const isTerm = ({ term }: Part) => term !== undefined;
  if (!isTerm(parts[at]!)) return 0;
  const first = parts.findLastIndex((part, place) => place < at && !isTerm(part)) + 1;
  const end = parts.findIndex((part, place) => place > at && !isTerm(part));
  return Math.max(...parts.slice(first, end === -1 ? undefined : end).map(({ term = '' }) => widthOf(term)));
}

/** Blank lines stand in front of headings and files, and between paragraphs. */
function needsGap(before: Part['kind'], kind: Part['kind']): boolean {
  if (kind === 'heading' || kind === 'facts') return true;
  if (before === 'heading') return false;
  return kind === 'file' || kind === 'text';
}

function linesOf(part: Part, terms: number, width: number, style: Style): readonly string[] {
  const { symbols } = style;
  const text = style.safe(part.text);
  const indented = (paint = (line: string) => line) =>
    wrap(text, width - margin.length).map((line) => margin + paint(line));
  switch (part.kind) {
    case 'title':
      return [style.bold(style.underline(text))];
    case 'lead':
      return wrap(text, width).map(style.bold);
    case 'facts':
      return wrap(style.safe(part.text.replaceAll('·', symbols.dot)), width).map(style.dim);
    case 'heading':
      return [style.bold(text)];
    case 'item':
      return part.term === undefined
        ? paragraph(`${margin}${symbols.none} `, 4, text, width)
        : paragraph(`${margin}${padEnd(style.safe(part.term), terms)}  `, terms + 4, text, width);
    case 'file':
      return [margin + style.dim(text)];
    case 'code':
      return codeLines(part, style);
    case 'address':
      return [margin + text];
    default:
      return indented();
  }
}

/** Lines are not wrapped: whoever copies one wants it whole. */
function codeLines({ text, marks }: Part, style: Style): readonly string[] {
  const [mark, paint] = marks?.mood === 'good' ? [style.symbols.good, style.good] : [style.symbols.bad, style.bad];
  return text.split('\n').map((raw, at) => {
    const line = style.safe(raw.replaceAll('\t', '  '));
    return marks?.lines.includes(at) && line !== ''
      ? `${margin}${paint(`${mark} ${line}`)}`
      : `${margin}  ${marks ? style.dim(line) : line}`.trimEnd();
  });
}
