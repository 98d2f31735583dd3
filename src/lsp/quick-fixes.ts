/** Fixes of findings as edits of text. */
import type { Finding } from '../engine/report.ts';
import { type FileEdit, textEdits } from '../fix/index.ts';
import type { FileTree } from '../source/index.ts';

export interface QuickFix {
  readonly title: string;
  /** Right without a look at it. */
  readonly safe: boolean;
  readonly edits: readonly FileEdit[];
}

/** `undefined`: a person has to mend it. */
export function quickFixOf({ fix }: Finding, tree: FileTree): QuickFix | undefined {
  const edits = fix && textEdits(tree, fix);
  return edits && edits.length > 0 ? { title: fix!.title, safe: fix!.safety === 'safe', edits } : undefined;
}
