/** What can be done about the findings of a range: fixes first, then ways to accept them. */
import type { CodeAction, Range, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Finding } from '../engine/report.ts';
import type { AddsComment } from '../readers/added-comment.ts';
import { escapeText } from '../report/escape.ts';
import type { Abilities } from './abilities.ts';
import { commentFor } from './acceptance/comment.ts';
import type { TextEdit } from './acceptance/reason.ts';
import { serviceEntry } from './acceptance/service.ts';
import { settingsEdits, USUAL_SETTINGS } from './acceptance/settings.ts';
import { of as diagnosticOf, isShown, uriIn } from './diagnostics.ts';
import type { Disk } from './disk.ts';
import { FIX_ALL, isWanted, QUICK_FIX } from './kinds.ts';
import { allFixesOf, quickFixOf } from './quick-fixes.ts';
import { meet } from './ranges.ts';
import type { Judged, Snapshot } from './run.ts';

type Able = Pick<Abilities, 'related' | 'versions' | 'create'>;

/** `only`: the kinds that are asked for. */
export async function actionsFor(
  snapshot: Snapshot,
  path: string,
  range: Range,
  only: readonly string[] | undefined,
  able: Able,
  addedComment: Disk['addedComment'],
): Promise<readonly CodeAction[]> {
  const { judged } = snapshot;
  if (!judged) return [];
  const all = isWanted(FIX_ALL, only) ? fixAllAction(path, snapshot, judged, able) : undefined;
  if (!isWanted(QUICK_FIX, only)) return all ? [all] : [];
  const findings = judged.report.findings.filter(
    (one) => isShown(one) && one.place.path === path && meet(judged.ranges.of(one.place), range),
  );
  const adds =
    findings.length > 0 && Object.hasOwn(judged.tree, path) ? await addedComment(path, judged.tree[path]!) : undefined;
  return [
    ...(all ? [all] : []),
    ...findings.flatMap((finding) => fixes(finding, snapshot, judged, able)),
    ...findings.flatMap((finding) => acceptances(finding, snapshot, judged, able, adds)),
  ];
}

function fixAllAction(path: string, snapshot: Snapshot, judged: Judged, able: Able): CodeAction | undefined {
  const fixes = allFixesOf(path, judged);
  return (
    fixes && {
      title: 'Fix all that swarm-lint can mend safely',
      kind: FIX_ALL,
      diagnostics: fixes.findings.map((finding) => diagnosticOf(finding, snapshot, able)),
      edit: workspaceEdit(fixes.edits, snapshot, able),
    }
  );
}

function fixes(finding: Finding, snapshot: Snapshot, judged: Judged, able: Able): readonly CodeAction[] {
  const fix = quickFixOf(finding, judged);
  if (fix === undefined) return [];
  const { title, safe, edits } = fix;
  return [{ ...actionFor(title, finding, edits, snapshot, able), ...(safe ? { isPreferred: true } : {}) }];
}

function acceptances(
  finding: Finding,
  snapshot: Snapshot,
  judged: Judged,
  able: Able,
  adds: AddsComment | undefined,
): readonly CodeAction[] {
  const { check, place, service } = finding;
  // What is said of an ignore is answered by mending it.
  if (check.startsWith('suppression/') || !Object.hasOwn(judged.tree, place.path)) return [];
  const { tree, facts, report } = judged;
  const comment = commentFor(finding, tree[place.path]!, facts, adds);
  const entry = service === undefined ? undefined : serviceEntry(finding, report, tree);
  const name = service?.slice(service.lastIndexOf('#') + 1);
  return [
    ...(comment ? [actionFor(`Accept ${check} here, with a comment`, finding, [comment], snapshot, able)] : []),
    ...(entry ? [actionFor(`Accept ${check} for service "${name}"`, finding, [entry], snapshot, able)] : []),
    ...inSettings(finding, snapshot, judged, able),
  ];
}

function inSettings(finding: Finding, snapshot: Snapshot, { tree }: Judged, able: Able): readonly CodeAction[] {
  const { settingsFile, partial } = snapshot;
  const path = settingsFile ?? USUAL_SETTINGS;
  // A file of its own speaks for a whole folder, so it is made for whole ones only.
  if (settingsFile === undefined && (!able.create || partial)) return [];
  const edits = settingsEdits(finding, path, settingsFile === undefined ? undefined : tree[path]);
  if (edits.length === 0) return [];
  const action = actionFor(`Accept ${finding.check} in ${path}`, finding, edits, snapshot, able);
  if (settingsFile !== undefined) return [action];
  const make = { kind: 'create' as const, uri: uriIn(snapshot, path), options: { ignoreIfExists: true } };
  return [{ ...action, edit: { documentChanges: [make, ...(action.edit?.documentChanges ?? [])] } }];
}

function actionFor(
  title: string,
  finding: Finding,
  edits: readonly TextEdit[],
  snapshot: Snapshot,
  able: Able,
): CodeAction {
  return {
    title: escapeText(title),
    kind: QUICK_FIX,
    diagnostics: [diagnosticOf(finding, snapshot, able)],
    edit: workspaceEdit(edits, snapshot, able),
  };
}

function workspaceEdit(edits: readonly TextEdit[], snapshot: Snapshot, { versions }: Able): WorkspaceEdit {
  const { ranges } = snapshot.judged!;
  const paths = [...new Set(edits.map(({ path }) => path))];
  const changes = paths.map((path): TextDocumentEdit => {
    const own = edits.filter((edit) => edit.path === path);
    const version = snapshot.texts.get(path)?.document.version ?? null;
    return {
      textDocument: { uri: uriIn(snapshot, path), version },
      edits: own.map(({ start, end, text }) => ({ range: ranges.between(path, start, end), newText: text })),
    };
  });
  if (versions) return { documentChanges: changes };
  return { changes: Object.fromEntries(changes.map((one) => [one.textDocument.uri, one.edits as never])) };
}
