/** JSON as the configuration of .NET allows it: with comments, and with commas behind the last item. */
import { type Json, type JsonProblem, parseJson } from '../manifests/json.ts';

/** Everything else keeps its place. */
export function parseSettings(text: string): Json | JsonProblem {
  return parseJson(plain(text));
}

function plain(text: string): string {
  const parts: string[] = [];
  let from = 0;
  const blank = (start: number, end: number): void => {
    parts.push(text.slice(from, start), ' '.repeat(end - start));
    from = end;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') at = endOfString(text, at);
    else if (character === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const end = endOfComment(text, at);
      blank(at, end);
      at = end - 1;
    } else if (character === ',' && closes(text, at + 1)) blank(at, at + 1);
  }
  return parts.join('') + text.slice(from);
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"' && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function endOfComment(text: string, start: number): number {
  const closing = text[start + 1] === '/' ? '\n' : '*/';
  const found = text.indexOf(closing, start + 2);
  return found === -1 ? text.length : closing === '\n' ? found : found + 2;
}

/** Whether the next character that is neither blank nor comment closes a list or an object. */
function closes(text: string, start: number): boolean {
  for (let at = start; at < text.length; at++) {
    const character = text[at]!;
    if (character === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) at = endOfComment(text, at) - 1;
    else if (!' \t\r\n'.includes(character)) return character === ']' || character === '}';
  }
  return false;
}
