import { defineCheck, type NeededFile, neededFiles } from '../../src/kit/index.ts';

export default defineCheck<NeededFile>({
  id: 'admin-processes/admin-code-not-shipped',
  title: 'A file that a command needs is missing from the image',
  severity: 'warning',
  confidence: 'medium',
  effect: 'break',
  since: '0.1.0',
  rationale:
    'A task has nothing but its image: the folder with the migrations that lies beside the Dockerfile on a laptop is not there. The command fails at the first deploy, and Swarm starts it again and again.',
  evidence:
    'Files of the repository that commands of a service name (scripts, folders of migrations), held against the COPY lines of its image and `.dockerignore`.',
  needs: ['services', 'dockerfile'],
  traps: [
    'Files that a mount, a download or a build step brings.',
    'Copies by way of another stage.',
    'Files that a later rule of `.dockerignore` takes back.',
  ],
  remedy:
    'Copy the files into the last stage of the Dockerfile (`COPY prisma ./prisma`) and see that `.dockerignore` does not keep them out.',
  references: ['https://12factor.net/admin-processes'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  migrate:
    image: registry.example/api:2.3.0
    build: .
    command: npx prisma migrate deploy
    deploy:
      mode: replicated-job
`,
      Dockerfile: `FROM node:22-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM node:22-slim
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
CMD ["node", "dist/server.js"]
`,
      'package.json': '{ "name": "api", "dependencies": { "prisma": "6.0.0" } }\n',
      'prisma/migrations/1_first/migration.sql': 'CREATE TABLE orders (id integer);\n',
    },
    good: {
      'docker-stack.yml': `services:
  migrate:
    image: registry.example/api:2.3.0
    build: .
    command: npx prisma migrate deploy
    deploy:
      mode: replicated-job
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY package.json ./
COPY prisma ./prisma
RUN npm install
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "api", "dependencies": { "prisma": "6.0.0" } }\n',
      'prisma/migrations/1_first/migration.sql': 'CREATE TABLE orders (id integer);\n',
    },
  },

  each: neededFiles,
  fails: ({ missing, file, from, ignored, dockerfile }) =>
    missing
      ? {
          subject: file,
          notes: [
            ignored
              ? { at: ignored, message: `keeps ${file} out of the build` }
              : { at: from, message: `no COPY of ${dockerfile} brings ${file}` },
          ],
        }
      : false,
  message: ({ service, command, file, dockerfile }) =>
    `Service "${service.name}" runs ${command}, which needs ${file}, and the image that ${dockerfile} makes does not hold it.`,
});
