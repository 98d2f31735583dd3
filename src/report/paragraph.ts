import { widthOf, wrap } from './wrap.ts';

interface Tail {
  readonly text: string;
  readonly paint: (text: string) => string;
}

/**
 * Wrapped text behind a first-line `lead` (already painted, `indent` columns wide), further lines hanging below its start.
 * `tail` follows the last line when it fits there, and otherwise gets a line of its own.
 */
export function paragraph(
  lead: string,
  indent: number,
  text: string,
  width: number,
  options: { readonly tail?: Tail; readonly paint?: (text: string) => string } = {},
): readonly string[] {
  const { tail, paint = (line) => line } = options;
  const room = Math.max(20, width - indent);
  const plain = [...wrap(text, room)];
  const lines = plain.map((line, at) => (at === 0 ? lead : ' '.repeat(indent)) + paint(line));
  if (tail === undefined || tail.text === '') return lines;
  const last = plain.at(-1)!;
  if (widthOf(last) + 2 + widthOf(tail.text) <= room) {
    lines[lines.length - 1] += `  ${tail.paint(tail.text)}`;
    return lines;
  }
  return [...lines, ...wrap(tail.text, room).map((line) => ' '.repeat(indent) + tail.paint(line))];
}
