import {
  connectionsOf,
  type DatabaseLoad,
  databaseLoads,
  defineCheck,
  type Evidence,
  mostTasks,
  type PoolLoad,
  plural,
} from '../../src/kit/index.ts';

interface Share extends PoolLoad {
  readonly whole: DatabaseLoad;
  readonly own: PoolLoad;
}

const stack = (replicas: number) => `services:
  api:
    image: registry.example/shop-api:1.4.2
    build: .
    environment:
      DATABASE_URL: postgres://app@db/app
    deploy:
      replicas: ${replicas}
  db:
    image: postgres:17.5
`;
const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;
const source = `import pg from 'pg';
export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
`;

/** `(6 + 1) tasks × 4 processes × 15 = 420`; what is not known is a question mark. */
const arithmetic = (load: PoolLoad, overlap = true): string => {
  const { tasks, processes, size } = load;
  const more = overlap && load.overlap === 1 ? ' + 1 during updates' : '';
  const many = more === '' ? plural(tasks ?? 0, 'task') : `(${tasks ?? '?'}${more}) tasks`;
  const unlimited = load.pool.most === 'unlimited' ? 'no limit' : '?';
  return `${tasks === undefined ? '? tasks' : many} × ${processes === undefined ? '? processes' : plural(processes, 'process', 'processes')} × ${size ?? unlimited}`;
};

const sum = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((all, one) => all + (one ?? 0), 0);

export default defineCheck<Share>({
  id: 'backing-services/pool-exceeds-server',
  title: 'The pools want more connections than the database has',
  severity: 'error',
  confidence: 'medium',
  effect: 'cap',
  joins: true,
  since: '0.1.0',
  rationale:
    'Each process of each task keeps a pool of its own, and an update that starts new tasks first adds one more. When the sum passes what the server accepts, some tasks get "too many clients" while others sit on connections they do not use: scaling up makes it worse.',
  evidence:
    'Sizes of connection pools in the code, times processes per task, times replicas and one more during a start-first update, held against the connections the database of the stack accepts.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'A pooler such as PgBouncer in between.',
    'Databases outside the stack, and servers with a settings file of their own.',
    'Sizes and replicas that a variable decides and nobody here sets.',
  ],
  remedy:
    'Make the pool smaller, for example the limit divided by the largest number of processes; raise `max_connections` if memory allows; or put a pooler such as PgBouncer in between.',
  references: ['https://www.postgresql.org/docs/current/runtime-config-connection.html'],
  examples: {
    bad: {
      'docker-stack.yml': stack(8),
      Dockerfile: dockerfile,
      'package.json': '{ "name": "api", "dependencies": { "pg": "8.13.1" } }\n',
      'server.js': source,
    },
    good: {
      'docker-stack.yml': stack(4),
      Dockerfile: dockerfile,
      'package.json': '{ "name": "api", "dependencies": { "pg": "8.13.1" } }\n',
      'server.js': source,
    },
  },

  each: (facts) => databaseLoads(facts).flatMap((whole) => whole.loads.map((own): Share => ({ ...own, own, whole }))),
  fails: ({ own, whole }): Evidence | false => {
    const { limit, limitAt, loads, database } = whole;
    const known = loads.map(connectionsOf);
    const total = sum(known);
    const today = sum(loads.map((load) => connectionsOf({ ...load, overlap: 0 })));
    const notes = [
      ...loads
        .filter((load) => load !== own)
        .map((load) => ({ at: load.at, message: `${load.service.name}: ${arithmetic(load)}` })),
      {
        at: limitAt,
        message: limit === undefined ? 'how many it accepts is set elsewhere' : `${database.name} accepts ${limit}`,
      },
    ];
    const most = mostTasks(own, whole);
    const words = {
      total: String(total),
      limit: String(limit ?? '?'),
      most: most === undefined ? '' : ` It can run ${plural(most, 'task')}.`,
    };
    if (limit !== undefined && total > limit) {
      // One finding for the sum: at the service that takes most of it.
      const largest = loads.reduce((one, other) =>
        (connectionsOf(other) ?? 0) > (connectionsOf(one) ?? 0) ? other : one,
      );
      if (largest !== own) return false;
      return { severity: today > limit ? 'error' : 'warning', subject: database.name, notes, words };
    }
    // Nothing bounds it, and more than one process asks: worth knowing before the next `docker service scale`.
    const several = (own.tasks ?? 1) * (own.processes ?? 1) > 1;
    return connectionsOf(own) === undefined && several && own.pool.most === 'unlimited'
      ? { severity: 'info', effect: 'none', subject: database.name, notes, words }
      : false;
  },
  message: ({ own, whole: { database, loads } }, { words }) => {
    const others = loads.length > 1 ? `, with its neighbours ${words?.total}` : ` = ${words?.total}`;
    return connectionsOf(own) === undefined
      ? `Service "${own.service.name}" sets no limit to its connections to "${database.name}": ${arithmetic(own)}, and the server accepts ${words?.limit}.`
      : `Service "${own.service.name}" may open ${arithmetic(own)}${others} connections to "${database.name}", which accepts ${words?.limit}.${words?.most}`;
  },
});
