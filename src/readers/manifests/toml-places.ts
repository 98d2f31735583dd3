/**
 * Where the keys of a TOML document stand. The values come from a real parser; this only walks over statements and
 * remembers offsets, so it may rely on the text being valid TOML.
 */
export interface TomlPlace {
  readonly start: number;
  readonly end: number;
  /** Places of the elements of an array, in order. */
  readonly items: readonly { readonly start: number; readonly end: number }[];
}

/** Places by path of keys: header and key joined with NUL. */
export type TomlPlaces = ReadonlyMap<string, TomlPlace>;

export const pathKey = (...keys: readonly string[]): string => keys.join('\0');

export function tomlPlaces(text: string): TomlPlaces {
  const places = new Map<string, TomlPlace>();
  let header: readonly string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const character = text[at]!;
    if (/\s/.test(character)) at++;
    else if (character === '#') at = lineEnd(text, at);
    else if (character === '[') {
      const end = lineEnd(text, at);
      header = keysOf(text.slice(at, end).replace(/^\[+/, ''));
      at = end;
    } else {
      const equals = equalsSign(text, at);
      const value = valueFrom(text, equals + 1);
      places.set(pathKey(...header, ...keysOf(text.slice(at, equals))), {
        start: at,
        end: value.end,
        items: value.items,
      });
      at = Math.max(value.end, at + 1);
    }
  }
  return places;
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline === -1 ? text.length : newline;
}

/** `a."b.c".d` up to a closing bracket or the end. */
function keysOf(text: string): readonly string[] {
  const keys: string[] = [];
  let at = 0;
  while (at < text.length && text[at] !== ']') {
    const character = text[at]!;
    if (character === '"' || character === "'") {
      const end = stringEnd(text, at);
      keys.push(text.slice(at + 1, end - 1));
      at = end;
    } else if (/[A-Za-z0-9_-]/.test(character)) {
      const start = at;
      while (at < text.length && /[A-Za-z0-9_-]/.test(text[at]!)) at++;
      keys.push(text.slice(start, at));
    } else at++;
  }
  return keys;
}

function equalsSign(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '=' && text[at] !== '\n') {
    at = text[at] === '"' || text[at] === "'" ? stringEnd(text, at) : at + 1;
  }
  return at;
}

/** Offset behind a string that starts at `from`, in one of TOML's four forms. */
function stringEnd(text: string, from: number): number {
  const quote = text[from]!;
  const long = text.startsWith(quote.repeat(3), from);
  const close = long ? quote.repeat(3) : quote;
  let at = from + close.length;
  while (at < text.length && !text.startsWith(close, at)) at += quote === '"' && text[at] === '\\' ? 2 : 1;
  at = Math.min(at + close.length, text.length);
  while (long && text[at] === quote) at++;
  return at;
}

function valueFrom(text: string, from: number): { readonly end: number; readonly items: TomlPlace['items'] } {
  const items: { start: number; end: number }[] = [];
  let depth = 0;
  let end = from;
  let item = -1;
  for (let at = from; at < text.length; ) {
    const character = text[at]!;
    if (character === '#') {
      at = lineEnd(text, at);
      continue;
    }
    if (character === '\n' && depth === 0) break;
    if (depth === 1 && (character === ',' || character === ']') && item !== -1) {
      items.push({ start: item, end });
      item = -1;
    }
    if (depth === 1 && item === -1 && !/[\s,\]]/.test(character)) item = at;
    if (character === '[' || character === '{') depth++;
    if (character === ']' || character === '}') depth--;
    at = character === '"' || character === "'" ? stringEnd(text, at) : at + 1;
    if (!/\s/.test(character)) end = at;
  }
  return { end, items: text.slice(from, end).trimStart().startsWith('[') ? items : [] };
}
