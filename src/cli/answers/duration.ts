/** How long a run took is the only thing in its output that the next run does not say again. */
export type DurationUnit = 'seconds' | 'milliseconds';

/** As the formats write it. */
export const shownDuration = (milliseconds: number, unit: DurationUnit): string =>
  unit === 'seconds' ? `${(milliseconds / 1000).toFixed(1)} s` : `"durationMs": ${Math.round(milliseconds)}`;

/** In UTF-16 units. */
export interface DurationSlot {
  readonly start: number;
  readonly end: number;
  readonly unit: DurationUnit;
}

/** For people it stands in the last line, for programs ahead of everything that is quoted. */
export function durationSlot(text: string, milliseconds: number, unit: DurationUnit): DurationSlot | undefined {
  const words = shownDuration(milliseconds, unit);
  const start = text.indexOf(words, unit === 'seconds' ? text.trimEnd().lastIndexOf('\n') + 1 : 0);
  return start === -1 ? undefined : { start, end: start + words.length, unit };
}

/** The same text with another duration. */
export const withDuration = (text: string, { start, end, unit }: DurationSlot, milliseconds: number): string =>
  text.slice(0, start) + shownDuration(milliseconds, unit) + text.slice(end);
