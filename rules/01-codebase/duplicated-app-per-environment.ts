import { defineCheck, type EnvironmentCopy, environmentCopies } from '../../src/kit/index.ts';

const sources = (folder: string, comment = '') =>
  Object.fromEntries(
    ['server', 'orders', 'prices', 'mail', 'users', 'stock'].map((name) => [
      `${folder}/${name}.js`,
      `// ${name}${comment}\n`,
    ]),
  );
const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    deploy:
      replicas: 2
`;
const index = { '.git-index': 'docker-stack.yml\n', 'docker-stack.yml': stack };

export default defineCheck<EnvironmentCopy>({
  id: 'codebase/duplicated-app-per-environment',
  title: 'The program is copied for each environment',
  severity: 'warning',
  confidence: 'medium',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Two copies of one program grow apart: a fix reaches one of them, and what was tested in the other is not what production runs. One codebase is deployed many times; the environments differ in settings alone.',
  evidence:
    'Folders side by side whose names differ by an environment only (`app-prod`, `app-staging`), with five or more source files each, of which git says that seven in ten are the same.',
  needs: ['git'],
  traps: [
    'Folders that differ in settings alone, such as `deploy/staging` and `deploy/prod`: only source code counts.',
    'Fewer than five source files: small programs are alike by nature.',
    'Copies whose names speak of something else than an environment.',
  ],
  remedy:
    'Keep one folder and hand the differences to the service as variables, secrets and configs of its stack file.',
  references: ['https://12factor.net/codebase'],
  examples: {
    bad: { ...index, ...sources('backend'), ...sources('backend-prod') },
    good: { ...index, ...sources('backend'), ...sources('backend-test', ' of the load tests') },
  },

  each: environmentCopies,
  fails: ({ same, all, folder }) => same / all >= 0.7 && { subject: folder, words: { same: `${same} of ${all}` } },
  message: ({ folder, original }, { words }) =>
    `${folder} is a copy of ${original} for another environment: ${words?.same} source files are the same.`,
});
