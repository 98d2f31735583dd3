import { type BackingPair, backingPairs, defineCheck, listed } from '../../src/kit/index.ts';

export default defineCheck<BackingPair>({
  id: 'dev-prod-parity/backing-version-mismatch',
  title: 'Production runs another version of a datastore than development',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Major versions of a datastore differ in what they accept, in how they plan queries and in the files they write. What was tested on one of them has not been tested on the other, and a data directory of one does not start under the other.',
  evidence:
    'Versions of datastores in production files, beside the same ones in development files, in files for tests and in pipeline services.',
  needs: ['services'],
  traps: [
    '`latest` or a variable on one side.',
    'Pipelines that try several versions.',
    'Another application of the same repository, and two databases of one kind.',
  ],
  remedy:
    'Use the same tag in both files; one variable with a default, such as `postgres:${POSTGRES_TAG:-16.4}`, keeps them together.',
  references: ['https://12factor.net/dev-prod-parity'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    deploy:
      replicas: 2
  db:
    image: postgres:16.4
`,
      'docker-compose.override.yml': `services:
  web:
    build: .
    volumes: [".:/app"]
  db:
    image: postgres:13
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    deploy:
      replicas: 2
  db:
    image: postgres:16.4
`,
      'docker-compose.override.yml': `services:
  web:
    build: .
    volumes: [".:/app"]
  db:
    image: postgres:16.4
`,
    },
  },

  each: backingPairs,
  fails: ({ counterparts }) => {
    const other = counterparts.filter(({ differs }) => differs);
    if (other.length === 0) return false;
    const certain = other.some(({ where }) => where === 'development');
    return {
      confidence: certain ? 'high' : 'medium',
      severity: certain ? 'error' : 'warning',
      words: {
        others: listed([...new Set(other.map(({ version }) => version.series))]),
        files: listed([...new Set(other.map(({ at }) => at.file))]),
        who: other.every(({ where }) => where === 'tests' || where === 'pipeline') ? 'tests' : 'development',
      },
      notes: other.map(({ at, version, where }) => ({
        at,
        message: `${version.engine} ${version.series} ${where === 'tests' || where === 'pipeline' ? 'for tests' : 'during development'}`,
      })),
    };
  },
  message: ({ service, version }, { words }) =>
    `Service "${service.name}" runs ${version.engine} ${version.series}, ${words?.who} ${words?.others} (${words?.files}): what works there is untested here.`,
});
