/**
 * Annotations of GitHub Actions: one workflow command per finding
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). A step shows ten of each kind and forgets the rest,
 * in the order they come, so the worst come first and a notice ahead of the infos says what is not shown.
 */
import type { Finding, Report } from '../engine/report.ts';
import { plural, type Severity } from '../kit/index.ts';
import type { ReportContext } from './context.ts';
import { escapeText } from './escape.ts';
import { fromTop } from './locate.ts';
import { furtherLines, isPoint, openFindings, worstFirst } from './open.ts';

const SHOWN_PER_STEP = 10;

/** What the runner turns back (https://github.com/actions/runner, ActionCommand); the percent sign first. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

type Properties = Readonly<Record<string, string | number>>;

function command(name: string, properties: Properties, text: string): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${written.join(',')}::${data(text)}`;
}

const NAMES: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

function annotation(finding: Finding, title: string, context: ReportContext): string {
  const { place, message, severity } = finding;
  const pathOf = (path: string): string => fromTop(path, context);
  const { start, end } = place;
  // An annotation of several lines hangs below the last one and in a pull request shows only if all are part of it: the first is enough.
  const columns: Properties =
    start.line === end.line && !isPoint(place) ? { col: start.column, endColumn: end.column } : {};
  return command(
    NAMES[severity],
    { file: escapeText(pathOf(place.path)), line: start.line, ...columns, title },
    [escapeText(message), ...furtherLines(finding, pathOf)].join('\n'),
  );
}

/** Ahead of the infos, whose places it shares: what GitHub leaves out. Nothing when it shows all. */
function notice(counts: readonly (readonly [severity: Severity, count: number])[]): readonly string[] {
  if (counts.every(([, count]) => count <= SHOWN_PER_STEP)) return [];
  const cut = counts.flatMap(([severity, count]) => {
    const shown = severity === 'info' ? SHOWN_PER_STEP - 1 : SHOWN_PER_STEP;
    return count > shown ? [`${shown} of ${plural(count, severity)}`] : [];
  });
  return [command('notice', { title: 'swarm-lint' }, `GitHub shows ${cut.join(', ')}. The log of this step has all.`)];
}

export function github(report: Report, context: ReportContext): string {
  const titles = new Map(
    context.rules.flatMap(({ checks }) => checks.map((check) => [check.id as string, check.title])),
  );
  const open = openFindings(report);
  const of = (severity: Severity): readonly Finding[] =>
    worstFirst(open.filter((finding) => finding.severity === severity));
  const [errors, warnings, infos] = [of('error'), of('warning'), of('info')];
  const lines = (findings: readonly Finding[]): readonly string[] =>
    findings.map((finding) => {
      const title = titles.get(finding.check);
      return annotation(finding, title === undefined ? finding.check : `${title} (${finding.check})`, context);
    });
  const sum = `swarm-lint: ${plural(errors.length, 'error')}, ${plural(warnings.length, 'warning')}, ${plural(infos.length, 'info')} in ${plural(report.files, 'file')}`;
  const left = notice([
    ['error', errors.length],
    ['warning', warnings.length],
    ['info', infos.length],
  ]);
  return [...lines(errors), ...lines(warnings), ...left, ...lines(infos), sum, ''].join('\n');
}
