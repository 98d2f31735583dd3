/** Code in Markdown, for comments and for editors, which differ in what else they must guard. */
import { escapeText } from './escape.ts';

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));

/** On one line; the text is escaped already. */
export function fenced(safe: string): string {
  const fence = '`'.repeat(longestRun(safe) + 1);
  const space = /^[` ]|[` ]$/.test(safe) || safe === '' ? ' ' : '';
  return fence + space + safe + space + fence;
}

/** A message: what stands between backticks is `code`, all else is `plain`. */
export function spoken(text: string, plain: (text: string) => string, code: (text: string) => string): string {
  const parts = escapeText(text).split('`');
  // An odd number of backticks: the last one opens nothing.
  const last = parts.length % 2 === 0 ? parts.pop()! : undefined;
  const shown = parts.map((part, at) => (at % 2 === 0 ? plain(part) : part === '' ? '\\`\\`' : code(part)));
  return shown.join('') + (last === undefined ? '' : `\\\`${plain(last)}`);
}
