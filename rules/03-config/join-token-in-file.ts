import { defineCheck, type SwarmEntry, swarmEntries } from '../../src/kit/index.ts';

const script = (token: string) => `#!/bin/sh
docker swarm join --token ${token} 10.0.0.2:2377
`;

export default defineCheck<SwarmEntry>({
  id: 'config/join-token-in-file',
  title: 'The key to the Swarm stands in a file',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'With a join token any machine that reaches a manager becomes a node: a worker gets tasks with their secrets, a manager token gives the whole cluster. A token stays valid until it is rotated, and history keeps what was committed once.',
  evidence: '`SWMTKN-1-…` tokens in scripts, pipelines and files of variables of the repository.',
  needs: [],
  traps: [
    'Tokens that come from a variable or from `docker swarm join-token`.',
    'Places to fill in (`SWMTKN-1-xxx`).',
    'Documentation, tests, and files git does not track.',
  ],
  remedy:
    'Ask for the token when a node joins (`docker swarm join-token -q worker` on a manager), or hand it over as a protected variable; invalidate this one with `docker swarm join-token --rotate worker`, and the same for `manager`.',
  references: ['https://docs.docker.com/reference/cli/docker/swarm/join-token/'],
  examples: {
    bad: { 'join.sh': script(`SWMTKN-1-${'3k9x0b7q2m'.repeat(5)}-${'5t8w1c6z4'.repeat(2)}a1b2c3d`) },
    good: { 'join.sh': script('"$JOIN_TOKEN"') },
  },

  each: swarmEntries,
  fails: ({ written, untracked }) => (written && !untracked ? { subject: 'join token' } : false),
  message: () => 'Everybody with this file can join a machine to the Swarm, until the token is rotated.',
});
