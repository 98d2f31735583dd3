/**
 * Longer shell text is not parsed, in UTF-16 units (256 KiB): real scripts stay far below, and at this length the worst
 * text measured costs the grammar three seconds and a few hundred megabytes.
 */
export const longestShellText = 262_144;

/** Deeper nesting is not followed. */
export const deepestNesting = 200;

/** The grammar takes quadratic time or memory for these; beyond its memory it fails for the rest of the run. */
const costly: readonly (readonly [mark: string, most: number])[] = [
  ['<<', 1000],
  ['=(', 1000],
];

/** Commands in one pipeline. */
const longestPipeline = 500;

function occurs(text: string, mark: string, most: number): boolean {
  let count = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length))
    if (++count > most) return true;
  return false;
}

/** Text no person writes and the grammar would choke on. */
export function tooTangled(text: string): boolean {
  if (costly.some(([mark, most]) => occurs(text, mark, most))) return true;
  if (!occurs(text, '|', longestPipeline)) return false;
  let pipes = 0;
  for (const line of text.split('\n')) {
    pipes += line.split('|').length - 1;
    if (pipes > longestPipeline) return true;
    if (!/[|\\]\s*$/.test(line.slice(-10))) pipes = 0;
  }
  return false;
}
