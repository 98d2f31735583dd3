/** `--fix`, `--fix-suggested`, `--fix-dry-run`: mends what can be mended, and hands on the repository as it is then. */
import type { Report } from '../engine/report.ts';
import { fixAll, type Refused, subjectOf, unifiedDiff } from '../fix/index.ts';
import { plural } from '../kit/index.ts';
import { contextOf, escapeText, isCode, maskLine, sourceLines } from '../report/index.ts';
import type { FileTree } from '../source/index.ts';
import type { Examined } from './examine.ts';
import { rewrite } from './rewrite.ts';
import { type Streams, UsageError } from './streams.ts';

export interface FixFlags {
  readonly fix?: boolean;
  readonly fixSuggested?: boolean;
  readonly fixDryRun?: boolean;
  readonly quiet?: boolean;
}

export interface FixOutcome {
  /** The repository as it is now, or would be. */
  readonly examined: Examined;
  /** Files that differ, or would. */
  readonly files: number;
}

export interface Scope {
  /** The report with what is accepted marked: that is left alone. */
  readonly accepted: (report: Report) => Report;
  /** Only what stands in this report is mended; absent: everything. */
  readonly part?: Report;
}

export function runFix(flags: FixFlags, first: Examined, { accepted, part }: Scope, streams: Streams): FixOutcome {
  const { tree, root } = first.discovery;
  const about = part && new Set(part.findings.map(subjectOf));
  const reported = (report: Report): Report => {
    const marked = accepted(report);
    return about ? { ...marked, findings: marked.findings.filter((one) => about.has(subjectOf(one))) } : marked;
  };
  const before = { ...first, report: reported(first.report) };
  const again = (changed: FileTree): Examined => {
    const run = first.again(changed);
    return { ...first, ...run, report: reported(run.report), discovery: { ...first.discovery, tree: changed } };
  };
  const { run, texts, done, refused } = fixAll(tree, before, flags.fixSuggested ? 'suggested' : 'safe', again);
  const paths = [...texts.keys()].sort();
  const failed: string[] = [];
  if (flags.fixDryRun) for (const path of paths) streams.out(diffOf(first, path, texts.get(path)!));
  else
    for (const path of paths) {
      const why = rewrite(root, path, tree[path]!, texts.get(path)!);
      if (why !== undefined) failed.push(`${path}: not mended, for ${why}`);
    }
  const told = [
    ...(flags.quiet ? [] : refused.map(refusal)),
    ...failed,
    summary(done.length, paths.length - failed.length, flags.fixDryRun === true),
  ];
  for (const line of told) streams.err(`swarm-lint: ${escapeText(line)}\n`);
  if (failed.length > 0) throw new UsageError(`${plural(failed.length, 'file')} could not be written.`);
  // What is accepted is marked again by whoever asked.
  const settled = paths.length === 0 ? first.report : first.again(run.discovery.tree).report;
  return { examined: { ...run, report: settled }, files: paths.length };
}

const summary = (done: number, files: number, dry: boolean): string =>
  done === 0
    ? `nothing ${dry ? 'could' : 'can'} be mended automatically.`
    : `${plural(done, 'finding')} ${dry ? 'would be ' : ''}mended in ${plural(files, 'file')}.`;

const refusal = ({ finding, fix, why }: Refused): string =>
  `${finding.place.path}:${finding.place.start.line}: ${finding.check} not mended (${fix.title}): ${why}`;

function diffOf({ report, discovery: { tree } }: Examined, path: string, after: string): string {
  const before = tree[path]!;
  const lines = sourceLines(report, tree);
  const hidden = new Set(before.split('\n').filter((_, index) => lines.lineAt(path, index + 1) === undefined));
  const masked = (all: readonly string[], at: number): string => {
    const line = all[at] ?? '';
    return hidden.has(line)
      ? line.replace(/\S.*/, '***')
      : escapeText(maskLine(line, contextOf(all, at), isCode(path)));
  };
  return unifiedDiff(escapeText(path), before, after, masked);
}
