import { type ClusterNode, defineCheck } from '../../src/kit/index.ts';
import { manager, nodes, snapshot, worker } from './examples.ts';

export default defineCheck<ClusterNode>({
  id: 'cluster/node-down',
  title: 'A node does not answer',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Its tasks have been started elsewhere, where there was room; data in its volumes has stayed there. Services that are bound to it do not run at all.',
  evidence: 'The state of each node, and for managers what the leader reaches of them.',
  needs: ['cluster'],
  traps: ['A node that was drained before it went: it is most likely gone on purpose, and is only left in the list.'],
  remedy:
    'Look at the machine, its engine (`systemctl status docker`) and ports 2377/tcp, 7946/tcp, 7946/udp and 4789/udp. A machine that will not come back is taken out with `docker node rm --force`.',
  references: ['https://docs.docker.com/engine/swarm/admin_guide/#monitor-swarm-health'],
  examples: {
    bad: snapshot({ nodes: [manager('node1'), worker('node2', { state: 'down' })] }),
    good: snapshot({ nodes }),
  },

  each: ({ live }) => live?.nodes ?? [],
  fails: ({ state, reachability, availability, manager: leads, name, why }) => {
    if (state === 'ready' && reachability !== 'unreachable') return false;
    const left = availability === 'drain' && !leads;
    return {
      subject: name,
      severity: left ? 'warning' : 'error',
      words: {
        state: state === 'ready' ? 'cannot be reached by the other managers' : `is ${state}`,
        why: why === undefined ? '' : ` (${why})`,
        end: left ? ' and was drained before: docker node rm takes it off the list' : '',
      },
    };
  },
  message: ({ name, manager: leads }, { words }) =>
    `${leads ? 'Manager' : 'Node'} ${name} ${words?.state}${words?.why}${words?.end}.`,
});
