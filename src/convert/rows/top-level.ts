/** Keys of the file and of its networks, secrets and configs that mean something else to Swarm. */
import { isMap, isScalar, Scalar, type YAMLMap } from 'yaml';
import { keyOf, type Slot, slotOf, slotsOf, valueAt } from '../draft.ts';
import { commentBefore, mapping, ownMap, put, removePair, retext, textOf } from '../edit.ts';
import type { Job } from '../job.ts';
import { scalarOf } from '../view.ts';

export function translateTopLevel(job: Job): void {
  const { draft, tell } = job;
  const name = slotOf(draft, draft.root, 'name');
  if (name) {
    const text = textOf(name.value) ?? 'NAME';
    removePair(draft.root, 'name');
    tell({
      kind: 'dropped',
      path: 'name',
      reason: `the command names the stack: docker stack deploy -c FILE ${/^[\w-]+$/.test(text) ? text : 'NAME'}`,
      node: name.pair.key,
    });
  }
  const version = slotOf(draft, draft.root, 'version');
  const written = version && scalarOf(version.value, 0);
  if (isScalar(version?.value) && written?.type === 'number' && /^3(?:\.\d{1,2})?$/.test(written.raw)) {
    retext(version.value, written.raw, true);
    tell({ kind: 'rewritten', path: 'version', reason: 'Swarm wants text here', node: version.pair.key });
  }
  for (const section of ['networks', 'secrets', 'configs'] as const) {
    const entries = valueAt(draft, draft.root, section);
    if (!isMap(entries)) continue;
    for (const slot of slotsOf(draft, entries)) {
      if (!isMap(slot.value)) continue;
      if (section === 'networks') ofNetwork(job, entries, slot);
      else ofStored(job, section, entries, slot);
    }
  }
}

/** Kinds of networks that belong to one machine. */
const local: Readonly<Record<string, string>> = {
  bridge: 'a bridge belongs to one node; without a driver it is an overlay over all of them',
  host: 'the network of the host is an external network named host',
  none: 'every task is on a network; internal: true keeps it from the outside',
  null: 'every task is on a network; internal: true keeps it from the outside',
  macvlan: 'it belongs to one node: create it there with --config-only and declare it external, or use the overlay',
  ipvlan: 'it belongs to one node: create it there with --config-only and declare it external, or use the overlay',
};

function ofNetwork({ draft, tell }: Job, networks: YAMLMap, { key, value }: Slot): void {
  const path = `networks.${key}`;
  const driver = slotOf(draft, value as YAMLMap, 'driver');
  const kind = textOf(driver?.value) ?? '';
  const external = textOf(valueAt(draft, value, 'external'));
  if (external !== undefined && !/^(?:false|no|off)$/i.test(external))
    tell({
      kind: 'note',
      path,
      reason: 'it must be an overlay network of the Swarm: docker network create -d overlay --attachable',
      node: value,
    });
  if (!driver || local[kind] === undefined || !isMap(value)) return;
  const network = ownMap(draft, networks, key);
  const heavy = kind !== 'bridge';
  removePair(network, 'driver', heavy ? `TODO: driver: ${kind} is gone: ${local[kind]}` : undefined);
  tell({
    kind: 'dropped',
    path: `${path}.driver`,
    reason: local[kind],
    loss: heavy ? 'heavy' : 'none',
    ...(heavy && { todo: true }),
    node: driver.pair.key,
  });
  const emptied = () => {
    const pair = networks.items.find((one) => keyOf(one) === key);
    if (pair && network.items.length === 0 && !network.comment && !network.commentBefore) pair.value = new Scalar(null);
  };
  const options = slotOf(draft, network, 'driver_opts');
  const lost = isMap(options?.value)
    ? slotsOf(draft, options.value).filter((one) => heavy || one.key.startsWith('com.docker.network.bridge.'))
    : [];
  if (lost.length === 0) {
    emptied();
    return;
  }
  const kept = ownMap(draft, network, 'driver_opts');
  for (const one of lost) removePair(kept, one.key);
  if (kept.items.length === 0) removePair(network, 'driver_opts');
  emptied();
  tell({
    kind: 'dropped',
    path: `${path}.driver_opts`,
    reason: `options of the driver ${kind}: an overlay has others`,
    loss: 'light',
    node: options!.pair.key,
  });
}

function ofStored({ draft, tell, request }: Job, section: 'secrets' | 'configs', entries: YAMLMap, slot: Slot): void {
  const { key, value } = slot;
  const from = ['environment', 'content'].map((one) => slotOf(draft, value as YAMLMap, one)).find((one) => one);
  if (!from) return;
  const kind = section.slice(0, -1);
  const name = textOf(valueAt(draft, value, 'name')) ?? `${request.project}_${key}`;
  const made = mapping({ external: true, name });
  const source =
    from.key === 'environment' && /^\w+$/.test(textOf(from.value) ?? '')
      ? `printf %s "$${textOf(from.value)}"`
      : 'cat FILE';
  put(entries, key, made);
  const written = entries.items.find((one) => keyOf(one) === key);
  if (isScalar(written?.key)) commentBefore(written.key, `TODO: ${source} | docker ${kind} create ${name} -`, entries);
  tell({
    kind: 'rewritten',
    path: `${section}.${key}.${from.key}`,
    reason: `Swarm takes a ${kind} from a file or from outside the stack; create it before the deploy`,
    loss: 'light',
    todo: true,
    node: from.pair.key,
  });
}
