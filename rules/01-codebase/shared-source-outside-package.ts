import { defineCheck, type OutsideSource, outsideSources, plural } from '../../src/kit/index.ts';

const stack = (context: string) => `services:
  api:
    image: registry.example/shop-api:1.4.2
    build:
      context: ${context}
      dockerfile: ${context === '.' ? 'services/api/Dockerfile' : 'Dockerfile'}
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "src/server.js"]
`;

export default defineCheck<OutsideSource>({
  id: 'codebase/shared-source-outside-package',
  title: 'Code is shared by path instead of by package',
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'A path that leaves the package works only where the neighbours lie just so. The image has to be built from further up, each service ships whatever version happened to be beside it, and nothing says which services a change concerns.',
  evidence:
    'Relative imports in the code of a service that leave the folder of its manifest, and whether the build context holds what they lead to.',
  needs: ['services', 'dockerfile', 'manifest', 'code'],
  traps: [
    'Packages of the same workspace, and aliases that lead to a declared dependency.',
    'Imports of helpers that only tests use.',
    'A manifest that is read for its version (`../package.json`).',
    'One manifest for the whole repository: nothing is outside of it.',
  ],
  remedy: 'Make the shared code a package of the workspace, with a manifest of its own, and name it as a dependency.',
  references: ['https://12factor.net/codebase', 'https://docs.npmjs.com/cli/using-npm/workspaces'],
  examples: {
    bad: {
      'docker-stack.yml': stack('./services/api'),
      'services/api/Dockerfile': dockerfile,
      'services/api/package.json': '{ "name": "api" }\n',
      'services/api/src/server.js': "import { money } from '../../../common/money.js';\nmoney(1);\n",
      'common/money.js': 'export const money = (cents) => cents / 100;\n',
    },
    good: {
      'docker-stack.yml': stack('./services/api'),
      'services/api/Dockerfile': dockerfile,
      'services/api/package.json': '{ "name": "api", "dependencies": { "@shop/common": "1.2.0" } }\n',
      'services/api/src/server.js': "import { money } from '@shop/common';\nmoney(1);\n",
      'common/package.json': '{ "name": "@shop/common", "version": "1.2.0" }\n',
      'common/money.js': 'export const money = (cents) => cents / 100;\n',
    },
  },

  each: outsideSources,
  fails: ({ target, unseen }) =>
    target !== undefined && {
      subject: target,
      ...(unseen ? ({ severity: 'error', effect: 'break' } as const) : {}),
    },
  message: ({ service, root, target, imports, unseen }) =>
    `Service "${service.name}" takes ${target} from outside its package ${root}${imports > 1 ? ` (${plural(imports, 'import')} like it)` : ''}${unseen ? ', and its build never sees that folder' : ''}.`,
});
