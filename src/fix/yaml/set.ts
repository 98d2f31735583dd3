/** Puts values into YAML text without touching anything else. */
import { isCollection, isMap, isScalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Plain } from '../../kit/index.ts';
import { insertLines, lineEnd, type TextEdit, withLineEnds } from '../text-edit.ts';
import { contentEnd, nextLine } from './extent.ts';
import { type Step, startsAt, valueAt } from './find.ts';
import { columnOf, render, type Style } from './style.ts';

/** `a.b.c: value` as nested mappings, the outermost key first. */
export const nest = (path: readonly string[], value: Plain): Plain =>
  path.reduceRight<Plain>((inner, key) => ({ [key]: inner }), value);

const indented = (lines: string, column: number): string =>
  lines
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(column) + line))
    .join('\n');

const commented = (lines: string, comment: string | undefined): string =>
  comment === undefined
    ? lines
    : `${comment
        .split('\n')
        .map((line) => `# ${line}\n`)
        .join('')}${lines}`;

/** One more entry at the end of a mapping that has some. Block mappings begin every entry on a line of its own. */
export function addEntry(
  text: string,
  map: YAMLMap,
  key: string,
  value: Plain,
  style: Style,
  comment?: string,
): TextEdit | undefined {
  const last = map.items.at(-1);
  const first = last && startsAt(map.items[0]!.key);
  if (!last || first === undefined) return undefined;
  if (map.flow) {
    const end = contentEnd(last, first);
    const entry = render({ [key]: value }, style, true).replace(/^\{ ?| ?\}$/g, '');
    return { start: end, end, text: `, ${entry}` };
  }
  const at = nextLine(text, contentEnd(last, first));
  const lines = commented(render({ [key]: value }, style), comment);
  return insertLines(text, at, `${indented(lines, columnOf(text, first))}\n`);
}

/** One more item at the end of a list that has some. */
export function addItem(text: string, list: YAMLSeq, value: Plain, style: Style): TextEdit | undefined {
  const last = list.items.at(-1);
  const start = startsAt(last);
  if (start === undefined) return undefined;
  const end = contentEnd(last, start);
  if (list.flow) return { start: end, end, text: `, ${render(value, style, true)}` };
  const dash = startsAt(list);
  if (dash === undefined || text[dash] !== '-') return undefined;
  return insertLines(text, nextLine(text, end), `${indented(render([value], style), columnOf(text, dash))}\n`);
}

/** What is written behind a key, or as an item, becomes another value. */
export function replaceValue(
  text: string,
  step: Step,
  keyColumn: number,
  keyStop: number,
  value: Plain,
  style: Style,
): TextEdit | undefined {
  const old = valueAt(step);
  const plain = value === null || typeof value !== 'object';
  const range = (old as { range?: [number, number, number] } | null)?.range;
  const empty = old === null || (isScalar(old) && old.source === '' && old.type === 'PLAIN');
  if (isProped(old)) return undefined;
  if (plain || step.within.flow) {
    const written = quotedAs(old, value) ?? render(value, style, true);
    if (empty) return { start: keyStop, end: keyStop, text: ` ${written}` };
    if (!range) return undefined;
    if (isCollection(old) && (!old.flow || (value === null && !step.within.flow))) {
      // A comment in what is replaced would be lost.
      const end = contentEnd(old, range[0]);
      return value !== null || text.slice(keyStop, end).includes('#') ? undefined : { start: keyStop, end, text: '' };
    }
    // The line end of a block text belongs to what follows.
    const end = text[range[1] - 1] === '\n' && range[1] > range[0] ? range[1] - 1 : range[1];
    return { start: range[0], end, text: written };
  }
  const lines = withLineEnds(
    `\n${indented(render(value, style), keyColumn + (Array.isArray(value) && !style.indentedItems ? 0 : style.step))}`,
    text,
  );
  if (empty) {
    // A comment behind the key stays there.
    const end = lineEnd(text, keyStop);
    const stop = text[end - 1] === '\n' ? end - (text[end - 2] === '\r' ? 2 : 1) : end;
    return { start: stop, end: stop, text: lines };
  }
  const stop = range && (isCollection(old) && !old.flow ? contentEnd(old, range[0]) : range[1]);
  // A comment in what is replaced, or a tag in front of it, would be lost.
  if (!stop || text.slice(keyStop, isScalar(old) ? range[0] : stop).includes('#')) return undefined;
  return text.slice(keyStop, range[0]).trim() === '' ? { start: keyStop, end: stop, text: lines } : undefined;
}

/** Text stays in the quotes that it has. */
function quotedAs(old: unknown, value: Plain): string | undefined {
  if (!isScalar(old) || typeof value !== 'string' || !/^[\x20-\x7e]*$/.test(value)) return undefined;
  if (old.type === 'QUOTE_SINGLE') return `'${value.replaceAll("'", "''")}'`;
  return old.type === 'QUOTE_DOUBLE' ? JSON.stringify(value) : undefined;
}

const isProped = (node: unknown): boolean =>
  typeof node === 'object' &&
  node !== null &&
  (('anchor' in node && node.anchor !== undefined) || ('tag' in node && isScalar(node) && node.tag !== undefined));

/** The mapping below a value; undefined where there is none yet, null where something else stands in its place. */
export const mapBelow = (value: unknown): YAMLMap | undefined | null =>
  isMap(value)
    ? value
    : value === null || value === undefined || (isScalar(value) && value.source === '')
      ? undefined
      : null;
