import {
  declaredManager,
  defineCheck,
  type Install,
  installs,
  type Located,
  listed,
  type Package,
  packages,
  rivalLocks,
  type Service,
} from '../../src/kit/index.ts';

/** A package with the locks beside it, or a command that installs with another manager than the lock's. */
interface Question extends Located {
  readonly service: Service;
  readonly locked?: Package;
  readonly install?: Install;
}

const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
`;
const files = {
  'docker-stack.yml': stack,
  Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci --omit=dev
CMD ["node", "server.js"]
`,
  'package.json': '{ "name": "shop", "packageManager": "npm@11.6.0", "dependencies": { "express": "^5.1.0" } }',
  'package-lock.json': '{ "name": "shop", "lockfileVersion": 3, "packages": {} }',
  'server.js': "import express from 'express';\n\nexpress().listen(3000);\n",
};

export default defineCheck<Question>({
  id: 'dependencies/lockfile-conflict',
  title: 'Package managers compete for one package',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Each manager updates its own lock only. The other one grows stale, and whether an image holds the versions that were tested depends on which manager its build happens to call.',
  evidence:
    'Locks of several package managers beside one manifest, its `packageManager`, and the manager that the Dockerfile of a service calls.',
  needs: ['services', 'dockerfile'],
  traps: [
    'A `requirements.txt` that is exported from the lock.',
    '`npm install -g pnpm`: one manager that brings another.',
    '`npm-shrinkwrap.json`, which belongs to npm as well.',
    'Packages in different folders, each with a manager of its own.',
  ],
  remedy:
    'Keep the lock of one manager, delete the others, name the manager in `packageManager` and call it everywhere.',
  references: ['https://nodejs.org/api/packages.html#packagemanager'],
  examples: { bad: { ...files, 'yarn.lock': '# yarn lockfile v1\n' }, good: files },

  each: (facts) => [
    ...packages(facts)
      .filter(({ locks }) => locks.length > 0)
      .map((locked) => ({ at: locked.at, service: locked.service, locked })),
    ...installs(facts).map((install) => ({ at: install.at, service: install.service, install })),
  ],
  fails: ({ locked, install }) => {
    if (install) {
      const { foreign, label } = install;
      return foreign ? { subject: label, words: { what: `\`${label}\` does not read ${foreign.path}` } } : false;
    }
    if (!locked) return false;
    const rivals = rivalLocks(locked);
    const declared = declaredManager(locked);
    const stray = rivals.find(({ manager }) => manager !== declared?.manager);
    if (rivals.length > 1) {
      const names = listed(rivals.map(({ path }) => path));
      return {
        at: (declared ? stray : rivals.at(-1))?.at,
        subject: locked.directory,
        words: { what: `${names} lie side by side` },
      };
    }
    return declared && stray
      ? {
          subject: locked.directory,
          words: { what: `${declared.path} names ${declared.manager}, the lock is ${stray.path}` },
        }
      : false;
  },
  message: (_, { words }) => `${words?.what}: builds may install other versions than those that were tested.`,
});
