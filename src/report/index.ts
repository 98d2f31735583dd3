/** The formats. A new one is a file and a line. */
import type { Report } from '../engine/report.ts';
import type { ReportContext } from './context.ts';
import { json } from './json.ts';
import { text } from './text.ts';

export type Format = (report: Report, context: ReportContext) => string;

export const formats: ReadonlyMap<string, Format> = new Map([
  ['text', text],
  ['json', json],
]);

export type { ReportContext } from './context.ts';
export { escapeJson, escapeText } from './escape.ts';
export { countBySeverity } from './summary.ts';
