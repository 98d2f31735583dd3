import { addFlag, type DeployCommand, defineCheck, deployCommands } from '../../src/kit/index.ts';

export default defineCheck<DeployCommand>({
  id: 'build-release-run/missing-registry-auth',
  title: 'Nodes are not told how to log in to the registry',
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A login counts for the machine it was made on. Without --with-registry-auth the other nodes ask a private registry without credentials, and their tasks are rejected with "No such image", which says nothing about a login.',
  evidence:
    '`docker stack deploy`, `docker service create` and `docker service update --image` behind a login to the registry of their images, in the same job or script.',
  needs: ['commands'],
  traps: [
    '`--with-registry-auth`, and flags that a variable holds.',
    'Logins to another registry, or in another job.',
    'Public images, and `cluster: registryAuthOnNodes` in `.swarm-lint.yaml`.',
  ],
  remedy:
    'Add `--with-registry-auth`. The credentials are stored with the service: use a token that lives as long as the service does, for a task that is moved next month pulls with it.',
  references: ['https://docs.docker.com/reference/cli/docker/stack/deploy/#options'],
  examples: {
    bad: {
      'deploy.sh': `#!/bin/sh
docker login -u ci --password-stdin registry.example
docker stack deploy -c docker-stack.yml shop
`,
    },
    good: {
      'deploy.sh': `#!/bin/sh
docker login -u ci --password-stdin registry.example
docker stack deploy --with-registry-auth -c docker-stack.yml shop
`,
    },
  },

  each: (facts) => (facts.cluster.registryAuthOnNodes ? [] : deployCommands(facts)),
  fails: ({ login, withRegistryAuth, command }) =>
    login && !withRegistryAuth
      ? { subject: command.join(' '), notes: [{ at: login.at, message: 'logs in on this machine only' }] }
      : false,
  message: ({ path, command }) =>
    command[1] === 'update'
      ? `docker service update in ${path} does not hand on the new login: the nodes pull with what an earlier command stored, if any did and it still holds.`
      : `docker ${command.join(' ')} in ${path} does not hand the registry login to the nodes: they cannot pull what only this machine may.`,
  fix: {
    summary: 'Adds `--with-registry-auth` to the command.',
    safety: 'safe',
    propose: (command) => {
      const edit = addFlag(command, '--with-registry-auth');
      return edit && { title: 'Hand the login to the nodes', safety: 'safe', edits: [edit] };
    },
  },
});
