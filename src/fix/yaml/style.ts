/** How a file is written, so that what is added looks like the rest. */
import { type Document, isMap, isSeq, Document as NewDocument, visit } from 'yaml';
import type { Plain } from '../../kit/index.ts';
import { lineStart } from '../text-edit.ts';
import { startsAt } from './find.ts';

export interface Style {
  /** Columns by which a mapping below a key is indented. */
  readonly step: number;
  /** Items are indented below their key. */
  readonly indentedItems: boolean;
  readonly singleQuotes: boolean;
  /** `{ a: 1 }`, not `{a: 1}`. */
  readonly paddedBraces: boolean;
}

export const columnOf = (text: string, at: number): number => at - lineStart(text, at);

export function styleOf(document: Document, text: string): Style {
  const steps: number[] = [];
  const items: boolean[] = [];
  const quotes = { single: 0, double: 0 };
  const braces: boolean[] = [];
  visit(document, {
    Pair: (_, pair) => {
      const key = startsAt(pair.key);
      const value = pair.value;
      if (key === undefined) return;
      if (isMap(value) && !value.flow && value.items.length > 0) {
        const below = startsAt(value.items[0]!.key);
        if (below !== undefined) steps.push(columnOf(text, below) - columnOf(text, key));
      } else if (isSeq(value) && !value.flow && value.items.length > 0) {
        const first = startsAt(value);
        if (first !== undefined) items.push(columnOf(text, first) > columnOf(text, key));
      }
    },
    Map: (_, { flow, range }) => {
      if (flow && range && text[range[0] + 1] !== '}') braces.push(text[range[0] + 1] === ' ');
    },
    Scalar: (_, scalar) => {
      if (scalar.type === 'QUOTE_SINGLE') quotes.single++;
      else if (scalar.type === 'QUOTE_DOUBLE') quotes.double++;
    },
  });
  const usual = steps.filter((step) => step > 0);
  return {
    step: Math.min(8, mostFrequent(usual) ?? 2),
    indentedItems: items.filter(Boolean).length * 2 >= items.length,
    singleQuotes: quotes.single > quotes.double,
    paddedBraces: braces.filter(Boolean).length * 2 > braces.length,
  };
}

function mostFrequent(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const one of numbers) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}

/** Block style, without the last line end; what YAML 1.1 would read as a number or a boolean is quoted. `flow`: on one line, for inside of brackets. */
export function render(value: Plain, style: Style, flow = false): string {
  const document = new NewDocument(value, { version: '1.1' });
  if (flow)
    visit(document, {
      Collection: (_, node) => {
        node.flow = true;
      },
    });
  return document
    .toString({
      indent: style.step,
      indentSeq: style.indentedItems,
      lineWidth: 0,
      singleQuote: style.singleQuotes,
      // The same option pads brackets of lists, which hardly anybody does.
      flowCollectionPadding: style.paddedBraces && !JSON.stringify(value).includes('['),
      directives: false,
      nullStr: flow ? 'null' : '',
    })
    .replace(/\n$/, '')
    .replace(flow ? /\n\s*/g : /(?!)/g, ' ');
}
