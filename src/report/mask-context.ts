/** What a line of source belongs to: the value of a secret may run over several. */

/** Lines looked back. */
const FURTHEST = 60;

const depthOf = (line: string): number => line.length - line.trimStart().length;
/** `KEY: |`, `key: >-  # comment` */
const opensBlock = (line: string): boolean => /[:-] {0,9}[|>][-+\d]{0,2}\s{0,9}(?:#.{0,500})?$/.test(line.slice(-600));
/** Not the apostrophe of a word, nor anything in a comment. */
const isOpen = (line: string, quote: string): boolean =>
  line.split(quote).length % 2 === 0 &&
  /[\s=:([{,]/.test(line[line.lastIndexOf(quote) - 1] ?? ' ') &&
  !/^\s*(?:#|\/\/)/.test(line);

/** The line that began the block or the text in quotes in which line `at` stands, counted from 0; otherwise the line above it. */
export function contextOf(lines: readonly string[], at: number): string {
  const line = lines[at] ?? '';
  const depth = depthOf(line);
  let parent = true;
  const quotes = new Set(['"', "'"]);
  for (let above = at - 1; above >= Math.max(0, at - FURTHEST); above--) {
    const text = lines[above]!;
    if (parent && text.trim() !== '' && depthOf(text) < depth) {
      if (opensBlock(text)) return text;
      parent = false;
    }
    for (const quote of quotes)
      if (text.includes(quote)) {
        if (isOpen(text, quote)) return text;
        quotes.delete(quote);
      }
    if (!parent && quotes.size === 0) break;
  }
  return lines[at - 1] ?? '';
}
