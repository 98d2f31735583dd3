/** Text without its continuation lines that still knows where each of its characters was written. */
export interface LogicalText {
  readonly text: string;
  /** Offset of each character of `text` in the file. */
  readonly offsets: readonly number[];
  /** Offset behind the last character. */
  readonly end: number;
}

export interface LogicalLine extends LogicalText {
  /** The same stretch of the file with continuations and comments blanked: as long as the original. Absent when a word is cut by a continuation. */
  readonly padded?: string;
  /** Where the line after it starts: the bodies of its heredocs, if it has any. */
  readonly next: number;
}

/**
 * Joins the first logical line between two offsets: a line that ends in the escape character continues on the next;
 * comments and empty lines in between are dropped (https://docs.docker.com/reference/dockerfile/#escape).
 */
export function logicalLine(source: string, start: number, end: number, escapeCharacter: string): LogicalLine {
  const characters: string[] = [];
  const offsets: number[] = [];
  const padded: string[] = [];
  let torn = false;
  let at = start;
  let first = true;
  let joined = false;
  for (;;) {
    const lineEnd = endOfLine(source, at, end);
    const next = startOfNext(source, lineEnd, end);
    const skipped = !first && (lineEnd === at || isBlankOrComment(source, at, lineEnd));
    if (skipped) padded.push(' '.repeat(next - at));
    else {
      const cut = continuationAt(source, at, lineEnd, escapeCharacter);
      const stop = cut ?? lineEnd;
      if (joined && !isBlank(source[at]) && !isBlank(characters.at(-1))) torn = true;
      for (let index = at; index < stop; index++) {
        characters.push(source[index]!);
        offsets.push(index);
      }
      padded.push(source.slice(at, stop));
      if (cut === undefined) return finish(lineEnd, next);
      padded.push(' '.repeat(next - cut));
      joined = true;
    }
    first = false;
    if (next >= end) return finish(lineEnd, next);
    at = next;
  }

  function finish(lineEnd: number, next: number): LogicalLine {
    const behind = offsets.length === 0 ? start : offsets.at(-1)! + 1;
    const line = { text: characters.join(''), offsets, end: behind, next };
    return torn ? line : { ...line, padded: padded.join('').slice(0, lineEnd - start) };
  }
}

/** The piece of a logical text from one index to another. */
export function slice(line: LogicalText, from: number, to: number = line.text.length): LogicalText {
  const offsets = line.offsets.slice(from, to);
  return {
    text: line.text.slice(from, to),
    offsets,
    end: offsets.length === 0 ? startAt(line, from) : offsets.at(-1)! + 1,
  };
}

/** Offset of a character of a logical text, or of its end. */
export const startAt = (line: LogicalText, index: number): number => line.offsets[index] ?? line.end;

export const isBlank = (character: string | undefined): boolean =>
  character === undefined || character === ' ' || character === '\t' || character === '\r' || character === '\n';

function endOfLine(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && source[at] !== '\n' && source[at] !== '\r') at++;
  return at;
}

function startOfNext(source: string, lineEnd: number, end: number): number {
  if (lineEnd >= end) return end;
  return source[lineEnd] === '\r' && source[lineEnd + 1] === '\n' ? lineEnd + 2 : lineEnd + 1;
}

function isBlankOrComment(source: string, from: number, to: number): boolean {
  let at = from;
  while (at < to && isBlank(source[at])) at++;
  return at === to || source[at] === '#';
}

/** Where the escape character stands that continues the line; two of them in a row do not. */
function continuationAt(source: string, from: number, to: number, escapeCharacter: string): number | undefined {
  let at = to - 1;
  while (at >= from && (source[at] === ' ' || source[at] === '\t')) at--;
  if (at < from || source[at] !== escapeCharacter) return undefined;
  return at > from && source[at - 1] === escapeCharacter ? undefined : at;
}
