/** Shell text put together from pieces of a file, and the way back from its offsets to the file's. */
import { type Span, span, type Text } from '../../source/index.ts';

interface Piece {
  /** Where it begins in the snippet. */
  readonly at: number;
  /** What it stands for in the file. */
  readonly from: number;
  readonly to: number;
  /** Copied letter by letter. */
  readonly copied: boolean;
  /** Stands for something whose text cannot be known. */
  readonly unknown: boolean;
}

export interface Snippet {
  readonly text: string;
  /** The place in the file. */
  readonly spanOf: (start: number, end: number) => Span;
  /** A word of the snippet as it stands in the file: its place there, its text there, and no value where that is unknown. */
  readonly wordOf: (word: Text) => Text;
}

export interface SnippetBuilder {
  /** Takes over file text as it is. */
  readonly copy: (from: number, to: number) => void;
  /** Puts `text` where the file has `from` to `to`. */
  readonly put: (text: string, from: number, to: number) => void;
  /** Leaves a variable of the same meaning as "cannot be known" where the file has `from` to `to`. */
  readonly unknown: (from: number, to: number) => void;
  readonly build: () => Snippet;
}

export function snippetBuilder(file: string, source: string): SnippetBuilder {
  const pieces: Piece[] = [];
  let text = '';
  const add = (added: string, from: number, to: number, copied: boolean, unknown: boolean): void => {
    if (added === '') return;
    const last = pieces.at(-1);
    if (copied && last?.copied === true && last.to === from) {
      pieces[pieces.length - 1] = { ...last, to };
    } else pieces.push({ at: text.length, from, to, copied, unknown });
    text += added;
  };
  return {
    copy: (from, to) => add(source.slice(from, to), from, to, true, false),
    put: (added, from, to) => add(added, from, to, false, false),
    unknown: (from, to) => add('${_unknown_}', from, to, false, true),
    build: () => finish(file, source, text, pieces),
  };
}

function finish(file: string, source: string, text: string, pieces: readonly Piece[]): Snippet {
  const indexOf = (offset: number): number => {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (pieces[middle]!.at <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const startAt = (offset: number): number => {
    const piece = pieces[indexOf(offset)];
    if (piece === undefined) return 0;
    return piece.copied ? Math.min(piece.from + offset - piece.at, piece.to) : piece.from;
  };
  const endAt = (offset: number): number => {
    const piece = pieces[indexOf(Math.max(0, offset - 1))];
    if (piece === undefined) return 0;
    return piece.copied ? Math.min(piece.from + offset - piece.at, piece.to) : piece.to;
  };
  const spanOf = (start: number, end: number): Span => {
    const from = startAt(start);
    return span(file, from, end > start ? Math.max(from, endAt(end)) : from);
  };
  return {
    text,
    spanOf,
    wordOf: (word) => {
      const { start, end } = word.at;
      const at = spanOf(start, end);
      const written = source.slice(at.start, at.end);
      // Over several lines the file has indentation between that is no part of the word.
      const raw = written.includes('\n') ? word.raw : written;
      let known = word.value !== undefined;
      for (let index = indexOf(start); known && pieces[index] !== undefined && pieces[index]!.at < end; index++) {
        known = !pieces[index]!.unknown;
      }
      return known ? { at, raw, value: word.value! } : { at, raw };
    },
  };
}
