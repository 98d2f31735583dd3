import { defineCheck, type Install, installs, isUnder, lockFix } from '../../src/kit/index.ts';

const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
`;
const dockerfile = (copied: string) => `FROM node:22-slim
WORKDIR /app
COPY ${copied} ./
RUN corepack enable && pnpm install --frozen-lockfile --prod
COPY . .
CMD ["node", "server.js"]
`;
const files = {
  'docker-stack.yml': stack,
  'package.json': '{ "name": "shop", "packageManager": "pnpm@10.4.0", "dependencies": { "express": "^5.1.0" } }',
  'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
  'server.js': "import express from 'express';\n\nexpress().listen(3000);\n",
};

export default defineCheck<Install>({
  id: 'dependencies/lockfile-not-copied',
  title: 'The lock never reaches the install',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'The repository has a lock, and the image is built without it: the install either stops, or chooses versions of its own. Two images of one revision then hold different packages, and none of them the ones that were tested.',
  evidence:
    'Installs in the Dockerfile of a service whose package has a lock: whether COPY or a mount has brought it before, and whether `.dockerignore` keeps it out.',
  needs: ['services', 'dockerfile', 'manifest'],
  traps: [
    '`COPY package*.json`, which brings the lock of npm along.',
    'A lock that is mounted for the install alone (`RUN --mount=type=bind`).',
    'A manifest and lock that an earlier stage has prepared (`turbo prune`).',
    'A lock that the last rule of `.dockerignore` takes back in.',
  ],
  remedy:
    'Copy the lock together with the manifest, before the install: `COPY package.json pnpm-lock.yaml ./`. Remove the line of `.dockerignore` that keeps it out.',
  references: ['https://docs.docker.com/build/cache/optimize/'],
  examples: {
    bad: { ...files, Dockerfile: dockerfile('package*.json') },
    good: { ...files, Dockerfile: dockerfile('package.json pnpm-lock.yaml') },
  },

  each: (facts) => installs(facts).filter(({ lock }) => lock !== undefined),
  fails: ({ absent, label, at, command, enforced }) =>
    absent !== undefined && {
      at: absent.keptOut?.at ?? at,
      subject: label,
      notes: absent.keptOut ? [{ at, message: `${label} runs without it` }] : [],
      words: {
        cost: command.needsLock
          ? 'it stops'
          : enforced
            ? 'it stops, or chooses versions itself'
            : 'it chooses versions itself',
      },
    },
  message: ({ label, absent, service }, { words }) => {
    const context = service.built?.image.context;
    if (absent && context !== undefined && !isUnder(absent.lock.path, context))
      return `\`${label}\` cannot see ${absent.lock.path}, which lies outside the build context ${context}: ${words?.cost}. Build from a folder that holds both, and name the Dockerfile.`;
    return absent?.keptOut
      ? `This line keeps ${absent.lock.path} out of the build: \`${label}\` runs without it, and ${words?.cost}.`
      : `\`${label}\` runs before ${absent?.lock.path} is copied: ${words?.cost}.`;
  },
  fix: {
    summary: 'Adds the lock to the COPY of the manifest, or lets it through `.dockerignore`.',
    safety: 'safe',
    propose: lockFix,
  },
});
