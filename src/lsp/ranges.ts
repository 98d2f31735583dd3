/**
 * Places of the report as ranges of the editor. They count alike (UTF-16 units) and differ in what ends a line: for the protocol a carriage
 * return does, too, and a byte order mark that an editor leaves in its text takes a column.
 */
import type { Position, Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Place } from '../engine/report.ts';
import { type FileTree, type LineIndex, lineIndex, type Position as OurPosition } from '../source/index.ts';

export interface Ranges {
  readonly of: (place: Place) => Range;
  /** Offsets of the text as it was linted. */
  readonly between: (path: string, start: number, end: number) => Range;
  readonly offsetOf: (path: string, position: Position) => number;
}

interface Known {
  readonly lines: LineIndex;
  readonly document: TextDocument;
  readonly shift: number;
}

/** `marked`: whether the editor's text of a file begins with a byte order mark. */
export function rangesIn(tree: FileTree, marked: (path: string) => boolean): Ranges {
  const known = new Map<string, Known>();
  const look = (path: string): Known => {
    let found = known.get(path);
    if (!found) {
      const text = Object.hasOwn(tree, path) ? tree[path]! : '';
      const shift = marked(path) ? 1 : 0;
      const whole = shift === 0 ? text : `\uFEFF${text}`;
      found = { lines: lineIndex(text), document: TextDocument.create('', '', 0, whole), shift };
      known.set(path, found);
    }
    return found;
  };
  const offset = ({ lines }: Known, { line, column }: OurPosition): number => lines.startOfLine(line) + column - 1;
  const between = (path: string, start: number, end: number): Range => {
    const { document, shift } = look(path);
    return { start: document.positionAt(start + shift), end: document.positionAt(end + shift) };
  };
  return {
    between,
    offsetOf: (path, position) => {
      const { document, shift } = look(path);
      return Math.max(0, document.offsetAt(position) - shift);
    },
    of: ({ path, start, end }) => {
      const file = look(path);
      const first = offset(file, start);
      const last = offset(file, end);
      // A remark about the whole file stands on its first line, where it can be seen and pointed at.
      if (first === 0 && last === 0) return between(path, 0, endOfLine(tree, path));
      return between(path, first, last);
    },
  };
}

function endOfLine(tree: FileTree, path: string): number {
  const text = Object.hasOwn(tree, path) ? tree[path]! : '';
  return /^[^\r\n]*/.exec(text)![0].length;
}

const before = (one: Position, other: Position): boolean =>
  one.line < other.line || (one.line === other.line && one.character <= other.character);

/** Whether they share a character, or touch. */
export const meet = (one: Range, other: Range): boolean => before(one.start, other.end) && before(other.start, one.end);
