/** Takes an ignore out that silences nothing: a comment, an entry of a service, an entry of the configuration. */
import type { Finding } from '../../engine/report.ts';
import { type FileEdit, textEdits } from '../../fix/index.ts';
import { lineIndex, type Span } from '../../source/index.ts';
import type { Judged } from '../run.ts';
import { indentAt, lineStart, nextLine } from './reason.ts';

/** `undefined`: it is not written in a way that it could be taken out of. */
export function ignoreRemoval({ place, subject }: Finding, judged: Judged): readonly FileEdit[] | undefined {
  const { tree, facts, settings } = judged;
  const { path } = place;
  if (!Object.hasOwn(tree, path)) return undefined;
  const start = lineIndex(tree[path]!).startOfLine(place.start.line) + place.start.column - 1;
  const isIt = ({ at }: { readonly at: Span }): boolean => at.file === path && at.start === start;
  const comment = facts.ignoreComments.find(isIt);
  if (comment) {
    // What else it names may be needed.
    const edit = comment.checks.length === 1 ? withoutComment(comment.at, tree[path]!) : undefined;
    return edit && [edit];
  }
  const acceptance = acceptanceAt(isIt, subject, settings);
  const item = acceptance && withoutItem(acceptance.at, tree[path]!);
  if (item) return [item];
  const entry = facts.services.flatMap(({ ignores }) => ignores).find(isIt) ?? acceptance;
  const remove = entry && ({ kind: 'remove', at: entry.at } as const);
  const edits = remove && textEdits(tree, { title: '', safety: 'safe', edits: [remove] });
  return edits && edits.length > 0 ? edits : undefined;
}

/** The whole entry, or one of the checks it names. */
function acceptanceAt(
  isIt: (one: { readonly at: Span }) => boolean,
  subject: string | undefined,
  { acceptances = [] }: Judged['settings'],
): { readonly at: Span } | undefined {
  const whole = acceptances.find((one) => isIt(one) || one.checks.some(isIt));
  return whole && subject !== undefined && whole.checks.length > 1 ? whole.checks.find(isIt) : whole;
}

/** Its line where nothing else stands there, otherwise the rest of it. */
function withoutComment({ file, start, end }: Span, text: string): FileEdit | undefined {
  const head = lineStart(text, start);
  const next = nextLine(text, end);
  const before = text.slice(head, start).trim();
  const behind = text.slice(end, next).trim();
  const opens = /^(?:\/\*|<!--)/.exec(text.slice(start, end))?.[0];
  const closes = /^(?:\*\/|-->)/.exec(behind)?.[0];
  // A comment of several lines loses neither its beginning nor its end.
  if ((opens === undefined) !== (closes === undefined) || (closes === undefined && behind !== '')) return undefined;
  const rest = behind.slice(closes?.length ?? 0);
  if ((before === '' && rest === '') || (before === '{' && rest === '}'))
    return { path: file, start: head, end: next, text: '' };
  if (rest !== '' || before.endsWith('{')) return undefined;
  const code = head + text.slice(head, start).trimEnd().length;
  return { path: file, start: code, end: text.slice(0, next).trimEnd().length, text: '' };
}

/** The lines of an item of a block list, and those of its key when there is no other. `undefined`: it is laid out in another way. */
function withoutItem({ file, start }: Span, text: string): FileEdit | undefined {
  let head = lineStart(text, start);
  const dash = /^([ \t]*)-[ \t]+$/.exec(text.slice(head, start))?.[1];
  if (dash === undefined) return undefined;
  const lineAt = (at: number): string => text.slice(at, nextLine(text, at)).trimEnd();
  const isOther = (at: number): boolean => lineAt(at).startsWith(`${dash}-`);
  let end = nextLine(text, start);
  while (end < text.length && (lineAt(end) === '' || indentAt(text, end).length > dash.length))
    end = nextLine(text, end);
  const key = lineStart(text, head - 1);
  if (!isOther(end) && lineAt(key) === 'ignore:') head = key;
  return { path: file, start: head, end, text: '' };
}
