/** A fix in the texts of a tree: all of its edits, or none. */
import type { Edit, Fix } from '../kit/index.ts';
import type { FileTree } from '../source/index.ts';
import { editJson } from './json.ts';
import {
  applyEdits,
  indentOf,
  insertLines,
  lineEnd,
  lineStart,
  shifted,
  type TextEdit,
  withLineEnds,
} from './text-edit.ts';
import { editYaml } from './yaml/index.ts';

/** Texts by path, and the edits that made them, in their order, each by the text that the one before left. */
export interface Texts {
  readonly texts: ReadonlyMap<string, string>;
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
}

export const untouched: Texts = { texts: new Map(), edits: new Map() };

/** The fix speaks of the places of the tree; `before`: what was changed since. Undefined: it cannot be made any more, or not surely. */
export function applyFix(tree: FileTree, fix: Fix, before: Texts = untouched): Texts | undefined {
  const texts = new Map(before.texts);
  const edits = new Map(before.edits);
  for (const edit of fix.edits) {
    const { file } = edit.at;
    const text = texts.get(file) ?? (Object.hasOwn(tree, file) ? tree[file] : undefined);
    const made = edits.get(file) ?? [];
    const now = moved(edit, made);
    const more = text === undefined || now === undefined ? undefined : textEditsOf(text, file, now);
    if (text === undefined || more === undefined || more.length === 0) return undefined;
    const after = applyEdits(text, more);
    if (after === text) return undefined;
    texts.set(file, after);
    // From the last place to the first, so that each stands where it says.
    edits.set(file, [...made, ...more.toReversed().toSorted((a, b) => b.start - a.start)]);
  }
  return { texts, edits };
}

function moved(edit: Edit, made: readonly TextEdit[]): Edit | undefined {
  const at = shifted(edit.at, made);
  if (at === undefined) return undefined;
  if (edit.kind !== 'move') return { ...edit, at };
  const under = shifted(edit.under, made);
  return under && { ...edit, at, under };
}

function textEditsOf(text: string, file: string, edit: Edit): readonly TextEdit[] | undefined {
  switch (edit.kind) {
    case 'text':
      return [{ start: edit.at.start, end: edit.at.end, text: edit.text }];
    case 'line': {
      const { start, end } = edit.at;
      if (edit.where === 'instead')
        return [
          {
            start: lineStart(text, start),
            end: lineEnd(text, Math.max(start, end - 1)),
            text: edit.text === '' ? '' : withLineEnds(`${indentOf(text, start)}${edit.text}\n`, text),
          },
        ];
      const at = edit.where === 'before' ? lineStart(text, start) : lineEnd(text, Math.max(start, end - 1));
      return [insertLines(text, at, `${indentOf(text, start)}${edit.text}\n`)];
    }
    default:
      if (!file.endsWith('.json')) return editYaml(text, edit);
      return edit.kind === 'move' || edit.kind === 'append' ? undefined : editJson(text, edit);
  }
}
