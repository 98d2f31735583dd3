import { defineCheck, type LiveCluster, liveClusters, quorumOf } from '../../src/kit/index.ts';
import { manager, snapshot, worker } from './examples.ts';

export default defineCheck<LiveCluster>({
  id: 'cluster/single-manager',
  title: 'One manager holds the whole cluster',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'While the only manager is away, nothing is scheduled: tasks of a node that fails are not started elsewhere, and nothing can be deployed. When its disk is lost, so are all services, secrets and configs.',
  evidence: 'How many nodes of the cluster are managers, and how many there are.',
  needs: ['cluster'],
  traps: ['A cluster of one machine, which is lost with it anyway: a note.'],
  remedy:
    'Promote two more nodes with `docker node promote`, in other racks or zones, and back up `/var/lib/docker/swarm`.',
  references: ['https://docs.docker.com/engine/swarm/admin_guide/#add-manager-nodes-for-fault-tolerance'],
  examples: {
    bad: snapshot({ nodes: [manager('node1'), worker('node2')] }),
    good: snapshot({ nodes: [manager('node1'), manager('node2'), manager('node3')] }),
  },

  each: liveClusters,
  fails: (cluster) => {
    const { managers } = quorumOf(cluster);
    const [only, ...others] = managers;
    if (!only || others.length > 0) return false;
    const alone = cluster.nodes.length === 1;
    return {
      at: only.at,
      severity: alone ? 'info' : 'warning',
      words: {
        who: only.name,
        cost: alone
          ? 'its only node: all that runs is lost with it'
          : 'the only manager: while it is away, no node that fails is made up for, and nothing can be deployed',
      },
    };
  },
  message: (_cluster, { words }) => `${words?.who} is ${words?.cost}.`,
});
