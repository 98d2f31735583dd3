import { defineCheck, pinOf, type TaskCommand, taskCommands } from '../../src/kit/index.ts';

export default defineCheck<TaskCommand>({
  id: 'admin-processes/exec-into-container',
  title: 'A script works in whatever container it finds on one node',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'docker exec and docker ps see the containers of one node. Swarm moves tasks: when the task runs elsewhere the script finds nothing, during an update it finds the old version, and with several replicas it takes any of them.',
  evidence:
    '`docker exec` and `docker ps` in scripts, pipelines and Makefiles that look for the task of a Swarm service.',
  needs: ['swarm', 'commands'],
  traps: [
    'Sessions with a terminal: a person looks where the task runs.',
    'Agents on every node, and services pinned to one node.',
    'Containers of Compose, and targets for development.',
    'Runbooks in documentation.',
  ],
  remedy:
    'Run the command as a task of its own, with the image, the secrets and the networks of the service: `docker service create --mode replicated-job`, or a service with `mode: replicated-job` in the stack file.',
  references: ['https://docs.docker.com/engine/swarm/services/#jobs'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/acme/web:1.4.2
    deploy:
      replicas: 3
`,
      'migrate.sh': `#!/bin/sh
docker exec $(docker ps -q -f name=shop_web | head -n1) php artisan migrate --force
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/acme/web:1.4.2
    deploy:
      replicas: 3
`,
      'migrate.sh': `#!/bin/sh
docker service create --name shop_migrate --mode replicated-job --network shop_default --with-registry-auth \\
  registry.example/acme/web:1.4.2 php artisan migrate --force
docker exec buildkit buildctl prune
`,
    },
  },

  each: taskCommands,
  fails: ({ service, interactive, deploy, lookup, invocation, more }) => {
    // A person looks where the task runs; every node has a task of a global service; a pinned one stays where it is.
    if (!service || interactive || service.scale.global || pinOf(service)?.to === 'one-node') return false;
    const looked = [
      ...(lookup ? [{ at: lookup, message: 'sees this node only' }] : []),
      ...more.slice(0, 4).map((at) => ({ at, message: 'does the same' })),
    ];
    const base = { service: `${service.stack}#${service.name}`, subject: invocation.operands[1]?.raw ?? '' };
    if (!deploy) return { ...base, notes: looked };
    return {
      ...base,
      severity: 'error',
      notes: [...looked, { at: deploy.at, message: 'the deploy that relies on it' }],
    };
  },
  message: ({ service, invocation }) =>
    `docker exec in ${invocation.path} expects a task of "${service?.name}" on the node it runs on: Swarm may have placed it on any other.`,
});
