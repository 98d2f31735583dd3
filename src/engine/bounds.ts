/** How many replicas of a service are safe, and the arithmetic behind it. */
import {
  connectionsOf,
  constraintsOf,
  databaseLoads,
  type Facts,
  isOneNode,
  mostTasks,
  numberOf,
  type PoolLoad,
  partitionsFor,
  plural,
  type Service,
} from '../kit/index.ts';
import type { Decision } from './decide.ts';
import type { Locate } from './places.ts';
import type { Bound } from './report.ts';

/**
 * All bounds that are known; the smallest number among them is what is safe. External singletons, such as an API that takes one connection
 * per key, are not among them: nothing in a repository tells them from any other call. A team says so with `swarm-lint.role: singleton`.
 */
export const boundsOf = (service: Service, facts: Facts, decision: Decision, locate: Locate): readonly Bound[] => [
  ...ofVerdict(service, decision, locate),
  ...ofPools(service, facts, locate),
  ...ofNodes(service, facts, locate),
  ...ofPartitions(service, facts, locate),
];

function ofVerdict(service: Service, { verdict, reasons }: Decision, locate: Locate): readonly Bound[] {
  const by = (effect: 'break' | 'block') => reasons.find((finding) => finding.effect === effect);
  switch (verdict) {
    case 'undeployable': {
      const reason = by('break');
      return [
        {
          by: 'verdict',
          replicas: 0,
          text: '0: as it is, it does not run on every node',
          place: reason?.place ?? locate(service.at),
        },
      ];
    }
    case 'blocked': {
      const reason = by('block');
      return [
        {
          by: 'verdict',
          replicas: 1,
          text: '1: a second one gives wrong results or loses data',
          place: reason?.place ?? locate(service.at),
        },
      ];
    }
    case 'singleton':
      // An agent on every node is one per node, not one.
      return service.scale.global && service.role.value === 'tool'
        ? [{ by: 'verdict', text: '1 for each node (mode: global)', place: locate(service.scale.at ?? service.at) }]
        : [
            {
              by: 'verdict',
              replicas: 1,
              text: `1: meant to be alone (${service.role.why})`,
              place: locate(service.role.at ?? service.at),
            },
          ];
    default:
      return [];
  }
}

/** `(100 connections of db − 40 of worker) ÷ (2 processes × pool of 10) = 3`. */
const ofPools = (service: Service, facts: Facts, locate: Locate): readonly Bound[] =>
  databaseLoads(facts).flatMap((whole) =>
    whole.loads
      .filter((load) => load.service === service)
      .flatMap((load): readonly Bound[] => {
        const replicas = mostTasks(load, whole);
        if (replicas === undefined || whole.limit === undefined) return [];
        const others = whole.loads.filter((other) => other !== load);
        const taken = others.map((other) => ` − ${connectionsOf(other)} of ${other.service.name}`).join('');
        const all = `${plural(whole.limit, 'connection')} of ${whole.database.name}${taken}`;
        const each = perTask(load);
        const quotient = `${others.length > 0 ? `(${all})` : all} ÷ ${each}`;
        const more = load.overlap === 1;
        return [
          {
            by: 'connections',
            replicas,
            text: `${quotient}${more ? ' − 1 more during updates' : ''} = ${replicas}`,
            place: locate(load.at),
          },
        ];
      }),
  );

const perTask = ({ processes, size }: PoolLoad): string =>
  processes === 1 ? `pool of ${size}` : `(${processes} processes × pool of ${size})`;

/** What the nodes it may run on have room for. */
function ofNodes(service: Service, { cluster }: Facts, locate: Locate): readonly Bound[] {
  const { deploy, scale, ports } = service;
  if (scale.global) return [];
  const node = constraintsOf(service).find(isOneNode);
  // How many nodes a constraint leaves, the number of all does not say.
  const all = constraintsOf(service).length === 0 ? cluster.nodes : undefined;
  const nodes = (most: number, what: string, one: string): Omit<Bound, 'place'> =>
    node
      ? { by: 'nodes', replicas: most, text: `1 node (${node.text}) × ${what} = ${most}` }
      : all === undefined
        ? { by: 'nodes', text: `${one} for each node that may run it` }
        : { by: 'nodes', replicas: all * most, text: `${plural(all, 'node')} × ${what} = ${all * most}` };
  const most = numberOf(deploy?.maxReplicasPerNode);
  const held = ports.find(({ mode, published }) => mode === 'host' && published !== undefined && published.from > 0);
  return [
    ...(most !== undefined && most > 0 && deploy?.maxReplicasPerNode
      ? [
          {
            ...nodes(most, `max_replicas_per_node of ${most}`, `${most} (max_replicas_per_node)`),
            place: locate(deploy.maxReplicasPerNode.at),
          },
        ]
      : []),
    ...(held?.published && held.published.from === held.published.to
      ? [
          {
            ...nodes(1, `port ${held.published.from} of the node`, `1 (port ${held.published.from}, mode: host)`),
            place: locate(held.at),
          },
        ]
      : []),
  ];
}

function ofPartitions(service: Service, facts: Facts, locate: Locate): readonly Bound[] {
  const found = partitionsFor(service, facts);
  return found
    ? [
        {
          by: 'partitions',
          replicas: found.most,
          text: `${plural(found.most, 'partition')} of ${found.broker.name} (${found.setting}), each read by one task of a group = ${found.most}`,
          place: locate(found.at),
        },
      ]
    : [];
}
