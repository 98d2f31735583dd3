/**
 * Text as Markdown that GitHub and GitLab show as it was written: no markup, no HTML, no link, and nobody is notified.
 * Both look for mentions and references after rendering, where an escape is no longer seen: a zero-width space takes them apart.
 */
import { escapeText } from './escape.ts';
import { fenced, spoken } from './markdown-code.ts';

const APART = '&#8203;';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  $: '&#36;',
  '|': '&#124;',
};

/** `@name`, `#1`, `!1`, `~label`, `%milestone`, `^alert`, `&epic`, `$snippet`, `[issue:1]`. */
const REFERENCE = /([@#!~%^&$[])(?=[\p{L}\p{N}_"'-])/gu;
/** `GH-1`, `JIRA-1`. */
const NUMBERED = /\b([A-Z][A-Z0-9]*-)(?=\d)/g;
const ADDRESS = /(\bwww)(?=\.)|(:)(?=\/\/)|(\bmailto:|\bxmpp:)/gi;
const EMOJI = /(:)(?=[\w+-]+:)/g;
/** Stands for the space until the rest is escaped: `escapeText` has left no control character. */
const MARK = '\u0000';

/** Words outside code. An underscore within a word needs no guard. */
const plain = (text: string): string =>
  text
    .replace(REFERENCE, `$1${MARK}`)
    .replace(NUMBERED, `$1${MARK}`)
    .replace(ADDRESS, (found) => found + MARK)
    .replace(EMOJI, `$1${MARK}`)
    .replace(/[\\`*{}[\]~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
    .replace(/[&<>$|]/g, (character) => ENTITIES[character]!)
    .replaceAll(MARK, APART);

/** Code, on one line; stands in tables, too. */
export function code(text: string): string {
  const safe = escapeText(text);
  // What divides cells, and what would guard it, are read before code is.
  if (safe.includes('|'))
    return `<code>${safe.replace(/[^A-Za-z0-9 /-]/gu, (one) => `&#${one.codePointAt(0)};`)}</code>`;
  return fenced(safe);
}

/** A message: what stands between backticks is code, everything else is words. */
export const words = (text: string): string => spoken(text, plain, code);
