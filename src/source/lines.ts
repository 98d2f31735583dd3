/** A position as people count: line and column start at 1; columns are UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets into positions and back, in logarithmic time after one pass over the text. */
export interface LineIndex {
  readonly lineCount: number;
  readonly positionAt: (offset: number) => Position;
  /** Offset of the first character of a line, counted from 1. */
  readonly startOfLine: (line: number) => number;
}

export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    lineCount: starts.length,
    positionAt: (offset) => {
      const within = Math.max(0, Math.min(offset, text.length));
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= within) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: within - starts[low]! + 1 };
    },
    startOfLine: (line) => starts[Math.max(1, Math.min(line, starts.length)) - 1]!,
  };
}
