/** The node a place is about, and the way to it. */
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  visit,
  type YAMLMap,
  type YAMLSeq,
  type Node as YamlNode,
} from 'yaml';

/** One entry of a mapping or item of a list, on the way down. */
export interface Step {
  readonly within: YAMLMap | YAMLSeq;
  readonly index: number;
}

export interface Found {
  /** From the root to the entry or item; empty for the root itself. */
  readonly steps: readonly Step[];
  /** The place names a key, not a value. */
  readonly key: boolean;
}

export const startsAt = (node: unknown): number | undefined =>
  typeof node === 'object' && node !== null && 'range' in node
    ? ((node.range as [number, number, number] | null)?.[0] ?? undefined)
    : undefined;

export function find(document: Document, offset: number): Found | undefined {
  const search = (node: unknown, steps: readonly Step[]): Found | undefined => {
    if (startsAt(node) === offset && !isCollection(node)) return { steps, key: false };
    if (isMap(node)) {
      for (const [index, pair] of node.items.entries()) {
        const here = [...steps, { within: node, index }];
        if (startsAt(pair.key) === offset) return { steps: here, key: true };
        const below = covers(pair.value, offset) ? search(pair.value, here) : undefined;
        if (below) return below;
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        // A pair inside brackets, `[a: 1]`, is not worth the trouble.
        if (isPair(item)) continue;
        const below = covers(item, offset) ? search(item, [...steps, { within: node, index }]) : undefined;
        if (below) return below;
      }
    }
    // A mapping begins where its first key does: the key, found above, comes first.
    return startsAt(node) === offset ? { steps, key: false } : undefined;
  };
  return search(document.contents, []);
}

const covers = (node: unknown, offset: number): boolean => {
  const range = (node as YamlNode | null)?.range;
  return !!range && range[0] <= offset && offset <= range[2];
};

export const pairAt = ({ within, index }: Step): Pair | undefined => {
  const item = within.items[index];
  return isMap(within) && isPair(item) ? item : undefined;
};

/** What stands at the end of a step. */
export const valueAt = (step: Step): unknown =>
  pairAt(step)?.value ?? (pairAt(step) ? null : step.within.items[step.index]);

export const valueFound = (document: Document, found: Found): unknown => {
  const last = found.steps.at(-1);
  return last ? valueAt(last) : document.contents;
};

/** Keys and numbers, as `toJS` has them; undefined where a key is no text. */
export function pathOf(steps: readonly Step[]): readonly (string | number)[] | undefined {
  const path: (string | number)[] = [];
  for (const step of steps) {
    const pair = pairAt(step);
    if (!pair) path.push(step.index);
    else {
      const key = keyOf(pair);
      if (key === undefined) return undefined;
      path.push(key);
    }
  }
  return path;
}

export const keyOf = (pair: Pair): string | undefined =>
  isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : undefined;

export const entryOf = (map: YAMLMap, key: string): Step | undefined => {
  const index = map.items.findIndex((pair) => keyOf(pair) === key);
  return index === -1 ? undefined : { within: map, index };
};

/** Whether a change of what stands at the end would change what stands elsewhere: it is part of something that aliases name. */
export function isShared(document: Document, steps: readonly Step[], value: unknown): boolean {
  const named = new Set<string>();
  visit(document, { Alias: (_, alias) => void named.add(alias.source) });
  const nodes = [...steps.flatMap((step) => [step.within, valueAt(step)]), value];
  return nodes.some((node) => isAlias(node) || (isNamed(node) && named.has(node.anchor)));
}

const isNamed = (node: unknown): node is { anchor: string } =>
  typeof node === 'object' && node !== null && 'anchor' in node && typeof node.anchor === 'string';

/** `<<`: whatever is not written here may come from there. */
export const mergesIn = (map: YAMLMap): boolean => map.items.some((pair) => keyOf(pair) === '<<');
