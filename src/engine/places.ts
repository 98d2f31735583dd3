import { type FileTree, type LineIndex, lineIndex, type Span } from '../source/index.ts';
import type { Place } from './report.ts';

export type Locate = (span: Span) => Place;

/** Turns spans into places; each file's lines are counted once, when first asked for. */
export function locator(tree: FileTree): Locate {
  const known = new Map<string, LineIndex>();
  const linesOf = (path: string): LineIndex => {
    let lines = known.get(path);
    if (!lines) {
      lines = lineIndex(Object.hasOwn(tree, path) ? tree[path]! : '');
      known.set(path, lines);
    }
    return lines;
  };
  return ({ file, start, end }) => {
    const lines = linesOf(file);
    return { path: file, start: lines.positionAt(start), end: lines.positionAt(Math.max(start, end)) };
  };
}
