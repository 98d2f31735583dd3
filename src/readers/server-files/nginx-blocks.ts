/** The syntax of nginx: words, quotes, comments, `;` and blocks. http://nginx.org/en/docs/beginners_guide.html#conf_structure */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** One directive; `block` holds those between its braces. */
export interface Directive {
  readonly words: readonly Word[];
  readonly block?: readonly Directive[];
}

/** Deeper files are no configuration that somebody wrote. */
const deepest = 32;

/** One pass over the text. `undefined`: braces or quotes do not match, or a template engine's own notation stands between. */
export function parseBlocks(text: string): readonly Directive[] | undefined {
  const root: Directive[] = [];
  const open: Directive[][] = [root];
  let words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (/\s/.test(char) || char === '\uFEFF') at++;
    else if (char === '#') at = endOfLine(text, at);
    else if (char === ';') {
      if (words.length > 0) open.at(-1)!.push({ words });
      words = [];
      at++;
    } else if (char === '{') {
      if (words.length === 0 || open.length > deepest) return undefined;
      if (/_by_lua_block$/.test(words[0]!.text)) {
        const end = endOfBraces(text, at);
        if (end === undefined) return undefined;
        at = end;
      } else {
        const block: Directive[] = [];
        open.at(-1)!.push({ words, block });
        open.push(block);
        at++;
      }
      words = [];
    } else if (char === '}') {
      if (words.length > 0 || open.length === 1) return undefined;
      open.pop();
      at++;
    } else {
      const word = wordAt(text, at);
      if (!word) return undefined;
      words.push(word);
      at = word.end;
    }
  }
  return open.length === 1 && words.length === 0 ? root : undefined;
}

const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
};

/** A word ends at a blank, `;` or a brace; the braces of `${NAME}` belong to it. */
function wordAt(text: string, start: number): Word | undefined {
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    let value = '';
    for (let at = start + 1; at < text.length; at++) {
      if (text[at] === '\\') value += text[++at] ?? '';
      else if (text[at] === quote) return { text: value, start, end: at + 1 };
      else value += text[at];
    }
    return undefined;
  }
  let at = start;
  while (at < text.length && !/[\s;{}]/.test(text[at]!)) {
    if (text[at] === '\\') at += 2;
    else if (text[at] === '$' && text[at + 1] === '{') {
      const close = text.indexOf('}', at);
      const line = endOfLine(text, at);
      if (close === -1 || close > line) return undefined;
      at = close + 1;
    } else at++;
  }
  const end = Math.min(at, text.length);
  return { text: text.slice(start, end), start, end };
}

/** The brace that closes a block of another language, whose strings may hold braces of their own only in pairs. */
function endOfBraces(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}
