/** The report as an editor shows it: by file. */
import type {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver';
import type { Finding } from '../engine/report.ts';
import type { Severity } from '../kit/index.ts';
import { escapeText } from '../report/escape.ts';
import { referencesOf } from '../report/reference.ts';
import { rules, type Snapshot } from './run.ts';

export const SOURCE = 'swarm-lint';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = { error: 1, warning: 2, info: 3 };
const HINT: DiagnosticSeverity = 4;
const UNNECESSARY: DiagnosticTag = 1;

const addressOf = referencesOf(rules);

export interface Wishes {
  /** The editor shows related places. */
  readonly related: boolean;
  readonly gaps: boolean;
}

/** What a diagnostic is told apart by when the editor sends it back. */
export interface DiagnosticData {
  readonly fingerprint: string;
}

export const isShown = ({ suppressed }: Finding): boolean => suppressed === undefined;

/** By path. Files without any are not among them. */
export function diagnosticsOf(snapshot: Snapshot, wishes: Wishes): ReadonlyMap<string, readonly Diagnostic[]> {
  const all = new Map<string, Diagnostic[]>();
  const add = (path: string, diagnostic: Diagnostic) => all.set(path, [...(all.get(path) ?? []), diagnostic]);
  for (const { at, message, ranges } of snapshot.complaints)
    if (ranges) {
      const empty = at.start === 0 && at.end === 0;
      const start = { line: 1, column: 1 };
      const range = empty ? ranges.of({ path: at.file, start, end: start }) : ranges.between(at.file, at.start, at.end);
      add(at.file, { range, severity: severities.error, source: SOURCE, message: escapeText(message) });
    }
  const { judged, texts } = snapshot;
  if (!judged) return all;
  for (const finding of judged.report.findings.filter(isShown)) add(finding.place.path, of(finding, snapshot, wishes));
  if (wishes.gaps)
    for (const { place, why } of judged.report.gaps)
      if (texts.has(place.path))
        add(place.path, {
          range: judged.ranges.of(place),
          severity: HINT,
          source: SOURCE,
          message: `not known: ${escapeText(why)}`,
        });
  return all;
}

export function of(finding: Finding, snapshot: Snapshot, { related }: Pick<Wishes, 'related'>): Diagnostic {
  const { check, severity, message, place, notes, fingerprint } = finding;
  const href = addressOf(check);
  const data: DiagnosticData = { fingerprint };
  const { ranges } = snapshot.judged!;
  return {
    range: ranges.of(place),
    severity: severities[severity],
    code: check,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    source: SOURCE,
    message: escapeText(message),
    ...(check === 'suppression/unused' ? { tags: [UNNECESSARY] } : {}),
    ...(related && notes.length > 0
      ? {
          relatedInformation: notes.map(
            (note): DiagnosticRelatedInformation => ({
              location: { uri: uriIn(snapshot, note.place.path), range: ranges.of(note.place) },
              message: escapeText(note.message),
            }),
          ),
        }
      : {}),
    data,
  };
}

/** An open document keeps the address its editor gave it. */
export const uriIn = ({ texts, addresses }: Snapshot, path: string): string =>
  texts.get(path)?.document.uri ?? addresses.uriOf(path);
