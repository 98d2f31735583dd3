/** One fix as editors and reports want it: edits of the texts as they are. */
import { diffLines } from 'diff';
import type { Fix } from '../kit/index.ts';
import type { FileTree } from '../source/index.ts';
import { applyFix } from './apply.ts';

/** Half-open offsets in the file as it is; edits of one file do not overlap and stand in order. */
export interface FileEdit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Undefined: the fix cannot be made surely. */
export function textEdits(tree: FileTree, fix: Fix): readonly FileEdit[] | undefined {
  const applied = applyFix(tree, fix);
  return applied && [...applied.texts].flatMap(([path, after]) => changedLines(path, tree[path]!, after));
}

/** What makes one text of the other, by whole lines. */
export function changedLines(path: string, before: string, after: string): readonly FileEdit[] {
  const edits: FileEdit[] = [];
  let at = 0;
  let open: { start: number; end: number; text: string } | undefined;
  const close = () => {
    if (open) edits.push({ path, ...open });
    open = undefined;
  };
  for (const { added, removed, value } of diffLines(before, after)) {
    if (added) {
      open ??= { start: at, end: at, text: '' };
      open.text += value;
    } else if (removed) {
      open ??= { start: at, end: at, text: '' };
      at += value.length;
      open.end = at;
    } else {
      close();
      at += value.length;
    }
  }
  close();
  return edits;
}
