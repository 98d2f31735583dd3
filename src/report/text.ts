/** The report for people: verdicts first, then findings by file, then what is not known, then one line that sums it up. */
import type { Finding, Report, Verdict } from '../engine/report.ts';
import { plural } from '../kit/index.ts';
import { boundLines } from './bounds.ts';
import { checklists } from './checklist.ts';
import { clusterBlocks, namesOf, serviceCounts } from './cluster.ts';
import type { ReportContext } from './context.ts';
import { countFixable } from './edits.ts';
import { explainScore, scoreLine } from './explain-score.ts';
import { findingBlocks } from './findings.ts';
import { worst } from './limit.ts';
import { paragraph } from './paragraph.ts';
import { faultLines, gapLines, passedOverLines } from './remarks.ts';
import { needsMatrix, serviceTable } from './services.ts';
import { sourceLines } from './source-lines.ts';
import { type Style, styleOf } from './style.ts';
import { countBySeverity } from './summary.ts';

const ORDER: readonly Verdict[] = ['ready', 'conditional', 'blocked', 'undeployable', 'unknown', 'singleton'];

const EXPLAIN = 'Why a check exists, and how to accept what it finds: swarm-lint explain CHECK';

/** Always one line, however narrow the terminal: scripts take it with `tail -1`. */
function summary(report: Report, context: ReportContext, style: Style): readonly string[] {
  const { live } = context.facts;
  const { errors, warnings, infos, accepted } = countBySeverity(report.findings);
  const seconds = `${(context.durationMs / 1000).toFixed(1)} s`;
  const verdicts = ORDER.flatMap((verdict) => {
    const count = report.services.filter((one) => one.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  });
  const parts = [
    `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(infos, 'info')}${live ? '' : ` in ${plural(report.files, 'file')}`}`,
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
    ...(report.services.length > 0
      ? [live ? serviceCounts(report) : `${plural(report.services.length, 'service')}: ${verdicts.join(', ')}`]
      : []),
    seconds,
  ];
  const paint = errors > 0 ? style.bad : warnings > 0 ? style.warn : style.good;
  return [style.bold(paint(parts.join(` ${style.symbols.dot} `)))];
}

function servicesPart(report: Report, context: ReportContext, style: Style): readonly (readonly string[])[] {
  const { services } = report;
  if (services.length === 0) return [];
  const table = serviceTable(services, style);
  // A checklist speaks of all that is wrong with a service.
  if (context.quiet || context.onlyChange) return [table];
  const findings = new Map(report.findings.map((finding) => [finding.fingerprint, finding]));
  const options = { findings, rules: context.rules, alone: !needsMatrix(services), verbose: context.verbose };
  return [table, ...checklists(services, options, style)];
}

/** `2 of them are mended by --fix, 1 more by --fix-suggested` */
function fixable(findings: readonly Finding[], style: Style): readonly string[] {
  const { safe, suggested } = countFixable(findings);
  const parts = [
    ...(safe > 0 ? [`${plural(safe, 'finding')} can be mended with --fix`] : []),
    ...(suggested > 0
      ? [`${safe > 0 ? `${suggested} more` : `${plural(suggested, 'finding')} can be mended`} with --fix-suggested`]
      : []),
  ];
  return parts.length === 0 ? [] : [style.good(parts.join(', '))];
}

function leftOut(left: readonly Finding[], style: Style): readonly string[] {
  if (left.length === 0) return [];
  const { errors, warnings, infos, accepted } = countBySeverity(left);
  const counts = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ...(infos > 0 ? [plural(infos, 'info')] : []),
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
  ];
  return [style.dim(`${plural(left.length, 'further finding')} not shown (--max-findings): ${counts.join(', ')}`)];
}

export function text(report: Report, context: ReportContext): string {
  const style = styleOf(context);
  const { live } = context.facts;
  const asked = report.findings.filter(
    ({ severity, suppressed }) =>
      (suppressed === undefined || context.verbose) && (!context.quiet || severity === 'error'),
  );
  const { shown, left } = worst(asked, context.maxFindings);
  const options = {
    by: context.groupBy ?? 'file',
    lines: sourceLines(report, context.tree),
    rules: context.rules,
    services: report.services,
    verbose: context.verbose,
    ...(live ? { running: namesOf(context.facts) } : {}),
  };
  const blocks = [
    ...(live ? clusterBlocks(report, context, live, style) : servicesPart(report, context, style)),
    context.quiet || live ? [] : boundLines(report, style, context.verbose),
    ...findingBlocks(shown, options, style),
    leftOut(left, style),
    ...(context.quiet
      ? []
      : [gapLines(report.gaps, style, context.verbose), passedOverLines(report.passedOver, style, context.verbose)]),
    faultLines(report.faults, style),
    ...(context.explainScore ? explainScore(report, context, style) : []),
    shown.length > 0 && !context.quiet && !context.verbose
      ? [...fixable(report.findings, style), ...paragraph('', 0, EXPLAIN, style.width, { paint: style.dim })]
      : [],
    [...(live ? [] : scoreLine(report, style)), ...summary(report, context, style)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}
