/** The lines around a place, without the values of secrets. */
import type { Place } from '../../engine/report.ts';
import type { FileTree } from '../../source/index.ts';
import { maskLine, secretRanges } from '../mask.ts';
import { clipped, type Markup, markup } from './markup.ts';

const AROUND = 1;
const MOST_LINES = 6;
const WIDEST = 180;

/** Splits each file once. */
export function sourceOf(tree: FileTree): (path: string) => readonly string[] | undefined {
  const files = new Map<string, readonly string[]>();
  return (path) => {
    if (!Object.hasOwn(tree, path)) return undefined;
    const known = files.get(path) ?? tree[path]!.split(/\r?\n/);
    files.set(path, known);
    return known;
  };
}

export function frame(place: Place, source: (path: string) => readonly string[] | undefined): Markup | false {
  const lines = source(place.path);
  if (lines === undefined || place.start.line > lines.length) return false;
  const { start, end } = place;
  const last = Math.min(lines.length, Math.max(start.line, Math.min(end.line, start.line + MOST_LINES - 1)) + AROUND);
  const first = Math.max(1, start.line - AROUND);
  const rows: Markup[] = [];
  for (let number = first; number <= last; number++) {
    const line = lines[number - 1]!;
    const above = lines[number - 2] ?? '';
    // A whole line is called when the place ends in another one, at the start of which nothing is meant any more.
    const meant =
      number >= start.line && (number < end.line || (number === end.line && (end.column > 1 || number === start.line)));
    rows.push(markup`<span class="${meant ? 'line meant' : 'line'}"><span class="at">${number}</span>${shown(line, above, number, place)}
</span>`);
  }
  return markup`<pre class="frame" tabindex="0">${rows}</pre>`;
}

/** The place is marked where it is a part of one line of which nothing had to be hidden. */
function shown(line: string, above: string, number: number, { start, end }: Place): Markup {
  const plain = line.length <= WIDEST && secretRanges(line, above).length === 0;
  if (!plain) return markup`${clipped(untabbed(maskLine(line, above)), WIDEST)}`;
  const part = line.slice(start.column - 1, end.column - 1);
  if (number !== start.line || end.line !== start.line || part === '' || part === line.trim())
    return markup`${untabbed(line)}`;
  return markup`${untabbed(line.slice(0, start.column - 1))}<mark>${untabbed(part)}</mark>${untabbed(line.slice(end.column - 1))}`;
}

/** Tabs are no oddity in source code: shown, not escaped. */
const untabbed = (text: string): string => text.replaceAll('\t', '  ');
