import { defineCheck, type LiveCluster, listed, liveClusters, quorumOf } from '../../src/kit/index.ts';
import { manager, snapshot } from './examples.ts';

export default defineCheck<LiveCluster>({
  id: 'cluster/quorum-margin',
  title: 'The next manager that is lost stops the cluster',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Managers that do not answer still count: more than half of all that ever joined must be there. The last one above that line keeps the cluster alive.',
  evidence: 'Managers, and which of them the leader reaches.',
  needs: ['cluster'],
  traps: ['Small clusters with all their managers: cluster/single-manager and cluster/even-managers speak of those.'],
  remedy:
    'Bring the missing managers back. One that is gone for good is taken out with `docker node demote` and `docker node rm`, and another node promoted.',
  references: ['https://docs.docker.com/engine/swarm/admin_guide/#maintain-the-quorum-of-managers'],
  examples: {
    bad: snapshot({ nodes: [manager('node1'), manager('node2'), manager('node3', { reachability: 'unreachable' })] }),
    good: snapshot({ nodes: [manager('node1'), manager('node2'), manager('node3')] }),
  },

  each: liveClusters,
  fails: (cluster) => {
    const { managers, answering, majority } = quorumOf(cluster);
    const missing = managers.filter((one) => !answering.includes(one));
    return (
      missing.length > 0 &&
      answering.length <= majority && {
        at: missing[0]!.at,
        words: {
          answering: `${answering.length} of ${managers.length} managers`,
          answer: answering.length === 1 ? 'answers' : 'answer',
          missing: `${listed(missing.map(({ name }) => name))} ${missing.length === 1 ? 'does' : 'do'} not`,
        },
      }
    );
  },
  message: (_cluster, { words }) =>
    `${words?.answering} ${words?.answer}, ${words?.missing}: the next one that is lost stops the cluster.`,
});
