/** The formats. A new one is a file and a row; it is loaded when it is asked for. */
import type { Report } from '../engine/report.ts';
import type { ReportContext } from './context.ts';

export type Format = (report: Report, context: ReportContext) => string;

interface FormatRow {
  /** What it is for, in a few words. */
  readonly title: string;
  readonly load: () => Promise<Format>;
  /** It says what fixes would change. */
  readonly edits?: true;
  /** How it tells how long the run took; absent: not at all. */
  readonly duration?: 'seconds' | 'milliseconds' | 'anywhere';
  /** Something is written beside its output. */
  readonly alsoWrites?: true;
}

export const formats: ReadonlyMap<string, FormatRow> = new Map([
  [
    'text',
    { title: 'for people, in a terminal', duration: 'seconds', load: async () => (await import('./text.ts')).text },
  ],
  [
    'json',
    {
      title: 'for programs: everything, with a schema',
      edits: true,
      duration: 'milliseconds',
      load: async () => (await import('./json.ts')).json,
    },
  ],
  [
    'sarif',
    { title: 'for code scanning: SARIF 2.1.0', edits: true, load: async () => (await import('./sarif.ts')).sarif },
  ],
  ['junit', { title: 'for test reports', duration: 'anywhere', load: async () => (await import('./junit.ts')).junit }],
  ['checkstyle', { title: 'for Jenkins', load: async () => (await import('./checkstyle.ts')).checkstyle }],
  ['gitlab', { title: 'for GitLab Code Quality', load: async () => (await import('./gitlab.ts')).gitlab }],
  ['github', { title: 'for GitHub Actions', alsoWrites: true, load: async () => (await import('./github.ts')).github }],
  ['rdjson', { title: 'for reviewdog', edits: true, load: async () => (await import('./rdjson.ts')).rdjson }],
  [
    'markdown',
    { title: 'for a comment on a pull request', load: async () => (await import('./markdown.ts')).markdown },
  ],
  ['html', { title: 'one page, with pictures', load: async () => (await import('./html/index.ts')).loadHtml() }],
]);

export type { ReportContext } from './context.ts';
export type { PlacedEdit } from './edits.ts';
export { escapeJson, escapeText } from './escape.ts';
export { type Grouping, groupings } from './grouping.ts';
export { maskLine } from './mask.ts';
export { contextOf } from './mask-context.ts';
export { isCode, sourceLines } from './source-lines.ts';
export { countBySeverity } from './summary.ts';
