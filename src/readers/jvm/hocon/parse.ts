/**
 * HOCON, as far as keys and simple values go: one pass from left to right. https://github.com/lightbend/config/blob/main/HOCON.md
 * Libraries that read it keep no places, and fetch what the text includes.
 */

/** A piece of a value: text, or `${path}` and `${?path}`. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reference'; readonly path: string; readonly optional: boolean };

/** One simple value given to a key: of a list each item has a key of its own, `hosts[0]`. Offsets are half-open. */
export interface Assignment {
  readonly key: string;
  readonly parts: readonly Part[];
  readonly start: number;
  readonly end: number;
}

export interface Hocon {
  readonly assignments: readonly Assignment[];
  /** What is included, as far as it is a plain name: `application.conf`, `secure`. */
  readonly includes: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  /** Where the text stops being HOCON; what stands before it has been read. */
  readonly problem?: { readonly why: string; readonly offset: number };
}

const deepest = 100;
/** Characters of a key with all those around it. */
const longest = 2000;
/** Ends a piece of text without quotes. */
const special = new Set('$"{}[]:=,+#`^?!@*&\\\n');
const blank = /[ \t\r\u00a0\ufeff]/;

class Stop extends Error {
  readonly offset: number;
  constructor(why: string, offset: number) {
    super(why);
    this.offset = offset;
  }
}

export function parseHocon(text: string): Hocon {
  const reader = new HoconReader(text);
  try {
    reader.readRoot();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const { assignments, includes } = reader;
    return { assignments, includes, problem: { why: error.message, offset: Math.min(error.offset, text.length) } };
  }
  return { assignments: reader.assignments, includes: reader.includes };
}

class HoconReader {
  readonly assignments: Assignment[] = [];
  readonly includes: { name: string; start: number; end: number }[] = [];
  readonly #text: string;
  /** How many items each list has so far: `+=` and a list that goes on count on. */
  readonly #items = new Map<string, number>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readRoot(): void {
    this.#skip('lines');
    const closed = this.#text[this.#at] === '{';
    if (closed) this.#at++;
    this.#fields('', 0);
    if (closed) this.#expect('}');
    this.#skip('lines');
    if (this.#at < this.#text.length) throw new Stop('something stands where a key should', this.#at);
  }

  #fields(prefix: string, depth: number): void {
    if (depth > deepest) throw new Stop('nested too deeply', this.#at);
    for (;;) {
      this.#skip('separators');
      const character = this.#text[this.#at];
      if (character === undefined || character === '}') return;
      if (!this.#include()) this.#field(prefix, depth);
    }
  }

  #field(prefix: string, depth: number): void {
    const start = this.#at;
    const name = this.#key();
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (key.length > longest) throw new Stop('a key nobody wrote by hand', start);
    this.#skip('lines');
    const appends = this.#text.startsWith('+=', this.#at);
    if (appends) this.#at += 2;
    else if (this.#text[this.#at] === '=' || this.#text[this.#at] === ':') this.#at++;
    else if (this.#text[this.#at] !== '{') throw new Stop('a key without a value', start);
    this.#skip('lines');
    this.#value(appends ? this.#next(key) : key, start, depth);
  }

  /** `a.b`, `"a.b".c`, `a b`: as one path, quotes left out. */
  #key(): string {
    const start = this.#at;
    let key = '';
    for (;;) {
      const character = this.#text[this.#at];
      if (character === '"') key += this.#quoted();
      else if (character !== undefined && !special.has(character) && !this.#isComment()) {
        key += character;
        this.#at++;
      } else break;
    }
    if (this.#at === start) throw new Stop('something stands where a key should', start);
    return key.trim();
  }

  /** Everything up to the end of the line, a comma or a closing bracket: pieces side by side are one value. */
  #value(key: string, start: number, depth: number): void {
    const parts: Part[] = [];
    let end = this.#at;
    let isSimple = false;
    let isCompound = false;
    let isFirstList = true;
    for (;;) {
      const from = this.#at;
      this.#skip('blanks');
      const gap = this.#text.slice(from, this.#at);
      const character = this.#text[this.#at];
      if (character === undefined || '\n,}]'.includes(character) || this.#isComment()) break;
      isCompound ||= character === '{' || character === '[';
      if (character === '{') {
        this.#at++;
        this.#fields(key, depth + 1);
        this.#expect('}');
        continue;
      }
      if (character === '[') {
        // A list that is given anew takes the place of the one before, `${list} [x]` goes on with it.
        if (isFirstList && parts.length === 0) this.#items.delete(key);
        isFirstList = false;
        this.#list(key, depth + 1);
        continue;
      }
      if (isSimple && gap !== '') parts.push({ kind: 'text', text: gap });
      isSimple = true;
      if (character === '"') parts.push({ kind: 'text', text: this.#quoted() });
      else if (this.#text.startsWith('${', this.#at)) parts.push(this.#reference());
      else parts.push({ kind: 'text', text: this.#unquoted() });
      end = this.#at;
    }
    // What is substituted beside an object or a list is one itself.
    if (isSimple && !isCompound) this.assignments.push({ key, parts: joined(parts), start, end });
  }

  #list(key: string, depth: number): void {
    if (depth > deepest) throw new Stop('nested too deeply', this.#at);
    const start = this.#at++;
    for (;;) {
      this.#skip('separators');
      const character = this.#text[this.#at];
      if (character === undefined) throw new Stop('a list without an end', start);
      if (character === ']') break;
      const from = this.#at;
      this.#value(this.#next(key), from, depth);
      if (this.#at === from) throw new Stop('something stands where an item should', from);
    }
    this.#at++;
  }

  #next(key: string): string {
    const index = this.#items.get(key) ?? 0;
    this.#items.set(key, index + 1);
    return `${key}[${index}]`;
  }

  #reference(): Part {
    const start = this.#at;
    const end = this.#text.indexOf('}', start);
    const inside = end === -1 ? undefined : this.#text.slice(start + 2, end);
    if (inside === undefined || inside.includes('\n')) throw new Stop('a substitution without an end', start);
    this.#at = end + 1;
    const optional = inside.startsWith('?');
    return {
      kind: 'reference',
      path: inside
        .slice(optional ? 1 : 0)
        .replaceAll('"', '')
        .trim(),
      optional,
    };
  }

  #quoted(): string {
    const start = this.#at;
    if (this.#text.startsWith('"""', start)) {
      const end = this.#text.indexOf('"""', start + 3);
      if (end === -1) throw new Stop('a text without an end', start);
      this.#at = end + 3;
      return this.#text.slice(start + 3, end);
    }
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"' && this.#text[end] !== '\n')
      end += this.#text[end] === '\\' ? 2 : 1;
    if (this.#text[end] !== '"') throw new Stop('a text without an end', start);
    this.#at = end + 1;
    const inside = this.#text.slice(start, end + 1);
    try {
      return inside.includes('\\') ? String(JSON.parse(inside)) : inside.slice(1, -1);
    } catch {
      return inside.slice(1, -1);
    }
  }

  /** Laxer than the specification: characters it reserves stand in URLs and in passwords all the same. */
  #unquoted(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !'\n,}]{["'.includes(this.#text[this.#at]!)) {
      if (this.#text.startsWith('${', this.#at)) break;
      if (this.#isComment()) break;
      this.#at++;
    }
    const raw = this.#text.slice(start, this.#at);
    const kept = raw.trimEnd();
    // Blanks of other kinds than those that part pieces stay where nothing else stands.
    this.#at = start + (kept.length || raw.length);
    return kept;
  }

  /** `include "x"`, `include required(file("x"))`. */
  #include(): boolean {
    const start = this.#at;
    const word = 'include';
    if (!this.#text.startsWith(word, start) || !/[ \t"]/.test(this.#text[start + word.length] ?? '')) return false;
    const line = this.#text.indexOf('\n', start);
    const end = line === -1 ? this.#text.length : line;
    const rest = this.#text.slice(start + word.length, Math.min(end, start + 1000));
    if (!/^[ \t]*(?:(?:required|file|classpath|url|package)\(|")/.test(rest)) return false;
    const name = /"([^"]*)"/.exec(rest)?.[1];
    this.#at = end;
    if (name !== undefined) this.includes.push({ name, start, end: start + word.length + rest.trimEnd().length });
    return true;
  }

  #isComment(): boolean {
    return this.#text[this.#at] === '#' || this.#text.startsWith('//', this.#at);
  }

  #skip(what: 'blanks' | 'lines' | 'separators'): void {
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at]!;
      if (blank.test(character)) continue;
      if (what === 'blanks') return;
      if (character === '\n' || (what === 'separators' && character === ',')) continue;
      if (!this.#isComment()) return;
      const line = this.#text.indexOf('\n', this.#at);
      this.#at = line === -1 ? this.#text.length : line;
    }
  }

  #expect(character: string): void {
    this.#skip('separators');
    if (this.#text[this.#at] !== character) throw new Stop(`a ${character} is missing`, this.#at);
    this.#at++;
  }
}

/** Texts side by side as one. */
function joined(parts: readonly Part[]): readonly Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      all[all.length - 1] = { kind: 'text', text: last.text + part.text };
    else all.push(part);
  }
  return all;
}
