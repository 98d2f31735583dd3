import {
  defineCheck,
  type Evidence,
  listed,
  serviceKey,
  type WrittenSecret,
  writtenSecrets,
} from '../../src/kit/index.ts';

const stack = `services:
  api:
    image: registry.example/shop-api:1.4.2
    build: .
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;

export default defineCheck<WrittenSecret>({
  id: 'config/hardcoded-secret',
  title: 'Secret written in the code',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Everybody with the repository, its history or the image has the secret, in every environment that runs this build. It cannot be replaced without a release, and the copies that left cannot be called back.',
  evidence:
    'Literals in code that a service runs: tokens in the form their provider gives them, passwords in addresses, and values of names such as `secretKey` that look real.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Labels, placeholders and public keys.',
    'Fallbacks of variables: config/default-secret speaks of them.',
    'Code in tests, in branches for development, and in files no service reaches.',
    'Secrets that are read from a mounted file.',
  ],
  remedy:
    'Replace the secret, for it counts as known. Create the new one with `docker secret create`, list it under `secrets:` of the service, and read `/run/secrets/…` or a variable in the code.',
  references: ['https://12factor.net/config', 'https://docs.docker.com/engine/swarm/secrets/'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "api", "dependencies": { "jsonwebtoken": "9.0.2" } }\n',
      'server.js': `import jwt from 'jsonwebtoken';
export const sign = (user) => jwt.sign({ user }, 's3cr3t-prod-key-2024');
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "api", "dependencies": { "jsonwebtoken": "9.0.2" } }\n',
      'server.js': `import { readFileSync } from 'node:fs';
import jwt from 'jsonwebtoken';
const secret = readFileSync('/run/secrets/jwt', 'utf8').trim();
export const sign = (user) => jwt.sign({ user }, secret);
`,
    },
  },

  each: writtenSecrets,
  fails: ({ fact, services, production }): Evidence | false =>
    fact !== undefined && {
      subject: fact.name,
      service: services.length === 1 && services[0] ? serviceKey(services[0]) : undefined,
      severity: production ? 'error' : 'warning',
      confidence: fact.guard === 'conditional' && fact.by === 'name' ? 'low' : fact.confidence,
    },
  message: ({ fact, services }) => {
    const names = [...new Set(services.map(({ name }) => `"${name}"`))];
    const whose = `the code of ${names.length === 1 ? 'service' : 'services'} ${listed(names)}`;
    return fact?.by === 'form'
      ? `A token in the form its provider gives it (${fact.name}) stands in ${whose}.`
      : `The value of a secret (${fact?.name}) stands in ${whose}.`;
  },
});
