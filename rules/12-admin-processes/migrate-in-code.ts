import { defineCheck, hasRole, migratingPrograms, type StartedService } from '../../src/kit/index.ts';

const stack = `services:
  api:
    image: registry.example/api:2.3.0
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 3
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;
const manifest = '{ "name": "api", "dependencies": { "express": "5.1.0", "typeorm": "0.3.24", "pg": "8.16.0" } }';

export default defineCheck<StartedService>({
  id: 'admin-processes/migrate-in-code',
  title: 'The program changes the schema when it starts',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'migrations',
  since: '0.1.0',
  rationale:
    'The start of a program is the start of every task: Swarm starts several side by side and again whenever one ends. Each compares the schema with its own idea of it and changes it, at the same time as the others, while tasks of the old release still read the database. What it adds is never reviewed, and what it drops is gone.',
  evidence:
    'Calls in the program that change the schema when it starts (`synchronize: true`, `create_all()`, `AutoMigrate`, Flyway on the classpath), in services that stay up.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Calls for development only, or that a setting switches off.',
    'Programs of their own that somebody runs by hand or as a job.',
    'Migrations in the start command: admin-processes/migrate-on-start speaks of them.',
  ],
  remedy:
    'Take the change out of the program (`synchronize: false`, no `create_all()`, `ddl-auto=validate`), keep migrations as files, and run them in a service of its own with the same image and `deploy: { mode: replicated-job }`, or in a step before `docker stack deploy`.',
  references: ['https://12factor.net/admin-processes', 'https://typeorm.io/docs/migrations/why'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': `import express from 'express';
import { DataSource } from 'typeorm';

const database = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, synchronize: true });
await database.initialize();
express().listen(3000);
`,
    },
    good: {
      'docker-stack.yml': `${stack}  migrate:
    image: registry.example/api:2.3.0
    command: ["npx", "typeorm", "migration:run"]
    deploy:
      mode: replicated-job
`,
      Dockerfile: dockerfile,
      'package.json': manifest,
      'server.js': `import express from 'express';
import { DataSource } from 'typeorm';

const database = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, synchronize: false });
await database.initialize();
express().listen(3000);
`,
    },
  },

  each: migratingPrograms,
  fails: ({ service, changes: [worst, ...others] }) => {
    if (!worst) return false;
    const { at, text, active } = service.scale;
    const alone = hasRole(service, 'scheduler');
    return {
      at: worst.at,
      severity: alone ? 'info' : active && !worst.locked ? 'error' : 'warning',
      effect: worst.locked ? 'degrade' : 'block',
      confidence: worst.confidence,
      subject: worst.label,
      words: { what: worst.label, race: worst.race },
      notes: [
        ...others.map((other) => ({ at: other.at, message: `${other.label} as well` })),
        ...(active && at && text ? [{ at, message: `${service.name}: ${text}` }] : []),
        ...(service.process.main
          ? [{ at: service.process.main.at, message: 'this command starts the program in every task' }]
          : []),
      ],
    };
  },
  message: ({ service }, { words }) =>
    `Service "${service.name}" changes the schema from its own code (${words?.what}) at every start of a task: ${words?.race}.`,
});
