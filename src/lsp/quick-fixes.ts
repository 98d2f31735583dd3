/** Fixes of findings as edits of text. */
import type { Finding } from '../engine/report.ts';
import type { FileTree } from '../source/index.ts';
import type { TextEdit } from './acceptance/reason.ts';

export interface QuickFix {
  readonly title: string;
  /** Right without a look at it. */
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

/** `undefined`: a person has to mend it. */
export function quickFixOf(_finding: Finding, _tree: FileTree): QuickFix | undefined {
  return undefined;
}
