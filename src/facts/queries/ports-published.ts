/** Ports that services publish on the nodes, held against each other. */
import type { Located } from '../../source/index.ts';
import type { Port, PortRange } from '../compose.ts';
import type { Facts, Service, Stack } from '../model.ts';
import type { Invocation } from '../shell.ts';
import { isDisposable } from './datastores-volumes.ts';
import { memoise } from './memoise.ts';
import { hasRole, stackOf, swarmServices } from './services.ts';

/** One port with a number of its own; ports that Swarm picks meet nobody. */
export interface PublishedPort extends Located {
  readonly service: Service;
  readonly port: Port;
  readonly published: PortRange;
}

export const publishedPorts = memoise((facts: Facts): readonly PublishedPort[] =>
  swarmServices(facts).flatMap((service) =>
    service.ports.flatMap((port) =>
      port.published && port.published.from > 0 ? [{ at: port.at, service, port, published: port.published }] : [],
    ),
  ),
);

const overlap = (one: PublishedPort, other: PublishedPort): boolean =>
  one.port.protocol === other.port.protocol &&
  one.published.from <= other.published.to &&
  other.published.from <= one.published.to;

/** One port that another service of the same deploy wants as well. */
export interface ClaimedPort extends PublishedPort {
  readonly rival?: PublishedPort;
  /** The two commands that deploy the stacks together; absent within one stack. */
  readonly deploys?: readonly [Invocation, Invocation];
}

/** Swarm gives an ingress port to one service of the whole cluster; a host-mode port of the same number counts, too. */
export const claimedPorts = memoise((facts: Facts): readonly ClaimedPort[] => {
  const all = publishedPorts(facts);
  return all.map((one, index): ClaimedPort => {
    for (const other of all.slice(0, index)) {
      if (!overlap(one, other) || (one.port.mode === 'host' && other.port.mode === 'host')) continue;
      if (one.service.stack === other.service.stack) {
        if (one.service.name !== other.service.name) return { ...one, rival: other };
        continue;
      }
      const deploys = deployedTogether(one.service, other.service, facts);
      if (deploys) return { ...one, rival: other, deploys };
    }
    return one;
  });
});

/**
 * Two `docker stack deploy` of one script or make target that both always run, on this machine's Swarm. Pipelines are left out: which of
 * their steps run is decided elsewhere.
 */
function deployedTogether(one: Service, other: Service, facts: Facts): readonly [Invocation, Invocation] | undefined {
  for (const first of deploysOf(stackOf(other, facts), facts)) {
    for (const second of deploysOf(stackOf(one, facts), facts)) {
      if (first === second || first.path !== second.path || first.job !== second.job) continue;
      const names = [first, second].map(({ operands }) => operands[0]?.raw);
      // The same service of the same stack is an update of it.
      if (names[0] === names[1] && one.name === other.name) continue;
      return [first, second];
    }
  }
  return undefined;
}

const deploysOf = (stack: Stack | undefined, facts: Facts): readonly Invocation[] =>
  facts.invocations.filter(
    ({ command, flags, where, conditional, remote }) =>
      command[0] === 'stack' &&
      command[1] === 'deploy' &&
      (where === 'script' || where === 'makefile') &&
      !conditional &&
      !remote &&
      stack !== undefined &&
      flags.some(
        ({ name, value }) =>
          (name === 'compose-file' || name === 'c') &&
          stack.files.some((file) => value?.value !== undefined && isPath(file, value.value)),
      ),
  );

const isPath = (file: string, text: string): boolean => {
  const path = text.replace(/^(\.\.?\/)+/, '');
  return file === path || file.endsWith(`/${path}`);
};

/** A port that a node can give to one task only, and what keeps the tasks of the stack from getting it. */
export interface HostPort extends PublishedPort {
  readonly trouble?: HostPortTrouble;
}

export interface HostPortTrouble {
  /** `no-node-left`: every update waits for ever; `spare-node`: it needs a node that has the port free. */
  readonly kind: 'no-node-left' | 'spare-node' | 'more-tasks-than-nodes' | 'taken';
  /** Absent: the port itself. */
  readonly at?: Located['at'];
  /** The port of the other service. */
  readonly rival?: Located['at'];
  /** The setting or the service that stands in the way. */
  readonly text: string;
}

export const hostPorts = memoise((facts: Facts): readonly HostPort[] => {
  const all = publishedPorts(facts).filter(({ port }) => port.mode === 'host');
  return all.map((one, index) => {
    const before = all.slice(0, index);
    // A setting of the service is said once, however many ports it has.
    const repeated = before.some(({ service }) => service === one.service);
    return { ...one, trouble: takenBy(one, before) ?? (repeated ? undefined : ofSettings(one.service)) };
  });
});

function takenBy(one: PublishedPort, before: readonly PublishedPort[]): HostPortTrouble | undefined {
  const rival = before.find(
    ({ service, ...other }) =>
      service.stack === one.service.stack &&
      service !== one.service &&
      overlap(one, { service, ...other }) &&
      (fillsNodesOf(service, one.service) || fillsNodesOf(one.service, service)),
  );
  return rival && { kind: 'taken', rival: rival.at, text: rival.service.name };
}

function ofSettings(service: Service): HostPortTrouble | undefined {
  const { deploy, scale } = service;
  const node = namedNode(service);
  if (node !== undefined && (scale.replicas ?? 0) > 1)
    return { kind: 'more-tasks-than-nodes', at: scale.at, text: `${scale.text} on ${node}` };
  const order = [deploy?.updateConfig, deploy?.rollbackConfig].find((config) => config?.order?.value === 'start-first');
  // Two tasks with the same data are worse than an update that waits; another check says so.
  if (!order || (hasRole(service, 'datastore') && !isDisposable(service) && service.mounts.length > 0))
    return undefined;
  return {
    kind: scale.global || node !== undefined ? 'no-node-left' : 'spare-node',
    at: order.order?.at,
    text: 'order: start-first',
  };
}

const constraintsOf = (service: Service): readonly string[] =>
  (service.deploy?.constraints ?? []).map((scalar) => (scalar.value ?? scalar.raw).replace(/\s+/g, ''));

/** A constraint that names one node. A label may be on several. */
const namedNode = (service: Service): string | undefined =>
  constraintsOf(service)
    .find((text) => /^node\.(hostname|id)==[^$]+$/i.test(text))
    ?.split('==')[1];

/** Every node that can run the second already has a task of the first: the first runs on all of them, or both run on the same one. */
function fillsNodesOf(first: Service, second: Service): boolean {
  const node = namedNode(first);
  if (node !== undefined) return node === namedNode(second);
  const theirs = constraintsOf(second);
  return first.scale.global && constraintsOf(first).every((text) => theirs.includes(text));
}

/** An update starts the new task first, and it waits for a port of the node that the old one keeps: it never boots. */
export const waitsForItsOwnPort = (service: Service, facts: Facts): boolean =>
  hostPorts(facts).some((port) => port.service === service && port.trouble?.kind === 'no-node-left');
