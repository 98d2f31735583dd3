/** Fixes as text: what a check proposes becomes edits of files. */
export { applyFix } from './apply.ts';
export { unifiedDiff } from './diff.ts';
export { type Done, type Fixed, fixAll, type Refused } from './rounds.ts';
export { changedLines, type FileEdit, textEdits } from './text-edits.ts';
export { subjectOf } from './worse.ts';
