import { defineCheck, type Install, installFix, installs } from '../../src/kit/index.ts';

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
  'package.json': '{ "name": "shop", "dependencies": { "express": "^5.1.0" } }',
  'package-lock.json': '{ "name": "shop", "lockfileVersion": 3, "packages": {} }',
  'server.js': "import express from 'express';\n\nexpress().listen(3000);\n",
};

export default defineCheck<Install>({
  id: 'dependencies/lockfile-not-enforced',
  title: 'Image build ignores the lock',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'An install that may change the lock does so in silence, inside the build, where nobody sees it. The image then holds versions that no revision names and that nobody has tested.',
  evidence:
    'Install commands of the stages a service is built from, where the lock is there: whether their form, settings and variables keep to it.',
  needs: ['services', 'dockerfile'],
  traps: [
    '`CI=true`, settings of Bundler or flags that make the install strict.',
    'Tools that are installed globally, and single packages by name.',
    'Commands that only write the lock.',
    '`uv sync` and its like, which follow the lock unless the manifest has changed: a note.',
  ],
  remedy:
    'Use the form that stops when manifest and lock disagree: `npm ci`, `pnpm install --frozen-lockfile`, `yarn install --immutable`, `uv sync --locked`, `dotnet restore --locked-mode`, `BUNDLE_DEPLOYMENT=1 bundle install`.',
  references: ['https://docs.npmjs.com/cli/commands/npm-ci'],
  examples: {
    bad: { 'docker-stack.yml': stack, Dockerfile: dockerfile('npm install --omit=dev'), ...files },
    good: { 'docker-stack.yml': stack, Dockerfile: dockerfile('npm ci --omit=dev'), ...files },
  },

  // A lock that is not there at all is another question.
  each: (facts) => installs(facts).filter(({ lock, absent }) => lock !== undefined && absent === undefined),
  fails: ({ enforced, command, label }) =>
    enforced
      ? false
      : { subject: label, severity: command.lenient ? 'info' : 'warning', words: { instead: command.instead } },
  message: ({ label, lock }, { words }) =>
    `\`${label}\` may rewrite ${lock?.path} during the build; use \`${words?.instead}\`.`,
  fix: {
    summary:
      'Writes `npm ci`, `composer install`, or the flag or variable with which pnpm, yarn, bun, Bundler, cargo and dotnet keep to the lock.',
    safety: 'safe',
    propose: (install, _, facts) => installFix(install, facts),
  },
});
