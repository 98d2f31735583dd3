import {
  defineCheck,
  escalated,
  isSingleton,
  type MemoryState,
  memoryStates,
  storeBeside,
} from '../../src/kit/index.ts';

const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;
const stack = `services:
  api:
    image: registry.example/login:2.2.0
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 3
  redis:
    image: redis:7.4
`;

export default defineCheck<MemoryState>({
  id: 'processes/module-state',
  title: 'State of requests is kept in the memory of one process',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'medium',
  effect: 'block',
  obligation: 'caches',
  since: '0.1.0',
  rationale:
    'A variable of a module outlives requests, but only in its own process. The next request reaches another replica, which never heard of the code that was sent, the cart that was filled or the attempt that was counted; an update throws all of it away.',
  evidence:
    'Variables of a module or a singleton object that requests fill and later requests read: codes, carts, counters, locks.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Constants that are computed once.',
    'Fields that live for one request.',
    'Open sockets and connections, which cannot be shared.',
    'Names that tell nothing of what they hold.',
  ],
  remedy:
    'Keep what a later request asks for in Redis or the database, with a lifetime (`redis.set(key, value, { EX: 300 })`), count with atomic operations, and keep others out with a constraint or a lock of the database.',
  references: ['https://12factor.net/processes'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "login", "dependencies": { "express": "5.1.0" } }',
      'server.js': `import express from 'express';

const otps = new Map();
const app = express();
app.post('/otp', (req, res) => {
  otps.set(req.body.user, Math.floor(Math.random() * 1e6));
  res.sendStatus(202);
});
app.post('/verify', (req, res) => res.json(otps.get(req.body.user) === req.body.code));
app.listen(3000);
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json':
        '{ "name": "login", "dependencies": { "express": "5.1.0", "redis": "5.5.0", "async-mutex": "0.5.0" } }',
      'server.js': `import { Mutex } from 'async-mutex';
import express from 'express';
import { createClient } from 'redis';

const redis = createClient({ url: process.env.REDIS_URL });
const connecting = new Mutex();
await connecting.runExclusive(() => redis.connect());
const app = express();
app.post('/otp', async (req, res) => {
  await redis.set(req.body.user, Math.floor(Math.random() * 1e6), { EX: 300 });
  res.sendStatus(202);
});
app.post('/verify', async (req, res) => res.json((await redis.get(req.body.user)) === req.body.code));
app.listen(3000);
`,
    },
  },

  each: memoryStates,
  fails: ({ service, fact, confidence, inside }, facts) => {
    // A lock or a table that nobody is known to share tells too little to trouble anybody with.
    if (confidence === 'low') return false;
    const { severity, notes = [] } = escalated(service);
    const copied = inside
      ? [{ at: inside.at, message: `${inside.text}: each of these processes has a memory of its own` }]
      : [];
    const active = severity === 'error' || (inside !== undefined && !isSingleton(service));
    return {
      // Without a request that is seen to change it, it may still be something every process has for itself.
      severity: severity === 'info' ? 'info' : active && fact.requests ? 'error' : 'warning',
      effect: fact.requests ? 'block' : 'degrade',
      confidence,
      subject: fact.label,
      notes: [...notes, ...copied, ...storeBeside(service, facts)],
    };
  },
  message: ({ service, fact }) =>
    `Service "${service.name}" keeps ${fact.label} in the memory of its process: other replicas do not know what is in it, and an update empties it.`,
});
