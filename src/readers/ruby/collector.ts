/** What is gathered while a tree is walked. */
import type { Node } from 'web-tree-sitter';
import { type Span, span } from '../../source/index.ts';
import type { ReadSite, Site, TextSite } from '../code/program.ts';

export interface Collector {
  readonly path: string;
  readonly sites: Site[];
  readonly reads: ReadSite[];
  readonly texts: TextSite[];
  /** Variables without which the program stops, by its own word. */
  readonly insisted: ReadonlySet<string>;
  /** `config/application.rb`: what it sets gives way to the settings of the environment. */
  readonly overruled: boolean;
  /** It requires Sinatra, or a part of it. */
  readonly sinatra: boolean;
  readonly exists: (path: string) => boolean;
}

export const placeOf = ({ path }: { readonly path: string }, node: Node): Span =>
  span(path, node.startIndex, node.endIndex);
