/** What the picture of a stack shows: services, what they are attached to, and who is reached from outside. */
import type { Facts, Mount, Port, Role, Service, Stack } from '../../../kit/index.ts';
import {
  isHostNetwork,
  isOfTheNode,
  namedHosts,
  networksOf,
  stackOf,
  storageOf,
  volumeOf,
} from '../../../kit/index.ts';

export interface Network {
  readonly key: string;
  /** Made outside the stack, or the node's own. */
  readonly external: boolean;
}

export type ResourceKind = 'volume' | 'bind' | 'node' | 'memory' | 'secret' | 'config';

export interface Resource {
  readonly key: string;
  readonly kind: ResourceKind;
  readonly name: string;
  /** What matters about it in a few words: `on one node`, `networked (nfs)`, `external`. */
  readonly remark: string;
  /** Its content differs from node to node. */
  readonly local: boolean;
}

export interface Door {
  /** `80 → 8080`. */
  readonly text: string;
  readonly mode: Port['mode'];
}

export interface Box {
  readonly name: string;
  readonly role: Role;
  readonly doors: readonly Door[];
  /** Keys of networks and resources. */
  readonly networks: readonly string[];
  readonly resources: readonly string[];
  /** Services of the stack whose names it is given as addresses, or waits for. */
  readonly calls: readonly string[];
}

export interface Topology {
  readonly boxes: readonly Box[];
  readonly networks: readonly Network[];
  readonly resources: readonly Resource[];
}

const range = (one: { readonly from: number; readonly to: number }): string =>
  one.from === one.to ? String(one.from) : `${one.from}-${one.to}`;

function doorOf({ published, target, protocol, mode, raw }: Port): Door {
  // A variable decides: what is written says more than two question marks.
  if (target === undefined) return { text: raw, mode };
  const inside = range(target);
  const outside = published === undefined || published.from === 0 ? 'any' : range(published);
  return { text: `${outside} → ${inside}${protocol === 'tcp' ? '' : `/${protocol}`}`, mode };
}

function volumeRemark(mount: Mount, stack: Stack | undefined): string {
  const volume = volumeOf(mount, stack);
  const driver = volume?.driver?.value;
  const options = volume?.driverOptions.find(({ name }) => name === 'type')?.value?.value;
  const named = driver !== undefined && driver !== 'local' ? driver : options;
  return named === undefined ? '' : ` (${named})`;
}

function mountResource(mount: Mount, service: Service, facts: Facts): Resource {
  const storage = storageOf(mount, service, facts);
  const stack = stackOf(service, facts);
  const external = volumeOf(mount, stack)?.external === true;
  const name = mount.source ?? mount.target ?? mount.raw;
  if (isOfTheNode(mount)) return { key: `node ${name}`, kind: 'node', name, remark: 'part of the node', local: false };
  // Anonymous volumes and memory belong to one service: two of them are never the same.
  const own = `${service.name} ${mount.target ?? mount.raw}`;
  switch (storage) {
    case 'memory':
      return { key: `memory ${own}`, kind: 'memory', name: mount.target ?? 'tmpfs', remark: 'in memory', local: false };
    case 'anonymous':
      return { key: `anonymous ${own}`, kind: 'volume', name, remark: 'new for every task', local: true };
    default: {
      const kind = mount.type === 'bind' ? 'bind' : 'volume';
      const where =
        storage === 'node-local'
          ? kind === 'bind'
            ? 'a path of each node'
            : 'each node its own'
          : storage === 'networked'
            ? 'networked'
            : external
              ? 'external: driver not known'
              : 'driver not known';
      const remark = where + (kind === 'volume' ? volumeRemark(mount, stack) : '');
      return { key: `${kind} ${name}`, kind, name, remark, local: storage === 'node-local' && !mount.readOnly };
    }
  }
}

function grantResources(service: Service, stack: Stack): readonly Resource[] {
  const kinds = [
    ['secret', service.secrets],
    ['config', service.configs],
  ] as const;
  return kinds.flatMap(([kind, grants]) =>
    grants.map(({ source }): Resource => {
      const declared = stack.declarations.find((one) => one.kind === kind && one.name === source);
      const remark = declared === undefined ? 'not declared' : declared.external ? 'external' : 'from a file';
      return { key: `${kind} ${source}`, kind, name: source, remark, local: false };
    }),
  );
}

/** Later mentions of a resource may know that it is written to. */
const merged = (known: Resource | undefined, one: Resource): Resource =>
  known === undefined || one.local ? one : known;

export function topologyOf(stack: Stack, facts: Facts): Topology {
  const networks = new Map<string, Network>();
  const resources = new Map<string, Resource>();
  const names = new Set(stack.services.map(({ name }) => name));
  const named = namedHosts(facts).filter(({ service, trouble }) => service.stack === stack.id && !trouble);
  const boxes = stack.services.map((service): Box => {
    const attached = networksOf(service, facts);
    for (const network of attached)
      networks.set(network.key, { key: network.key, external: network.external || isHostNetwork(network) });
    const own = [
      ...service.mounts.map((mount) => mountResource(mount, service, facts)),
      ...grantResources(service, stack),
    ];
    for (const one of own) resources.set(one.key, merged(resources.get(one.key), one));
    const calls = [
      ...named.filter((one) => one.service === service).map(({ host }) => host),
      ...service.dependsOn.map(({ value, raw }) => value ?? raw),
    ];
    return {
      name: service.name,
      role: service.role.value,
      doors: service.ports.map(doorOf),
      networks: [...new Set(attached.map(({ key }) => key))],
      resources: [...new Set(own.map(({ key }) => key))],
      calls: [...new Set(calls)].filter((name) => names.has(name) && name !== service.name),
    };
  });
  return { boxes, networks: [...networks.values()], resources: [...resources.values()] };
}
