/** What would be written, as a unified diff that `git apply` and `patch` understand, but for masked lines. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** `mask`: line `at` of a file, counted from 0 and without its line end, as it may be shown. */
export function unifiedDiff(
  path: string,
  before: string,
  after: string,
  mask: (lines: readonly string[], at: number) => string,
): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  const [old, now] = [before.split('\n'), after.split('\n')];
  /** Lines to come of either side. */
  let [oldAt, nowAt] = [0, 0];
  return patch
    .split('\n')
    .map((line) => {
      const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
      if (hunk) [oldAt, nowAt] = [Number(hunk[1]) - 1, Number(hunk[2]) - 1];
      if (!/^[ +-]/.test(line) || /^(?:---|\+\+\+) [ab]\//.test(line)) return line;
      const shown = line[0] === '+' ? mask(now, nowAt) : mask(old, oldAt);
      if (line[0] !== '+') oldAt++;
      if (line[0] !== '-') nowAt++;
      return line[0] + shown;
    })
    .join('\n');
}
