/** Where the walk over a file puts what it finds. */
import type { Node } from 'web-tree-sitter';
import { span } from '../../source/index.ts';
import type { ReadSite, Site, StateSite, TextSite } from '../code/program.ts';

export interface Collector {
  readonly path: string;
  readonly sites: Site[];
  readonly reads: ReadSite[];
  readonly texts: TextSite[];
  readonly state: StateSite[];
}

export const placeOf = ({ path }: Pick<Collector, 'path'>, node: Node) => span(path, node.startIndex, node.endIndex);
