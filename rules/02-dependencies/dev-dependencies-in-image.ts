import { defineCheck, type ShippedTools, shippedTools } from '../../src/kit/index.ts';

const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
`;
const dockerfile = (install: string) => `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN ${install}
COPY . .
CMD ["node", "server.js"]
`;
const files = {
  'docker-stack.yml': stack,
  'package.json':
    '{ "name": "shop", "dependencies": { "express": "^5.1.0" }, "devDependencies": { "jest": "^30.0.0" } }',
  'package-lock.json': '{ "name": "shop", "lockfileVersion": 3, "packages": {} }',
  'server.js': "import express from 'express';\n\nexpress().listen(3000);\n",
};

export default defineCheck<ShippedTools>({
  id: 'dependencies/dev-dependencies-in-image',
  title: 'The image carries what only developers need',
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Every node that gets a task pulls the whole image first: test tools and compilers make each reschedule and each new replica wait longer, and give whoever breaks into the container more to work with.',
  evidence:
    'Installs in the stage a service runs, and what is copied into it: whether they leave out the development group of the manifest, and whether the base is an image to compile in.',
  needs: ['services', 'dockerfile'],
  traps: [
    'A manifest without development dependencies: there is nothing to leave out.',
    'A build stage of which only the result is copied on.',
    'Installs that are pruned afterwards, or run with production set by ENV, flag or argument.',
    'A start that needs the compiler or the development group.',
  ],
  remedy:
    'Leave the development group out of the install, or build in one stage and copy the result into a small last one.',
  references: ['https://docs.docker.com/build/building/multi-stage/'],
  examples: {
    bad: { ...files, Dockerfile: dockerfile('npm ci') },
    good: { ...files, Dockerfile: dockerfile('npm ci --omit=dev') },
  },

  each: shippedTools,
  fails: ({ surplus, name, by, instead, example = '' }) =>
    surplus && {
      subject: name,
      words: { instead, example },
      notes: by ? [{ at: by, message: 'copied into the image that runs' }] : [],
    },
  message: ({ service, kind, name }, { words }) =>
    kind === 'compiler'
      ? `Service "${service.name}" runs in ${name}, an image to build in: every node pulls a compiler. Use ${words?.instead}.`
      : `\`${name}\` brings ${words?.example} and the rest of the development group into the image of service "${service.name}"; use \`${words?.instead}\`.`,
});
