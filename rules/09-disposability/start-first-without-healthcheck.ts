import {
  defineCheck,
  hasRole,
  healthOf,
  isLongRunning,
  type Service,
  swarmServices,
  waitsForItsOwnPort,
} from '../../src/kit/index.ts';

export default defineCheck<Service>({
  id: 'disposability/start-first-without-healthcheck',
  title: 'Updates stop old tasks before the new ones can answer',
  severity: 'error',
  confidence: 'high',
  effect: 'degrade',
  obligation: 'healthcheck',
  since: '0.1.0',
  rationale:
    'With `order: start-first` the old task is stopped once the new one is up. Without a health check "up" means that the process exists: while it still boots, traffic already goes to it and the old task is gone. Two replicas that take ten seconds to boot lost about a fifth of all requests during an update; with a health check they lost none.',
  evidence: '`order: start-first` in services for Swarm, and their health check in stack file and image.',
  needs: ['swarm'],
  traps: [
    'The default order.',
    'A health check that comes with the base of the image.',
    'A port of the node that blocks the new task: disposability/no-healthcheck speaks of those.',
  ],
  remedy:
    'Add a `healthcheck` that answers only once the service can take requests, with a `start_period` as long as it takes to boot.',
  references: ['https://docs.docker.com/reference/compose-file/services/#healthcheck'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 2
      update_config:
        order: start-first
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
    healthcheck:
      test: ["CMD", "node", "-e", "fetch('http://127.0.0.1:3000/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
      interval: 10s
      start_period: 20s
    deploy:
      replicas: 2
      update_config:
        order: start-first
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
    },
  },

  each: (facts) => swarmServices(facts).filter((service) => service.scale.startFirst && isLongRunning(service)),
  fails: (service, facts) => {
    if (waitsForItsOwnPort(service, facts)) return false;
    const health = healthOf(service);
    if (health.kind === 'probe') return false;
    const at = health.kind === 'disabled' ? health.at : service.deploy?.updateConfig?.order?.at;
    // An image that is not seen may bring a check of its own: an own service gets a hint, a ready-made image nothing.
    if (health.kind === 'unknown')
      return service.family
        ? false
        : { at, confidence: 'low', words: { unless: ' in the stack file; unless its image has one' } };
    // What takes work from a queue is ready as soon as it asks for some.
    return {
      at,
      ...(hasRole(service, 'worker') ? { severity: 'warning' } : {}),
      confidence: service.built?.confidence,
    };
  },
  message: ({ name }, { words }) =>
    `Service "${name}" updates start-first without a health check${words?.unless ?? ''}: the old task stops while the new one still boots, and requests fail.`,
});
