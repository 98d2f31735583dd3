import {
  defineCheck,
  graceRemark,
  hasRole,
  type LeavingService,
  leavingServices,
  scaleRemark,
} from '../../src/kit/index.ts';

const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 2
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;
const manifest = '{ "name": "shop", "dependencies": { "express": "5.1.0" } }';

export default defineCheck<LeavingService>({
  id: 'disposability/abrupt-exit-handler',
  title: 'The handler leaves before the work is done',
  severity: 'warning',
  confidence: 'high',
  effect: 'degrade',
  obligation: 'signals',
  since: '0.1.0',
  rationale:
    'Swarm asks with SIGTERM and waits for stop_grace_period. A handler that ends the process at once uses none of that time: requests under way are cut off, and messages under way are lost, at every update and whenever a node is drained.',
  evidence: 'Handlers of SIGTERM in the code that leave at once, in services whose program gets the signal.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Handlers that close the server first.',
    'Servers that finish open requests by themselves.',
    'Handlers for development only.',
  ],
  remedy:
    'Stop listening, wait for what is open, then leave: `server.close(() => process.exit(0))`, with a timer below stop_grace_period as the last resort.',
  references: ['https://12factor.net/disposability', 'https://nodejs.org/api/http.html#serverclosecallback'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': `import express from 'express';

const app = express();
app.get('/', (req, res) => res.send('ok'));
app.listen(3000);
process.on('SIGTERM', () => process.exit(0));
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': `import express from 'express';

const app = express();
app.get('/', (req, res) => res.send('ok'));
const server = app.listen(3000);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`,
    },
  },

  each: leavingServices,
  fails: ({ service, leaves }) =>
    leaves !== undefined && {
      // What a worker holds when it leaves its code does not tell.
      confidence: leaves.guard === 'conditional' ? 'low' : hasRole(service, 'web') ? 'high' : 'medium',
      subject: leaves.label,
      words: { by: leaves.label, what: hasRole(service, 'web') ? 'requests' : 'the work' },
      notes: [graceRemark(service), ...scaleRemark(service, 'each update ends one task after the other this way')],
    },
  message: ({ service }, { words }) =>
    `Service "${service.name}" ends as soon as SIGTERM arrives (${words?.by}): ${words?.what} under way is cut off although Swarm would wait.`.replace(
      'requests under way is',
      'requests under way are',
    ),
});
