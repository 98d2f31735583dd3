/** Words of a command line as the scalars and maps a stack file would hold. */
import type { Entry, ListNode, MapNode, Node, Scalar, Variable } from '../../facts/index.ts';
import { type Span, span, type Text } from '../../source/index.ts';

/** What the shell, or the pipeline before it, puts in. */
const filledIn =
  /\$\{\{\s*(?:[\w-]+\.)*([\w-]+)(?![\w-])[^}]{0,1000}\}\}|\$\{([A-Za-z_]\w*)(:?[-?])?([^}]{0,1000})\}|\$([A-Za-z_]\w*)|\$\([^)]{0,1000}\)|`[^`]*`|\$./g;

/** A word without its quotes; variables stay as they are written. */
const unquoted = (raw: string): string => raw.replace(/\\(["'$`\\])|["']/g, '$1');

/** The text of a word: what it is at run time, or what is written when that cannot be known. */
export interface Words {
  readonly text: string;
  readonly known: boolean;
  readonly at: Span;
}

export const wordsOf = ({ value, raw, at }: Text): Words =>
  value === undefined ? { text: unquoted(raw), known: false, at } : { text: value, known: true, at };

export function scalarOf({ text, known, at }: Words): Scalar {
  const base = { kind: 'scalar', at, raw: text, type: 'string', quoted: true } as const;
  if (known) return { ...base, value: text, parts: [text] };
  const parts: (string | Variable)[] = [];
  let from = 0;
  for (const match of text.matchAll(filledIn)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    const [, template, braced, operator, operand, plain] = match;
    const name = template ?? braced ?? plain ?? '_';
    parts.push(
      operator === undefined ? { at, name } : { at, name, operator: operator as Variable['operator'], operand },
    );
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  const fallbacks = parts.map((part) =>
    typeof part === 'string' ? part : part.operator?.endsWith('-') ? part.operand : undefined,
  );
  const value = fallbacks.includes(undefined) ? undefined : fallbacks.join('');
  return { ...base, value, parts: parts.length === 0 ? [''] : parts };
}

/** Cuts a word at the first mark outside variables. */
export function cutAt(words: Words, mark: string): readonly [Words, Words | undefined] {
  const at = outside(words.text, mark)[0];
  if (at === undefined) return [words, undefined];
  return [
    { ...words, text: words.text.slice(0, at) },
    { ...words, text: words.text.slice(at + mark.length) },
  ];
}

/** `a=1,"b=2,3"`: fields of one line of CSV, as the command line reads them. */
export function fieldsOf(words: Words): readonly (readonly [name: string, value: Words | undefined])[] {
  const cuts = [...outside(words.text, ','), words.text.length];
  return cuts.map((cut, index) => {
    const field = words.text.slice(index === 0 ? 0 : cuts[index - 1]! + 1, cut).trim();
    const [name, value] = cutAt({ ...words, text: field.replace(/^"(.*)"$/s, '$1') }, '=');
    return [name.text.trim().toLowerCase(), value];
  });
}

/** Where a mark stands outside of variables, substitutions and double quotes. */
function outside(text: string, mark: string): readonly number[] {
  const found: number[] = [];
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const two = text.slice(at, at + 2);
    if (two === '${' || two === '$(') depth++;
    else if (depth > 0 && (text[at] === '}' || text[at] === ')')) depth--;
    else if (text[at] === '"') quoted = !quoted;
    if (depth === 0 && !quoted && text.startsWith(mark, at)) found.push(at);
  }
  return found;
}

export const literal = (text: string, at: Span): Scalar => scalarOf({ text, known: true, at });
export const nothing = (at: Span): Scalar => ({ ...literal('', at), type: 'null' });
export const entry = (key: string, value: Node, at: Span): Entry => ({ at, key, keyType: 'string', value });
export const mapNode = (at: Span, entries: readonly Entry[]): MapNode => ({ kind: 'map', at, entries });
export const listNode = (at: Span, items: readonly Node[]): ListNode => ({ kind: 'list', at, items });

/** A map that grows: values by the keys that lead to them; the place of a key is that of the flag that set it first. */
export function growingMap(at: Span) {
  interface Branch {
    readonly at: Span;
    readonly children: Map<string, Branch>;
    value?: Node;
    items?: Node[];
  }
  const root: Branch = { at, children: new Map() };
  const branchOf = (path: readonly string[], place: Span): Branch => {
    let branch = root;
    for (const key of path) {
      const next = branch.children.get(key) ?? { at: place, children: new Map() };
      branch.children.set(key, next);
      branch = next;
    }
    return branch;
  };
  const nodeOf = ({ at: place, children, value, items }: Branch): Node => {
    if (value) return value;
    if (items) return listNode(span(place.file, place.start, items.at(-1)!.at.end), items);
    return mapOf(place, children);
  };
  const mapOf = (place: Span, children: ReadonlyMap<string, Branch>): MapNode =>
    mapNode(
      place,
      [...children].map(([key, child]) => entry(key, nodeOf(child), child.at)),
    );
  return {
    set: (path: readonly string[], value: Node, place: Span): void => {
      branchOf(path, place).value = value;
    },
    add: (path: readonly string[], item: Node, place: Span): void => {
      const branch = branchOf(path, place);
      branch.items = [...(branch.items ?? []), item];
    },
    build: (): MapNode => mapOf(at, root.children),
  };
}
