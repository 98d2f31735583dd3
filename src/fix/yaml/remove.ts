/** Takes entries and items out of YAML text. */
import { lineStart, type TextEdit } from '../text-edit.ts';
import { contentEnd, extentOf, nextLine, withCommentAbove } from './extent.ts';
import { pairAt, type Step, startsAt } from './find.ts';
import { columnOf } from './style.ts';

/** The step to take out: what would be empty without the last one goes with it. */
export function outermost(steps: readonly Step[]): readonly Step[] {
  let kept = steps;
  while (kept.length > 1 && kept.at(-1)!.within.items.length === 1) kept = kept.slice(0, -1);
  return kept;
}

export function removal(text: string, step: Step): TextEdit | undefined {
  const { within, index } = step;
  if (within.flow) return flowRemoval(step);
  const extent = extentOf(text, step);
  if (!extent) return undefined;
  if (extent.lines) {
    const line = lineStart(text, extent.start);
    const start = withCommentAbove(text, line, columnOf(text, extent.start));
    const end = nextLine(text, extent.end);
    // No file begins with an empty line because of it.
    const blank = start === 0 ? /^(?:[ \t]*\r?\n)*/.exec(text.slice(end))![0].length : 0;
    return { start, end: end + blank, text: '' };
  }
  // The first entry of an item, `- a: 1`: the next one takes its place behind the dash.
  const next = within.items[index + 1];
  const start = next === undefined ? undefined : startsAt(pairAt({ within, index: index + 1 })?.key ?? next);
  return start === undefined || index > 0 ? undefined : { start: extent.start, end: start, text: '' };
}

function flowRemoval({ within, index }: Step): TextEdit | undefined {
  const bounds = (at: number): readonly [number, number] | undefined => {
    const item = within.items[at];
    const start = item === undefined ? undefined : startsAt(pairAt({ within, index: at })?.key ?? item);
    return start === undefined ? undefined : [start, contentEnd(item, start)];
  };
  const own = bounds(index);
  if (!own) return undefined;
  const next = bounds(index + 1);
  if (next) return { start: own[0], end: next[0], text: '' };
  const previous = bounds(index - 1);
  return { start: previous ? previous[1] : own[0], end: own[1], text: '' };
}
