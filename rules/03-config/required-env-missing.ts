import { addVariable, defineCheck, type RequiredVariable, requiredVariables } from '../../src/kit/index.ts';

const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;
const server = `import http from 'node:http';
import pg from 'pg';

if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL is not set');
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
http.createServer(async (request, response) => response.end(String((await pool.query('select 1')).rowCount))).listen(3000);
`;
const manifest = '{ "name": "shop", "type": "module", "dependencies": { "pg": "8.16.3" } }';

export default defineCheck<RequiredVariable>({
  id: 'config/required-env-missing',
  title: 'Code requires a variable the stack does not provide',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'configuration',
  joins: true,
  since: '0.1.0',
  rationale:
    'Swarm hands a container what its service definition says and nothing else: no `.env` file is read, no variable of the node gets in. A program that insists on a variable stops at once, and Swarm starts it again every five seconds.',
  evidence:
    "Reads of variables without which the program stops (a check that throws, a typed settings class, `ENV['X']` fetched), held against environment, env files, secrets, the image and the start scripts of the service.",
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Reads that have a default, that a flag switches on, or that hold in development only.',
    'Variables that an entrypoint exports, also from a secret.',
    'An env file that is made at deploy time: what is in it is not known.',
    'Programs of the same image that this service does not start.',
  ],
  remedy:
    'Set the variable under `environment:` (`DATABASE_URL: ${DATABASE_URL:?}` fails the deploy instead of the service), or give the code a default it can live with.',
  references: ['https://docs.docker.com/reference/compose-file/services/#environment'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
    environment:
      DB_URL: postgres://db/shop
`,
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': server,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
    environment:
      DATABASE_URL: postgres://db/shop
`,
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': server,
    },
  },

  each: requiredVariables,
  fails: ({ service, name, reads, supplied, near }) => {
    if (supplied) return false;
    // Without a known entry the read may belong to a program this service never starts; a variable that is almost called like it says that it does not.
    const meant = service.code.confidence === 'high' || near !== undefined;
    const certain = meant && reads.some(({ confidence }) => confidence === 'high');
    return {
      at: near?.at,
      subject: name,
      ...(certain ? {} : { severity: 'warning', confidence: 'medium', effect: 'degrade' }),
      notes: reads.slice(0, 3).map(({ at }) => ({ at, message: `${name} is read here` })),
    };
  },
  message: ({ service, name, near }) =>
    near
      ? `Service "${service.name}" needs ${name}; the stack sets ${near.name}, which its code never reads.`
      : `Service "${service.name}" needs ${name}, and nothing sets it.`,
  fix: {
    summary: 'Adds the variable to the service, to be handed in by whoever deploys.',
    safety: 'suggested',
    propose: ({ service, name, near }, _, facts) => {
      const edits = near ? undefined : addVariable(service, facts, name, `\${${name}:?}`);
      return edits && { title: `Hand ${name} to the service`, safety: 'suggested', edits };
    },
  },
});
