/** A few lines of source around a place, the place marked, as wide as there is room. */
import type { Place } from '../engine/report.ts';
import { isCommand } from './escape.ts';
import { MASK } from './mask.ts';
import type { SourceLine, SourceLines } from './source-lines.ts';
import type { Style } from './style.ts';
import { padStart, widthOf } from './wrap.ts';

type Paint = (text: string) => string;

/** One column of output, or two for a wide character; combining marks stand with what they combine with. */
interface Cell {
  readonly text: string;
  readonly width: number;
  readonly marked: boolean;
}

export interface FrameOptions {
  /** Columns for all of it. */
  readonly room: number;
  /** Lines shown before and after the place. */
  readonly around: number;
  /** Colour of the place. */
  readonly paint: Paint;
}

const TAB = 4;

/** `marked`: offsets in the line. A secret is one `***`, marked when the place touches it. */
function cellsOf({ text, secret }: SourceLine, from: number, to: number, style: Style): readonly Cell[] {
  const cells: Cell[] = [];
  const put = (shown: string, marked: boolean): void => {
    for (const character of shown) {
      const width = widthOf(character);
      const last = cells.at(-1);
      if (width === 0 && last) cells[cells.length - 1] = { ...last, text: last.text + character };
      else cells.push({ text: character, width, marked });
    }
  };
  for (let at = 0; at < text.length; ) {
    const hidden = secret.find(({ start }) => start === at);
    if (hidden) {
      put(MASK, hidden.start < to && hidden.end > from);
      at = hidden.end;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at)!);
    const marked = at >= from && at < to;
    if (character === '\t') put(' '.repeat(TAB - (cells.reduce((sum, { width }) => sum + width, 0) % TAB)), marked);
    else put(character === '[' && isCommand(text, at) ? '\\u005B' : style.safe(character), marked);
    at += character.length;
  }
  return cells;
}

/** What stands in front of a value, and behind a key, in a line of configuration. */
const KEY = /^(?:-|(?:- )?["']?[\w.-]+["']?\s*[:=])?$/;
const VALUE = /^(?:\s*|["']?\s*: .*)$/;

const isBlank = ({ text }: Cell): boolean => text === ' ';
const widthOfCells = (cells: readonly Cell[]): number => cells.reduce((sum, { width }) => sum + width, 0);

/** Cut to `room` columns so that the first marked cell stays in sight. */
function clipped(cells: readonly Cell[], room: number, more: string): readonly Cell[] {
  if (widthOfCells(cells) <= room) return cells;
  const mark = (text: string): Cell => ({ text, width: widthOf(text), marked: false });
  const first = Math.max(
    0,
    cells.findIndex(({ marked }) => marked),
  );
  const before = widthOfCells(cells.slice(0, first));
  // A third of the room goes to what stands in front of the place.
  let start = 0;
  let skipped = 0;
  const cutFront = before > room / 2;
  while (cutFront && before - skipped > room / 3) skipped += cells[start++]!.width;
  const out: Cell[] = start > 0 ? [mark(more)] : [];
  let used = widthOfCells(out);
  for (let at = start; at < cells.length; at++) {
    const { width } = cells[at]!;
    const isLast = at === cells.length - 1;
    if (used + width > room - (isLast ? 0 : widthOf(more))) return [...out, mark(more)];
    out.push(cells[at]!);
    used += width;
  }
  return out;
}

/** Runs of equal marking, painted. */
function painted(cells: readonly Cell[], mark: Paint, rest: Paint): string {
  let out = '';
  for (let at = 0; at < cells.length; ) {
    let end = at;
    while (end < cells.length && cells[end]!.marked === cells[at]!.marked) end++;
    const text = cells
      .slice(at, end)
      .map((cell) => cell.text)
      .join('');
    out += cells[at]!.marked ? mark(text) : rest(text);
    at = end;
  }
  return out;
}

/**
 * The mark below the place. Of a line that stands `alone` it says nothing when it would run below everything, or below all of a key or of its
 * value.
 */
function underline(cells: readonly Cell[], alone: boolean, sign: string): string {
  const first = cells.findIndex(({ marked }) => marked);
  const last = cells.findLastIndex(({ marked }) => marked);
  const textOf = (some: readonly Cell[]): string => some.map(({ text }) => text).join('');
  const whole = alone && KEY.test(textOf(cells.slice(0, first)).trim()) && VALUE.test(textOf(cells.slice(last + 1)));
  if (first === -1 || whole) return '';
  return cells
    .map(({ marked, width }) => (marked ? sign : ' ').repeat(width))
    .join('')
    .trimEnd();
}

/** Empty when there is nothing to show: no such file, an empty line, or one that must not be shown. */
export function frame(place: Place, lines: SourceLines, style: Style, options: FrameOptions): readonly string[] {
  const { path, start, end } = place;
  const { around, paint } = options;
  const main = lines.lineAt(path, start.line);
  if (main === undefined || main.text.trim() === '') return [];
  const rows: { readonly number: number; readonly cells: readonly Cell[] }[] = [];
  for (let number = start.line - around; number <= start.line + around; number++) {
    const line = number < 1 ? undefined : lines.lineAt(path, number);
    if (line === undefined) continue;
    const isMain = number === start.line;
    const from = isMain ? start.column - 1 : line.text.length;
    const to = end.line > start.line ? line.text.trimEnd().length : Math.max(end.column - 1, start.column);
    const cells = cellsOf({ ...line, text: line.text.trimEnd() }, from, to, style);
    if (isMain || cells.length > 0) rows.push({ number, cells });
  }
  const indents = rows.map(({ cells }) =>
    Math.max(
      0,
      cells.findIndex((cell) => !isBlank(cell)),
    ),
  );
  const indent = Math.min(...indents);
  const numberWidth = Math.max(...rows.map(({ number }) => String(number).length));
  const { bar, more, caret } = style.symbols;
  const gutter = (text: string): string => `${style.dim(`${padStart(text, numberWidth)} ${bar}`)} `;
  const room = Math.max(12, options.room - numberWidth - 3);
  return rows.flatMap(({ number, cells }) => {
    const shown = clipped(cells.slice(indent), room, more);
    if (number !== start.line) return [gutter(String(number)) + painted(shown, paint, style.dim)];
    const below = underline(shown, rows.length === 1, caret);
    return [
      gutter(String(number)) + painted(shown, paint, (text) => text),
      ...(below === '' ? [] : [gutter('') + paint(below)]),
    ];
  });
}
