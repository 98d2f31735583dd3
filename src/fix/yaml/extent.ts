/** How far things reach in the text. */
import { isCollection, isMap, isPair, isScalar, type Pair } from 'yaml';
import { lineEnd, lineStart } from '../text-edit.ts';
import { pairAt, type Step, startsAt } from './find.ts';

/** The end of the last character that belongs to the value, comments behind it not counted. */
export function contentEnd(node: unknown, otherwise: number): number {
  if (isPair(node)) return contentEnd(node.value, keyEnd(node, otherwise));
  if (isMap(node) || (isCollection(node) && !node.flow)) {
    const last = node.flow ? undefined : node.items.at(-1);
    if (last !== undefined) return contentEnd(last, otherwise);
  }
  const range = (node as { range?: [number, number, number] } | null)?.range;
  if (!range) return otherwise;
  // A value that is not written stands where it would be: behind the colon.
  return isScalar(node) && node.source === '' && range[0] === range[1] ? Math.max(otherwise, range[0]) : range[1];
}

const keyEnd = (pair: Pair, otherwise: number): number =>
  (pair.key as { range?: [number, number, number] } | null)?.range?.[1] ?? otherwise;

/** Behind the line on which the value ends. */
export function nextLine(text: string, end: number): number {
  return end > 0 && text[end - 1] === '\n' ? end : lineEnd(text, end);
}

/** Where the comment begins that stands directly above a line and is indented as it is; the line itself where there is none. */
export function withCommentAbove(text: string, start: number, column: number): number {
  let top = start;
  while (top > 0) {
    const above = lineStart(text, top - 1);
    const line = text.slice(above, top);
    if (!/^[ \t]*#/.test(line) || line.search(/\S/) !== column) break;
    top = above;
  }
  return top;
}

export interface Extent {
  /** Where the entry begins: its key, the `-` of an item. */
  readonly start: number;
  readonly end: number;
  /** It has its lines for itself. */
  readonly lines: boolean;
}

/** Of an entry or an item in block style. */
export function extentOf(text: string, step: Step): Extent | undefined {
  const pair = pairAt(step);
  const node = pair ?? step.within.items[step.index];
  const first = pair ? startsAt(pair.key) : startsAt(node);
  if (first === undefined) return undefined;
  const end = contentEnd(node, first);
  const line = lineStart(text, first);
  const before = text.slice(line, first);
  if (pair) return { start: first, end, lines: before.trim() === '' };
  // Tags and anchors may stand between the dash and the value: such items are left alone.
  const dash = /^(?:[ \t]*-)*[ \t]*-[ \t]+$/.test(before) ? line + before.lastIndexOf('-') : undefined;
  return dash === undefined ? undefined : { start: dash, end, lines: text.slice(line, dash).trim() === '' };
}
