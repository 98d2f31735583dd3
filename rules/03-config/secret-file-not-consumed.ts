import { defineCheck, type Evidence, type SecretHandover, secretHandovers } from '../../src/kit/index.ts';

const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;
const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    environment:
      DB_PASSWORD_FILE: /run/secrets/db_password
    secrets: [db_password]
secrets:
  db_password:
    external: true
`;

export default defineCheck<SecretHandover>({
  id: 'config/secret-file-not-consumed',
  title: 'Secret is mounted as a file, and nobody reads the file',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'configuration',
  joins: true,
  since: '0.1.0',
  rationale:
    'Swarm hands over a secret as a file under `/run/secrets/`, never as a variable. `X_FILE` is a custom of some images, not a feature of Docker: a program that knows only `X` starts without it, and stops or runs with an empty password.',
  evidence:
    'Secrets mounted into a service and its `X_FILE` variables, held against what the code reads and what is known of ready-made images.',
  needs: ['services'],
  traps: [
    'Images that are known to read `X_FILE`.',
    'An entrypoint that exports the content of the file.',
    'Code that opens `/run/secrets`, also by a name it builds or through a settings library.',
    'A variable that hands over the same secret as well.',
  ],
  remedy:
    'Read the file in the program (`readFileSync(process.env.DB_PASSWORD_FILE)`), or let the entrypoint set the variable: `export DB_PASSWORD="$(cat /run/secrets/db_password)"` in front of `exec "$@"`.',
  references: ['https://docs.docker.com/engine/swarm/secrets/#build-support-for-docker-secrets-into-your-images'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "shop", "type": "module" }',
      'server.js': `import http from 'node:http';

if (!process.env.DB_PASSWORD) throw new Error('DB_PASSWORD is not set');
http.createServer((request, response) => response.end('ok')).listen(3000);
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': '{ "name": "shop", "type": "module" }',
      'server.js': `import { readFileSync } from 'node:fs';
import http from 'node:http';

const secret = (name) =>
  process.env[name] ?? readFileSync(process.env[\`\${name}_FILE\`], 'utf8').trim();
const password = process.env.DB_PASSWORD ?? secret('DB_PASSWORD');
http.createServer((request, response) => response.end(String(password.length))).listen(3000);
`,
    },
  },

  each: secretHandovers,
  fails: ({ unread, name, breaks, certain, seen, wanted }): Evidence | false =>
    unread !== undefined && {
      subject: name,
      ...(!(breaks && certain) && { severity: 'warning', effect: 'degrade' }),
      ...(!certain && { confidence: 'medium' }),
      notes: seen.map((at) => ({ at, message: `${wanted} is read here` })),
    },
  message: ({ service, name, unread, wanted, consequence }) =>
    unread === 'by-the-image'
      ? `The image of service "${service.name}" does not read ${name}: ${consequence}.`
      : `Service "${service.name}" gets ${name}, but its code reads ${wanted} and never a file.`,
});
