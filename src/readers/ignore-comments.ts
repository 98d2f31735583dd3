/**
 * `swarm-lint-ignore CHECK[, CHECK] -- reason` and `swarm-lint-ignore-file CHECK -- reason` in the comments of any file, with the text each
 * of them covers. A comment behind code covers its line. One on a line of its own covers what stands below it: the next line that is no
 * comment, the lines that are indented below that one, and lines it is continued on.
 */
import type { IgnoreComment, Reader } from '../facts/index.ts';
import { type LineIndex, lineIndex, type Span, span } from '../source/index.ts';
import { type CommentSyntax, commentSyntaxOf } from './comment-syntax.ts';

const marker = 'swarm-lint-ignore';
/** What may stand above the head of a file: it is neither code nor a comment. */
const preamble = /^(?:<\?|<!doctype|---|%YAML|@charset|['"]use strict)/i;

export const ignoreCommentReader: Reader = {
  name: 'ignore-comments',
  claims: () => true,
  read: ({ path, text }) => {
    if (!text.includes(marker)) return {};
    const syntax = commentSyntaxOf(path);
    const lines = lineIndex(text);
    const opening = new RegExp(`(?:${syntax.opens})[ \\t]*${marker}(-[a-z-]+)?(?![\\w-])([^\\r\\n]*)`, 'g');
    return {
      ignoreComments: [...text.matchAll(opening)].map(({ 0: whole, 1: kind, 2: rest, index }) => {
        const ends = syntax.closers.map((closer) => rest!.indexOf(closer)).filter((at) => at !== -1);
        const words = ends.length === 0 ? rest! : rest!.slice(0, Math.min(...ends));
        const behind = ends.length === 0 ? '' : rest!.slice(Math.min(...ends)).replace(/^(?:\*\/\}?|-->|%>|\*@)/, '');
        const end = index + whole.length - rest!.length + words.trimEnd().length;
        const at = span(path, index, end);
        const line = lines.positionAt(index).line;
        const alone = text.slice(lines.startOfLine(line), index).replace('{', '').trim() === '' && behind.trim() === '';
        return { at, ...ignored(kind, words, syntax), ...covered(kind, at, alone, line, text, lines, syntax) };
      }),
    };
  },
};

/** `CHECK, CHECK -- reason` */
function ignored(kind: string | undefined, words: string, { colon }: CommentSyntax) {
  const cut = /\s--(?=\s|$)/.exec(words)?.index ?? (colon ? words.indexOf(':') : -1);
  const names = cut === -1 ? words : words.slice(0, cut);
  const reason =
    cut === -1
      ? ''
      : words
          .slice(cut)
          .replace(/^\s*(?:--|:)/, '')
          .trim();
  return {
    ...(kind === undefined ? {} : { kind: kind.slice(1) }),
    checks: names.split(/[\s,]+/).filter(Boolean),
    reason: reason === '' ? undefined : reason,
  };
}

function covered(
  kind: string | undefined,
  at: Span,
  alone: boolean,
  line: number,
  text: string,
  lines: LineIndex,
  { line: comment }: CommentSyntax,
): Pick<IgnoreComment, 'covers'> {
  const contentOf = (one: number): string =>
    text.slice(lines.startOfLine(one), one < lines.lineCount ? lines.startOfLine(one + 1) - 1 : text.length).trimEnd();
  if (kind === '-file') {
    for (let above = 1; above < line; above++) {
      const content = contentOf(above).trim();
      if (content !== '' && !comment.test(content) && !preamble.test(content)) return {};
    }
    return alone ? { covers: span(at.file, 0, text.length) } : {};
  }
  if (kind !== undefined) return {};
  let first = line;
  if (alone) {
    first = line + 1;
    while (first <= lines.lineCount && (contentOf(first) === '' || comment.test(contentOf(first).trim()))) first++;
    // Nothing stands below it.
    if (first > lines.lineCount) first = line;
  }
  const last = alone && first > line ? lastLineOf(first, lines.lineCount, contentOf) : first;
  return {
    covers: span(
      at.file,
      lines.startOfLine(first),
      last < lines.lineCount ? lines.startOfLine(last + 1) - 1 : text.length,
    ),
  };
}

const indentOf = (content: string): number => content.length - content.trimStart().length;

/** The last line of what begins on `first`: lines it is continued on, lines indented below it, and those that close it. */
function lastLineOf(first: number, count: number, contentOf: (line: number) => string): number {
  let last = first;
  while (last < count && contentOf(last).endsWith('\\')) last++;
  const head = contentOf(first);
  const indent = indentOf(head);
  // A list may stand right below its key, without being indented.
  const listBelow = head.endsWith(':') && !head.trimStart().startsWith('- ');
  for (let line = last + 1; line <= count; line++) {
    const content = contentOf(line);
    if (content === '') continue;
    const own = indentOf(content);
    const closes = /^(?:[)\]}]|end\b)/.test(content.trimStart());
    const item = listBelow && /^-(?:\s|$)/.test(content.trimStart());
    if (own > indent || (own === indent && (closes || item))) last = line;
    else break;
  }
  return last;
}
