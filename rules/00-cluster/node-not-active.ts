import { type ClusterNode, defineCheck } from '../../src/kit/index.ts';
import { manager, nodes, snapshot, worker } from './examples.ts';

export default defineCheck<ClusterNode>({
  id: 'cluster/node-not-active',
  title: 'A healthy node takes no tasks',
  severity: 'info',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A node that was paused or drained for maintenance stays so until somebody sets it active again: its room is missing when another one fails. Swarm does not move tasks back to it by itself.',
  evidence: 'The availability of nodes that answer.',
  needs: ['cluster'],
  traps: ['Drained managers, which is how managers should be.'],
  remedy: 'When the work on it is done, run `docker node update --availability active NODE`.',
  references: ['https://docs.docker.com/engine/swarm/swarm-tutorial/drain-node/'],
  examples: {
    bad: snapshot({ nodes: [manager('node1'), worker('node2', { availability: 'pause' })] }),
    good: snapshot({ nodes }),
  },

  each: ({ live }) => (live?.nodes ?? []).filter(({ state }) => state === 'ready'),
  fails: ({ availability, manager: leads, name }) =>
    availability !== 'active' &&
    !(leads && availability === 'drain') && {
      subject: name,
      words: { state: availability === 'pause' ? 'is paused: it gets no new tasks' : 'is drained: it runs nothing' },
    },
  message: ({ name }, { words }) => `Node ${name} ${words?.state}.`,
});
