/** Databases, migrations, pools, log sinks, keys and addresses of Go libraries. Sources: the documentation of each library. */
import type { CallRow, EndpointRow, PoolRow, SecretRow, SettingRow } from '../../code/row.ts';

const high = 'high' as const;
const row = (
  kind: CallRow['kind'],
  scope: CallRow['scope'],
  label: string,
  calls: readonly string[],
  more: Partial<CallRow> = {},
): CallRow => ({ kind, scope, label, calls, confidence: high, ...more });

const gorm = 'gorm.io/gorm';
const sqlx = 'github.com/jmoiron/sqlx';
const migrate = 'github.com/golang-migrate/migrate.Migrate()';

/** The first argument names the driver, the second says where. */
const opens: readonly string[] = [
  'database/sql.Open',
  ...['Open', 'Connect', 'MustConnect', 'MustOpen'].map((name) => `${sqlx}.${name}`),
  'entgo.io/ent/dialect/sql.Open',
  `${gorm}.Open`,
  'github.com/XSAM/otelsql.Open',
];
const fileDrivers = ['sqlite3', 'sqlite', 'duckdb', 'ql', 'ramsql'];
const postgres = ['postgres', 'pgx', 'postgresql', 'cloudsqlpostgres', 'pq'];

const datastores: readonly CallRow[] = [
  row('datastore', 'local', 'SQLite', opens, { when: [{ slot: 0, is: fileDrivers }], path: 1 }),
  row(
    'datastore',
    {
      option: 0,
      words: {
        sqlite: 'local',
        duckdb: 'local',
        ...Object.fromEntries(
          [
            ...postgres,
            'mysql',
            'sqlserver',
            'mssql',
            'clickhouse',
            'oracle',
            'godror',
            'libsql',
            'snowflake',
            'cloudsqlmysql',
          ].map((name) => [name, 'shared' as const]),
        ),
        'gorm.io/driver/sqlite': 'local',
        'gorm.io/driver': 'shared',
      },
    },
    'sql.Open',
    opens.filter((name) => name !== `${gorm}.Open`),
    // Says whether it is kept in memory; a connection string is no path, and is dropped again.
    { path: 1 },
  ),
  row(
    'datastore',
    'local',
    'SQLite',
    [
      'gorm.io/driver/sqlite.Open',
      'github.com/glebarez/sqlite.Open',
      'github.com/glebarez/go-sqlite.Open',
      'zombiezen.com/go/sqlite.OpenConn',
      'zombiezen.com/go/sqlite/sqlitex.NewPool',
      'crawshaw.io/sqlite/sqlitex.Open',
      'crawshaw.io/sqlite.OpenConn',
    ],
    { path: 0 },
  ),
  row(
    'datastore',
    'local',
    'database in files',
    [
      'go.etcd.io/bbolt.Open',
      'github.com/dgraph-io/badger.DefaultOptions',
      'github.com/syndtr/goleveldb/leveldb.OpenFile',
      'github.com/cockroachdb/pebble.Open',
      'github.com/tidwall/buntdb.Open',
      'github.com/blevesearch/bleve.New',
      'github.com/ostafen/clover.Open',
      'github.com/asdine/storm.Open',
      'github.com/genjidb/genji.Open',
      'github.com/timshannon/bolthold.Open',
      'github.com/sonyarouje/simdb.New',
    ],
    { path: 0 },
  ),
  row('datastore', 'shared', 'database server', [
    ...['postgres', 'mysql', 'sqlserver', 'clickhouse'].flatMap((name) => [
      `gorm.io/driver/${name}.Open`,
      `gorm.io/driver/${name}.New`,
    ]),
    ...['Connect', 'ConnectConfig'].map((name) => `github.com/jackc/pgx.${name}`),
    ...['New', 'NewWithConfig', 'Connect', 'ConnectConfig'].map((name) => `github.com/jackc/pgx/pgxpool.${name}`),
    'go.mongodb.org/mongo-driver/mongo.Connect',
    'github.com/go-pg/pg.Connect',
    'github.com/gocql/gocql.NewCluster',
  ]),
];

const migrations: readonly CallRow[] = [
  // It takes a lock in the database first: https://github.com/golang-migrate/migrate
  row(
    'migration',
    'local',
    'migrate.Up',
    ['Up', 'Steps', 'Migrate'].map((name) => `${migrate}.${name}`),
    { locked: true },
  ),
  row('migration', 'local', 'migrate.Drop', [`${migrate}.Drop`], { locked: true, destroys: true }),
  row(
    'migration',
    'local',
    'goose.Up',
    ['Up', 'UpContext', 'UpTo', 'UpToContext', 'UpByOne', 'Provider().Up', 'Provider().UpTo'].map(
      (name) => `github.com/pressly/goose.${name}`,
    ),
  ),
  row(
    'migration',
    'local',
    'goose.Reset',
    ['github.com/pressly/goose.Reset', 'github.com/pressly/goose.ResetContext'],
    { destroys: true },
  ),
  row('migration', 'local', 'AutoMigrate', [
    `${gorm}.DB().AutoMigrate`,
    `${gorm}.Migrator().AutoMigrate`,
    `${gorm}.Migrator().CreateTable`,
  ]),
  row(
    'migration',
    'local',
    'DropTable',
    [`${gorm}.Migrator().DropTable`, `${gorm}.DB().DropTable`, `${gorm}.DB().DropTableIfExists`],
    { once: true, destroys: true },
  ),
  row('migration', 'local', 'gormigrate', [
    'github.com/go-gormigrate/gormigrate.New().Migrate',
    'github.com/go-gormigrate/gormigrate.Gormigrate().Migrate',
  ]),
  row('migration', 'local', 'Schema.Create', ['*.Schema.Create']),
  row('migration', 'local', 'bun migrate', ['github.com/uptrace/bun/migrate.Migrator().Migrate']),
  row('migration', 'local', 'sql-migrate', [
    'github.com/rubenv/sql-migrate.Exec',
    'github.com/rubenv/sql-migrate.ExecMax',
  ]),
  row('migration', 'local', 'tern', ['github.com/jackc/tern/migrate.Migrator().Migrate'], { locked: true }),
  row('migration', 'local', 'dbmate', [
    'github.com/amacneil/dbmate/pkg/dbmate.New().CreateAndMigrate',
    'github.com/amacneil/dbmate/pkg/dbmate.New().Migrate',
  ]),
  row('migration', 'local', 'atlas', ['ariga.io/atlas-go-sdk/atlasexec.Client().MigrateApply'], { locked: true }),
  row('migration', 'local', 'xorm Sync', ['xorm.io/xorm.Engine().Sync', 'xorm.io/xorm.Engine().Sync2']),
  row(
    'migration',
    'local',
    'orm.RunSyncdb',
    ['github.com/beego/beego/client/orm.RunSyncdb', 'github.com/astaxie/beego/orm.RunSyncdb'],
    { when: [{ slot: 1, is: [true] }], destroys: true },
  ),
  row('migration', 'local', 'orm.RunSyncdb', [
    'github.com/beego/beego/client/orm.RunSyncdb',
    'github.com/astaxie/beego/orm.RunSyncdb',
  ]),
];

const toFile = (slot: number) => [{ slot, is: ['os.File()'] }] as const;

const logs: readonly CallRow[] = [
  row('log-sink', 'local', 'lumberjack', ['github.com/natefinch/lumberjack.Logger'], { path: 'Filename' }),
  row(
    'log-sink',
    'local',
    'rotatelogs',
    ['github.com/lestrrat-go/file-rotatelogs.New', 'github.com/lestrrat/go-file-rotatelogs.New'],
    { path: 0 },
  ),
  row(
    'log-sink',
    'local',
    'log.SetOutput',
    [
      'log.SetOutput',
      'log.Logger().SetOutput',
      'github.com/sirupsen/logrus.SetOutput',
      'github.com/sirupsen/logrus.Logger().SetOutput',
    ],
    { when: toFile(0) },
  ),
  row(
    'log-sink',
    'local',
    'log.New',
    ['log.New', 'log/slog.NewJSONHandler', 'log/slog.NewTextHandler', 'github.com/rs/zerolog.New'],
    { when: toFile(0) },
  ),
  row('log-sink', 'local', 'lfshook', ['github.com/rifflock/lfshook.NewHook']),
  row(
    'log-sink',
    'shared',
    'log shipper',
    [
      'log/syslog.New',
      'log/syslog.Dial',
      'github.com/bshuster-repo/logrus-logstash-hook.New',
      'github.com/gemnasium/logrus-graylog-hook.NewGraylogHook',
      'github.com/gemnasium/logrus-graylog-hook.NewAsyncGraylogHook',
      'github.com/evalphobia/logrus_fluent.New',
      'github.com/evalphobia/logrus_fluent.NewWithConfig',
      'github.com/fluent/fluent-logger-golang/fluent.New',
      'github.com/Graylog2/go-gelf/gelf.NewWriter',
      'gopkg.in/Graylog2/go-gelf/gelf.NewWriter',
      'gopkg.in/sohlich/elogrus.NewElasticHook',
      'github.com/paul-milne/zap-loki.New',
      'github.com/grafana/loki-client-go/loki.New',
    ],
    { ships: true },
  ),
];

const keys: readonly CallRow[] = [
  row(
    'instance-secret',
    'local',
    'key of sessions',
    [
      'github.com/gorilla/sessions.NewCookieStore',
      'github.com/gorilla/securecookie.New',
      'github.com/gorilla/csrf.Protect',
      'github.com/gin-contrib/sessions/cookie.NewStore',
      'github.com/golang-jwt/jwt.Token().SignedString',
    ],
    { when: [{ slot: 0, is: 'random' }] },
  ),
  row(
    'instance-secret',
    'local',
    'key of tokens',
    ['crypto/rsa.GenerateKey', 'crypto/ecdsa.GenerateKey', 'crypto/ed25519.GenerateKey'],
    { once: true, package: 'github.com/golang-jwt/jwt', confidence: 'medium' },
  ),
];

export const random: readonly string[] = [
  'github.com/gorilla/securecookie.GenerateRandomKey()',
  'github.com/google/uuid.String()',
  'github.com/google/uuid.New().String()',
  'github.com/google/uuid.New()',
  'github.com/rs/xid.New().String()',
  'crypto/rand.Text()',
];

export const dataCalls: readonly CallRow[] = [...datastores, ...migrations, ...logs, ...keys];

export const dataSettings: readonly SettingRow[] = ['DefaultWriter', 'DefaultErrorWriter'].map((name) => ({
  kind: 'log-sink' as const,
  name,
  owner: 'github.com/gin-gonic/gin',
  words: { 'os.File': 'local' as const },
  label: `gin.${name}`,
  confidence: high,
}));

/** https://pkg.go.dev/database/sql#DB.SetMaxOpenConns: without it there is no limit. The dialer keeps connections alive every 15 s. */
const pool = (to: string, drivers: readonly string[], calls: readonly string[]): PoolRow => ({
  calls,
  when: [{ slot: 0, is: drivers }],
  to,
  most: 'SetMaxOpenConns',
  defaultMost: 'unlimited',
  idle: 'safe',
  label: 'sql.DB',
});

export const pools: readonly PoolRow[] = [
  pool('postgres', postgres, opens),
  pool('mysql', ['mysql', 'cloudsqlmysql'], opens),
  pool('sqlserver', ['sqlserver', 'mssql'], opens),
  pool('postgres', ['gorm.io/driver/postgres.Open()', 'gorm.io/driver/postgres.New()'], [`${gorm}.Open`]),
  pool('mysql', ['gorm.io/driver/mysql.Open()', 'gorm.io/driver/mysql.New()'], [`${gorm}.Open`]),
  pool('sqlserver', ['gorm.io/driver/sqlserver.Open()'], [`${gorm}.Open`]),
  // Four connections or one for each processor, whatever is more: only what is written is known.
  {
    calls: ['New', 'NewWithConfig', 'Connect', 'ConnectConfig'].map((name) => `github.com/jackc/pgx/pgxpool.${name}`),
    to: 'postgres',
    most: 'MaxConns',
    idle: 'safe',
    label: 'pgxpool',
  },
  {
    calls: ['go.mongodb.org/mongo-driver/mongo.Connect'],
    to: 'mongodb',
    defaultMost: 100,
    idle: 'safe',
    label: 'mongo.Connect',
  },
];

export const endpoints: readonly EndpointRow[] = [
  {
    calls: ['github.com/redis/go-redis.Options', 'github.com/hibiken/asynq.RedisClientOpt'],
    to: 'redis',
    host: 'Addr',
  },
  {
    calls: ['github.com/redis/go-redis.UniversalOptions', 'github.com/redis/go-redis.ClusterOptions'],
    to: 'redis',
    host: 'Addrs',
  },
  {
    calls: ['github.com/gomodule/redigo/redis.Dial', 'github.com/gomodule/redigo/redis.DialContext'],
    to: 'redis',
    host: 1,
  },
  { calls: ['github.com/bradfitz/gomemcache/memcache.New'], to: 'memcached', host: 0 },
  { calls: ['github.com/segmentio/kafka-go.TCP'], to: 'kafka', host: 0 },
  { calls: ['github.com/segmentio/kafka-go.ReaderConfig'], to: 'kafka', host: 'Brokers' },
  {
    calls: [
      'NewConsumer',
      'NewConsumerGroup',
      'NewSyncProducer',
      'NewAsyncProducer',
      'NewClient',
      'NewClusterAdmin',
    ].map((name) => `github.com/IBM/sarama.${name}`),
    to: 'kafka',
    host: 0,
  },
  { calls: ['net/smtp.SendMail', 'net/smtp.Dial'], to: 'smtp', host: 0 },
  {
    calls: ['gopkg.in/gomail.NewDialer', 'gopkg.in/mail.NewDialer', 'github.com/go-gomail/gomail.NewDialer'],
    to: 'smtp',
    host: 0,
    port: 1,
  },
  { calls: ['github.com/go-pg/pg.Options', 'github.com/go-sql-driver/mysql.Config'], to: 'database', host: 'Addr' },
  { calls: ['github.com/minio/minio-go.New'], to: 's3', host: 0 },
  { calls: ['google.golang.org/grpc.Dial', 'google.golang.org/grpc.NewClient'], to: 'grpc', host: 0 },
  { calls: ['google.golang.org/grpc.DialContext'], to: 'grpc', host: 1 },
];

export const secrets: readonly SecretRow[] = [
  {
    calls: ['github.com/golang-jwt/jwt.Token().SignedString'],
    slot: 0,
    label: 'SignedString',
  },
  {
    calls: [
      'github.com/gorilla/sessions.NewCookieStore',
      'github.com/gin-contrib/sessions/cookie.NewStore',
      'github.com/gorilla/sessions.NewFilesystemStore',
    ],
    slot: 0,
    label: 'NewCookieStore',
  },
  { calls: ['github.com/gorilla/csrf.Protect', 'github.com/gorilla/securecookie.New'], slot: 0, label: 'csrf.Protect' },
  { calls: ['github.com/go-chi/jwtauth.New'], slot: 1, label: 'jwtauth.New' },
  {
    calls: [
      'github.com/gofiber/jwt.New',
      'github.com/gofiber/contrib/jwt.New',
      'github.com/labstack/echo-jwt.WithConfig',
    ],
    slot: 'SigningKey',
    label: 'SigningKey',
  },
  {
    calls: ['github.com/labstack/echo/middleware.JWT', 'github.com/labstack/echo-jwt.JWT'],
    slot: 0,
    label: 'middleware.JWT',
  },
  { calls: ['github.com/appleboy/gin-jwt.New'], slot: 'Key', label: 'gin-jwt Key' },
];
