/**
 * Reviewdog Diagnostic Format, the `DiagnosticResult` message (https://github.com/reviewdog/reviewdog/tree/master/proto/rdf).
 * Reviewdog refuses a file with a field its version does not know, and `related_locations` is newer than many: other places are lines of
 * the message. Paths start where reviewdog runs, which is where this command runs.
 */
import type { Finding, Report } from '../engine/report.ts';
import type { Position, Severity } from '../kit/index.ts';
import type { ReportContext } from './context.ts';
import { editsFor, type PlacedEdit } from './edits.ts';
import { escapeText } from './escape.ts';
import { fromHere } from './locate.ts';
import { furtherLines, isPoint, openFindings } from './open.ts';
import { referencesOf } from './reference.ts';
import { serialise } from './serialise.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

/** Columns of this format count bytes of UTF-8, ours count UTF-16 units. */
function bytesBefore(lines: readonly string[] | undefined, { line, column }: Position): number {
  const before = lines?.[line - 1]?.slice(0, column - 1) ?? '';
  return column + [...before].reduce((more, character) => more + utf8Length(character) - character.length, 0);
}

function utf8Length(character: string): number {
  const code = character.codePointAt(0)!;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/**
 * A suggestion as reviewdog turns it into one of the review: lines without their last end, and only where they are the lines of the finding itself, for it
 * complains inside of the comment when they are others.
 */
function suggestionOf({ place }: Finding, edits: readonly PlacedEdit[] | undefined) {
  const [edit, ...more] = edits ?? [];
  if (!edit || more.length > 0 || edit.path !== place.path || edit.start.column !== 1 || edit.end.column !== 1)
    return undefined;
  const last = edit.end.line - 1;
  if (edit.start.line !== place.start.line || last !== place.end.line) return undefined;
  return { range: { start: { line: edit.start.line }, end: { line: last } }, text: edit.text.replace(/\r?\n$/, '') };
}

export function rdjson(report: Report, context: ReportContext): string {
  const known = new Map<string, readonly string[]>();
  const linesOf = (path: string): readonly string[] | undefined => {
    if (!known.has(path) && Object.hasOwn(context.tree, path)) known.set(path, context.tree[path]!.split('\n'));
    return known.get(path);
  };
  const position = (path: string, at: Position) => ({ line: at.line, column: bytesBefore(linesOf(path), at) });
  const pathOf = (path: string): string => fromHere(path, context);
  const urlOf = referencesOf(context.rules);
  const diagnostic = (finding: Finding) => {
    const { check, message, severity, place } = finding;
    const url = urlOf(check);
    const suggestion = suggestionOf(finding, editsFor(finding, context));
    return {
      message: [escapeText(message), ...furtherLines(finding, pathOf)].join('\n'),
      location: {
        path: pathOf(place.path),
        range: {
          start: position(place.path, place.start),
          ...(isPoint(place) ? {} : { end: position(place.path, place.end) }),
        },
      },
      severity: SEVERITIES[severity],
      code: { value: check, ...(url === undefined ? {} : { url }) },
      ...(suggestion === undefined ? {} : { suggestions: [suggestion] }),
    };
  };
  return serialise({ source: { name: 'swarm-lint' }, diagnostics: openFindings(report).map(diagnostic) });
}
