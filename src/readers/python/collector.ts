/** What is gathered while a tree is walked. */
import type { Node } from 'web-tree-sitter';
import { type Span, span } from '../../source/index.ts';
import type { ReadSite, Site, TextSite } from '../code/program.ts';
import { field } from '../code/tree.ts';
import type { Reading } from './values.ts';

export interface Collector {
  readonly reading: Reading;
  readonly sites: Site[];
  readonly reads: ReadSite[];
  /** The first place that reads variables without naming them. */
  readsAny?: Span;
  readonly texts: TextSite[];
  /** Variables without which the program stops, by its own word. */
  readonly insisted: ReadonlySet<string>;
}

export const placeOf = ({ reading }: Collector, node: Node): Span => span(reading.path, node.startIndex, node.endIndex);

export const lastName = (callee: Node): string =>
  callee.type === 'attribute'
    ? (field(callee, 'attribute')?.text ?? '')
    : callee.type === 'identifier'
      ? callee.text
      : '';
