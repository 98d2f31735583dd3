import { defineCheck, productionStarts, type ServiceStarts } from '../../src/kit/index.ts';

const costs = {
  server: 'it is made for one developer, not for traffic',
  watcher: 'it watches files that never change and starts the program anew in a container that should end instead',
  preview: 'it is made for a look at the build, not for traffic',
  compiler: 'it compiles the sources in front of each start and keeps the compiler in memory',
} as const;

export default defineCheck<ServiceStarts>({
  id: 'dev-prod-parity/dev-server-in-prod',
  title: 'A development server serves production',
  severity: 'error',
  confidence: 'high',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'Development servers compile while they serve, handle few requests at once, print what went wrong to the visitor and seldom finish open requests on SIGTERM. A watcher in front of the program hides its crash from Swarm, which then replaces nothing.',
  evidence:
    'Programs that a start is sure to run: development servers, watchers, compilers and previews of known frameworks, also behind package scripts.',
  needs: ['services'],
  traps: [
    'Branches of an entrypoint for development.',
    'Development stages that are not deployed.',
    'Servers of the same framework for production.',
  ],
  remedy: 'Build in the Dockerfile and start the production server of the framework.',
  references: ['https://12factor.net/dev-prod-parity'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    command: flask run --host=0.0.0.0
    deploy:
      replicas: 2
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    command: gunicorn -b 0.0.0.0:8000 app:app
    deploy:
      replicas: 2
`,
    },
  },

  each: productionStarts,
  fails: ({ starts }) => {
    const found = starts.find(({ development }) => development);
    const tool = found?.development;
    return found && tool
      ? {
          at: found.start.at,
          severity: tool.kind === 'preview' || tool.kind === 'compiler' ? 'warning' : 'error',
          subject: tool.tool,
          words: { tool: tool.tool, cost: costs[tool.kind], instead: tool.instead },
        }
      : false;
  },
  message: ({ service }, { words }) =>
    `Service "${service.name}" starts with ${words?.tool}: ${words?.cost}. Start ${words?.instead}.`,
});
