/** Files of sections and `key = value` lines: one pass, every pair with its place. */
import { type Source, type Span, span } from '../../source/index.ts';

export interface Pair {
  readonly key: string;
  readonly value: string;
  readonly at: Span;
}

export interface Section {
  readonly name: string;
  readonly at: Span;
  readonly pairs: readonly Pair[];
}

/** Pairs before the first section belong to one without a name. `;` and `#` begin a comment; behind a value only ` ;` does. */
export function parseIni({ path, text }: Source): readonly Section[] {
  const sections: { name: string; at: Span; pairs: Pair[] }[] = [{ name: '', at: span(path, 0, 0), pairs: [] }];
  let start = 0;
  for (const raw of text.split('\n')) {
    const line = raw.trimEnd();
    const at = span(path, start, start + line.length);
    start += raw.length + 1;
    const first = line[0];
    // A line that is indented goes on with the value before it.
    if (first === undefined || /[;#\s]/.test(first)) continue;
    if (first === '[') {
      const close = line.indexOf(']');
      if (close > 0)
        sections.push({ name: line.slice(1, close).trim(), at: { ...at, end: at.start + close + 1 }, pairs: [] });
      continue;
    }
    const equals = line.indexOf('=');
    if (equals < 1) continue;
    const value = line.slice(equals + 1);
    const comment = value.search(/\s;/);
    const kept = (comment === -1 ? value : value.slice(0, comment)).trim();
    const key = line.slice(0, equals).trim();
    const behind = comment === -1 ? line.length : line.slice(0, equals + 1 + comment).trimEnd().length;
    sections
      .at(-1)!
      .pairs.push({ key, value: kept.replace(/^(["'])(.*)\1$/, '$2'), at: { ...at, end: at.start + behind } });
  }
  return sections;
}
