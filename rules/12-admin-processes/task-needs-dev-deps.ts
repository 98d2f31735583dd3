import { defineCheck, type NeededTool, neededTools } from '../../src/kit/index.ts';

export default defineCheck<NeededTool>({
  id: 'admin-processes/task-needs-dev-deps',
  title: 'The command is not in the production image',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  since: '0.1.0',
  rationale:
    'What works on a laptop and in CI finds its tools among the development dependencies or in an SDK. A production image leaves them out: the task ends with "not found", and Swarm starts it again and again. `npx` hides that by downloading the tool, whichever version is the newest that day, at every start.',
  evidence:
    'Tools that commands of a service call, held against the dependencies its image installs and the kit its base brings.',
  needs: ['services', 'dockerfile'],
  traps: [
    'Images that install the development group as well.',
    'Optional and peer packages that the package manager keeps.',
    '`npx`, which downloads the tool at every start: a warning.',
  ],
  remedy:
    'Move the tool to the dependencies the image installs, or run what it does from compiled code of the release (a migration entry point, a bundle).',
  references: ['https://12factor.net/admin-processes'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  migrate:
    image: registry.example/api:2.3.0
    build: .
    command: node_modules/.bin/knex migrate:latest
    deploy:
      mode: replicated-job
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "api", "devDependencies": { "knex": "3.1.0" } }\n',
    },
    good: {
      'docker-stack.yml': `services:
  migrate:
    image: registry.example/api:2.3.0
    build: .
    command: node_modules/.bin/knex migrate:latest
    deploy:
      mode: replicated-job
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "api", "dependencies": { "knex": "3.1.0" } }\n',
    },
  },

  each: neededTools,
  fails: ({ missing, program, because, downloaded, why }) =>
    missing
      ? {
          subject: program,
          ...(downloaded ? ({ severity: 'warning', effect: 'degrade' } as const) : {}),
          notes: because ? [{ at: because, message: why }] : [],
        }
      : false,
  message: ({ service, program, why, downloaded }) =>
    downloaded
      ? `Service "${service.name}" downloads ${program} each time it starts: ${why}.`
      : `Service "${service.name}" runs ${program}, which its image does not hold: ${why}.`,
});
