/** The lines around a place, without the values of secrets. */
import type { Place } from '../../engine/report.ts';
import { MASK } from '../mask.ts';
import type { SourceLine, SourceLines } from '../source-lines.ts';
import { clipped, type Markup, markup } from './markup.ts';

const AROUND = 1;
const MOST_LINES = 6;
const WIDEST = 180;

/** Tabs are no oddity in source code: shown, not escaped. */
const untabbed = (text: string): string => text.replaceAll('\t', '  ');

/** Part of a line, from `from` up to `to`, with what is secret in it replaced. */
function cut({ text, secret }: SourceLine, from: number, to: number): string {
  let out = '';
  let at = from;
  for (const { start, end } of secret) {
    if (end <= from || start >= to) continue;
    out += text.slice(at, Math.max(at, start)) + (start >= from ? MASK : '');
    at = end;
  }
  return untabbed(out + text.slice(Math.min(at, to), to));
}

/** The place is marked where it is a part of a line that can be shown whole. */
function shown(line: SourceLine, number: number, { start, end }: Place): Markup {
  const { text } = line;
  const all = cut(line, 0, text.length);
  const from = start.column - 1;
  const to = Math.min(end.column - 1, text.length);
  const part = number === start.line && end.line === start.line && from < to && text.slice(from, to) !== text.trim();
  if (!part || all.length > WIDEST) return markup`${clipped(all, WIDEST)}`;
  return markup`${cut(line, 0, from)}<mark>${cut(line, from, to)}</mark>${cut(line, to, text.length)}`;
}

/** Nothing at the start of the last line is meant. */
const isMeant = (number: number, { start, end }: Place): boolean =>
  number === start.line || (number > start.line && (number < end.line || (number === end.line && end.column > 1)));

export function frame(place: Place, lines: SourceLines): Markup | false {
  const { path, start, end } = place;
  if (lines.lineAt(path, start.line) === undefined) return false;
  const last = Math.max(start.line, Math.min(end.line, start.line + MOST_LINES - 1)) + AROUND;
  const rows: Markup[] = [];
  for (let number = Math.max(1, start.line - AROUND); number <= last; number++) {
    const line = lines.lineAt(path, number);
    if (line === undefined) continue;
    rows.push(markup`<span class="${isMeant(number, place) ? 'line meant' : 'line'}"><span class="at">${number}</span>${shown(line, number, place)}
</span>`);
  }
  return markup`<pre class="frame">${rows}</pre>`;
}
