/** What is gathered while a tree is walked. */
import type { Node } from 'web-tree-sitter';
import { type Span, span } from '../../source/index.ts';
import type { ReadSite, Site, TextSite } from '../code/program.ts';
import { field } from '../code/tree.ts';
import type { Reading } from './reading.ts';

export interface Collector {
  readonly reading: Reading;
  readonly sites: Site[];
  readonly reads: ReadSite[];
  readonly texts: TextSite[];
}

export const placeOf = ({ reading }: Collector, node: Node): Span => span(reading.path, node.startIndex, node.endIndex);

export const lastName = (callee: Node): string => {
  const named = callee.type === 'index_expression' ? (field(callee, 'operand') ?? callee) : callee;
  return named.type === 'selector_expression'
    ? (field(named, 'field')?.text ?? '')
    : named.type === 'identifier'
      ? named.text
      : '';
};

/** The function or method a node stands in. */
export function functionAround(node: Node): Node | undefined {
  for (let at = node.parent; at; at = at.parent)
    if (/^(?:function_declaration|method_declaration)$/.test(at.type)) return at;
  return undefined;
}
