/** The report for people: verdicts first, then findings by file, then what is not known, then one line that sums it up. */
import type { Report, Verdict } from '../engine/report.ts';
import { plural } from '../kit/index.ts';
import { boundLines } from './bounds.ts';
import type { ReportContext } from './context.ts';
import { explainScore, scoreLine } from './explain-score.ts';
import { findingBlocks } from './findings.ts';
import { faultLines, gapLines, passedOverLines } from './remarks.ts';
import { byStack, serviceChecklist, serviceTable } from './services.ts';
import { type Style, styleOf } from './style.ts';
import { countBySeverity } from './summary.ts';

const ORDER: readonly Verdict[] = ['ready', 'conditional', 'blocked', 'undeployable', 'unknown', 'singleton'];

/** Always one line, however narrow the terminal: scripts take it with `tail -1`. */
function summary(report: Report, context: ReportContext, style: Style): readonly string[] {
  const { errors, warnings, infos, accepted } = countBySeverity(report.findings);
  const seconds = `${(context.durationMs / 1000).toFixed(1)} s`;
  const verdicts = ORDER.flatMap((verdict) => {
    const count = report.services.filter((one) => one.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  });
  const parts = [
    `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(infos, 'info')} in ${plural(report.files, 'file')}`,
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
    ...(report.services.length > 0 ? [`${plural(report.services.length, 'service')}: ${verdicts.join(', ')}`] : []),
    seconds,
  ];
  const paint = errors > 0 ? style.bad : warnings > 0 ? style.warn : style.good;
  return [style.bold(paint(parts.join(` ${style.symbols.dot} `)))];
}

function servicesPart(report: Report, context: ReportContext, style: Style): readonly (readonly string[])[] {
  if (report.services.length === 0) return [];
  const stacks = byStack(report.services);
  const tables = [...stacks].map(([stack, services]) => [
    ...(stacks.size > 1 ? [style.underline(style.safe(stack))] : []),
    ...serviceTable(services, style),
  ]);
  if (context.quiet) return tables;
  const findings = new Map(report.findings.map((finding) => [finding.fingerprint, finding]));
  const checklists = report.services.map((one) => serviceChecklist(one, findings, style, context.verbose));
  return [...tables, ...checklists];
}

export function text(report: Report, context: ReportContext): string {
  const style = styleOf(context);
  const shown = report.findings.filter(
    ({ severity, suppressed }) =>
      (suppressed === undefined || context.verbose) && (!context.quiet || severity === 'error'),
  );
  const blocks = [
    ...servicesPart(report, context, style),
    context.quiet ? [] : boundLines(report, style, context.verbose),
    ...findingBlocks(shown, style, context.verbose),
    ...(context.quiet
      ? []
      : [gapLines(report.gaps, style, context.verbose), passedOverLines(report.passedOver, style, context.verbose)]),
    faultLines(report.faults, style),
    ...(context.explainScore ? explainScore(report, context, style) : []),
    [...scoreLine(report, style), ...summary(report, context, style)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}
