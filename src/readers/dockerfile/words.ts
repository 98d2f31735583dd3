import { isBlank, type LogicalText, slice } from './logical.ts';

/** Cuts at blanks outside quotes. Quotes and escapes stay in the words. */
export function wordsOf(line: LogicalText, escapeCharacter: string): readonly LogicalText[] {
  const words: LogicalText[] = [];
  let start = -1;
  let quote = '';
  for (let at = 0; at <= line.text.length; at++) {
    const character = line.text[at];
    if (character === undefined || (quote === '' && isBlank(character))) {
      if (start !== -1) words.push(slice(line, start, at));
      start = -1;
      continue;
    }
    if (start === -1) start = at;
    if (character === escapeCharacter && quote !== "'") at++;
    else if (quote === character) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    if (at >= line.text.length && start !== -1) words.push(slice(line, start));
  }
  return words;
}

/** Takes `--name=value` words off the front. */
export function takeFlags(line: LogicalText): { readonly flags: readonly string[]; readonly rest: LogicalText } {
  const flags: string[] = [];
  let at = skipBlanks(line.text, 0);
  while (line.text.startsWith('--', at)) {
    let end = at;
    while (end < line.text.length && !isBlank(line.text[end])) end++;
    if (end - at === 2) break;
    flags.push(line.text.slice(at, end));
    at = skipBlanks(line.text, end);
  }
  return { flags, rest: slice(line, at) };
}

/** Takes the first word off the front. */
export function takeWord(line: LogicalText): { readonly word: string; readonly rest: LogicalText } {
  const start = skipBlanks(line.text, 0);
  let end = start;
  while (end < line.text.length && !isBlank(line.text[end])) end++;
  return { word: line.text.slice(start, end), rest: slice(line, skipBlanks(line.text, end)) };
}

/** Blanks at both ends removed. */
export function trimmed(line: LogicalText): LogicalText {
  const start = skipBlanks(line.text, 0);
  let end = line.text.length;
  while (end > start && isBlank(line.text[end - 1])) end--;
  return slice(line, start, end);
}

export interface JsonWord extends LogicalText {
  readonly value: string;
}

/** The words of the JSON form, or nothing when the text is not a JSON list of strings: Docker then takes the shell form. */
export function jsonWords(line: LogicalText): readonly JsonWord[] | undefined {
  const { text } = line;
  if (text[skipBlanks(text, 0)] !== '[') return undefined;
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(list)) return undefined;
  const words: JsonWord[] = [];
  let at = 0;
  for (const value of list as readonly unknown[]) {
    if (typeof value !== 'string') return undefined;
    const start = text.indexOf('"', at);
    let end = start + 1;
    while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    at = end + 1;
    words.push({ ...slice(line, start, at), value });
  }
  return words;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text[at])) at++;
  return at;
}
