/** What is gathered while a tree is walked. */
import type { Node } from 'web-tree-sitter';
import { type Span, span } from '../../source/index.ts';
import type { ReadSite, Site, StateSite, TextSite } from '../code/program.ts';

export interface Collector {
  readonly path: string;
  readonly sites: Site[];
  readonly reads: ReadSite[];
  readonly texts: TextSite[];
  readonly state: StateSite[];
  /** Variables without which the program stops, by its own word. */
  readonly insisted: ReadonlySet<string>;
  /** Inside a class that the host runs beside requests. */
  readonly hosted: boolean;
}

export const placeOf = ({ path }: Collector, node: Node): Span => span(path, node.startIndex, node.endIndex);
