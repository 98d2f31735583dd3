/** Short words for what every walk over a syntax tree asks. */
import type { Node } from 'web-tree-sitter';

/** Named children, comments among them. */
export const childrenOf = (node: Node): readonly Node[] => node.namedChildren.filter((child) => child !== null);

export const field = (node: Node, name: string): Node | undefined => node.childForFieldName(name) ?? undefined;
