/** What fixes come to in the texts of a run, for the formats that hand it on. */
import type { Finding, Report } from '../engine/report.ts';
import { contextOf, isCode, maskLine, type PlacedEdit, sourceLines } from '../report/index.ts';
import { type FileTree, type LineIndex, lineIndex } from '../source/index.ts';

/** Undefined when no finding has a fix: nothing is loaded then. */
export async function placedEdits(
  report: Report,
  tree: FileTree,
): Promise<((finding: Finding) => readonly PlacedEdit[] | undefined) | undefined> {
  if (report.findings.every(({ fix }) => fix === undefined)) return undefined;
  const { textEdits } = await import('../fix/index.ts');
  const indexes = new Map<string, LineIndex>();
  const indexOf = (path: string): LineIndex => {
    const known = indexes.get(path) ?? lineIndex(tree[path]!);
    indexes.set(path, known);
    return known;
  };
  const lines = sourceLines(report, tree);
  return ({ fix }) => {
    const edits =
      fix &&
      textEdits(tree, fix)?.map(({ path, start, end, text }) => {
        const { positionAt } = indexOf(path);
        return { path, start: positionAt(start), end: positionAt(end), text };
      });
    // A value that is moved is shown, and a masked one would be written into the file.
    return edits?.every((edit) => mayShow(edit, lines, tree[edit.path]!)) ? edits : undefined;
  };
}

function mayShow({ path, start, end, text }: PlacedEdit, lines: ReturnType<typeof sourceLines>, file: string): boolean {
  for (let line = start.line; line < end.line; line++) {
    const shown = lines.lineAt(path, line);
    if (shown === undefined || shown.secret.length > 0) return false;
  }
  const before = file.split('\n', start.line - 1);
  const all = [...before, ...text.split('\n')];
  return all.every((line, at) => at < before.length || maskLine(line, contextOf(all, at), isCode(path)) === line);
}
