/** Fixes as reports show them: edits with places people and other programs count, unless a line of them is about a secret. */
import type { Finding } from '../engine/report.ts';
import type { Position } from '../source/index.ts';
import type { ReportContext } from './context.ts';

/** What stands from `start` to before `end` becomes `text`: whole lines, with their ends. */
export interface PlacedEdit {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  readonly text: string;
}

/** Undefined: there is no fix, the finding is accepted, or the edits must not be shown. */
export const editsFor = (finding: Finding, { editsOf }: ReportContext): readonly PlacedEdit[] | undefined =>
  finding.fix === undefined || finding.suppressed !== undefined ? undefined : editsOf?.(finding);

export interface Fixable {
  readonly safe: number;
  readonly suggested: number;
}

export function countFixable(findings: readonly Finding[]): Fixable {
  const open = findings.flatMap(({ fix, suppressed }) => (fix && suppressed === undefined ? [fix.safety] : []));
  const safe = open.filter((safety) => safety === 'safe').length;
  return { safe, suggested: open.length - safe };
}
