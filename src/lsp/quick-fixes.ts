/** Fixes of findings as edits of text. */
import type { Finding, Report } from '../engine/report.ts';
import { changedLines, type FileEdit, fixAll, textEdits } from '../fix/index.ts';
import type { FileTree } from '../source/index.ts';
import { ignoreRemoval } from './acceptance/removal.ts';
import type { Judged } from './run.ts';

export interface QuickFix {
  readonly title: string;
  /** Right without a look at it. */
  readonly safe: boolean;
  readonly edits: readonly FileEdit[];
}

/** `undefined`: a person has to mend it. */
export function quickFixOf(finding: Finding, judged: Judged): QuickFix | undefined {
  const { fix, check } = finding;
  if (check === 'suppression/unused') {
    const edits = ignoreRemoval(finding, judged);
    return edits && { title: 'Remove this ignore', safe: true, edits };
  }
  const edits = fix && textEdits(judged.tree, fix);
  return edits && edits.length > 0 ? { title: fix!.title, safe: fix!.safety === 'safe', edits } : undefined;
}

export interface AllFixes {
  readonly edits: readonly FileEdit[];
  /** What goes with them. */
  readonly findings: readonly Finding[];
}

/** All safe fixes of one file that change no other one, taken together: those that would make anything worse are left out. */
export function allFixesOf(path: string, { tree, report, again }: Judged): AllFixes | undefined {
  const own = ownFixes(path, report);
  if (own.findings.every(({ fix }) => fix === undefined)) return undefined;
  const run = (changed: FileTree) => ({ report: ownFixes(path, again(changed)) });
  const { texts, done } = fixAll(tree, { report: own }, 'safe', run);
  const after = texts.get(path);
  if (after === undefined) return undefined;
  const mended = new Set(done.map(({ finding }) => finding.fingerprint));
  return {
    edits: changedLines(path, tree[path]!, after),
    findings: report.findings.filter(({ fingerprint }) => mended.has(fingerprint)),
  };
}

/** The findings of all files are there, to see what becomes of them, but no fix of others. */
const ownFixes = (path: string, report: Report): Report => ({
  ...report,
  findings: report.findings.map((finding) => {
    const { fix, ...rest } = finding;
    const stays = fix?.safety === 'safe' && finding.suppressed === undefined && finding.place.path === path;
    return stays && fix.edits.every(({ at }) => at.file === path) ? finding : rest;
  }),
});
