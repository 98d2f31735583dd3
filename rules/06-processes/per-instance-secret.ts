import {
  confidenceIn,
  defineCheck,
  escalated,
  mayBeSupplied,
  type ServiceFact,
  type StateFact,
  stateFacts,
} from '../../src/kit/index.ts';

export default defineCheck<ServiceFact<StateFact>>({
  id: 'processes/per-instance-secret',
  title: 'Every replica makes up a key of its own',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'keys',
  since: '0.1.0',
  rationale:
    'A key that is made up when the program starts is known to that process only. What one replica signs or encrypts, the others refuse; and every restart and update invalidates all sessions and tokens, also with a single replica.',
  evidence:
    'Keys for sessions, tokens and cookies that the code makes up at random when it starts, alone or as a fallback for a variable.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Variables that the stack sets, or that an env file nobody sees may set.',
    'Random values for one request, such as a nonce.',
    'Rings of keys in a shared place, as ASP.NET keeps them in Redis.',
  ],
  remedy: 'Make the key once, keep it as a Swarm secret, and have every replica read it.',
  references: ['https://docs.docker.com/engine/swarm/secrets/'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/accounts:1.1.0
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
      'package.json': '{ "name": "accounts", "dependencies": { "express": "5.1.0", "cookie-session": "2.1.0" } }',
      'server.js': `import { randomBytes } from 'node:crypto';
import session from 'cookie-session';
import express from 'express';

const app = express();
app.use(session({ secret: randomBytes(32).toString('hex') }));
app.listen(3000);
`,
    },
    good: {
      'docker-stack.yml': `services:
  api:
    image: registry.example/accounts:1.1.0
    build: .
    ports: ["80:3000"]
    environment:
      SESSION_SECRET:
    deploy:
      replicas: 2
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "accounts", "dependencies": { "express": "5.1.0", "cookie-session": "2.1.0" } }',
      'server.js': `import { randomBytes } from 'node:crypto';
import session from 'cookie-session';
import express from 'express';

const app = express();
app.use(session({ secret: process.env.SESSION_SECRET || randomBytes(32).toString('hex') }));
app.listen(3000);
`,
    },
  },

  each: (facts) => stateFacts(facts, 'instance-secret'),
  fails: ({ service, fact }, facts) => {
    if (fact.scope !== 'local') return false;
    if (fact.variable !== undefined && mayBeSupplied(service, fact.variable, facts)) return false;
    return { ...escalated(service), confidence: confidenceIn(fact), subject: fact.label };
  },
  message: ({ service, fact }) =>
    `Service "${service.name}" makes up a key at every start (${fact.label})${fact.variable === undefined ? '' : `, for ${fact.variable} is not set`}: what one replica signs, the others refuse.`,
});
