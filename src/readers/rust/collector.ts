/** What is gathered while a Rust file is walked. */
import type { Node } from 'web-tree-sitter';
import { type Span, span } from '../../source/index.ts';
import type { ReadSite, Site, TextSite } from '../code/program.ts';
import { field } from '../code/tree.ts';
import { methodOf } from './meaning.ts';
import type { Reading } from './reading.ts';
import type { Cells } from './state.ts';
import { segmentsOf } from './written.ts';

export interface Collector {
  readonly reading: Reading;
  readonly sites: Site[];
  readonly reads: ReadSite[];
  readonly texts: TextSite[];
  readonly cells: Cells;
  readonly exists: (path: string) => boolean;
  /** Something in the file hands a signal to a server. */
  readonly drains: boolean;
}

export const placeOf = ({ reading }: Collector, node: Node): Span => span(reading.path, node.startIndex, node.endIndex);

/** The last name of what a call calls. */
export const calledName = (call: Node): string =>
  methodOf(call) ?? segmentsOf(field(call, 'function') ?? call)?.at(-1) ?? '';

/** A callee as one would say it, without what it is given: `sqlx.query.fetch_one`. */
export function spoken(node: Node | undefined, depth = 0): string {
  if (!node || depth > 12) return '';
  switch (node.type) {
    case 'call_expression':
    case 'generic_function':
      return spoken(field(node, 'function'), depth + 1);
    case 'field_expression':
      return `${spoken(field(node, 'value'), depth + 1)}.${field(node, 'field')?.text ?? ''}`.replace(/^\./, '');
    case 'scoped_identifier':
      return (segmentsOf(node) ?? []).join('.');
    case 'macro_invocation':
      return (segmentsOf(field(node, 'macro') ?? node) ?? []).join('.');
    case 'await_expression':
    case 'try_expression':
    case 'parenthesized_expression':
      return spoken(node.namedChildren[0] ?? undefined, depth + 1);
    case 'reference_expression':
      return spoken(field(node, 'value'), depth + 1);
    default:
      return /^(?:identifier|self)$/.test(node.type) ? node.text : '';
  }
}

/** What a piece of code calls, as one would say it. */
export const callsIn = (body: Node): readonly string[] =>
  body.descendantsOfType('call_expression').flatMap((call) => (call ? [spoken(call)] : []));
