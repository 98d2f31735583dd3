/** Logging drivers that need something on every node: a collector that listens there, or a plugin. */
import type { Located, Span } from '../../source/index.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { logDrivers, pluginAddresses } from '../tables/log-drivers.ts';
import { booleanOf } from '../units.ts';
import { memoise } from './memoise.ts';
import { swarmStacks } from './services.ts';

/** The place is the address, or else the driver. */
export interface DriverNeed extends Located {
  readonly service: Service;
  /** Services that say the same at the same place. */
  readonly others: readonly string[];
  readonly driver: string;
  /**
   * `service-name`: a name that only containers can resolve; `this-node`: whatever listens on the node itself;
   * `plugin`: the driver is no part of Docker; `nothing`: no log is kept.
   */
  readonly kind: 'service-name' | 'this-node' | 'plugin' | 'nothing' | 'elsewhere';
  readonly address?: string;
  /** The container does not start while nobody answers. */
  readonly waits: boolean;
  /** A service of these stacks listens on that port of the node: on `every` node, or on `some`. */
  readonly collector?: { readonly service: Service; readonly nodes: 'every' | 'some' };
}

export const driverNeeds = memoise((facts: Facts): readonly DriverNeed[] => {
  const stacks = swarmStacks(facts);
  return stacks.flatMap((stack) => {
    const byPlace = new Map<string, DriverNeed>();
    for (const service of stack.services) {
      const need = needOf(service, stack, stacks, facts);
      if (!need) continue;
      const place = keyOf(need.at);
      const known = byPlace.get(place);
      byPlace.set(place, known ? { ...known, others: [...known.others, service.name] } : need);
    }
    return [...byPlace.values()];
  });
});

const keyOf = ({ file, start }: Span): string => `${file}:${start}`;

function needOf(service: Service, stack: Stack, stacks: readonly Stack[], facts: Facts): DriverNeed | undefined {
  const { logging } = service;
  const driver = logging?.driver?.value;
  if (!logging?.driver || driver === undefined) return undefined;
  const row = logDrivers.find(({ name }) => name === driver);
  const option = logging.options.find(({ name }) => (row ? name === row.address : pluginAddresses.includes(name)));
  const address = option?.value?.value;
  const waits =
    row?.waits === true &&
    !logging.options.some(
      ({ name, value }) => row.async?.includes(name) && (value?.value === undefined || booleanOf(value)),
    );
  const base = { service, others: [], driver, address, waits };
  const host = address === undefined ? undefined : hostOf(address);
  const at = option?.at ?? logging.driver.at;
  if (host && stack.services.some(({ name }) => name === host.name)) return { ...base, at, kind: 'service-name' };
  // fluentd sends to the node itself when nothing else is said.
  const local = host ? isLoopback(host.name) : driver === 'fluentd' && !option;
  if (local) return { ...base, at, kind: 'this-node', collector: collectorOn(host?.port ?? 24224, stacks) };
  if (!row && !installsPlugin(facts)) return { ...base, at: logging.driver.at, kind: 'plugin' };
  return { ...base, at, kind: driver === 'none' ? 'nothing' : 'elsewhere' };
}

/** `udp://127.0.0.1:12201`, `localhost:24224`, `fluentd`. A socket of the node has no host. */
function hostOf(address: string): { readonly name: string; readonly port?: number } | undefined {
  const parts = /^(?:(\w[\w+]*):\/\/)?(?:[^@/]*@)?(\[[\da-f:]+\]|[\w.-]+)(?::(\d+))?(?:\/|$)/i.exec(address);
  if (!parts || /^unix/i.test(parts[1] ?? '')) return undefined;
  return { name: parts[2]!, ...(parts[3] ? { port: Number(parts[3]) } : {}) };
}

const isLoopback = (name: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(name);

function collectorOn(port: number, stacks: readonly Stack[]): DriverNeed['collector'] {
  for (const service of stacks.flatMap(({ services }) => services)) {
    const open = service.ports.find(({ published }) => published && published.from <= port && port <= published.to);
    // The mesh answers on every node, wherever the task runs.
    if (open) return { service, nodes: open.mode === 'ingress' || service.scale.global ? 'every' : 'some' };
  }
  return undefined;
}

const installsPlugin = ({ scripts }: Facts): boolean =>
  scripts.some(({ commands }) =>
    commands.some(({ words }) => ['docker', 'plugin', 'install'].every((word, at) => words[at]?.value === word)),
  );
