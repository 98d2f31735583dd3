import { type Divergence, defineCheck, divergences, type Evidence, listed } from '../../src/kit/index.ts';

const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;
const server = `import http from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';

const storage = new S3Client({ endpoint: process.env.S3_ENDPOINT });
http.createServer((request, response) => response.end(String(storage.config.endpoint !== undefined))).listen(3000);
`;
const development = `services:
  web:
    build: .
    volumes: [".:/app"]
    command: node --watch server.js
    environment:
      S3_ENDPOINT: http://minio:9000
`;
const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
`;
const common = {
  'docker-compose.dev.yml': development,
  Dockerfile: dockerfile,
  'package.json': '{ "name": "shop", "type": "module", "dependencies": { "@aws-sdk/client-s3": "3.800.0" } }',
  'server.js': server,
};

export default defineCheck<Divergence>({
  id: 'dev-prod-parity/env-set-divergence',
  title: 'Variable exists in development only',
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Code that finds a variable in development and not in production takes another way there than the one everybody tries: a default, often an address on the same machine, or nothing at all.',
  evidence:
    'Variables that the code reads and development files set, held against the production stack and `.env.example`.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Switches for developers, and defaults that suit production.',
    'Variables that production gets as a secret file.',
    'An env file that cannot be seen.',
    'Examples that belong to something else.',
  ],
  remedy:
    'Set the variable in the stack as well, and name it in `.env.example`; or take it out of the development file.',
  examples: {
    bad: { ...common, 'docker-stack.yml': stack },
    good: { ...common, 'docker-stack.yml': `${stack}    environment:\n      S3_ENDPOINT: https://s3.example.com\n` },
  },

  each: divergences,
  fails: ({ onlyInDevelopment, undocumented, example }): false | Evidence => {
    const notes = onlyInDevelopment
      .slice(0, 3)
      .flatMap(({ at, variable }) => [
        { at, message: `development sets ${variable.name}` },
        ...variable.reads.slice(0, 1).map((read) => ({ at: read.at, message: `${variable.name} is read here` })),
      ]);
    if (onlyInDevelopment.length > 0)
      return {
        notes,
        subject: 'development',
        words: { which: listed(onlyInDevelopment.map(({ variable }) => variable.name)) },
      };
    if (undocumented.length === 0) return false;
    return {
      at: undocumented[0]!.at,
      severity: 'info',
      subject: 'example',
      words: { which: listed(undocumented.map(({ name }) => name)), example: example ?? '' },
    };
  },
  message: ({ service }, { words = {} }) =>
    words.example
      ? `Service "${service.name}" cannot do without ${words.which}, which ${words.example} does not name.`
      : `Service "${service.name}" reads ${words.which}; development sets it, the stack does not.`,
});
