import { defineCheck, listed, type SetVariable, setVariables } from '../../src/kit/index.ts';

const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;
const server = `import http from 'node:http';
import { createClient } from 'redis';

const cache = createClient({ url: \`redis://\${process.env.REDIS_HOST ?? 'localhost'}:6379\` });
await cache.connect();
http.createServer(async (request, response) => response.end(await cache.get('greeting'))).listen(3000);
`;
const stack = (name: string): string => `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
    environment:
      ${name}: cache
`;
const manifest = '{ "name": "shop", "type": "module", "dependencies": { "redis": "4.7.0" } }';

export default defineCheck<SetVariable>({
  id: 'config/unused-env',
  title: 'Variable is set, and nobody reads it',
  severity: 'info',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A variable that no line reads changes nothing, and whoever sets it believes it does. Often it is what a half-finished rename left behind: the program runs with the default of the variable that was meant.',
  evidence:
    'Variables that the stack sets for a service whose code was read, held against every read in its code, its start command, its entrypoint and its runtime.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Variables that runtimes and libraries read by themselves (`NODE_OPTIONS`, `TZ`).',
    'Code that hands on or walks through the whole environment, or computes the names.',
    'Variables that come with an anchor for several services.',
    'Files whose variables the deploy fills in as well (`${REPLICAS}`).',
    'Languages whose reads are not all understood, and images made elsewhere.',
  ],
  remedy: 'Delete the variable, or give it the name the code reads.',
  examples: {
    bad: {
      'docker-stack.yml': stack('REDIS_HOSTNAME'),
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': server,
    },
    good: {
      'docker-stack.yml': stack('REDIS_HOST'),
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': server,
    },
  },

  each: setVariables,
  fails: ({ name, used, meant, service }) => {
    // A required name that is missed is told where it is missed.
    if (used || meant?.need === 'required') return false;
    if (!meant) return service.code.confidence === 'low' ? false : { subject: name };
    return { subject: name, severity: 'warning', notes: [{ at: meant.at, message: `${meant.name} is read here` }] };
  },
  message: ({ service, name, meant, more }) =>
    meant
      ? `Service "${service.name}" is given ${name}, which its code never reads; it reads ${meant.name}, which nothing sets.`
      : more
        ? `Service "${service.name}" is given ${more.length + 1} variables that its code never reads: ${listed([name, ...more])}.`
        : `Service "${service.name}" is given ${name}, which its code never reads.`,
  fix: {
    summary: 'Removes the variable from the service.',
    safety: 'suggested',
    propose: ({ service, name, meant, at }) =>
      meant || at.file !== service.at.file
        ? undefined
        : { title: `Remove ${name}`, safety: 'suggested', edits: [{ kind: 'remove', at }] },
  },
});
