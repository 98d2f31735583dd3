import { type CommittedFile, committedFiles, defineCheck, type Evidence, listed } from '../../src/kit/index.ts';

export default defineCheck<CommittedFile>({
  id: 'config/env-file-committed',
  title: 'File with real secrets is in the repository',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Everybody with a clone has these values, in every version there ever was: removing the file later does not take them back. All environments also share what should differ between them.',
  evidence:
    'Files of variables, private keys, service accounts, registry tokens and master keys that git tracks, with values that look random or that a production service gets.',
  needs: ['git'],
  traps: [
    'Files called example, sample, template or test, and those in such folders.',
    'Encrypted values and references to a vault.',
    'Everyday words and passwords for a database on the same machine.',
    'Defaults that a framework commits on purpose, as Symfony does.',
    'A folder that git was not asked about.',
  ],
  remedy:
    'Stop tracking the file (`git rm --cached`), add it to `.gitignore`, commit an example without values, and create the secrets on the cluster with `docker secret create`. Replace every value that was in it.',
  references: ['https://12factor.net/config'],
  examples: {
    bad: {
      '.git-index': 'docker-stack.yml\nproduction.env\n',
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    env_file: production.env
`,
      'production.env': 'DB_PASSWORD=correct-horse-battery\n',
    },
    good: {
      '.git-index': 'docker-stack.yml\nproduction.env\n',
      'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    env_file: production.env
    secrets: [db_password]
secrets:
  db_password:
    external: true
`,
      'production.env': 'DB_PASSWORD_FILE=/run/secrets/db_password\n',
    },
  },

  each: committedFiles,
  fails: ({ path, holds }): Evidence | false =>
    holds !== undefined && {
      subject: path,
      notes: [
        ...(holds.usedBy ? [{ at: holds.usedBy.at, message: `service "${holds.usedBy.service.name}" gets it` }] : []),
        ...holds.others.slice(0, 4).map(({ at, name }) => ({ at, message: `${name}, too` })),
      ],
    },
  message: ({ path, holds }) =>
    holds?.what === 'variables'
      ? `${path} is tracked by git and holds ${listed([...new Set(holds.names)])}.`
      : `${path} is tracked by git and holds a ${holds?.what}.`,
});
