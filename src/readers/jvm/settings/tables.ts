/**
 * What keys of a configuration mean. Sources: the appendix of application properties of Spring Boot, the configuration references of Quarkus,
 * Micronaut and Ktor.
 */
import type { SettingRow, Tables } from '../../code/row.ts';
import { jdbcUrls } from '../tables/data.ts';

/** Spring takes `ddl-auto`, `ddlAuto` and `ddl_auto` for the same. */
export const plainKey = (key: string): string => key.toLowerCase().replace(/[-_]/g, '');

const row = (key: string, rest: Omit<SettingRow, 'name' | 'label'> & { readonly label?: string }): SettingRow => ({
  ...rest,
  name: plainKey(key),
  label: rest.label ?? key,
});
const high = 'high' as const;
const kept = {
  redis: 'shared',
  jdbc: 'shared',
  mongodb: 'shared',
  hazelcast: 'shared',
  couchbase: 'shared',
  infinispan: 'shared',
} as const;
const urls = [
  'spring.datasource.url',
  'spring.datasource.jdbc-url',
  'spring.datasource.hikari.jdbc-url',
  'spring.r2dbc.url',
];
const otherUrls = [
  'other.jdbc.url',
  'quarkus.datasource.jdbc.url',
  'quarkus.datasource.reactive.url',
  'datasources.default.url',
];
const mongo = ['spring.data.mongodb.uri', 'spring.mongodb.uri', 'quarkus.mongodb.connection-string', 'mongodb.uri'];
const ddl = [
  'spring.jpa.hibernate.ddl-auto',
  'spring.jpa.properties.hibernate.hbm2ddl.auto',
  'jpa.default.properties.hibernate.hbm2ddl.auto',
];
const quarkusDdl = ['quarkus.hibernate-orm.database.generation', 'quarkus.hibernate-orm.schema-management.strategy'];
const files = ['logging.file.name', 'logging.file', 'logging.file.path', 'logging.path', 'quarkus.log.file.path'];

const settings: readonly SettingRow[] = [
  row('elsewhere', { kind: 'datastore', declares: true, label: 'configuration server', confidence: high }),
  row('spring.session.store-type', {
    kind: 'session-store',
    declares: true,
    words: kept,
    other: 'none',
    confidence: high,
  }),
  row('micronaut.session.http.redis.enabled', {
    kind: 'session-store',
    words: { true: 'shared' },
    other: 'none',
    confidence: high,
  }),
  row('spring.cache.type', {
    kind: 'local-cache',
    declares: true,
    words: { ...kept, none: 'shared' },
    other: 'none',
    confidence: high,
  }),
  ...[...urls, ...otherUrls].map((key) =>
    row(key, { kind: 'datastore', words: jdbcUrls, other: 'unknown', confidence: high }),
  ),
  row('quarkus.datasource.db-kind', {
    kind: 'datastore',
    words: { h2: 'local', derby: 'local' },
    other: 'shared',
    confidence: 'medium',
  }),
  ...mongo.map((key) =>
    row(key, { kind: 'datastore', words: { mongodb: 'shared' }, other: 'shared', absent: 'shared', confidence: high }),
  ),
  ...ddl.flatMap((key) => [
    row(key, {
      kind: 'migration',
      words: { update: 'local' },
      other: 'none',
      locked: false,
      label: 'ddl-auto: update',
      confidence: high,
    }),
    row(key, {
      kind: 'migration',
      words: { create: 'local' },
      other: 'none',
      locked: false,
      destroys: true,
      label: 'ddl-auto: create',
      confidence: high,
    }),
  ]),
  ...quarkusDdl.flatMap((key) => [
    row(key, {
      kind: 'migration',
      words: { update: 'local' },
      other: 'none',
      locked: false,
      label: `${key}: update`,
      confidence: high,
    }),
    row(key, {
      kind: 'migration',
      words: { 'drop-and-create': 'local', create: 'local' },
      other: 'none',
      locked: false,
      destroys: true,
      label: `${key}: drop-and-create`,
      confidence: high,
    }),
  ]),
  row('spring.sql.init.mode', {
    kind: 'migration',
    words: { always: 'local' },
    other: 'none',
    locked: false,
    label: 'spring.sql.init.mode: always',
    confidence: 'medium',
  }),
  // Whether the libraries are there at all stands in the manifest.
  ...['spring.flyway.enabled', 'spring.liquibase.enabled'].map((key) =>
    row(key, { kind: 'migration', declares: true, words: { false: 'shared' }, other: 'none', confidence: high }),
  ),
  ...[
    'quarkus.flyway.migrate-at-start',
    'quarkus.liquibase.migrate-at-start',
    'flyway.datasources.default.enabled',
    'liquibase.datasources.default.enabled',
  ].map((key) =>
    row(key, { kind: 'migration', words: { true: 'local' }, other: 'none', locked: true, confidence: high }),
  ),
  // Beside the file the console goes on.
  ...files.flatMap((key) => [
    row(key, { kind: 'log-sink', other: 'local', path: true, confidence: high }),
    row(key, { kind: 'log-sink', other: 'shared', label: 'console', confidence: high }),
  ]),
  row('server.tomcat.accesslog.enabled', {
    kind: 'log-sink',
    words: { true: 'local' },
    other: 'none',
    confidence: 'medium',
  }),
  row('spring.quartz.job-store-type', {
    kind: 'scheduler',
    words: { memory: 'local', jdbc: 'unknown' },
    other: 'unknown',
    confidence: high,
  }),
  row('spring.quartz.properties.org.quartz.jobStore.isClustered', {
    kind: 'scheduler',
    words: { true: 'shared' },
    other: 'local',
    locked: true,
    confidence: high,
  }),
  row('quarkus.scheduler.enabled', {
    kind: 'scheduler',
    declares: true,
    words: { false: 'shared' },
    other: 'none',
    confidence: high,
  }),
  row('spring.artemis.mode', {
    kind: 'queue',
    words: { embedded: 'local', native: 'shared' },
    other: 'unknown',
    confidence: high,
  }),
  row('spring.activemq.broker-url', { kind: 'queue', words: { 'vm:': 'local' }, other: 'shared', confidence: high }),
];

/** Keys that belong together, as one call with named arguments. */
export const groups: readonly string[] = [
  'server',
  'management.server',
  'grpc.server',
  'quarkus.http',
  'quarkus.datasource.jdbc',
  'micronaut.server',
  'ktor.deployment',
  'spring.datasource',
  'spring.r2dbc.pool',
  'spring.data.redis',
  'spring.redis',
  'spring.data.mongodb',
  'spring.rabbitmq',
  'spring.kafka',
  'spring.mail',
  'kafka',
];

/** Keys that say on whose word the address of a client rests. */
const forwarded = [
  'server.forwardheadersstrategy',
  'server.useforwardheaders',
  'server.tomcat.remoteip.remoteipheader',
  'quarkus.http.proxy.proxyaddressforwarding',
  'quarkus.http.proxy.allowxforwarded',
];
export const alone: readonly string[] = forwarded;

export const settingsTables: Tables = {
  calls: [],
  settings,
  listeners: [
    { calls: ['elsewhere.port'], port: 'port', host: 'address', bind: 'all', label: 'configuration server' },
    {
      calls: ['server.port', 'server.address'],
      port: 'port',
      host: 'address',
      bind: 'all',
      defaultPort: 8080,
      label: 'server.port',
    },
    { calls: ['management.server.port'], port: 'port', host: 'address', bind: 'all', label: 'management.server.port' },
    { calls: ['grpc.server.port'], port: 'port', host: 'address', bind: 'all', label: 'grpc.server.port' },
    {
      calls: ['quarkus.http.port', 'quarkus.http.host'],
      port: 'port',
      host: 'host',
      bind: 'all',
      defaultPort: 8080,
      label: 'quarkus.http.port',
    },
    {
      calls: ['micronaut.server.port', 'micronaut.server.host'],
      port: 'port',
      host: 'host',
      bind: 'all',
      defaultPort: 8080,
      label: 'micronaut.server.port',
    },
    {
      calls: ['ktor.deployment.port', 'ktor.deployment.host'],
      port: 'port',
      host: 'host',
      bind: 'all',
      label: 'ktor.deployment.port',
    },
  ],
  routes: [],
  random: [],
  locks: [],
  pools: [
    {
      calls: ['spring.datasource.url', 'spring.datasource.hikari'],
      to: 'database',
      most: 'hikari.maximumpoolsize',
      defaultMost: 10,
      idle: 'safe',
      label: 'HikariCP',
    },
    // Agroal closes nothing by itself; its default is 20, or 50 since Quarkus 3.
    { calls: ['quarkus.datasource.jdbc.url'], to: 'database', most: 'maxsize', idle: 'safe', label: 'Agroal' },
  ],
  endpoints: [
    { calls: ['spring.data.redis.host', 'spring.redis.host'], to: 'redis', host: 'host', port: 'port' },
    { calls: ['spring.data.mongodb.host'], to: 'mongodb', host: 'host', port: 'port' },
    { calls: ['spring.rabbitmq.host'], to: 'rabbitmq', host: 'host', port: 'port' },
    { calls: ['spring.mail.host'], to: 'smtp', host: 'host', port: 'port' },
    {
      calls: ['spring.kafka.bootstrapservers', 'kafka.bootstrap.servers'],
      to: 'kafka',
      host: ['bootstrapservers', 'bootstrap.servers'],
    },
  ],
  addresses: [{ calls: forwarded, trusts: true, label: 'forwarded headers' }],
  drains: /^$/,
  exits: /^$/,
  words: [],
};
