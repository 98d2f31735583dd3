import { type DatabaseUse, databaseUses, defineCheck, escalated, isSingleton, placeOf } from '../../src/kit/index.ts';

export default defineCheck<DatabaseUse>({
  id: 'backing-services/embedded-database',
  title: 'The database is a file inside the service',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'datastore',
  since: '0.1.0',
  rationale:
    'A database in a file belongs to one process on one node. Replicas on other nodes each fill a file of their own, replicas on the same node wait for its lock, network storage breaks the locks, and without a volume the file is gone with the next update.',
  evidence:
    'SQLite, H2, DuckDB, NeDB and other databases in a file, as code, settings of the framework and variables of the service choose them, and where their path is mounted.',
  needs: ['services'],
  traps: [
    'Databases in memory, in tests and in branches for development.',
    'Services that the stack gives the address of a real database.',
    'Files with reference data that are only read.',
  ],
  remedy:
    'Use a database that is reached over the network. If the service is to stay alone, pin it to one node, keep the file on a volume and declare it with the label `swarm-lint.role: singleton`.',
  references: ['https://www.sqlite.org/whentouse.html', 'https://www.sqlite.org/useovernet.html'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/notes:2.1.0
    environment:
      DATABASE_URL: file:/data/prod.db
    ports: ["80:3000"]
    volumes: ["data:/data"]
    deploy:
      replicas: 3
volumes:
  data:
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/notes:2.1.0
    environment:
      DATABASE_URL: postgres://notes@db/notes
    ports: ["80:3000"]
    deploy:
      replicas: 3
  db:
    image: postgres:16.4
`,
    },
  },

  each: (facts) => databaseUses(facts),
  fails: ({ service, embedded, path, label, confidence }, facts) => {
    if (!embedded) return false;
    const { kind } = placeOf(service, path, facts);
    const known = { ...escalated(service), confidence, subject: label };
    if (isSingleton(service)) return known;
    if (kind === 'each-task' || kind === 'memory')
      return { ...known, severity: 'error', words: { cost: 'it is gone with every update' } };
    if (kind === 'shared') return { ...known, words: { cost: 'its locks do not hold on network storage' } };
    return known;
  },
  message: ({ service, label }, { words }) =>
    `Service "${service.name}" keeps its database in a file (${label}): ${words?.cost ?? 'every replica elsewhere has another one'}.`,
});
