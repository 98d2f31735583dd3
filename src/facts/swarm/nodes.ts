/** Small questions to the node of a service. */
import type { Entry, Node, Scalar } from '../compose.ts';

export const entryOf = (node: Node | undefined, key: string): Entry | undefined =>
  node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;

export const childOf = (node: Node | undefined, key: string): Node | undefined => entryOf(node, key)?.value;

export const scalarIn = (node: Node, key: string): Scalar | undefined => {
  const value = childOf(node, key);
  return value?.kind === 'scalar' ? value : undefined;
};

/** Items of the list under a key. */
export const itemsOf = (node: Node | undefined, key: string): readonly Node[] => {
  const value = childOf(node, key);
  return value?.kind === 'list' ? value.items : [];
};
