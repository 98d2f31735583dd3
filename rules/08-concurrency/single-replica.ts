import { changedOrSet, defineCheck, fixOf, type LoneServices, listed, loneServices } from '../../src/kit/index.ts';

export default defineCheck<LoneServices>({
  id: 'concurrency/single-replica',
  title: 'Stateless service runs one task',
  severity: 'info',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'With one task and the default order every update is an outage: Swarm stops the old task, and only then starts the new one. The same holds for each restart and each node that goes down. Nothing known of this service keeps a second task from helping.',
  evidence:
    'Published web services of the team that run one task on Swarm, stop it before they start the next, have a health check, and whose code was read and keeps no state.',
  needs: ['swarm', 'dockerfile'],
  traps: [
    'Services that nobody should scale: state in the code, a volume, no health check.',
    'Replicas that a variable decides.',
    'Stacks for staging, and start-first updates.',
    'Images whose code nobody read.',
  ],
  remedy:
    'Write `deploy: { replicas: 2, update_config: { order: start-first } }`: visitors then always find a task that answers.',
  references: ['https://docs.docker.com/engine/swarm/how-swarm-mode-works/services/#replicated-and-global-services'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
    healthcheck:
      test: ["CMD", "node", "probe.js"]
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "shop", "dependencies": { "express": "5.1.0" } }',
      'server.js': `import express from 'express';

express().listen(3000);
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
    healthcheck:
      test: ["CMD", "node", "probe.js"]
    deploy:
      replicas: 2
      update_config: { order: start-first }
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "shop", "dependencies": { "express": "5.1.0" } }',
      'server.js': `import express from 'express';

express().listen(3000);
`,
    },
  },

  each: loneServices,
  fails: ({ alone }) =>
    alone.length === 0
      ? false
      : { subject: 'replicas', words: { services: listed(alone.map(({ name }) => `"${name}"`)) } },
  message: ({ alone }, { words }) =>
    `${alone.length === 1 ? 'Service' : 'Services'} ${words?.services} ${alone.length === 1 ? 'runs' : 'run'} one task: every update is an outage, though nothing stands in the way of a second.`,
  fix: {
    summary: 'Sets `replicas: 2` and `order: start-first`.',
    safety: 'suggested',
    propose: ({ alone }) =>
      fixOf(
        'Run two tasks, and start the new one first',
        'suggested',
        alone.flatMap((service) => [
          changedOrSet(service, service.deploy?.replicas, ['deploy', 'replicas'], 2),
          changedOrSet(
            service,
            service.deploy?.updateConfig?.order,
            ['deploy', 'update_config', 'order'],
            'start-first',
          ),
        ]),
      ),
  },
});
