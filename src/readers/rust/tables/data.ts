/** Databases, migrations, keys and log files. Sources: the documentation of each crate. */
import type { CallRow } from '../../code/row.ts';

/** Beginnings of the URLs of databases: a file, or a server. */
const urls = {
  sqlite: 'local',
  postgres: 'shared',
  mysql: 'shared',
  mariadb: 'shared',
  mssql: 'shared',
  sqlserver: 'shared',
} as const;

const pools = ['Pg', 'MySql'];

export const dataCalls: readonly CallRow[] = [
  {
    kind: 'datastore',
    calls: [
      ...['rusqlite.Connection.open', 'tokio_rusqlite.Connection.open', 'sqlite.open', 'sqlite.Connection.open'],
      ...[
        'r2d2_sqlite.SqliteConnectionManager.file',
        'deadpool_sqlite.Config.new',
        'rusqlite.Connection.open_with_flags',
      ],
      ...['sqlx.SqlitePool.connect', 'sqlx.SqlitePool.connect_lazy', 'sqlx.SqlitePoolOptions().connect'],
      ...[
        'sqlx.SqlitePoolOptions().connect_lazy',
        'sqlx.SqliteConnectOptions().filename',
        'sqlx.SqliteConnection.connect',
      ],
      ...['diesel.SqliteConnection.establish', 'libsql.Builder.new_local'],
    ],
    scope: 'local',
    path: 0,
    label: 'SQLite',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: [
      ...['sled.open', 'sled.Config().open', 'redb.Database.create', 'redb.Database.open', 'rocksdb.DB.open'],
      ...[
        'rocksdb.DB.open_default',
        'rocksdb.DB.open_cf',
        'rocksdb.DB.open_cf_descriptors',
        'rocksdb.TransactionDB.open',
      ],
      ...['heed.EnvOpenOptions().open', 'fjall.Config().open', 'pickledb.PickleDb.new', 'pickledb.PickleDb.load'],
      ...[
        'tantivy.Index.create_in_dir',
        'tantivy.Index.open_in_dir',
        'native_db.Builder().create',
        'duckdb.Connection.open',
      ],
      ...['polodb_core.Database.open_file', 'persy.Persy.create', 'jammdb.DB.open', 'cozo.DbInstance.new'],
    ],
    scope: 'local',
    path: 0,
    label: 'embedded database',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: [
      'sea_orm.Database.connect',
      'sqlx.AnyPool.connect',
      'sqlx.AnyPoolOptions().connect',
      'sqlx.Pool.connect',
      'rbatis.RBatis().init',
    ],
    scope: { option: 0, words: urls },
    label: 'database',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: [
      ...pools.flatMap((name) => [
        ...['connect', 'connect_lazy', 'connect_with', 'connect_lazy_with'].flatMap((how) => [
          `sqlx.${name}Pool.${how}`,
          `sqlx.${name}PoolOptions().${how}`,
        ]),
        `sqlx.${name}Connection.connect`,
      ]),
      ...[
        'diesel.PgConnection.establish',
        'diesel.MysqlConnection.establish',
        'diesel_async.AsyncPgConnection.establish',
      ],
      ...['diesel_async.AsyncDieselConnectionManager.new', 'tokio_postgres.connect', 'tokio_postgres.Config().connect'],
      ...['postgres.Client.connect', 'deadpool_postgres.Manager.new', 'deadpool_postgres.Manager.from_config'],
      ...['bb8_postgres.PostgresConnectionManager.new', 'bb8_postgres.PostgresConnectionManager.new_from_stringlike'],
      ...['mysql.Pool.new', 'mysql_async.Pool.new', 'mysql_async.Pool.from_url', 'mongodb.Client.with_uri_str'],
      ...[
        'mongodb.Client.with_options',
        'tiberius.Client.connect',
        'scylla.SessionBuilder().build',
        'clickhouse.Client.default',
      ],
    ],
    scope: 'shared',
    label: 'database client',
    confidence: 'high',
  },

  {
    kind: 'migration',
    calls: ['sqlx.migrate!().run', 'sqlx.Migrator().run', 'sqlx.migrate!().run_direct'],
    scope: 'local',
    // sqlx takes an advisory lock of PostgreSQL or MySQL, unless it is told not to.
    locked: true,
    label: 'sqlx::migrate!().run',
    confidence: 'high',
  },
  {
    kind: 'migration',
    calls: ['sqlx.migrate!().undo', 'sqlx.Migrator().undo'],
    scope: 'local',
    locked: true,
    destroys: true,
    label: 'migrate undo',
    confidence: 'high',
  },
  {
    kind: 'migration',
    calls: ['*.run_pending_migrations', '*.run_next_migration'],
    package: 'diesel_migrations',
    scope: 'local',
    locked: false,
    label: 'run_pending_migrations',
    confidence: 'high',
  },
  {
    kind: 'migration',
    calls: ['*.revert_all_migrations'],
    package: 'diesel_migrations',
    scope: 'local',
    locked: false,
    destroys: true,
    label: 'revert_all_migrations',
    confidence: 'high',
  },
  // The module that `embed_migrations!` of Diesel 1 writes.
  {
    kind: 'migration',
    calls: ['embedded_migrations.run', 'embedded_migrations.run_with_output'],
    scope: 'local',
    locked: false,
    label: 'embedded_migrations::run',
    confidence: 'high',
  },
  ...['sea_orm_migration', 'migration'].flatMap((crate): readonly CallRow[] => [
    {
      kind: 'migration',
      calls: [`${crate}.Migrator.up`],
      scope: 'local',
      locked: false,
      label: 'Migrator::up',
      confidence: 'high',
    },
    {
      kind: 'migration',
      calls: [
        `${crate}.Migrator.fresh`,
        `${crate}.Migrator.refresh`,
        `${crate}.Migrator.reset`,
        `${crate}.Migrator.down`,
      ],
      scope: 'local',
      locked: false,
      destroys: true,
      label: 'Migrator::fresh',
      confidence: 'high',
    },
  ]),
  {
    kind: 'migration',
    calls: ['*.run', '*.run_async'],
    package: 'refinery::embed_migrations',
    when: [{ slot: 'runner', is: 'present' }],
    scope: 'local',
    locked: false,
    label: 'refinery',
    confidence: 'high',
  },

  {
    kind: 'instance-secret',
    calls: [
      ...[
        'actix_web',
        'actix_session',
        'cookie',
        'axum_extra',
        'tower_cookies',
        'tower_sessions',
        'poem',
        'rocket',
        'axum_flash',
      ].flatMap((crate) => [`${crate}.Key.generate`, `${crate}.Key.try_generate`, `${crate}.CookieKey.generate`]),
    ],
    scope: 'local',
    label: 'Key::generate',
    confidence: 'high',
  },
  {
    kind: 'instance-secret',
    calls: [
      'jsonwebtoken.EncodingKey.from_secret',
      'jwt_simple.HS256Key.from_bytes',
      'cookie.Key.from',
      'actix_web.Key.from',
      'axum_extra.Key.from',
      'cookie.Key.derive_from',
      'actix_web.Key.derive_from',
    ],
    when: [{ slot: 0, is: 'random' }],
    scope: 'local',
    label: 'signing key',
    confidence: 'high',
  },
  {
    kind: 'instance-secret',
    calls: [
      'jwt_simple.HS256Key.generate',
      'jwt_simple.Ed25519KeyPair.generate',
      'jwt_simple.RS256KeyPair.generate',
      'jwt_simple.ES256KeyPair.generate',
    ],
    scope: 'local',
    label: 'signing key',
    confidence: 'high',
  },

  {
    kind: 'log-sink',
    calls: ['daily', 'hourly', 'minutely', 'never', 'weekly'].flatMap((how) => [
      `tracing_appender.rolling.${how}`,
      `tracing_appender.RollingFileAppender.${how}`,
    ]),
    scope: 'local',
    path: 0,
    label: 'tracing_appender',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: ['tracing_appender.RollingFileAppender.new', 'tracing_rolling_file.RollingFileAppender.new'],
    scope: 'local',
    path: 1,
    label: 'tracing_appender',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: [
      ...['tracing_appender.RollingFileAppender().build', 'fern.log_file', 'log4rs.FileAppender().build'],
      ...['log4rs.RollingFileAppender().build', 'fern.DateBased.new', 'spdlog.FileSink().build'],
    ],
    scope: 'local',
    path: 0,
    label: 'log file',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: ['flexi_logger.Logger().log_to_file', 'flexi_logger.Logger().log_to_file_and_writer'],
    scope: 'local',
    label: 'flexi_logger',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: ['simplelog.WriteLogger.new', 'simplelog.WriteLogger.init'],
    when: [{ slot: 'create', is: 'present' }],
    scope: 'local',
    path: 'create',
    label: 'WriteLogger',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: ['init', 'try_init', 'finish'].map((how) => `tracing_subscriber.fmt().${how}`),
    scope: {
      option: 'with_writer',
      absent: 'shared',
      words: { 'std.io.stdout': 'shared', 'std.io.stderr': 'shared' },
    },
    label: 'tracing_subscriber',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: [
      ...['tracing_subscriber.fmt.init', 'tracing_subscriber.fmt.layer', 'env_logger.init'],
      ...[
        'env_logger.Builder().init',
        'env_logger.init_from_env',
        'env_logger.Env().init',
        'simple_logger.init',
        'simple_logger.SimpleLogger().init',
      ],
      ...['pretty_env_logger.init', 'tracing_bunyan_formatter.BunyanFormattingLayer.new', 'simplelog.TermLogger.init'],
      ...['json_subscriber.fmt', 'femme.with_level', 'femme.start', 'structured_logger.Builder().init'],
    ],
    scope: 'shared',
    label: 'standard output',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: [
      ...[
        'tracing_loki.layer',
        'tracing_loki.builder',
        'tracing_loki.Builder().build_url',
        'tracing_gelf.Logger().init_tcp',
      ],
      ...['tracing_gelf.Logger().init_udp', 'tracing_gelf.Logger.builder', 'tracing_cloudwatch.layer'],
      ...[
        'opentelemetry_appender_tracing.OpenTelemetryTracingBridge.new',
        'opentelemetry_appender_log.OpenTelemetryLogBridge.new',
      ],
    ],
    scope: 'shared',
    ships: true,
    label: 'log collector',
    confidence: 'high',
  },
];

/** Answers that are new at every start. */
export const random: readonly string[] = [
  ...['rand.random()', 'rand.thread_rng().gen()', 'rand.thread_rng().gen_range()', 'uuid.Uuid.new_v4()'],
  ...['rand.Alphanumeric.sample_string()', 'rand.distributions.Alphanumeric.sample_string()', 'nanoid.nanoid!()'],
  ...['rand.rng().random()', 'cookie.Key.generate()', 'actix_web.Key.generate()', 'uuid.Uuid().to_string()'],
];
