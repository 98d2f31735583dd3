/**
 * The XML of Checkstyle, which Jenkins and many others read. Jenkins takes what follows the last dot of `source` as the type of an issue
 * and the word before it as its category, so the factor becomes the category
 * (https://github.com/jenkinsci/analysis-model, CheckStyleParser).
 */
import type { Finding, Report } from '../engine/report.ts';
import type { ReportContext } from './context.ts';
import { fromTop } from './locate.ts';
import { openFindings } from './open.ts';
import { element, xmlDocument } from './xml.ts';

const error = ({ check, severity, message, remedy, place: { start } }: Finding): string =>
  element('error', {
    line: start.line,
    column: start.column,
    severity,
    message: `${message} Fix: ${remedy}`,
    source: `swarm-lint.${check.replaceAll('/', '.')}`,
  });

export function checkstyle(report: Report, context: ReportContext): string {
  const files = new Map<string, Finding[]>();
  for (const finding of openFindings(report))
    files.set(finding.place.path, [...(files.get(finding.place.path) ?? []), finding]);
  const content = [...files].map(([path, findings]) =>
    element('file', { name: fromTop(path, context) }, findings.map(error)),
  );
  return xmlDocument(element('checkstyle', { version: '4.3' }, content));
}
