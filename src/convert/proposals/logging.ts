/** Logs that do not fill disks: a driver with limits, told once for all services that name none. */
import type { Node } from 'yaml';
import { keyOf, slotOf } from '../draft.ts';
import { pair as entry, mapping, scalar } from '../edit.ts';
import type { Job } from '../job.ts';
import type { Named } from './service.ts';

export function proposeLogging({ draft, tell }: Job, services: readonly Named[]): void {
  const bare = services.filter(([, map]) => !slotOf(draft, map, 'logging'));
  if (bare.length === 0) return;
  const logging = () =>
    mapping({ driver: 'json-file', options: mapping({ 'max-size': quoted('10m'), 'max-file': quoted('3') }) });
  if (bare.length === 1) bare[0]![1].items.push(entry('logging', logging()));
  else {
    const taken = (name: string) => slotOf(draft, draft.root, `x-${name}`) !== undefined || draft.anchors.has(name);
    const name =
      ['logging', 'default-logging', 'stack-logging'].find((one) => !taken(one)) ?? `logging-${draft.anchors.size}`;
    const node = logging();
    node.anchor = name;
    draft.anchors.set(name, node);
    const at = draft.root.items.findIndex((pair) => keyOf(pair) === 'services');
    const made = entry(`x-${name}`, node);
    const next = draft.root.items[at]?.key as Node | undefined;
    // The head of the file stays its head.
    if (next) next.spaceBefore = true;
    draft.root.items.splice(Math.max(0, at), 0, made);
    for (const [, map] of bare) map.items.push(entry('logging', draft.document.createAlias(node, name) as never));
  }
  for (const [service] of bare)
    tell({
      kind: 'proposed',
      path: `services.${service}.logging`,
      reason: 'without limits the logs of a task fill the disk of its node',
    });
}

const quoted = (text: string): Node => Object.assign(scalar(text), { type: 'QUOTE_DOUBLE' as const });
