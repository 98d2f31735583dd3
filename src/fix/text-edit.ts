/** Changes of characters: how they are put in, and where other places stand afterwards. */
import type { Span } from '../source/index.ts';

/** Half-open, in UTF-16 units of the text before the change. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const applyEdit = (text: string, { start, end, text: other }: TextEdit): string =>
  text.slice(0, start) + other + text.slice(end);

/** Edits that do not overlap; those at one place are put in in their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => b.edit.start - a.edit.start || b.index - a.index);
  return ordered.reduce((now, { edit }) => applyEdit(now, edit), text);
}

/** Where a place stands once the edits are in, in the order they were made; undefined: one of them went through it. */
export function shifted(at: Span, edits: readonly TextEdit[]): Span | undefined {
  let { start, end } = at;
  for (const edit of edits) {
    const by = edit.text.length - (edit.end - edit.start);
    if (edit.end <= start && !(edit.start === edit.end && edit.start === start && start === end)) {
      start += by;
      end += by;
    } else if (edit.start < end) {
      // An edit inside of a bigger place leaves it where it is: a value below the key of a service.
      if (edit.start < start || edit.end > end) return undefined;
      end += by;
    }
  }
  return { ...at, start, end };
}

export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Behind the line end; the length of the text where the last line has none. */
export function lineEnd(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  return next === -1 ? text.length : next + 1;
}

/** Blanks before the first word of the line. */
export const indentOf = (text: string, at: number): string => /^[ \t]*/.exec(text.slice(lineStart(text, at)))![0];

/** Line ends as the file has them. */
export const withLineEnds = (inserted: string, text: string): string =>
  text.includes('\r\n') ? inserted.replace(/\r?\n/g, '\r\n') : inserted;

/** New lines at the start of a line, or behind the last one if it has no end. */
export function insertLines(text: string, at: number, lines: string): TextEdit {
  const open = at === text.length && at > 0 && !text.endsWith('\n');
  const body = open ? `\n${lines.replace(/\n$/, '')}` : lines;
  return { start: at, end: at, text: withLineEnds(body, text) };
}
