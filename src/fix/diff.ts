/** What would be written, as a unified diff that `git apply` and `patch` understand, but for masked lines. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** `mask`: a line of the file, without its line end, as it may be shown. */
export function unifiedDiff(
  path: string,
  before: string,
  after: string,
  mask: (line: string, above: string) => string,
): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  let above = '';
  return patch
    .split('\n')
    .map((line) => {
      if (!/^[ +-]/.test(line) || /^(?:---|\+\+\+) [ab]\//.test(line)) return line;
      const shown = line[0] + mask(line.slice(1), above);
      above = line.slice(1);
      return shown;
    })
    .join('\n');
}
