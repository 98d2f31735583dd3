import {
  codeFacts,
  confidenceIn,
  defineCheck,
  escalated,
  type ServiceFact,
  type StateFact,
} from '../../src/kit/index.ts';

export default defineCheck<ServiceFact<StateFact>>({
  id: 'processes/local-session',
  title: 'Server-side sessions live in one replica',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'sessions',
  since: '0.1.0',
  rationale:
    'Swarm spreads connections over the replicas without stickiness. A session that one replica keeps in memory or on its disk is unknown to the next one, so users are logged out at random, and all of them at every update.',
  evidence:
    'Session stores in the code and framework settings of web services, and the variables of the stack that choose them.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Sessions in a signed cookie, in Redis or in a database.',
    'A driver that the stack, a condition or options from elsewhere may choose.',
    'Code in tests and in branches for development.',
    'Services that declare themselves singletons.',
  ],
  remedy:
    'Keep sessions in Redis or a database (for express-session: `store: new RedisStore({ client })`), or in a signed cookie.',
  references: ['https://expressjs.com/en/resources/middleware/session.html'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 2
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "shop", "dependencies": { "express": "5.1.0", "express-session": "1.18.1" } }',
      'server.js': `import express from 'express';
import session from 'express-session';

const app = express();
app.use(session({ secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false }));
app.listen(3000);
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 2
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json':
        '{ "name": "shop", "dependencies": { "express": "5.1.0", "express-session": "1.18.1", "connect-redis": "9.0.0" } }',
      'server.js': `import express from 'express';
import session from 'express-session';
import { RedisStore } from 'connect-redis';
import { client } from './redis.js';

const app = express();
app.use(session({ store: new RedisStore({ client }), secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false }));
app.listen(3000);
`,
      'redis.js': `import { createClient } from 'redis';

export const client = createClient({ url: process.env.REDIS_URL });
`,
    },
  },

  each: (facts) => codeFacts(facts, 'session-store').filter(({ service }) => service.role.value === 'web'),
  fails: ({ service, fact }) =>
    fact.scope === 'local' ? { ...escalated(service), confidence: confidenceIn(fact), subject: fact.label } : false,
  message: ({ service, fact }) =>
    `Service "${service.name}" keeps its sessions in one replica (${fact.label}): the others do not know who is logged in.`,
});
