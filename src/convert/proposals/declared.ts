/** Volumes, secrets and configs that the file declares. */
import { isMap } from 'yaml';
import { slotsOf, valueAt } from '../draft.ts';
import { commentBefore, commentBehind, ownMap, put, scalar, textOf } from '../edit.ts';
import type { Job } from '../job.ts';

const onNodes = 'TODO: each node has its own';
const mostNames = 6;

export function proposeVolumes({ draft, tell }: Job): void {
  const volumes = valueAt(draft, draft.root, 'volumes');
  if (!isMap(volumes)) return;
  const own = slotsOf(draft, volumes).filter(({ value }) => {
    const driver = textOf(valueAt(draft, value, 'driver'));
    const shared = isMap(valueAt(draft, value, 'driver_opts')) || (driver !== undefined && driver !== 'local');
    return !shared && !valueAt(draft, value, 'external');
  });
  const [first] = own;
  const told = [volumes, ...own.map(({ pair }) => pair.key)].some(({ commentBefore: text }) => text?.includes(onNodes));
  if (!first || told) return;
  const more = own.length - mostNames;
  const names = own
    .slice(0, mostNames)
    .map(({ key }) => key)
    .join(', ');
  const one = own.length === 1;
  commentBefore(
    first.pair.key,
    `${onNodes} ${names}${more > 0 ? ` and ${more} more` : ''}: pin ${one ? 'its service' : 'their services'} (deploy.placement.constraints), or share ${one ? 'it' : 'them'} (driver_opts: nfs)`,
  );
  for (const { key, pair } of own)
    tell({
      kind: 'proposed',
      path: `volumes.${key}`,
      reason: 'every node has its own volume of this name: a task that moves starts with an empty one',
      todo: true,
      node: pair.key,
    });
}

/** Swarm cannot change what a secret or config holds: a new file needs a new name. */
export function proposeNames({ draft, tell, request }: Job): void {
  for (const section of ['secrets', 'configs'] as const) {
    const entries = valueAt(draft, draft.root, section);
    if (!isMap(entries)) continue;
    for (const { key, value } of slotsOf(draft, entries)) {
      if (!isMap(value) || !valueAt(draft, value, 'file') || valueAt(draft, value, 'name')) continue;
      const name = scalar(`${request.project}_${key}_v1`.slice(-64).replace(/^[^A-Za-z0-9]+/, ''));
      put(ownMap(draft, entries, key), 'name', name);
      commentBehind(name, 'count up whenever the file changes');
      tell({
        kind: 'proposed',
        path: `${section}.${key}.name`,
        reason: `Swarm never changes a ${section.slice(0, -1)}: without a new name a changed file stops the deploy`,
      });
    }
  }
}
