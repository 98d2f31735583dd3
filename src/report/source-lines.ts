/** Lines of the linted files as a report may quote them: escaped, without the values of secrets, and never a line that is about one. */
import type { Finding, Report } from '../engine/report.ts';
import type { FileTree } from '../source/index.ts';
import { maskLine, type Range, secretRanges } from './mask.ts';
import { contextOf } from './mask-context.ts';

export interface SourceLine {
  readonly text: string;
  /** What must not be shown of it. */
  readonly secret: readonly Range[];
}

export interface SourceLines {
  /** Counted from 1; absent when there is none, or when it must not be shown. */
  readonly lineAt: (path: string, line: number) => SourceLine | undefined;
  /** Without blanks at its ends, and masked. */
  readonly textAt: (path: string, line: number) => string | undefined;
}

const CODE = /\.(?:[cm]?[jt]sx?|py|go|rb|php|java|kts?|cs|rs|exs?)$/i;

/** Not configuration: a line says little without its neighbours, and texts stand in quotes. */
export const isCode = (path: string): boolean => CODE.test(path);

/** Their findings are about the value itself, whatever it is called: no line of theirs is shown. */
const ABOUT_SECRETS: ReadonlySet<string> = new Set([
  'config/secret-in-stack-env',
  'config/secret-in-image',
  'config/env-file-committed',
  'config/default-secret',
  'config/secret-file-var-holds-value',
  'config/join-token-in-file',
  'config/hardcoded-secret',
]);

/** Minified code is no reading, and long lines are slow to mask. */
const LONGEST = 2_000;
/** A finding whose place runs over more lines is about the file rather than the lines. */
const MOST_LINES = 200;

/** Lines that findings about secrets stand on, as `path:line`. */
function secretLines(findings: readonly Finding[]): ReadonlySet<string> {
  const lines = new Set<string>();
  for (const { check, place, notes } of findings) {
    if (!ABOUT_SECRETS.has(check)) continue;
    for (const { path, start, end } of [place, ...notes.map((note) => note.place)]) {
      const last = Math.min(end.line, start.line + MOST_LINES);
      for (let line = start.line; line <= last; line++) lines.add(`${path}:${line}`);
    }
  }
  return lines;
}

export function sourceLines(report: Pick<Report, 'findings'>, tree: FileTree): SourceLines {
  const hidden = secretLines(report.findings);
  const files = new Map<string, readonly string[]>();
  const linesOf = (path: string): readonly string[] => {
    const known = files.get(path);
    if (known) return known;
    const lines = Object.hasOwn(tree, path) ? tree[path]!.split(/\r?\n/) : [];
    files.set(path, lines);
    return lines;
  };
  const shownAt = (path: string, line: number): string | undefined => {
    const text = hidden.has(`${path}:${line}`) ? undefined : linesOf(path)[line - 1];
    return text === undefined || text.length > LONGEST ? undefined : text;
  };
  const above = (path: string, line: number): string => contextOf(linesOf(path), line - 1).slice(-LONGEST);
  return {
    lineAt: (path, line) => {
      const text = shownAt(path, line);
      return text === undefined ? undefined : { text, secret: secretRanges(text, above(path, line), isCode(path)) };
    },
    textAt: (path, line) => {
      const text = shownAt(path, line);
      return text === undefined ? undefined : maskLine(text, above(path, line), isCode(path)).trim();
    },
  };
}
