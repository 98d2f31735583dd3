/** The entry or item of a stack file that a note speaks of, and what stands around it. */
import type { Entry, ListNode, LoaderNote, MapNode, Node } from '../../facts/index.ts';
import type { Span } from '../../source/index.ts';

export interface Spot {
  readonly node: Node;
  /** What an edit calls it by: the key of an entry, the start of an item. */
  readonly at: Span;
  /** Entries on the way down from the document, the own one last. */
  readonly entries: readonly Entry[];
  readonly within: MapNode | ListNode;
}

/** The place alone says too little: a mapping begins where its first key does. Undefined where nothing of that name stands there. */
export function spotOf({ at, key, path }: LoaderNote, documents: readonly MapNode[]): Spot | undefined {
  const names = [key, path.slice(path.lastIndexOf('.') + 1)];
  const isHere = (other: Span): boolean => other.file === at.file && other.start === at.start;
  const search = (node: Node, entries: readonly Entry[]): Spot | undefined => {
    if (node.kind === 'scalar') return undefined;
    for (const [index, child] of (node.kind === 'map' ? node.entries : node.items).entries()) {
      const entry = 'key' in child ? child : undefined;
      const value = entry ? entry.value : (child as Node);
      const way = entry ? [...entries, entry] : entries;
      const own = names.includes(entry?.key ?? String(index)) && (isHere(child.at) || isHere(value.at));
      const found = own ? { node: value, at: child.at, entries: way, within: node } : search(value, way);
      if (found) return found;
    }
    return undefined;
  };
  for (const document of documents) {
    const found = document.at.file === at.file ? search(document, []) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The service an entry belongs to, by its key. */
export const serviceAround = ({ entries: [top, service] }: Spot): Entry | undefined =>
  top?.key === 'services' ? service : undefined;

export const childOf = (node: Node | undefined, ...path: readonly string[]): Node | undefined =>
  path.reduce<Node | undefined>(
    (one, key) => (one?.kind === 'map' ? one.entries.find((entry) => entry.key === key)?.value : undefined),
    node,
  );

/** Without it the mapping around would be empty, and go as well. */
export const isAlone = ({ within }: Spot): boolean =>
  (within.kind === 'map' ? within.entries : within.items).length === 1;
