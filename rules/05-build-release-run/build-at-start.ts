import { type BuiltAtStart, buildsAtStart, defineCheck, listed } from '../../src/kit/index.ts';

const costs = {
  install: 'a task starts only when the registry of packages answers, and two tasks may get different versions',
  build: 'every task compiles for itself each time Swarm starts it, with the compiler and its memory in production',
  generate: 'every task generates code for itself, which belongs to the build that was tested',
  fetch: 'a task starts only when that download works, and may get something else than the task beside it',
} as const;

export default defineCheck<BuiltAtStart>({
  id: 'build-release-run/build-at-start',
  title: 'The container builds or installs when it starts',
  severity: 'error',
  confidence: 'high',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'Swarm starts a task whenever a node fails, a health check gives up or a service is scaled. What stands in the start command runs again each time and on every replica: it needs the network and the build tools at the worst moment, takes minutes in which nobody is served, and what comes out is no longer the release that was tested.',
  evidence:
    'Commands that every start of a task is sure to run: installs, builds, migrations of packages and downloads in the start command, the entrypoint and package scripts.',
  needs: ['services'],
  traps: [
    'Jobs whose work is the build.',
    'Steps behind a condition, such as "only when it is missing".',
    'Settings that are written or compiled at the start.',
    'Development servers: dev-prod-parity/dev-server-in-prod speaks of them.',
  ],
  remedy: 'Do it once in a `RUN` instruction of the Dockerfile, and let `CMD` start only the finished program.',
  references: ['https://12factor.net/build-release-run'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    command: sh -c "npm run build && exec node dist/server.js"
    deploy:
      replicas: 2
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    command: ["node", "dist/server.js"]
    deploy:
      replicas: 2
`,
    },
  },

  each: buildsAtStart,
  fails: ({ builds: [first, ...others] }) =>
    first
      ? {
          at: first.at,
          severity: first.does === 'fetch' || first.does === 'generate' ? 'warning' : 'error',
          subject: first.tool,
          words: { tools: listed([...new Set([first, ...others].map(({ tool }) => tool))]), cost: costs[first.does] },
          notes: others.map(({ at, tool }) => ({ at, message: `${tool} as well` })),
        }
      : false,
  message: ({ service }, { words }) =>
    `Service "${service.name}" runs ${words?.tools} at every start of a task: ${words?.cost}.`,
});
