/** Keys and values of a configuration file, flat, with their places. */
import { Properties, PropertiesNodeType } from 'properties-file/parser';
import type { Node } from '../../../facts/compose.ts';
import { type Span, span } from '../../../source/index.ts';
import { parseFirst } from '../../compose/parse.ts';
import { toTree } from '../../compose/tree.ts';

export interface Entry {
  /** As written, with dots: `spring.jpa.hibernate.ddl-auto`. */
  readonly key: string;
  readonly text: string;
  readonly at: Span;
}

const mostDocuments = 20;

/** One list for each document of the file. */
export function entriesOf(path: string, text: string): readonly (readonly Entry[])[] {
  if (path.endsWith('.properties')) return ofProperties(path, text);
  const documents: (readonly Entry[])[] = [];
  let rest = text;
  for (let count = 0; count < mostDocuments; count++) {
    const { document, rest: next } = parseFirst(rest);
    const root = document && toTree(document, path, rest).root;
    if (root) documents.push(flat(root, '', root.at));
    if (next === undefined) break;
    // What has been read turns into blanks, so that places stay what they are.
    rest = text.slice(0, next).replace(/[^\n]/g, ' ') + text.slice(next);
  }
  return documents;
}

function flat(node: Node, prefix: string, at: Span): readonly Entry[] {
  if (node.kind === 'map')
    return node.entries.flatMap((entry) =>
      flat(
        entry.value,
        prefix === '' ? entry.key : `${prefix}.${entry.key}`,
        span(at.file, entry.at.start, entry.value.at.end),
      ),
    );
  if (node.kind === 'list') return node.items.flatMap((item, index) => flat(item, `${prefix}[${index}]`, item.at));
  return node.type === 'null' ? [] : [{ key: prefix, text: node.raw, at }];
}

/** `#---` parts documents of Spring's. */
function ofProperties(path: string, text: string): readonly (readonly Entry[])[] {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + end.length);
  const documents: Entry[][] = [[]];
  for (const node of new Properties(text).nodes) {
    if (node.type === PropertiesNodeType.COMMENT && node.body.startsWith('---')) documents.push([]);
    if (node.type !== PropertiesNodeType.PROPERTY || node.key === '') continue;
    const start = (starts[node.startingLineNumber - 1] ?? 0) + node.leadingWhitespace.length;
    const lastLine = starts[node.endingLineNumber - 1] ?? start;
    const end = Math.min(lastLine + (node.rawLines.at(-1)?.trimEnd().length ?? 0), text.length);
    documents.at(-1)!.push({ key: node.key, text: node.value.trim(), at: span(path, Math.min(start, end), end) });
  }
  return documents;
}
