import {
  alsoShared,
  confidenceIn,
  defineCheck,
  escalated,
  type ServiceFact,
  type StateFact,
  stateFacts,
} from '../../src/kit/index.ts';

export default defineCheck<ServiceFact<StateFact>>({
  id: 'processes/local-rate-limit',
  title: 'Limits are multiplied by the number of replicas',
  severity: 'info',
  activeSeverity: 'warning',
  confidence: 'high',
  effect: 'degrade',
  obligation: 'caches',
  joins: true,
  since: '0.1.0',
  rationale:
    'A limiter that counts in the memory of its process sees the requests of one replica. Three replicas allow three times as many attempts, and every update starts the count anew: for logins and codes the limit is the protection.',
  evidence:
    'Limiters in the code that count in memory (express-rate-limit, Flask-Limiter, slowapi, Rack::Attack and others) or in a cache of the process.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'A store that all replicas share.',
    'A limiter in memory beside a shared one, as its insurance.',
    'One replica: a note, for the limit holds.',
  ],
  remedy:
    'Count where all replicas see it: for express-rate-limit `store: new RedisStore({ sendCommand })`, for Flask-Limiter and slowapi `storage_uri="redis://…"`, or limit at the proxy.',
  references: ['https://express-rate-limit.mintlify.app/reference/stores'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/login:2.2.0
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 4
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "login", "dependencies": { "express": "5.1.0", "express-rate-limit": "7.5.0" } }',
      'server.js': `import express from 'express';
import { rateLimit } from 'express-rate-limit';

const app = express();
app.use('/login', rateLimit({ windowMs: 60_000, limit: 5 }));
app.listen(3000);
`,
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/login:2.2.0
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 4
  redis:
    image: redis:7.4
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json':
        '{ "name": "login", "dependencies": { "express": "5.1.0", "express-rate-limit": "7.5.0", "rate-limit-redis": "4.2.0", "redis": "5.5.0" } }',
      'server.js': `import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { RedisStore } from 'rate-limit-redis';
import { createClient } from 'redis';

const client = createClient({ url: process.env.REDIS_URL });
const app = express();
const store = new RedisStore({ sendCommand: (...words) => client.sendCommand(words) });
app.use('/login', rateLimit({ windowMs: 60_000, limit: 5, store }));
app.listen(3000);
`,
    },
  },

  each: (facts) => stateFacts(facts, 'rate-limit'),
  fails: ({ service, fact }) => {
    // A limiter in memory beside a shared one is its insurance for the minutes without Redis.
    if (fact.scope !== 'local' || alsoShared(service, 'rate-limit')) return false;
    const { severity, notes } = escalated(service);
    return {
      severity: severity === 'error' ? 'warning' : 'info',
      notes,
      confidence: confidenceIn(fact),
      subject: fact.label,
    };
  },
  message: ({ service, fact }) =>
    `Service "${service.name}" counts requests in each replica (${fact.label}): with every replica the limit grows by itself.`,
});
