/** What puts a setting that Swarm drops or reads otherwise into words that it understands. */
import type { LoadedKey, Node } from '../../facts/index.ts';
import { span } from '../../source/index.ts';
import type { Edit, Fix, Plain, Safety } from '../fix.ts';
import { addItems } from './items.ts';
import { childOf, isAlone, type Spot, serviceAround, spotOf } from './spot.ts';

type Note = NonNullable<LoadedKey['note']>;

export function ignoredFix({ note, stack, alsoCompose }: LoadedKey): Fix | undefined {
  const spot = note && spotOf(note, stack.documents);
  return note && spot
    ? (mounted(note, spot) ??
        testFix(note, spot) ??
        spelling(note, spot) ??
        startsOnce(note, spot) ??
        leftOver(note, spot, alsoCompose))
    : undefined;
}

const fix = (title: string, safety: Safety, ...edits: [Edit, ...Edit[]]): Fix => ({ title, safety, edits });

const units: Readonly<Record<string, number>> = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

function bytesOf(raw: string): number | undefined {
  const [, amount, unit = ''] = /^([1-9]\d*)([bkmg]?)b?$/i.exec(raw) ?? [];
  return amount === undefined ? undefined : Number(amount) * units[unit.toLowerCase()]!;
}

/** `shm_size` and `tmpfs` as what they are to Swarm: mounts in memory. */
function mounted({ key, path, verdict }: Note, spot: Spot): Fix | undefined {
  const service = serviceAround(spot);
  if (verdict !== 'ignored' || !service || path !== `services.${service.key}.${key}`) return undefined;
  const { node, at } = spot;
  const mounts = key === 'shm_size' ? shared(node) : key === 'tmpfs' ? inMemory(node) : undefined;
  const add = mounts && addItems(service.at, childOf(service.value, 'volumes'), 'volumes', mounts);
  return add && fix(`Mount a tmpfs instead of ${key}`, 'suggested', ...add, { kind: 'remove', at });
}

function shared(node: Node): readonly Plain[] | undefined {
  const size = node.kind === 'scalar' ? bytesOf(node.raw) : undefined;
  return size === undefined ? undefined : [{ type: 'tmpfs', target: '/dev/shm', tmpfs: { size } }];
}

/** `/run:size=64m,mode=1777`: only the size has a place in Swarm. */
function inMemory(node: Node): readonly Plain[] | undefined {
  const items = node.kind === 'list' ? node.items : [node];
  const mounts = items.map((item): Plain | undefined => {
    const [, target, options] = (item.kind === 'scalar' && /^(\/[\w./-]*)(?::(.+))?$/.exec(item.raw)) || [];
    const size = bytesOf(/^size=(\w+)$/.exec(options ?? '')?.[1] ?? '');
    if (target === undefined || (options !== undefined && size === undefined)) return undefined;
    return { type: 'tmpfs', target, ...(size === undefined ? {} : { tmpfs: { size } }) };
  });
  const known = mounts.filter((mount) => mount !== undefined);
  return known.length > 0 && known.length === mounts.length ? known : undefined;
}

/** A list without CMD is no test; its words are a command all the same. */
function testFix({ path, instead = '' }: Note, { node, at }: Spot): Fix | undefined {
  if (!path.endsWith('.healthcheck.test') || !instead.startsWith('put CMD in front') || node.kind !== 'list')
    return undefined;
  const [first, ...others] = node.items;
  if (first?.kind !== 'scalar' || others.some(({ kind }) => kind !== 'scalar')) return undefined;
  if (others.length === 0) {
    const value = first.raw.replace(/^CMD(?:-SHELL)?\s+/, '');
    return fix('Write the test as one text', 'suggested', { kind: 'value', at, value });
  }
  // Inside of brackets the first word stands right behind one.
  if (first.at.start === node.at.start + 1) {
    const start = span(first.at.file, first.at.start, first.at.start);
    return fix('Put CMD in front', 'suggested', { kind: 'text', at: start, text: '"CMD", ' });
  }
  const words = node.items.map((item) => (item.kind === 'scalar' ? item.raw : ''));
  return fix('Put CMD in front', 'suggested', { kind: 'value', at, value: ['CMD', ...words] });
}

/** Numbers that arrive otherwise than they are written. */
function spelling({ instead = '' }: Note, { node, at }: Spot): Fix | undefined {
  if (node.kind !== 'scalar') return undefined;
  if (instead === 'put quotes around the value')
    return fix('Quote the value', 'suggested', { kind: 'value', at, value: node.raw, everywhere: true });
  return instead === `write 0${node.raw}` && /^[0-7]{3}$/.test(node.raw)
    ? fix('Write the mode as an octal number', 'suggested', { kind: 'text', at: node.at, text: `0${node.raw}` })
    : undefined;
}

function startsOnce({ instead = '' }: Note, spot: Spot): Fix | undefined {
  const service = serviceAround(spot);
  return instead === 'write deploy.restart_policy.condition: none' && service
    ? fix(
        'Write deploy.restart_policy.condition: none',
        'suggested',
        { kind: 'set', at: service.at, path: ['deploy', 'restart_policy', 'condition'], value: 'none' },
        { kind: 'remove', at: spot.at },
      )
    : undefined;
}

/** What nobody misses. For a file that Compose reads as well, what Compose makes of it stays. */
function leftOver(
  { key, path, verdict, weight, message, instead }: Note,
  spot: Spot,
  alsoCompose: boolean,
): Fix | undefined {
  const { at, within } = spot;
  const remove = (safety: Safety): Fix => fix(`Remove ${key}`, safety, { kind: 'remove', at });
  if (instead === 'list it once' && within.kind === 'list')
    return fix('Remove the repetition', 'safe', { kind: 'remove', at });
  if (verdict !== 'ignored') return undefined;
  if (instead === 'leave it out' && path.includes('.deploy.placement.')) return remove('suggested');
  // A key that a mapping consists of would take the mapping along.
  const habit = weight === 'light' && !alsoCompose && (serviceAround(spot)?.value === within || !isAlone(spot));
  return habit && message !== undefined ? remove('suggested') : undefined;
}
