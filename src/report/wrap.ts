/** How many columns text takes, and breaking it into lines. Everything here expects escaped text without colours. */

/** East Asian wide and emoji ranges, after Unicode Standard Annex 11 and UTS 51, coarsely. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const COMBINING = /\p{Mark}/u;
const ASCII = /^[\u0020-\u007e]*$/;

const widthOfCharacter = (character: string): number => (COMBINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += widthOfCharacter(character);
  return width;
}

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
export const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** The first characters that fit into `width`, and the rest. */
function cut(text: string, width: number): readonly [string, string] {
  let used = 0;
  let at = 0;
  for (const character of text) {
    used += widthOfCharacter(character);
    if (used > width && at > 0) break;
    at += character.length;
  }
  return [text.slice(0, at), text.slice(at)];
}

/** Shortened with `mark` at the end when it does not fit. */
export function clip(text: string, width: number, mark: string): string {
  if (widthOf(text) <= width) return text;
  return cut(text, Math.max(1, width - widthOf(mark)))[0] + mark;
}

/** Lines of at most `width` columns, broken at blanks; a word that is longer is cut. At least one line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = '';
    }
    while (widthOf(word) > width) {
      const [head, rest] = cut(word, width);
      lines.push(head);
      word = rest;
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}
