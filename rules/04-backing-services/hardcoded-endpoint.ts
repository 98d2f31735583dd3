import {
  defineCheck,
  type EndpointLiteral,
  type Evidence,
  type WrittenEndpoint,
  writtenEndpoints,
} from '../../src/kit/index.ts';

const stack = `services:
  api:
    image: registry.example/shop-api:1.4.2
    build: .
    environment:
      REDIS_URL: redis://redis:6379
  redis:
    image: redis:7.4
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;

/** What somebody would notice: nobody answers, or the wrong one does. */
function weigh({ leads, certain }: WrittenEndpoint, fact: EndpointLiteral): Evidence {
  const confidence = certain ? 'high' : 'medium';
  if (fact.variable !== undefined)
    return leads === 'itself'
      ? { severity: 'warning', confidence: 'medium', effect: 'degrade' }
      : { severity: 'info', confidence: 'medium', effect: 'none' };
  // Without mail a service still answers.
  if (leads === 'itself')
    return certain && fact.to !== 'smtp'
      ? { severity: 'error', confidence, effect: 'block' }
      : { severity: 'warning', confidence: 'medium', effect: 'degrade' };
  return { severity: leads === 'near' && certain ? 'error' : 'warning', confidence, effect: 'none' };
}

const consequence = {
  itself: 'which is its own container',
  stack: 'whatever its environment says',
  near: 'in every environment',
  far: 'in every environment',
} as const;

export default defineCheck<WrittenEndpoint>({
  id: 'backing-services/hardcoded-endpoint',
  title: 'Address of a backing service written in the code',
  severity: 'error',
  confidence: 'high',
  effect: 'block',
  since: '0.1.0',
  rationale:
    'A backing service is attached by configuration. An address in the code ties every build to one database: a second stack, another node or a failover to a replica needs a release, and `localhost` leads back into the container.',
  evidence:
    'Hosts and ports in the code that opens a database, a queue, a cache or a mail server, and fallbacks of variables that nothing sets.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Fallbacks that the stack replaces, or that an env file nobody sees may replace.',
    'Fallbacks that lead to a service of the same stack.',
    "Public interfaces and names of other people's services.",
    'Settings for development.',
  ],
  remedy:
    'Read the whole address from one variable and insist on it: `REDIS_URL: redis://redis:6379` in the stack file.',
  references: ['https://12factor.net/backing-services'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "api", "dependencies": { "redis": "4.7.0" } }\n',
      'server.js': `import { createClient } from 'redis';
export const cache = createClient({ url: 'redis://localhost:6379' });
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "api", "dependencies": { "redis": "4.7.0" } }\n',
      'server.js': `import { createClient } from 'redis';
export const cache = createClient({ url: process.env.REDIS_URL });
`,
    },
  },

  each: writtenEndpoints,
  fails: (endpoint): Evidence | false => {
    const { fact, leads, others } = endpoint;
    // A fallback that leads to a service of the stack works as it is.
    if (fact === undefined || (fact.variable !== undefined && leads === 'stack')) return false;
    return {
      subject: fact.host,
      ...weigh(endpoint, fact),
      notes: others.slice(0, 4).map((at) => ({ at, message: 'and here' })),
    };
  },
  message: ({ service, fact, leads }) => {
    if (fact === undefined) return '';
    const where = fact.port === undefined ? fact.host : `${fact.host}:${fact.port}`;
    return fact.variable === undefined
      ? `Service "${service.name}" is told by its code to connect to ${where} (${fact.to}), ${consequence[leads]}.`
      : `Service "${service.name}" connects to ${where} (${fact.to})${leads === 'itself' ? ', its own container,' : ''} because ${fact.variable} is not set.`;
  },
});
