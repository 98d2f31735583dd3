import {
  confidenceIn,
  defineCheck,
  escalated,
  type ServiceFact,
  type StateFact,
  stateFacts,
} from '../../src/kit/index.ts';

export default defineCheck<ServiceFact<StateFact>>({
  id: 'processes/local-cache',
  title: 'Every replica has a cache of its own',
  severity: 'info',
  activeSeverity: 'warning',
  confidence: 'medium',
  effect: 'degrade',
  obligation: 'caches',
  since: '0.1.0',
  rationale:
    'A cache in the process is right as long as losing it or reading an older value does no harm. With several replicas an entry that one of them changes or removes stays as it was in the others, until it expires.',
  evidence:
    "Caches in the memory or on the disk of the process in the code of a service (`lru-cache`, `node-cache`, Rails' memory store and the like), with its replicas.",
  needs: ['services', 'dockerfile', 'code'],
  traps: ['Caches in Redis, Memcached or a database.', 'Loaders that live for one request.', 'One replica: a note.'],
  remedy:
    'Keep what is invalidated, counted or trusted in Redis. For values that may be old for a while, give the entries a short lifetime and allow the check with that reason.',
  references: ['https://12factor.net/processes'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/prices:4.0.0
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 3
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "prices", "dependencies": { "express": "5.1.0", "node-cache": "5.1.2" } }',
      'server.js': `import express from 'express';
import NodeCache from 'node-cache';

const prices = new NodeCache();
const app = express();
app.get('/prices/:id', (request, response) => response.json(prices.get(request.params.id)));
app.put('/prices/:id', (request, response) => response.json(prices.set(request.params.id, request.body)));
app.listen(3000);
`,
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/prices:4.0.0
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 3
  redis:
    image: redis:7.4
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json':
        '{ "name": "prices", "dependencies": { "express": "5.1.0", "cache-manager": "7.0.0", "@keyv/redis": "5.0.0" } }',
      'server.js': `import KeyvRedis from '@keyv/redis';
import { createCache } from 'cache-manager';
import express from 'express';

const prices = createCache({ stores: [new KeyvRedis(process.env.REDIS_URL)] });
const app = express();
app.get('/prices/:id', async (request, response) => response.json(await prices.get(request.params.id)));
app.listen(3000);
`,
    },
  },

  each: (facts) => stateFacts(facts, 'local-cache'),
  fails: ({ service, fact }) => {
    if (fact.scope !== 'local') return false;
    const { severity, notes } = escalated(service);
    const confidence = confidenceIn(fact) === 'low' ? 'low' : 'medium';
    return { severity: severity === 'error' ? 'warning' : 'info', notes, confidence, subject: fact.label };
  },
  message: ({ service, fact }) =>
    `Service "${service.name}" keeps a cache in each replica (${fact.label}): what one of them changes, the others go on serving as it was.`,
});
