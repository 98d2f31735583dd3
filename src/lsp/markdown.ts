/**
 * Text of a repository in Markdown that an editor renders: shown as it was written, without markup, HTML, images or links. Some editors show
 * Markdown nearly as it is, so as little as possible is guarded, and by nothing but a backslash.
 */
import { escapeText } from '../report/escape.ts';
import { fenced, spoken } from '../report/markdown-code.ts';

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

/** Code on one line. */
export const code = (text: string): string => fenced(escapeText(text));

/** A message: what stands between backticks is code, all else is words. */
export const words = (text: string): string => spoken(text, plain, code);

/** A link to a line of a file; `uri` is an address made by us. */
export const link = (text: string, uri: string, line: number): string =>
  `[${plain(escapeText(text))}](${uri.replace(/[()]/g, (one) => (one === '(' ? '%28' : '%29'))}#L${line})`;
