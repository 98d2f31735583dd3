import { defineCheck, isWorking, type LiveCluster, listed, liveClusters, quorumOf } from '../../src/kit/index.ts';
import { manager, snapshot, worker } from './examples.ts';

export default defineCheck<LiveCluster>({
  id: 'cluster/manager-runs-tasks',
  title: 'Managers run tasks although there are workers',
  severity: 'info',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A task that takes all memory or disk of its node takes the manager with it, and a manager that is slow to answer makes the others elect a new leader.',
  evidence: 'The availability of managers, where at least two workers take tasks.',
  needs: ['cluster'],
  traps: ['Clusters with fewer than two workers, where managers have to work.'],
  remedy:
    'Run `docker node update --availability drain NODE` for each manager; what must run there, such as a proxy, can be bound to them first.',
  references: ['https://docs.docker.com/engine/swarm/admin_guide/#run-manager-only-nodes'],
  examples: {
    bad: snapshot({ nodes: [manager('node1'), worker('node2'), worker('node3')] }),
    good: snapshot({ nodes: [manager('node1', { availability: 'drain' }), worker('node2'), worker('node3')] }),
  },

  each: liveClusters,
  fails: (cluster) => {
    const working = quorumOf(cluster).managers.filter(isWorking);
    const workers = cluster.nodes.filter((node) => !node.manager && isWorking(node));
    return (
      working.length > 0 &&
      workers.length >= 2 && {
        at: working[0]!.at,
        words: {
          who: `${working.length === 1 ? 'Manager' : 'Managers'} ${listed(working.map(({ name }) => name))} ${working.length === 1 ? 'takes' : 'take'}`,
          workers: String(workers.length),
        },
      }
    );
  },
  message: (_cluster, { words }) =>
    `${words?.who} tasks as well, beside ${words?.workers} workers: a task that fills its node takes the manager with it.`,
});
