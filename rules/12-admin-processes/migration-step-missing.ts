import { defineCheck, type KeptMigrations, keptMigrations } from '../../src/kit/index.ts';

const shipped = {
  'docker-stack.yml': `services:
  api:
    image: registry.example/api:2.3.0
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 2
`,
  Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "server.js"]
`,
  'package.json': '{ "name": "api", "dependencies": { "@prisma/client": "6.0.0", "prisma": "6.0.0" } }\n',
  'server.js': `import http from 'node:http';
http.createServer((request, response) => response.end('ok')).listen(3000);
`,
  'prisma/migrations/20250101000000_first/migration.sql': 'CREATE TABLE orders (id integer);\n',
};

export default defineCheck<KeptMigrations>({
  id: 'admin-processes/migration-step-missing',
  title: 'Migrations exist, nothing runs them',
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'The deploy brings the new code and leaves the schema as it was. Until somebody remembers to run the migrations by hand, every replica of the new release asks for columns that are not there.',
  evidence:
    'Folders of migrations and the tool in the manifest of a service on Swarm, held against every start, job, script, pipeline and instruction that speaks of migrations.',
  needs: ['swarm', 'dockerfile', 'manifest', 'code', 'commands'],
  traps: [
    'Applications and tools that migrate by themselves.',
    'Code that runs the migrations.',
    'Repositories without a deploy command: the step may be anywhere.',
    'An instruction in the README.',
  ],
  remedy:
    'Run them in the deploy, before the new release starts: a `replicated-job` service with the same image, or a step in front of `docker stack deploy`.',
  references: ['https://12factor.net/admin-processes'],
  examples: {
    bad: { ...shipped, 'deploy.sh': '#!/bin/sh\ndocker stack deploy -c docker-stack.yml shop\n' },
    good: {
      ...shipped,
      'deploy.sh': `#!/bin/sh
docker run --rm --env-file production.env registry.example/api:2.3.0 npx prisma migrate deploy
docker stack deploy -c docker-stack.yml shop
`,
    },
  },

  each: keptMigrations,
  fails: ({ run, tool }) => (run ? false : { subject: tool }),
  message: ({ service, tool, file, command }) =>
    `Service "${service.name}" ships migrations of ${tool} (${file}), and nothing here runs ${command} when it is deployed.`,
});
