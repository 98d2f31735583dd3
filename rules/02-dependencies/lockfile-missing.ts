import { defineCheck, missingLock, type Package, packages } from '../../src/kit/index.ts';

const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm install --omit=dev
CMD ["node", "server.js"]
`;
const manifest = '{ "name": "shop", "dependencies": { "express": "^5.1.0" } }';
const server = "import express from 'express';\n\nexpress().listen(3000);\n";

export default defineCheck<Package>({
  id: 'dependencies/lockfile-missing',
  title: 'Dependencies are not locked',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Without a lock every build resolves versions anew. The image rebuilt for a rollback is not the image that once ran, and a release that broke this morning arrives with the next build.',
  evidence:
    'Manifests of packages that a service ships (npm, Python, Go, Ruby, PHP, Rust, Elixir) that name dependencies, with the locks beside and above them.',
  needs: ['services', 'dockerfile', 'manifest'],
  traps: [
    'A workspace whose lock lies at its root.',
    'Requirements that are pinned to one version each, vendored Go modules, and Maven and NuGet, which resolve the same versions without a lock.',
    'Manifests without dependencies from outside.',
    'Libraries, examples and other packages that no service ships.',
  ],
  remedy:
    'Let the package manager write its lock and commit it: `npm install`, `uv lock`, `poetry lock`, `pip-compile`, `go mod tidy`, `bundle lock`, `composer update --lock`.',
  references: ['https://12factor.net/dependencies'],
  examples: {
    bad: { 'docker-stack.yml': stack, Dockerfile: dockerfile, 'package.json': manifest, 'server.js': server },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile.replace('npm install', 'npm ci'),
      'package.json': manifest,
      'package-lock.json': '{ "name": "shop", "lockfileVersion": 3, "packages": {} }',
      'server.js': server,
    },
  },

  each: packages,
  fails: (one, facts) => {
    const missing = missingLock(one, facts);
    if (!missing) return false;
    const { at, manifest: subject, why, certain, example } = missing;
    return { at, subject, confidence: certain ? 'high' : 'medium', words: { why, manifest: subject, example } };
  },
  message: (_, { words }) => {
    switch (words?.why) {
      case 'floating':
        return `${words.manifest} leaves versions open: two builds of the same revision install different packages.`;
      case 'ignored':
        return `The lock of ${words.manifest} is kept out of the repository by this line: every build resolves its versions anew.`;
      default:
        return `${words?.manifest} has no lock (${words?.example}): every build resolves its versions anew.`;
    }
  },
});
