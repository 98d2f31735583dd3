/** The document as text, in the style of the file it came from. */
import {
  type Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  Scalar,
  visit,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import type { Draft } from './draft.ts';

export function print(draft: Draft): string {
  const { document, text } = draft;
  const padded = { map: /(?:^|[\s:])\{ /m.test(text), list: /(?:^|[\s:])\[ /m.test(text) };
  visit(document, {
    Node: (_key, node) => {
      if (node.tag === '!reset' || node.tag === '!override') delete node.tag;
      if (isMap(node) || isSeq(node)) styleFlow(node, isMap(node) ? padded.map : padded.list, isLong(draft, node));
    },
  });
  keepFolds(document, draft);
  spaceSections(draft);
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

/** Over several lines in the source; only what holds no other collection, so that nothing is printed more than twice. */
function isLong({ origins }: Draft, node: YAMLMap | YAMLSeq): boolean {
  const path = origins.nodes.get(node)?.path;
  const source = path === undefined || !node.range ? undefined : origins.texts.get(path);
  const flat = node.items.every((item) => !isCollection(isPair(item) ? item.value : item));
  return flat && source?.slice(node.range![0], node.range![1]).includes('\n') === true;
}

/** `{ a: 1 }` or `{a: 1}`, on one line or on several; the printer knows one way for all. */
function styleFlow(node: YAMLMap | YAMLSeq, padded: boolean, long: boolean): void {
  if (!node.flow) return;
  const print = (isMap(node) ? YAMLMap : YAMLSeq).prototype.toString as (...values: unknown[]) => string;
  const write = (context: Context, width: number, ...rest: unknown[]) =>
    print.call(
      node,
      {
        ...context,
        flowCollectionPadding: padded ? ' ' : '',
        options: { ...context.options, lineWidth: width, minContentWidth: width },
      },
      ...rest,
    );
  Object.defineProperty(node, 'toString', {
    enumerable: false,
    configurable: true,
    // Too narrow for the whole, and wide enough for each text in it.
    value: (context: Context, ...rest: unknown[]) =>
      write(context, long ? Math.max(1, write(context, 0).length - 3) : 0, ...rest),
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

/** Between the parts of the file stands a blank line where parts were added. */
function spaceSections({ root, origins }: Draft): void {
  for (const [index, { key }] of root.items.entries())
    if (index > 0 && key && !origins.nodes.has(key)) (key as Node).spaceBefore = true;
}
