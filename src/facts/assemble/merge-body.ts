/** The nodes of a service in several `-c` files put together: what no typed fact is made of is read from them. */
import type { Entry, ListNode, MapNode, Node, Scalar } from '../compose.ts';
import { booleanOf, bytesOf } from '../units.ts';

/** Lists that grow with every file, however they are written. */
const growing = new Set(
  'cap_add cap_drop dns dns_search extra_hosts security_opt devices tmpfs env_file expose links external_links depends_on constraints'.split(
    ' ',
  ),
);
/** `{ A: 1 }` or `[A=1]`: one value for each name. */
const paired = new Set('environment labels sysctls'.split(' '));
/** The later file has the last word about the whole value. */
const replaced = new Set('command entrypoint ulimits'.split(' '));

export function mergeBodies(base: MapNode, over: MapNode): MapNode {
  const entries = new Map(base.entries.map((entry) => [entry.key, entry]));
  for (const entry of over.entries) {
    const own = entries.get(entry.key);
    entries.set(entry.key, own ? mergeEntries(own, entry) : entry);
  }
  return { ...base, entries: [...entries.values()] };
}

function mergeEntries(base: Entry, over: Entry): Entry {
  const { key } = base;
  if (says(key, over.value) === false) return base;
  if (replaced.has(key)) return over;
  if (growing.has(key))
    return {
      ...base,
      value: {
        ...listed(base.value),
        items: [...listed(base.value).items, ...listed(over.value).items],
      },
    };
  const [one, other] = paired.has(key) ? [pairedUp(base.value), pairedUp(over.value)] : [base.value, over.value];
  if (one.kind === 'map' && other.kind === 'map') return { ...base, value: mergeBodies(one, other) };
  if (one.kind === 'list' && other.kind === 'list')
    return { ...base, value: { ...one, items: [...one.items, ...other.items] } };
  return over;
}

/** Keys, and names of facts made of them, that a later file can set to zero or `false`. */
const resettable = new Set('replicas parallelism max_attempts maxAttempts retries'.split(' '));
const flags = new Set('read_only privileged tty stdin_open stdinOpen init'.split(' '));

/**
 * Whether the value of a later file changes what an earlier one says: `""`, `false`, `0`, `0s` and nothing at all mostly count as not
 * written. `undefined`: its variables decide.
 */
export function says(key: string, node: Node | undefined): boolean | undefined {
  if (node === undefined) return false;
  if (node.kind === 'map') return node.entries.length > 0;
  if (node.kind === 'list') return node.items.length > 0;
  return node.value === undefined ? undefined : !isZero(key, node, node.value);
}

function isZero(key: string, scalar: Scalar, value: string): boolean {
  const { type } = scalar;
  if (value === '' || type === 'null') return true;
  if (resettable.has(key)) return false;
  if (key === 'memory') return bytesOf(scalar) === 0;
  if (flags.has(key)) return booleanOf(scalar) === false;
  return type === 'string'
    ? /^(?:0+(?:\.0*)?(?:ns|us|µs|ms|s|m|h))+$/.test(value)
    : /^(?:false|[-+]?0+(?:\.0*)?)$/i.test(value);
}

/** Only hosts may be a mapping too, which the loader sorts. */
const listed = (node: Node): ListNode => {
  if (node.kind === 'list') return node;
  const items =
    node.kind === 'scalar'
      ? [node]
      : [...node.entries].sort((one, other) => (one.key < other.key ? -1 : 1)).flatMap(hostOf);
  return { kind: 'list', at: node.at, items };
};

const hostOf = ({ key, at, value }: Entry): readonly Scalar[] =>
  value.kind === 'scalar'
    ? [
        {
          ...value,
          at,
          type: 'string',
          raw: `${key}:${value.raw}`,
          value: value.value && `${key}:${value.value}`,
          parts: [`${key}:`, ...value.parts],
        },
      ]
    : [];

const pairedUp = (node: Node): Node => {
  if (node.kind !== 'list') return node;
  const entries = node.items.flatMap((item): readonly Entry[] => {
    if (item.kind !== 'scalar') return [];
    const text = item.value ?? item.raw;
    const cut = text.indexOf('=');
    const value = cut === -1 ? '' : text.slice(cut + 1);
    return [
      {
        at: item.at,
        key: cut === -1 ? text : text.slice(0, cut),
        keyType: 'string',
        value: { ...item, raw: value, value: item.value === undefined ? undefined : value, parts: [value] },
      },
    ];
  });
  return { kind: 'map', at: node.at, entries };
};
