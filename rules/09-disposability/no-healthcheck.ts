import {
  defineCheck,
  factsOf,
  hasRole,
  healthOf,
  isPublished,
  proxyProbes,
  type Service,
  swarmServices,
  waitsForItsOwnPort,
} from '../../src/kit/index.ts';

export default defineCheck<Service>({
  id: 'disposability/no-healthcheck',
  title: 'Swarm cannot tell "started" from "ready"',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'degrade',
  obligation: 'healthcheck',
  since: '0.1.0',
  rationale:
    'Without a health check a task counts as running the moment its process exists. It gets traffic while it boots, a process that hangs is never replaced, and an update whose new version does not answer is reported as successful.',
  evidence:
    'The health check of web services and proxies on Swarm, in the stack file, the Dockerfile and the base image.',
  needs: ['swarm'],
  traps: [
    'A check that the image or an earlier stage brings.',
    'Ready-made images, which may have one.',
    'Workers, which get no traffic.',
    'Start-first updates: disposability/start-first-without-healthcheck says what follows.',
  ],
  remedy:
    'Add a `healthcheck` that asks the program itself, with what its image holds: `["CMD", "wget", "-q", "--spider", "http://127.0.0.1:3000/health"]` where there is BusyBox, `curl -fsS` where that is installed, otherwise a line in the language of the program (`node -e`, `python -c`) or a command of its own. `interval: 10s`, and a `start_period` as long as it takes to start.',
  references: ['https://docs.docker.com/reference/dockerfile/#healthcheck'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
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
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
HEALTHCHECK --interval=10s --start-period=20s CMD ["node", "healthcheck.js"]
CMD ["node", "server.js"]
`,
    },
  },

  each: (facts) => swarmServices(facts).filter((service) => hasRole(service, 'web', 'proxy')),
  fails: (service, facts) => {
    const health = healthOf(service);
    // start-first makes it worse, and a check of its own says so.
    if (health.kind === 'probe' || (service.scale.startFirst && !waitsForItsOwnPort(service, facts))) return false;
    // An image that is not seen may bring a check of its own: an own service gets a hint, a ready-made image nothing.
    if (health.kind === 'unknown')
      return service.family
        ? false
        : { confidence: 'low', words: { unless: ' in the stack file; unless its image has one' } };
    const { active } = service.scale;
    const route = factsOf(service, 'health-route')[0];
    return {
      at: health.kind === 'disabled' ? health.at : undefined,
      // A proxy that probes by itself keeps traffic away from dead tasks; it does not hold up an update.
      severity: !proxyProbes(service) && active && isPublished(service) ? 'error' : 'warning',
      confidence: health.kind === 'disabled' ? 'high' : service.built?.confidence,
      notes: route ? [{ at: route.at, message: `${route.route} could answer the probe` }] : [],
    };
  },
  message: ({ name }, { words }) =>
    `Service "${name}" has no health check${words?.unless ?? ''}: Swarm sends it traffic while it boots and takes every update for a success.`,
});
