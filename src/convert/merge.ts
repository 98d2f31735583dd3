/** Two values of one key, laid over each other as Docker Compose does it. Nothing in them may be an alias of something outside. */
import { isMap, isScalar, isSeq, type Node, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { type Draft, expanded, keyOf, slotOf } from './draft.ts';
import { pair as entry, mapping, put, removePair, scalar, textOf } from './edit.ts';
import { splitColons } from './rows/colons.ts';

type Rule = 'replace' | 'pairs' | 'names' | 'targets' | 'build' | 'append';

/** By key, wherever it stands; maps are merged and texts replaced without a rule. */
const rules: Readonly<Record<string, Rule>> = {
  command: 'replace',
  entrypoint: 'replace',
  test: 'replace',
  environment: 'pairs',
  labels: 'pairs',
  annotations: 'pairs',
  sysctls: 'pairs',
  args: 'pairs',
  options: 'pairs',
  driver_opts: 'pairs',
  networks: 'names',
  depends_on: 'names',
  models: 'names',
  volumes: 'targets',
  devices: 'targets',
  secrets: 'targets',
  configs: 'targets',
  build: 'build',
};

/** `low` is changed and returned where that keeps its comments. */
export function mergeValues(draft: Draft, key: string, low: Node, high: Node): Node {
  if (high.tag === '!override') {
    delete high.tag;
    return high;
  }
  switch (rules[key]) {
    case 'replace':
      return high;
    case 'pairs':
      return mergePairs(draft, low, high);
    case 'names':
      if (isSeq(low) !== isSeq(high)) return mergeValues(draft, '', named(low), named(high));
      break;
    case 'targets':
      return isSeq(low) && isSeq(high) ? append(low, high, targetOf) : high;
    case 'build':
      if (isMap(low) !== isMap(high)) return mergeValues(draft, '', asBuild(low), asBuild(high));
  }
  if (isMap(low) && isMap(high)) return mergeMaps(draft, low, high);
  return isSeq(low) && isSeq(high) ? append(low, high, (item) => JSON.stringify(item)) : high;
}

export function mergeMaps(draft: Draft, low: YAMLMap, high: YAMLMap): YAMLMap {
  for (const pair of high.items) {
    const key = keyOf(pair);
    const value = pair.value as Node | null;
    const there = slotOf(draft, low, key);
    if (value?.tag === '!reset') {
      if (there?.holder === low) removePair(low, key);
    } else if (!there) low.items.push(pair);
    else if (value) {
      const isOwn = there.holder === low && there.pair.value === there.value && !there.value?.anchor;
      put(
        low,
        key,
        there.value ? mergeValues(draft, key, isOwn ? there.value : expanded(draft, there.value), value) : value,
      );
    }
  }
  return low;
}

/** `{ A: 1 }` and `[A=1]`, either into the form of the first. */
function mergePairs(draft: Draft, low: Node, high: Node): Node {
  if (isMap(low)) return mergeMaps(draft, low, isMap(high) ? high : asMap(high));
  if (!isSeq(low)) return high;
  const items = isSeq(high)
    ? (high.items as Node[])
    : (high as YAMLMap).items.map((pair) =>
        scalar(pair.value === null ? keyOf(pair) : `${keyOf(pair)}=${textOf(pair.value) ?? ''}`),
      );
  for (const item of items) {
    const name = nameOf(item);
    const index = low.items.findIndex((one) => nameOf(one) === name);
    if (index === -1) low.items.push(item);
    else low.items[index] = item;
  }
  return low;
}

const nameOf = (item: unknown): string => (textOf(item) ?? '').split('=', 1)[0]!;

function asMap(list: Node): YAMLMap {
  const map = mapping({});
  for (const item of isSeq(list) ? list.items : []) {
    const text = textOf(item) ?? '';
    const cut = text.indexOf('=');
    const pair = entry(cut === -1 ? text : text.slice(0, cut), scalar(cut === -1 ? '' : text.slice(cut + 1)));
    if (cut === -1) pair.value = new Scalar(null);
    map.items.push(pair);
  }
  return map;
}

/** A list of names as a mapping. */
function named(node: Node): Node {
  if (!isSeq(node)) return node;
  return mapping(Object.fromEntries(node.items.map((item) => [textOf(item) ?? '', mapping({})])));
}

const asBuild = (node: Node): Node => (isScalar(node) ? mapping({ context: node }) : node);

function append(low: YAMLSeq, high: YAMLSeq, key: (item: unknown) => string): YAMLSeq {
  for (const item of high.items) {
    const index = low.items.findIndex((one) => key(one) === key(item));
    if (index === -1) low.items.push(item);
    else low.items[index] = item;
  }
  return low;
}

function targetOf(item: unknown): string {
  if (isMap(item)) return textOf(item.get('target', true)) ?? textOf(item.get('source', true)) ?? '';
  const parts = splitColons(textOf(item) ?? '');
  return parts[1] ?? parts[0]!;
}
