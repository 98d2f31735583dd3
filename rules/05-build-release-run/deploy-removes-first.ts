import { defineCheck, type Removal, removals } from '../../src/kit/index.ts';

const costs: Readonly<Record<Removal['what'], string>> = {
  stack: 'every service of it is down until the new tasks have started, and nothing is left to roll back to',
  service: 'it is down until the new tasks have started, and nothing is left to roll back to',
  swarm: 'all services, secrets, configs and networks of the cluster are gone, and other nodes are left behind',
};

export default defineCheck<Removal>({
  id: 'build-release-run/deploy-removes-first',
  title: 'The deploy takes everything down first',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Swarm replaces tasks one by one, keeps the old definition for a rollback, and leaves alone what has not changed. Removing the stack or the service before it is deployed again gives all of that away: nothing answers in between, and tasks may be refused because the old network is still going away.',
  evidence:
    '`docker stack rm`, `docker service rm` and `swarm leave --force` in scripts, pipelines and Makefiles that are always followed by a deploy of the same stack or service.',
  needs: ['commands'],
  traps: [
    'Removals behind a condition, in a function or in another target.',
    'Cleaning up after a test.',
    'One-off services that are removed and run again.',
    'Instructions in documentation.',
  ],
  remedy:
    'Leave the removal out: docker stack deploy updates what runs. Take services out that left the file with --prune. Secrets and configs that change get a new name with every version, such as `name: api_token_${VERSION:?}`.',
  references: ['https://docs.docker.com/reference/cli/docker/stack/deploy/'],
  examples: {
    bad: {
      'deploy.sh': `#!/bin/sh
docker stack rm shop
sleep 20
docker stack deploy --with-registry-auth -c docker-stack.yml shop
`,
    },
    good: {
      'deploy.sh': `#!/bin/sh
docker stack rm shop-preview
docker stack deploy --with-registry-auth --prune -c docker-stack.yml shop
`,
    },
  },

  each: removals,
  fails: ({ again, what, name, invocation }) =>
    again
      ? {
          subject: `${what} ${name}`,
          notes: [{ at: again.at, message: 'makes it again' }],
          ...(what === 'swarm' ? { severity: 'error' } : invocation.where === 'makefile' ? { severity: 'info' } : {}),
        }
      : false,
  message: ({ what, name, invocation: { path } }) =>
    `${path} removes ${what === 'swarm' ? 'the whole Swarm' : `the ${what} ${name}`} and makes it again: ${costs[what]}.`,
});
