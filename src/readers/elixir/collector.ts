/** What is gathered while a tree is walked. */
import type { Node } from 'web-tree-sitter';
import { type Span, span } from '../../source/index.ts';
import type { ReadSite, Site, StateSite, TextSite } from '../code/program.ts';
import type { SettingsFile } from './paths.ts';

export interface Collector {
  readonly path: string;
  readonly settings: SettingsFile | undefined;
  readonly requests: boolean;
  readonly sites: Site[];
  readonly reads: ReadSite[];
  readonly texts: TextSite[];
  readonly state: StateSite[];
  /** Variables without which the program stops, by its own word. */
  readonly insisted: Set<string>;
  /** The first read of the environment that names no variable. */
  readsAny?: Span;
}

export const placeOf = ({ path }: Collector, node: Node): Span => span(path, node.startIndex, node.endIndex);
