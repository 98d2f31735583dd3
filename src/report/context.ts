import type { Finding } from '../engine/report.ts';
import type { Facts, Rule } from '../kit/index.ts';
import type { FileTree } from '../source/index.ts';
import type { PlacedEdit } from './edits.ts';
import type { Grouping } from './grouping.ts';

/** What a format may know beside the report. */
export interface ReportContext {
  readonly tree: FileTree;
  readonly facts: Facts;
  /** The checks that were asked, by factor: their words. */
  readonly rules: readonly Rule[];
  /** Version of this tool. */
  readonly version: string;
  /** The root as it was asked for, with `/`; `.` for the current directory. */
  readonly root: string;
  /** Where the root lies in its repository, with `/`; empty at its top, absent without version control. */
  readonly folder?: string;
  readonly durationMs: number;
  /** Columns to fill. */
  readonly width: number;
  readonly colour: boolean;
  /** False: nothing beyond ASCII in our own words and symbols. */
  readonly unicode: boolean;
  /** Errors and the closing line only. */
  readonly quiet: boolean;
  /** Everything: all gaps, reasons, accepted findings, obligations that are met. */
  readonly verbose: boolean;
  /** The findings are those of a change; verdicts are those of the whole repository. */
  readonly onlyChange?: boolean;
  /** Every term of every score. */
  readonly explainScore?: boolean;
  /** What the findings of the text report are put together by; absent: their files. */
  readonly groupBy?: Grouping;
  /** How many findings the text report shows, the worst first; absent: all. */
  readonly maxFindings?: number;
  /** What the fix of a finding would change; absent: no finding has one, or the format has no use for it. */
  readonly editsOf?: (finding: Finding) => readonly PlacedEdit[] | undefined;
}
