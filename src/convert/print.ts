/** The document as text, in the style of the file it came from. */
import { type Document, isMap, isScalar, isSeq, Scalar, visit, YAMLMap, YAMLSeq } from 'yaml';
import type { Draft } from './draft.ts';

export function print(draft: Draft): string {
  const { document, text } = draft;
  const padded = { map: /(?:^|[\s:])\{ /m.test(text), list: /(?:^|[\s:])\[ /m.test(text) };
  visit(document, {
    Node: (_key, node) => {
      if (node.tag === '!reset' || node.tag === '!override') delete node.tag;
      if (isMap(node) || isSeq(node)) padFlow(node, isMap(node) ? padded.map : padded.list);
    },
  });
  keepFolds(document, draft);
  const printed = document.toString({
    indent: indentOf(text),
    indentSeq: !/^( *)[\w.-]+:[ \t]*\r?\n\1- /m.test(text),
    lineWidth: 0,
    nullStr: '',
  });
  return text.includes('\r\n') ? printed.replace(/\r?\n/g, '\r\n') : printed;
}

/** Blanks of the first step inwards. */
const indentOf = (text: string): number =>
  /^[\w.-]+:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n){0,50}( {1,8})[\w"']/m.exec(text)?.[1]?.length ?? 2;

interface Context {
  readonly indent: string;
  readonly options: object;
}

/** `{ a: 1 }` or `{a: 1}`; the printer knows one way for both kinds of brackets. */
function padFlow(node: YAMLMap | YAMLSeq, padded: boolean): void {
  if (!node.flow) return;
  const print = (isMap(node) ? YAMLMap : YAMLSeq).prototype.toString as (...values: unknown[]) => string;
  Object.defineProperty(node, 'toString', {
    enumerable: false,
    configurable: true,
    value: (context: Context, ...rest: unknown[]) =>
      print.call(node, { ...context, flowCollectionPadding: padded ? ' ' : '' }, ...rest),
  });
}

/** Blocks in folded lines (`>`) keep the lines of the source; the printer would make one of all. */
function keepFolds({ schema }: Document, { origins }: Draft): void {
  schema.tags = schema.tags.map((tag) => {
    const { stringify } = tag as { stringify?: (...values: unknown[]) => string };
    if (tag.tag !== 'tag:yaml.org,2002:str' || !stringify) return tag;
    return {
      ...tag,
      stringify: (item: unknown, context: Context, ...rest: unknown[]) => {
        if (!isScalar(item) || item.type !== Scalar.BLOCK_FOLDED) return stringify(item, context, ...rest);
        const path = origins.nodes.get(item)?.path;
        const source = path === undefined || !item.range ? undefined : origins.texts.get(path);
        const written = source && asWritten(source.slice(item.range![0], item.range![1]), context.indent);
        return written || stringify(item, { ...context, options: { ...context.options, lineWidth: 80 } }, ...rest);
      },
    } as typeof tag;
  });
}

function asWritten(source: string, indent: string): string | undefined {
  const [head = '', ...lines] = source.replace(/\r/g, '').trimEnd().split('\n');
  const depth = lines.find((line) => line.trim() !== '')?.search(/\S/) ?? 0;
  if (!/^>-?$/.test(head) || depth === 0 || indent === '') return undefined;
  return [head, ...lines.map((line) => (line.trim() === '' ? '' : indent + line.slice(depth)))].join('\n');
}
