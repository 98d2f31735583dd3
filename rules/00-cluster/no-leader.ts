import { defineCheck, type LiveCluster, sentence } from '../../src/kit/index.ts';
import { nodes, snapshot } from './examples.ts';

export default defineCheck<LiveCluster>({
  id: 'cluster/no-leader',
  title: 'The managers have no leader',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Less than half of the managers answer each other. What runs goes on, but nothing can be deployed, scaled or healed, and nothing can be read: the state of the cluster is closed until a majority is back.',
  evidence: 'What the manager that was asked says of the Swarm.',
  needs: ['cluster'],
  traps: ['A worker that is asked: that is wrong usage, and is said so.'],
  remedy:
    'Bring managers back until more than half answer. If they are lost for good, run `docker swarm init --force-new-cluster --advertise-addr ADDRESS` on one that has survived, and add new managers to it.',
  references: ['https://docs.docker.com/engine/swarm/admin_guide/#recover-from-losing-the-quorum'],
  examples: {
    bad: snapshot({
      info: { Name: 'node2', Swarm: { LocalNodeState: 'active', Error: 'The swarm does not have a leader.' } },
    }),
    good: snapshot({ info: { Name: 'node1', Swarm: { LocalNodeState: 'active', Error: '' } }, nodes }),
  },

  each: ({ live }) => (live ? [live] : []),
  fails: ({ leaderless }) => leaderless !== undefined && { at: leaderless.at },
  message: ({ leaderless, asked }) =>
    `The managers have no leader: nothing can be deployed, scaled or healed.${asked === undefined ? '' : ` ${asked} says:`} ${sentence((leaderless?.why ?? '').replace(/^rpc error: code = \w+ desc = /, ''))}`,
});
