/**
 * Text of a repository in Markdown that an editor renders: shown as it was written, without markup, HTML, images or links. Some editors show
 * Markdown nearly as it is, so as little as possible is guarded, and by nothing but a backslash.
 */
import { escapeText } from '../report/escape.ts';

/** What would be markup, or an address that becomes a link. */
const MARKUP = /[\\`*[\]<>~|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?\w+;)|:(?=\/\/)|@(?=\w)/g;
const ADDRESS = /\b(www|mailto|xmpp)([.:])/gi;
/** What would begin a heading or a list. */
const BEGINNING = /^( *)([#+=-]+|\d{1,9}[.)])(?= |$)/;

const plain = (text: string): string =>
  text
    .replace(MARKUP, '\\$&')
    .replace(ADDRESS, '$1\\$2')
    .replace(BEGINNING, (_, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`);

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));

/** Code on one line. */
export function code(text: string): string {
  const safe = escapeText(text);
  const fence = '`'.repeat(longestRun(safe) + 1);
  const space = /^[` ]|[` ]$/.test(safe) || safe === '' ? ' ' : '';
  return fence + space + safe + space + fence;
}

/** A message: what stands between backticks is code, all else is words. */
export function words(text: string): string {
  const parts = escapeText(text).split('`');
  const last = parts.length % 2 === 0 ? parts.pop()! : undefined;
  const shown = parts.map((part, at) => (at % 2 === 0 ? plain(part) : part === '' ? '\\`\\`' : code(part)));
  return shown.join('') + (last === undefined ? '' : `\\\`${plain(last)}`);
}

/** A link to a line of a file; `uri` is an address made by us. */
export const link = (text: string, uri: string, line: number): string =>
  `[${plain(escapeText(text))}](${uri.replace(/[()]/g, (one) => (one === '(' ? '%28' : '%29'))}#L${line})`;
