/** Services that `docker compose up` does not start: Swarm knows no profiles, and would run them all. */
import { isMap, isSeq } from 'yaml';
import { resolve, slotsOf, valueAt } from './draft.ts';
import { removeItem, removePair, textOf } from './edit.ts';
import type { Job } from './job.ts';

export function leaveOut({ draft, request, tell }: Job): void {
  const services = valueAt(draft, draft.root, 'services');
  if (!isMap(services)) return;
  const wanted = request.profiles ?? [];
  const gone = new Set<string>();
  for (const { key, value, holder } of slotsOf(draft, services)) {
    const list = valueAt(draft, value, 'profiles');
    const profiles = (isSeq(list) ? list.items : []).map((item) => textOf(resolve(draft, item)) ?? '');
    if (profiles.length === 0 || !isMap(value)) continue;
    const kept = wanted.includes('*') || profiles.some((profile) => wanted.includes(profile));
    const node = value.items.find((pair) => pair.value === list)?.key ?? list;
    if (kept) {
      removePair(value, 'profiles');
      tell({
        kind: 'dropped',
        path: `services.${key}.profiles`,
        reason: 'Swarm knows no profiles: it runs always',
        node,
      });
      continue;
    }
    gone.add(key);
    removePair(holder, key);
    tell({
      kind: 'dropped',
      path: `services.${key}`,
      reason: `it runs in the profile ${profiles.join(', ')} only, and Swarm knows none; --profile ${profiles[0]} keeps it`,
      loss: 'light',
      node,
    });
  }
  if (gone.size === 0) return;
  for (const { value } of slotsOf(draft, services)) {
    const waits = valueAt(draft, value, 'depends_on');
    if (isMap(waits)) for (const name of gone) removePair(waits, name);
    if (isSeq(waits))
      for (const item of [...waits.items]) if (gone.has(textOf(resolve(draft, item)) ?? '')) removeItem(waits, item);
    if ((isMap(waits) || isSeq(waits)) && waits.items.length === 0 && isMap(value)) removePair(value, 'depends_on');
  }
}
