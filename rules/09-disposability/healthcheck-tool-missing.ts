import {
  defineCheck,
  healthOf,
  judgedServices,
  missingProgram,
  type Probe,
  type Service,
} from '../../src/kit/index.ts';

interface Probed extends Probe {
  readonly service: Service;
}

export default defineCheck<Probed>({
  id: 'disposability/healthcheck-tool-missing',
  title: 'The probe cannot run in this image',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'healthcheck',
  joins: true,
  since: '0.1.0',
  rationale:
    'A health check runs inside the container. When its program is not in the image every probe fails: the task never becomes healthy, Swarm replaces it, and the next one meets the same end, for ever.',
  evidence:
    'The program a health check calls, held against the packages of the final stage and the known contents of its base image.',
  needs: ['services'],
  traps: [
    'Programs installed in the final stage, copied from another image, or by a script.',
    'Probes with the runtime itself.',
    'A second program that steps in (`curl … || wget …`).',
    'Bases and images made elsewhere, whose contents are not known.',
  ],
  remedy:
    'Probe with what the image has, for example the runtime: `["CMD", "node", "-e", "fetch(\'http://127.0.0.1:3000/health\').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]`, or install the program in the final stage.',
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
HEALTHCHECK CMD curl -f http://127.0.0.1:3000/health || exit 1
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
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
HEALTHCHECK CMD curl -f http://127.0.0.1:3000/health || exit 1
CMD ["node", "server.js"]
`,
    },
  },

  each: (facts) =>
    judgedServices(facts).flatMap((service) => {
      const health = healthOf(service);
      return health.kind === 'probe' ? [{ ...health.probe, service }] : [];
    }),
  fails: (probe) => {
    const program = missingProgram(probe, probe.service);
    const { built, image } = probe.service;
    const base = built?.image.base ?? image;
    if (program === undefined || !base) return false;
    return {
      confidence: built?.confidence,
      notes: [{ at: base.at, message: `${base.value ?? base.raw} has no ${program}` }],
      words: { program },
    };
  },
  message: ({ service }, { words }) =>
    `The health check of service "${service.name}" calls ${words?.program}, which its image does not hold: no task ever becomes healthy.`,
});
