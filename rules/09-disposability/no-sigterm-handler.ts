import {
  defineCheck,
  endsUnasked,
  factsOf,
  hasInit,
  hasRole,
  isPublished,
  judgedServices,
  runsOwnProgram,
  type Service,
} from '../../src/kit/index.ts';

export default defineCheck<Service>({
  id: 'disposability/no-sigterm-handler',
  title: 'SIGTERM arrives, and the program does not finish its work',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'degrade',
  obligation: 'signals',
  since: '0.1.0',
  rationale:
    'A program without a handler that runs as the first process of a container ignores SIGTERM: every update waits for stop_grace_period and then kills it. Behind an init, and in Go anywhere, it ends at once instead. In both cases work that is under way may be lost.',
  evidence:
    'Code of web services and workers that run their program directly: whether anything listens for SIGTERM, also in imported files, and does more than print a line.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Frameworks, servers and libraries that finish by themselves.',
    'Process managers and compiled programs whose code was not read.',
    'Runtimes that stop in order, such as Erlang.',
    'A signal that does not arrive: disposability/signal-not-delivered says so.',
  ],
  remedy:
    'Stop listening, finish what is open, then leave: `process.once("SIGTERM", () => server.close(() => process.exit(0)))`. For a queue worker: `await worker.close()`. In Go: `signal.NotifyContext(ctx, syscall.SIGTERM)`, then `server.Shutdown(ctx)`. In .NET: run on the generic host.',
  references: ['https://nodejs.org/api/process.html#signal-events'],
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
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "shop", "dependencies": { "express": "5.1.0" } }',
      'server.js': `import express from 'express';

const server = express().listen(3000);
process.once('SIGTERM', () => server.close(() => process.exit(0)));
`,
    },
  },

  each: (facts) =>
    judgedServices(facts).filter(
      (service) =>
        hasRole(service, 'web', 'worker') &&
        service.code.status === 'read' &&
        service.process.signal.value === 'application' &&
        !service.process.graceful &&
        runsOwnProgram(service),
    ),
  fails: (service) => {
    const handlers = factsOf(service, 'signal-handler').filter(({ signals }) => signals.includes('SIGTERM'));
    if (handlers.some(({ does }) => does !== 'nothing')) return false;
    const [idle] = handlers;
    const files = service.code.files;
    return {
      at: idle?.at ?? service.process.main?.at,
      // Without an entry file it is not certain that all of the program was seen.
      confidence: (service.process.entryFile ?? service.code.program) ? 'high' : 'medium',
      severity: hasRole(service, 'web') && isPublished(service) && service.scale.active ? 'error' : 'warning',
      words: {
        has: idle
          ? 'takes SIGTERM and does nothing'
          : `has no handler for SIGTERM in ${files.length === 1 ? files[0] : `its ${files.length} files`}`,
        so:
          idle || !endsUnasked(service)
            ? 'it ignores the signal and is killed when the grace period is over'
            : `${hasInit(service) ? 'its init ends it' : 'it ends'} at once, in the middle of ${hasRole(service, 'web') ? 'requests' : 'its work'}`,
      },
    };
  },
  message: ({ name }, { words }) => `Service "${name}" ${words?.has}: ${words?.so}.`,
});
