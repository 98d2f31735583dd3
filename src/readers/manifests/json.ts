/** Strict JSON with the place of every key and value. Offsets are half-open and count from the start of the text. */
export interface JsonEntry {
  readonly key: string;
  readonly start: number;
  readonly value: Json;
}

export type Json = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'object'; readonly entries: readonly JsonEntry[] }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'other' }
);

export interface JsonProblem {
  readonly problem: string;
  readonly offset: number;
}

/** Deeper nesting is refused: no manifest has it. */
const DEEPEST = 200;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

export function parseJson(text: string): Json | JsonProblem {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let problem: JsonProblem | undefined;
  const root = value(0);
  if (root !== undefined) {
    skipBlanks();
    if (at < text.length) fail('text after the end');
  }
  return problem ?? root!;

  function fail(why: string): undefined {
    problem ??= { problem: why, offset: at };
    return undefined;
  }

  function skipBlanks(): void {
    while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++;
  }

  function value(depth: number): Json | undefined {
    skipBlanks();
    if (depth > DEEPEST) return fail('nested too deep');
    const character = text[at];
    if (character === '{') return object(depth);
    if (character === '[') return array(depth);
    if (character === '"') return string();
    LITERAL.lastIndex = at;
    const literal = LITERAL.exec(text)?.[0];
    if (literal === undefined) return fail(at < text.length ? 'not a value' : 'the text ends too early');
    const start = at;
    at += literal.length;
    return { kind: 'other', start, end: at };
  }

  function string(): (Json & { kind: 'string' }) | undefined {
    const start = at;
    let end = at + 1;
    while (end < text.length && text[end] !== '"' && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
    if (text[end] !== '"') return fail('a string that is not closed');
    let decoded: unknown;
    try {
      decoded = JSON.parse(text.slice(start, end + 1));
    } catch {
      return fail('not a valid string');
    }
    at = end + 1;
    return { kind: 'string', value: String(decoded), start, end: at };
  }

  function object(depth: number): Json | undefined {
    const start = at++;
    const entries: JsonEntry[] = [];
    for (let first = true; ; first = false) {
      skipBlanks();
      if (first && text[at] === '}') break;
      if (text[at] !== '"') return fail('a key in quotes is missing');
      const key = string();
      if (key === undefined) return undefined;
      skipBlanks();
      if (text[at] !== ':') return fail('a colon is missing');
      at++;
      const held = value(depth + 1);
      if (held === undefined) return undefined;
      entries.push({ key: key.value, start: key.start, value: held });
      skipBlanks();
      if (text[at] === '}') break;
      if (text[at] !== ',') return fail('a comma or a closing brace is missing');
      at++;
    }
    at++;
    return { kind: 'object', entries, start, end: at };
  }

  function array(depth: number): Json | undefined {
    const start = at++;
    const items: Json[] = [];
    for (let first = true; ; first = false) {
      skipBlanks();
      if (first && text[at] === ']') break;
      const item = value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
      skipBlanks();
      if (text[at] === ']') break;
      if (text[at] !== ',') return fail('a comma or a closing bracket is missing');
      at++;
    }
    at++;
    return { kind: 'array', items, start, end: at };
  }
}

/** The value of a key; the last one counts, as in every JSON parser. */
export const get = (node: Json | undefined, key: string): Json | undefined =>
  entriesOf(node).findLast((entry) => entry.key === key)?.value;

export const entriesOf = (node: Json | undefined): readonly JsonEntry[] =>
  node?.kind === 'object' ? node.entries : [];

export const stringOf = (node: Json | undefined): string | undefined =>
  node?.kind === 'string' ? node.value : undefined;

/** The strings of a list; anything else in it is passed over. */
export const stringsOf = (node: Json | undefined): readonly string[] =>
  node?.kind === 'array' ? node.items.flatMap((item) => stringOf(item) ?? []) : [];
