/** `--since` and `--staged`: everything is analysed, and what the change has nothing to do with is left out of the report. */
import { ChangeError, type ChangeOf, changeOf } from '../discover/changes.ts';
import { withinChange } from '../engine/change.ts';
import { locator } from '../engine/index.ts';
import type { Report } from '../engine/report.ts';
import { plural } from '../kit/index.ts';
import { escapeText } from '../report/escape.ts';
import type { Change } from '../source/index.ts';
import type { Examined } from './examine.ts';
import { type Streams, UsageError } from './streams.ts';

export interface ChangeFlags {
  readonly since?: string;
  readonly staged?: boolean;
}

export interface ChangeRun {
  /** Has git look while something else is done. */
  readonly ahead: (root: string) => void;
  /** The report of the change; `examined`: what the whole report is made of. Rejects with `UsageError` when git cannot tell the change. */
  readonly apply: (report: Report, examined: Examined) => Promise<Report>;
  /** The same without a word. */
  readonly part: (report: Report, examined: Examined) => Promise<Report>;
}

/** `undefined`: no change was asked for. */
export function changeRun({ since, staged }: ChangeFlags, streams: Streams): ChangeRun | undefined {
  if (since !== undefined && staged) throw new UsageError('--since and --staged are two changes: give one of them.');
  if (since === undefined && !staged) return undefined;
  const what: ChangeOf = since === undefined ? 'staged' : { since };
  let asked: { readonly root: string; readonly change: Promise<Change> } | undefined;
  const partOf = async (report: Report, { facts, discovery: { root, tree } }: Examined) => {
    // What was asked ahead holds once: fixes may have been written since.
    const first = asked?.root === root ? asked.change : undefined;
    asked = undefined;
    const change = await told(first ?? changeOf(root, what));
    return { change, part: withinChange(report, change, facts, tree, locator(tree)) };
  };
  return {
    ahead: (root) => {
      const change = changeOf(root, what);
      change.catch(() => undefined);
      asked = { root, change };
    },
    part: async (report, examined) => (await partOf(report, examined)).part,
    apply: async (report, examined) => {
      const { change, part } = await partOf(report, examined);
      const open = ({ findings }: Report): number => findings.filter(({ suppressed }) => !suppressed).length;
      const name = since === undefined ? 'that is staged' : `since ${escapeText(since)}`;
      streams.err(
        `swarm-lint: ${open(part)} of ${plural(open(report), 'finding')} in the change ${name} (${plural(change.size, 'file')}).\n`,
      );
      return part;
    },
  };
}

async function told(change: Promise<Change>): Promise<Change> {
  try {
    return await change;
  } catch (error) {
    if (error instanceof ChangeError) throw new UsageError(`${error.message}${/[.?]$/.test(error.message) ? '' : '.'}`);
    throw error;
  }
}
