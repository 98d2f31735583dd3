import { defineCheck, isWorking, type Live, liveServices, nodeName, runningTasks } from '../../src/kit/index.ts';
import { nodes, service, snapshot, task } from './examples.ts';

export default defineCheck<Live>({
  id: 'cluster/same-node',
  title: 'All replicas of a service are on one node',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'The replicas are lost together with their node. Swarm spreads tasks when it starts them and never moves them again: after a node was away, all of them may be where they fled to.',
  evidence: 'The nodes of the tasks that run, where other nodes take tasks as well.',
  needs: ['cluster'],
  traps: ['Services that are bound by constraints, mounts or ports of the host.', 'Services with one replica.'],
  remedy:
    'Run `docker service update --force SERVICE`, which starts its tasks anew and spreads them; `max_replicas_per_node: 1` keeps them apart.',
  references: ['https://docs.docker.com/reference/compose-file/deploy/#placement'],
  examples: {
    bad: snapshot({
      nodes,
      services: [service('shop_web', {}, 2)],
      tasks: [1, 2].map((slot) => task('shop_web', 'running', { slot, node: 'node2' })),
    }),
    good: snapshot({
      nodes,
      services: [service('shop_web', {}, 2)],
      tasks: [1, 2].map((slot) => task('shop_web', 'running', { slot, node: `node${slot}` })),
    }),
  },

  each: (facts) =>
    liveServices(facts).filter(
      ({ live, cluster }) => runningTasks(live).length > 1 && cluster.nodes.filter(isWorking).length > 1,
    ),
  fails: ({ live, cluster }) => {
    const { deploy, mounts, ports } = live.service;
    const bound =
      (deploy?.constraints.length ?? 0) > 0 || mounts.length > 0 || ports.some(({ mode }) => mode === 'host');
    const places = new Set(runningTasks(live).map(({ node }) => node));
    const [only] = places;
    const name = nodeName(cluster, only);
    return (
      !bound &&
      places.size === 1 &&
      name !== undefined && {
        at: runningTasks(live)[0]?.at,
        words: { count: String(runningTasks(live).length), node: name },
      }
    );
  },
  message: ({ live }, { words }) =>
    `All ${words?.count} tasks of ${live.name} run on ${words?.node}: they are lost together with it.`,
});
