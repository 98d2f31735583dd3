/** How services reach each other: by service names and aliases on overlay networks. */

import { isMap, isSeq, visit, YAMLMap } from 'yaml';
import { literally } from '../../source/index.ts';
import { keyOf, resolve, type Slot, slotOf, slotsOf, valueAt } from '../draft.ts';
import { mapping, own, ownList, ownMap, put, scalar, textOf } from '../edit.ts';
import { type Row, type Scope, takeOut, tellIn } from './scope.ts';

export const networkRows: readonly Row[] = [
  { key: 'container_name', to: 'networks', why: 'tasks are named by Swarm', work: ofContainerName },
  { key: 'links', to: 'networks', why: 'services on one network reach each other by name', work: ofLinks },
  {
    key: 'network_mode',
    to: 'networks',
    why: 'Swarm drops it, and attaches the task to an overlay network',
    work: ofMode,
  },
];

function ofContainerName(scope: Scope, { pair, value }: Slot): void {
  const name = textOf(value) ?? '';
  const used = name !== scope.name && /^[\w.-]+$/.test(name) && isMentioned(scope, name);
  if (used) addAlias(scope, scope.map, name);
  takeOut(scope, 'container_name');
  tellIn(scope, {
    kind: used ? 'moved' : 'dropped',
    key: 'container_name',
    ...(used && { to: 'networks.*.aliases' }),
    reason: used
      ? `Swarm names tasks itself; others say ${name}, so it became a network alias`
      : 'Swarm names tasks itself; others reach the service by its service name',
    node: pair.key,
  });
}

/** Whether another value of the file names this host. */
function isMentioned({ job: { draft } }: Scope, name: string): boolean {
  const word = new RegExp(`(?<![\\w.-])${literally(name)}(?![\\w-]|\\.\\w)`);
  let found = false;
  visit(draft.document, {
    Pair: (_key, pair) => (/^(?:container_name|image|name|hostname|build)$/.test(keyOf(pair)) ? visit.SKIP : undefined),
    Scalar: (key, node) => {
      if (key === 'key' || typeof node.value !== 'string' || !word.test(node.value)) return undefined;
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** On every network of the service. */
function addAlias({ job: { draft } }: Scope, service: YAMLMap, alias: string): void {
  const written = valueAt(draft, service, 'networks');
  const names = isSeq(written) ? written.items.map((item) => textOf(resolve(draft, item)) ?? '') : [];
  if (!isMap(written)) {
    const map = new YAMLMap();
    for (const name of names.length > 0 ? names : ['default'])
      map.items.push(...mapping({ [name]: new YAMLMap() }).items);
    put(service, 'networks', map);
  }
  const networks = ownMap(draft, service, 'networks');
  for (const { key } of slotsOf(draft, networks)) {
    const attachment = own(draft, networks, key, () => new YAMLMap()) as YAMLMap;
    const list = ownList(draft, attachment, 'aliases');
    if (!list.items.some((item) => textOf(item) === alias)) list.items.push(scalar(alias));
  }
}

function ofLinks(scope: Scope, { pair, value }: Slot): void {
  const { draft } = scope.job;
  const services = valueAt(draft, draft.root, 'services');
  const given: string[] = [];
  for (const item of isSeq(value) ? value.items : []) {
    const [name = '', alias = name] = (textOf(resolve(draft, item)) ?? '').split(':');
    const target = valueAt(draft, services, name);
    if (alias === name || !isMap(target) || !/^[\w.-]+$/.test(alias)) continue;
    addAlias(scope, target, alias);
    given.push(alias);
  }
  takeOut(scope, 'links');
  tellIn(scope, {
    kind: given.length > 0 ? 'moved' : 'dropped',
    key: 'links',
    ...(given.length > 0 && { to: 'networks.*.aliases' }),
    reason:
      given.length > 0
        ? `Swarm drops links; ${given.join(', ')} became an alias of the linked service`
        : 'services on one network reach each other by name',
    node: pair.key,
  });
}

function ofMode(scope: Scope, { pair, value }: Slot) {
  const { draft } = scope.job;
  const mode = textOf(value) ?? '';
  const base = { key: 'network_mode', node: pair.key } as const;
  if (mode === 'host') {
    takeOut(scope, 'network_mode');
    const networks = ownMap(draft, draft.root, 'networks');
    const known = slotsOf(draft, networks).find((slot) => textOf(valueAt(draft, slot.value, 'name')) === 'host');
    const name = known?.key ?? (slotOf(draft, networks, 'host') ? 'host_network' : 'host');
    if (!known) networks.items.push(...mapping({ [name]: mapping({ external: true, name: 'host' }) }).items);
    put(scope.map, 'networks', mapping({ [name]: new YAMLMap() }));
    tellIn(scope, {
      ...base,
      kind: 'moved',
      to: 'networks',
      reason: 'Swarm drops it; the network of the host is an external network with that name',
    });
    const ports = slotOf(draft, scope.map, 'ports');
    if (!ports) return;
    takeOut(scope, 'ports');
    tellIn(scope, {
      kind: 'dropped',
      key: 'ports',
      reason: 'on the network of the host every port is open already',
      node: ports.pair.key,
    });
    return;
  }
  if (mode === 'bridge' || mode === 'default') {
    takeOut(scope, 'network_mode');
    return tellIn(scope, { ...base, kind: 'dropped', reason: 'every service gets a network of the stack' });
  }
  const reason =
    mode === 'none'
      ? 'Swarm attaches every task to a network; an internal one keeps it from the outside'
      : 'tasks cannot share a network namespace: reach the other service by name, not by localhost';
  takeOut(scope, 'network_mode', `TODO: network_mode is gone: ${reason}`);
  tellIn(scope, { ...base, kind: 'dropped', reason, loss: 'heavy', todo: true });
}
