/**
 * Databases, migrations, pools, other programs and logs on the JVM. Sources: the references of Flyway, Liquibase, Hibernate, HikariCP,
 * Exposed, Logback and of the drivers.
 */
import type { CallRow, EndpointRow, PoolRow, SecretRow, SpawnRow, ToolRow } from '../../code/row.ts';
import { jakarta, on } from './names.ts';

/** Beginnings of JDBC URLs. A database in memory is another one in every replica, too. */
export const jdbcUrls = {
  'jdbc:sqlite:': 'local',
  'jdbc:h2:tcp:': 'shared',
  'jdbc:h2:ssl:': 'shared',
  'jdbc:h2:': 'local',
  'jdbc:hsqldb:hsql:': 'shared',
  'jdbc:hsqldb:http': 'shared',
  'jdbc:hsqldb:': 'local',
  'jdbc:derby://': 'shared',
  'jdbc:derby:': 'local',
  'jdbc:tc:': 'unknown',
  'jdbc:': 'shared',
  'r2dbc:h2:': 'local',
  'r2dbc:': 'shared',
} as const;

const urls = { words: jdbcUrls, other: 'unknown' } as const;
const hikari = ['com.zaxxer.hikari.HikariConfig', 'com.zaxxer.hikari.HikariDataSource'];

export const dataRows: readonly CallRow[] = [
  {
    kind: 'datastore',
    calls: ['java.sql.DriverManager.getConnection'],
    scope: { option: 0, ...urls },
    label: 'JDBC',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: [
      'org.springframework.jdbc.datasource.DriverManagerDataSource',
      'org.sqlite.SQLiteDataSource',
      'org.h2.jdbcx.JdbcDataSource',
    ],
    scope: { option: ['jdbcUrl', 'url', 'URL', 0], ...urls },
    label: 'JDBC',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: hikari,
    scope: { option: 'jdbcUrl', ...urls },
    label: 'JDBC',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: ['org.jetbrains.exposed.sql.Database.connect', 'org.jetbrains.exposed.v1.jdbc.Database.connect'],
    scope: { option: ['url', 0], ...urls },
    label: 'Exposed',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: ['org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder'],
    scope: 'local',
    label: 'EmbeddedDatabaseBuilder',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: ['org.mapdb.DBMaker.fileDB', 'org.rocksdb.RocksDB.open', 'org.apache.lucene.store.FSDirectory.open'],
    scope: 'local',
    path: 0,
    label: 'embedded store',
    confidence: 'high',
  },
  {
    kind: 'migration',
    calls: [
      'org.flywaydb.core.Flyway.configure().migrate',
      'org.flywaydb.core.Flyway.configure().load().migrate',
      ...on(['org.flywaydb.core.Flyway'], 'migrate'),
    ],
    scope: 'local',
    locked: true,
    label: 'Flyway',
    confidence: 'high',
  },
  {
    kind: 'migration',
    calls: [...on(['liquibase.Liquibase'], 'update')],
    scope: 'local',
    locked: true,
    label: 'Liquibase',
    confidence: 'high',
  },
  {
    kind: 'migration',
    calls: [
      'org.jetbrains.exposed.sql.SchemaUtils.create',
      'org.jetbrains.exposed.sql.SchemaUtils.createMissingTablesAndColumns',
    ],
    scope: 'local',
    locked: false,
    label: 'SchemaUtils.create',
    confidence: 'medium',
  },
  {
    kind: 'log-sink',
    calls: ['java.util.logging.FileHandler'],
    scope: 'local',
    path: 0,
    label: 'FileHandler',
    confidence: 'high',
  },
];

/** https://github.com/brettwooldridge/HikariCP: ten connections, none older than half an hour, none probed by default. */
export const pools: readonly PoolRow[] = [
  {
    calls: ['com.zaxxer.hikari.HikariConfig'],
    to: 'database',
    most: 'maximumPoolSize',
    defaultMost: 10,
    // Two minutes are the shortest allowed; what nobody uses is taken up again without a probe only for half a second.
    idle: 'safe',
    label: 'HikariCP',
  },
  {
    calls: ['com.mongodb.client.MongoClients.create'],
    to: 'mongodb',
    defaultMost: 100,
    idle: 'safe',
    label: 'MongoClient',
  },
];

export const spawns: readonly SpawnRow[] = [
  { calls: ['java.lang.ProcessBuilder'], program: 0, label: 'ProcessBuilder' },
  { calls: ['java.lang.Runtime.getRuntime().exec'], program: 0, label: 'Runtime.exec' },
  { calls: ['org.apache.commons.exec.CommandLine'], program: 0, label: 'CommandLine' },
  { calls: ['org.apache.commons.exec.CommandLine.parse'], program: 0, label: 'CommandLine.parse' },
];

export const tools: readonly ToolRow[] = [
  { calls: ['net.bramp.ffmpeg.FFmpeg'], needs: 'ffmpeg', label: 'ffmpeg-cli-wrapper' },
  { calls: ['org.im4java.core.ConvertCmd'], needs: 'convert', label: 'im4java' },
  { calls: ['org.openqa.selenium.chrome.ChromeDriver'], needs: 'google-chrome', label: 'ChromeDriver' },
];

export const endpoints: readonly EndpointRow[] = [
  { calls: ['redis.clients.jedis.Jedis', 'redis.clients.jedis.JedisPooled'], to: 'redis', host: 0, port: 1 },
  { calls: ['io.lettuce.core.RedisURI.create'], to: 'redis', host: 0, port: 1 },
  {
    calls: ['org.springframework.data.redis.connection.RedisStandaloneConfiguration'],
    to: 'redis',
    host: ['hostName', 0],
    port: ['port', 1],
  },
  { calls: ['com.rabbitmq.client.ConnectionFactory'], to: 'rabbitmq', host: 'host', port: 'port' },
  { calls: ['org.springframework.amqp.rabbit.connection.CachingConnectionFactory'], to: 'rabbitmq', host: 0, port: 1 },
  { calls: ['io.grpc.ManagedChannelBuilder.forAddress'], to: 'grpc', host: 0, port: 1 },
  { calls: ['org.springframework.mail.javamail.JavaMailSenderImpl'], to: 'smtp', host: 'host', port: 'port' },
];

export const secrets: readonly SecretRow[] = [
  {
    calls: ['com.auth0.jwt.algorithms.Algorithm.HMAC256', 'com.auth0.jwt.algorithms.Algorithm.HMAC512'],
    slot: 0,
    label: 'key of Algorithm.HMAC',
  },
  { calls: ['io.jsonwebtoken.security.Keys.hmacShaKeyFor'], slot: 0, label: 'key of Keys.hmacShaKeyFor' },
  { calls: ['javax.crypto.spec.SecretKeySpec'], slot: 0, label: 'SecretKeySpec' },
];

export const servlet = jakarta('servlet.http.HttpServletRequest', 'servlet.ServletRequest');
