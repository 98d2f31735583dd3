/** The lines of a text one by one, without a list of them: locks have ten thousands. Line ends are left out. */
export function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    yield text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end);
    start = end + 1;
  }
}

/** Git leaves these lines where two branches disagree: what stands between them is no lock of anything. */
export const isConflict = (line: string): boolean => line.startsWith('<<<<<<< ') || line.startsWith('>>>>>>> ');
