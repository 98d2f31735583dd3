/** Databases, migrations, keys and log files. Sources: the documentation of each library. */
import type { CallRow, SettingRow } from '../../code/row.ts';

/** Beginnings of the URLs of databases: a file, or a server. */
const urls = {
  sqlite: 'local',
  duckdb: 'local',
  postgres: 'shared',
  mysql: 'shared',
  mariadb: 'shared',
  oracle: 'shared',
  mssql: 'shared',
  cockroachdb: 'shared',
  mongodb: 'shared',
  asyncpg: 'shared',
} as const;

export const dataCalls: readonly CallRow[] = [
  {
    kind: 'instance-secret',
    calls: ['fastapi.FastAPI().add_middleware', 'starlette.applications.Starlette().add_middleware'],
    when: [{ slot: 'secret_key', is: 'random' }],
    scope: 'local',
    label: 'SessionMiddleware',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: ['sqlite3.connect', 'aiosqlite.connect', 'duckdb.connect', 'pysqlite3.connect'],
    // What is only read comes with the image, or with a volume like any other file.
    when: [{ slot: 'read_only', is: 'absent' }],
    scope: 'local',
    path: [0, 'database'],
    label: 'SQLite',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: [
      'sqlalchemy.create_engine',
      'sqlalchemy.ext.asyncio.create_async_engine',
      'sqlmodel.create_engine',
      'databases.Database',
      'peewee.SqliteDatabase',
    ],
    scope: { option: [0, 'url'], words: urls },
    label: 'create_engine',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: ['chromadb.PersistentClient'],
    scope: 'local',
    path: [0, 'path'],
    label: 'Chroma PersistentClient',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: ['lancedb.connect'],
    scope: { option: 0, words: { '/': 'local', './': 'local', 's3:': 'shared', 'gs:': 'shared' } },
    label: 'LanceDB',
    confidence: 'medium',
  },
  {
    kind: 'datastore',
    calls: [
      'psycopg2.connect',
      'psycopg.connect',
      'asyncpg.connect',
      'asyncpg.create_pool',
      'pymysql.connect',
      'mysql.connector.connect',
      'pymongo.MongoClient',
      'motor.motor_asyncio.AsyncIOMotorClient',
    ],
    scope: 'shared',
    label: 'database client',
    confidence: 'high',
  },

  {
    kind: 'migration',
    calls: [
      'sqlmodel.SQLModel.metadata.drop_all',
      'flask_sqlalchemy.SQLAlchemy().drop_all',
      'alembic.command.downgrade',
    ],
    scope: 'local',
    locked: false,
    destroys: true,
    label: 'drop_all',
    confidence: 'medium',
  },
  {
    kind: 'migration',
    calls: ['django.core.management.call_command'],
    when: [{ slot: 0, is: ['flush', 'reset_db'] }],
    scope: 'local',
    locked: false,
    destroys: true,
    label: 'call_command("flush")',
    confidence: 'medium',
  },
  {
    kind: 'migration',
    calls: ['alembic.command.upgrade', 'flask_migrate.upgrade'],
    scope: 'local',
    locked: false,
    label: 'alembic upgrade',
    confidence: 'medium',
  },
  {
    kind: 'migration',
    calls: ['django.core.management.call_command'],
    when: [{ slot: 0, is: ['migrate'] }],
    scope: 'local',
    locked: false,
    label: 'call_command("migrate")',
    confidence: 'medium',
  },
  {
    kind: 'migration',
    calls: ['sqlmodel.SQLModel.metadata.create_all', 'flask_sqlalchemy.SQLAlchemy().create_all'],
    scope: 'local',
    locked: false,
    label: 'create_all',
    confidence: 'medium',
  },

  {
    kind: 'log-sink',
    calls: [
      'logging.FileHandler',
      'logging.handlers.RotatingFileHandler',
      'logging.handlers.TimedRotatingFileHandler',
      'logging.handlers.WatchedFileHandler',
    ],
    scope: 'local',
    path: [0, 'filename'],
    label: 'FileHandler',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: ['logging.basicConfig'],
    when: [{ slot: 'filename', is: 'present' }],
    scope: 'local',
    path: 'filename',
    label: 'logging.basicConfig',
    confidence: 'high',
  },
  { kind: 'log-sink', calls: ['logging.StreamHandler'], scope: 'shared', label: 'StreamHandler', confidence: 'high' },
  {
    kind: 'log-sink',
    calls: ['loguru.logger.add'],
    when: [{ slot: 0, is: 'text' }],
    scope: 'local',
    path: 0,
    label: 'loguru',
    confidence: 'high',
  },
];

const fileHandlers = [
  'FileHandler',
  'handlers.RotatingFileHandler',
  'handlers.TimedRotatingFileHandler',
  'handlers.WatchedFileHandler',
];

export const dataSettings: readonly SettingRow[] = [
  {
    kind: 'log-sink',
    name: 'LOGGING.handlers.*.class',
    words: {
      ...Object.fromEntries(fileHandlers.map((name) => [`logging.${name}`, 'local'] as const)),
      'concurrent_log_handler.': 'local',
      'logging.StreamHandler': 'shared',
    },
    other: 'none',
    path: 'filename',
    label: 'LOGGING',
    confidence: 'high',
  },
  // https://docs.gunicorn.org/en/stable/settings.html#logging
  ...['accesslog', 'errorlog'].map(
    (name): SettingRow => ({
      kind: 'log-sink',
      name: `gunicorn.${name}`,
      words: { '-': 'shared' },
      other: 'local',
      path: true,
      label: `gunicorn ${name}`,
      confidence: 'high',
    }),
  ),
  {
    kind: 'datastore',
    name: 'DATABASES.default.ENGINE',
    words: {
      'django.db.backends.sqlite3': 'local',
      'django.contrib.gis.db.backends.spatialite': 'local',
      'django_prometheus.db.backends.sqlite3': 'local',
      'django.db.backends': 'shared',
      'django.contrib.gis.db.backends': 'shared',
      'django_prometheus.db.backends': 'shared',
      mssql: 'shared',
      django_cockroachdb: 'shared',
      djongo: 'shared',
    },
    path: 'NAME',
    label: 'DATABASES',
    confidence: 'high',
  },
  // `dj_database_url.config()`, `env.db()`: the whole database is one URL.
  { kind: 'datastore', name: 'DATABASES.default', words: urls, label: 'DATABASES', confidence: 'high' },
  {
    kind: 'datastore',
    name: 'SQLALCHEMY_DATABASE_URI',
    words: urls,
    label: 'SQLALCHEMY_DATABASE_URI',
    confidence: 'high',
  },
  { kind: 'instance-secret', name: 'SECRET_KEY', is: 'random', label: 'SECRET_KEY', confidence: 'high' },
  { kind: 'instance-secret', name: 'JWT_SECRET_KEY', is: 'random', label: 'JWT_SECRET_KEY', confidence: 'high' },
  {
    kind: 'instance-secret',
    name: 'secret_key',
    owner: 'flask.Flask()',
    is: 'random',
    label: 'secret_key',
    confidence: 'high',
  },
];

/** Answers that are new at every start. */
export const random: readonly string[] = [
  'os.urandom()',
  'secrets.token_hex()',
  'secrets.token_bytes()',
  'secrets.token_urlsafe()',
  'uuid.uuid4()',
  'uuid.uuid4().hex',
  'uuid.uuid1()',
  'os.urandom().hex()',
  'django.core.management.utils.get_random_secret_key()',
  'cryptography.fernet.Fernet.generate_key()',
  'str()',
];
