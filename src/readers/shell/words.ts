/** Splits plain command lines without the grammar: npm scripts, shell-form commands. */
import { unquoteDouble } from './unquote.ts';

/** Characters outside quotes that only a real parser can judge: operators, expansions, wildcards, comments. */
const shellOnly = new Set('|&;<>()$`*?[]{}~#!\n\r'.split(''));

/** Words that open a control structure or run text of their own. */
const reserved: ReadonlySet<string> = new Set([
  'if',
  'for',
  'while',
  'until',
  'case',
  'function',
  'select',
  'time',
  'eval',
]);

const isBlank = (character: string): boolean => character === ' ' || character === '\t';

/**
 * The words of a single command, unquoted; assignments in front count as words.
 * `undefined` when the text takes a real shell parser: operators, variables, substitutions, wildcards, open quotes.
 */
export function splitCommandLine(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (isBlank(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "'") {
      const close = text.indexOf("'", at + 1);
      if (close === -1) return undefined;
      word = (word ?? '') + text.slice(at + 1, close);
      at = close;
    } else if (character === '"') {
      let close = at + 1;
      while (close < text.length && text[close] !== '"') close += text[close] === '\\' ? 2 : 1;
      const inner = text.slice(at + 1, close);
      if (close >= text.length || /(?<!\\)[$`]/.test(inner)) return undefined;
      word = (word ?? '') + unquoteDouble(inner);
      at = close;
    } else if (character === '\\') {
      const next = text[at + 1];
      if (next === undefined || next === '\n' || next === '\r') return undefined;
      word = (word ?? '') + next;
      at++;
    } else if (shellOnly.has(character)) return undefined;
    else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words[0] !== undefined && reserved.has(words[0]) ? undefined : words;
}
