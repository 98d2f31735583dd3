/** The terms of Elixir that stand in a mix.exs, as far as a manifest needs them: no code is run, what is computed is left out. */
export type Term =
  | {
      readonly kind: 'text' | 'atom' | 'word' | 'key';
      readonly value: string;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'group';
      readonly open: string;
      readonly items: readonly Term[];
      readonly start: number;
      readonly end: number;
    };

const word = /[A-Za-z_][\w.]*[?!]?/y;
const deepest = 40;

/** All terms of a text; separators, operators and comments are left out. Each character is looked at once. */
export function termsOf(text: string): readonly Term[] {
  const stack: { readonly open: string; readonly items: Term[]; readonly start: number }[] = [];
  let items: Term[] = [];
  const all = items;
  const add = (term: Term): void => {
    items.push(term);
  };
  for (let at = 0; at < text.length; ) {
    const character = text[at]!;
    if (character === '#') at = endOfLine(text, at);
    else if (character === '"') {
      const end = endOfText(text, at);
      const quotes = text.startsWith('"""', at) ? 3 : 1;
      // `"key": value`
      const isKey = text[end] === ':' && text[end + 1] !== ':';
      add({ kind: isKey ? 'key' : 'text', value: text.slice(at + quotes, end - quotes), start: at, end });
      at = isKey ? end + 1 : end;
    } else if (character === ':' && /[a-z_"]/.test(text[at + 1] ?? '')) {
      const quoted = text[at + 1] === '"';
      const end = quoted ? endOfText(text, at + 1) : endOfWord(text, at + 1);
      add({ kind: 'atom', value: text.slice(at + (quoted ? 2 : 1), end - (quoted ? 1 : 0)), start: at, end });
      at = end;
    } else if (/[A-Za-z_]/.test(character)) {
      const end = endOfWord(text, at);
      const isKey = text[end] === ':' && text[end + 1] !== ':';
      add({ kind: isKey ? 'key' : 'word', value: text.slice(at, end), start: at, end });
      at = isKey ? end + 1 : end;
    } else if ('{[('.includes(character) && stack.length < deepest) {
      stack.push({ open: character, items, start: at });
      items = [];
      at++;
    } else if ('}])'.includes(character) && stack.length > 0) {
      const group = stack.pop()!;
      const term: Term = { kind: 'group', open: group.open, items, start: group.start, end: at + 1 };
      items = group.items;
      add(term);
      at++;
    } else at++;
  }
  // A bracket that is never closed: what stands behind it is there all the same.
  for (let group = stack.pop(); group; group = stack.pop()) {
    group.items.push(...items);
    items = group.items;
  }
  return all;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

function endOfWord(text: string, at: number): number {
  word.lastIndex = at;
  return word.test(text) ? word.lastIndex : at + 1;
}

function endOfText(text: string, at: number): number {
  const quotes = text.startsWith('"""', at) ? '"""' : '"';
  for (let index = at + quotes.length; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text.startsWith(quotes, index)) return index + quotes.length;
  }
  return text.length;
}
