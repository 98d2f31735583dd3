/** Loads what can tell a comment from a piece of a text, by the ending of a file or by the program its first line names. */
import { createRequire } from 'node:module';
import { type AddsComment, addsCommentBy, addsCommentToScript } from '../../readers/added-comment.ts';
import { loadGrammar } from './grammar.ts';

const languages: readonly (readonly [grammar: string, endings: RegExp, programs?: RegExp])[] = [
  ['javascript', /\.[cm]?[jt]sx?$/, /\b(?:node|bun|deno)\b/],
  ['bash', /\.(?:sh|bash|ash|ksh|zsh)$/, /\b(?:ba|da|a|k|z)?sh\b|\bbusybox\b/],
  ['python', /\.py$/, /\bpython[\d.]*\b/],
  ['ruby', /\.(?:rb|rake|ru)$|(?:^|\/)(?:Gemfile|Rakefile)$/, /\bruby\b/],
  ['php', /\.php$/, /\bphp\b/],
  ['go', /\.go$/],
  ['java', /\.java$/],
  ['kotlin', /\.kts?$/],
  ['c-sharp', /\.cs$/],
  ['rust', /\.rs$/],
  ['elixir', /\.exs?$/],
];

const loaded = new Map<string, Promise<AddsComment>>();

/** `undefined`: no parser of ours reads such files. */
export async function loadAddedComment(path: string, text: string): Promise<AddsComment | undefined> {
  const first = text.startsWith('#!') ? text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1) : '';
  const name = (languages.find(([, endings]) => endings.test(path)) ??
    languages.find(([, , programs]) => programs?.test(first)))?.[0];
  if (name === undefined) return undefined;
  const known = loaded.get(name) ?? load(name);
  loaded.set(name, known);
  return known;
}

const load = async (name: string): Promise<AddsComment> =>
  name === 'javascript'
    ? addsCommentToScript(createRequire(import.meta.url)('ts-morph'))
    : addsCommentBy(await loadGrammar(name));
