import { defineCheck, type LiveCluster, listed, liveClusters, quorumOf } from '../../src/kit/index.ts';
import { manager, snapshot } from './examples.ts';

export default defineCheck<LiveCluster>({
  id: 'cluster/even-managers',
  title: 'An even number of managers',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'More than half of the managers must answer. Four survive the loss of one, as three do, and have one more machine to lose; two survive none, so a pair is twice as likely to stop as a single manager. When the network splits in the middle, neither side has a majority.',
  evidence: 'How many nodes of the cluster are managers, whether they answer or not.',
  needs: ['cluster'],
  traps: ['One manager: cluster/single-manager says what follows.'],
  remedy: 'Have three or five: `docker node promote` another node, or `docker node demote` one.',
  references: ['https://docs.docker.com/engine/swarm/raft/'],
  examples: {
    bad: snapshot({ nodes: [manager('node1'), manager('node2')] }),
    good: snapshot({ nodes: [manager('node1'), manager('node2'), manager('node3')] }),
  },

  each: liveClusters,
  fails: (cluster) => {
    const { managers } = quorumOf(cluster);
    const [first] = managers;
    if (!first || managers.length % 2 === 1) return false;
    return {
      at: first.at,
      severity: managers.length === 2 ? 'warning' : 'info',
      notes: managers.slice(1, 6).map(({ at, name }) => ({ at, message: `${name} is a manager` })),
    };
  },
  message: (cluster) => {
    const { managers, majority } = quorumOf(cluster);
    const names = listed(managers.map(({ name }) => name));
    return managers.length === 2
      ? `Two managers (${names}): when either is lost, nothing can be scheduled or deployed. Three survive the loss of one.`
      : `${managers.length} managers (${names}) survive the loss of ${managers.length - majority}, as ${managers.length - 1} would.`;
  },
});
