/** Reads what `git diff --unified=0` prints: which lines of which files are new or stand where something was removed. */
import type { Change, ChangedLines } from '../source/index.ts';

/** By path, in the order of the patch. Files that are deleted, binary, or only renamed have no lines. */
export function parsePatch(patch: string): Change {
  const files = new Map<string, readonly ChangedLines[] | 'all'>();
  let path: string | undefined;
  let ranges: ChangedLines[] = [];
  let isNew = false;
  /** Lines of the hunk that are still to come: what they hold may look like anything. */
  let left = 0;
  /** The line above those that are gone, until the first of them that is not blank says how deep it was indented. */
  let gone: number | undefined;
  for (const line of patch.split('\n')) {
    if (left > 0) {
      if (line.startsWith('\\')) continue;
      left--;
      if (gone !== undefined && line.trim().length > 1) {
        const { length } = line.slice(1);
        ranges.push({ below: gone, indent: length - line.slice(1).trimStart().length });
        gone = undefined;
      }
      continue;
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk) {
      const removed = Number(hunk[1] ?? 1);
      const first = Number(hunk[2]);
      const added = Number(hunk[3] ?? 1);
      left = removed + added;
      gone = added === 0 ? first : undefined;
      if (added > 0) ranges.push({ first, last: first + added - 1 });
      if (path !== undefined && !isNew) files.set(path, ranges);
    } else if (line.startsWith('diff --git ')) {
      path = undefined;
      ranges = [];
      isNew = false;
    } else if (line.startsWith('new file mode ')) isNew = true;
    else if (line.startsWith('+++ ')) {
      path = pathIn(line.slice(4));
      if (path !== undefined) files.set(path, isNew ? 'all' : ranges);
    }
  }
  return files;
}

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 };

/** `b/path`, with a tab behind it where it holds a blank; in quotes with escapes, byte by byte, where it holds anything unusual. */
function pathIn(text: string): string | undefined {
  const name = text.startsWith('"') ? unquoted(text) : text.replace(/\t$/, '');
  return name.startsWith('b/') ? name.slice(2) : undefined;
}

function unquoted(text: string): string {
  const end = text.lastIndexOf('"');
  const bytes: Buffer[] = [];
  for (const [part, octal, letter] of text.slice(1, end).matchAll(/\\([0-3][0-7]{2})|\\(.)|[^\\]+/gs))
    bytes.push(
      octal !== undefined
        ? Buffer.from([Number.parseInt(octal, 8)])
        : letter !== undefined
          ? Buffer.from([ESCAPES[letter] ?? letter.charCodeAt(0)])
          : Buffer.from(part),
    );
  return Buffer.concat(bytes).toString('utf8');
}
