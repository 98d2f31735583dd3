/** Words in variables that name the engine behind a database, a queue or a cache. From the frameworks' configuration pages. */

/** Schemes of addresses and names of drivers, by the engine they mean. */
const engines: ReadonlyMap<string, string> = new Map(
  Object.entries({
    SQLite: 'sqlite sqlite3 better-sqlite3 sqlite+aiosqlite aiosqlite libsql',
    H2: 'h2',
    PostgreSQL: 'postgres postgresql pgsql pg psycopg psycopg2 asyncpg postgis',
    'MySQL or MariaDB': 'mysql mysql2 mariadb pymysql',
    'SQL Server': 'sqlserver mssql',
    Oracle: 'oracle',
    MongoDB: 'mongodb mongodb+srv',
    'Redis or Valkey': 'redis rediss valkey',
    RabbitMQ: 'amqp amqps rabbitmq',
    'the memory of the process': 'memory in-memory inmemory array sync inline null',
  }).flatMap(([engine, words]) => words.split(' ').map((word) => [word, engine] as const)),
);

/** Variables whose whole value is the name of a driver. */
const drivers =
  /^(DB_CONNECTION|DB_CLIENT|DB_ENGINE|DB_TYPE|DB_DIALECT|DB_DRIVER|DATABASE_CLIENT|DATABASE_ENGINE|DATABASE_TYPE|DATABASE_DIALECT|DATABASE_DRIVER|TYPEORM_CONNECTION|QUEUE_CONNECTION|QUEUE_DRIVER|CELERY_BROKER_URL|BROKER_URL)$/;

/** The engine that a variable chooses; `undefined` when its value does not tell. */
export function engineNamed(name: string, value: string): string | undefined {
  const scheme = /^(?:jdbc:)?([a-z][a-z0-9.-]*)(?:\+[a-z0-9]+)?:/i.exec(value)?.[1]?.toLowerCase();
  if (scheme === 'file') return /\.(db|sqlite3?)(\?|$)/.test(value) ? 'SQLite' : undefined;
  if (scheme !== undefined && scheme !== 'memory') return engines.get(scheme);
  if (!drivers.test(name)) return undefined;
  const driver = value
    .trim()
    .toLowerCase()
    .replace(/^django\.(?:contrib\.gis\.)?db\.backends\./, '')
    .replace(/:\/\/.*$/s, '');
  return engines.get(driver);
}

/** Families of images that answer to the same client are one kind of service. */
const kinds: readonly (readonly [kind: string, families: readonly string[]])[] = [
  ['PostgreSQL', ['postgres', 'postgresql', 'postgis', 'timescaledb', 'timescaledb-ha', 'pgvector', 'spilo']],
  ['MySQL or MariaDB', ['mysql', 'mariadb', 'percona']],
  ['Redis or Valkey', ['redis', 'valkey', 'keydb', 'dragonfly']],
  ['Elasticsearch or OpenSearch', ['elasticsearch', 'opensearch']],
  ['Kafka', ['kafka', 'redpanda']],
  ['MongoDB', ['mongo']],
  ['RabbitMQ', ['rabbitmq']],
  ['SQL Server', ['mssql']],
  ['Memcached', ['memcached']],
];

export const kindOfFamily = (family: string | undefined): string | undefined =>
  kinds.find(([, families]) => families.includes(family ?? ''))?.[0];
