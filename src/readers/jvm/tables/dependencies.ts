/**
 * What a library does by being there: Spring Boot and Quarkus set up what they find on the classpath. Sources: Spring Boot's reference of its
 * auto-configuration, the guides of Quarkus and Micronaut.
 */
import type { HealthRoute, Listen, SignalHandler, StateFact } from '../../../facts/code.ts';

type Common = 'at' | 'guard' | 'module' | 'confidence';
/** Each kind apart: what they have not in common must not be lost. */
type Said<F> = F extends unknown ? Omit<F, Common> : never;

export interface DependencyRow {
  /** Names without the group, or with it. */
  readonly names: readonly string[];
  /** Only beside one of these, and beside none of those. */
  readonly beside?: RegExp;
  readonly without?: RegExp;
  readonly fact: Said<StateFact | Listen | HealthRoute | SignalHandler>;
  readonly confidence: 'high' | 'medium' | 'low';
}

const springBoot = /:spring-boot-starter/;
const webStarter = /:spring-boot-starter-(?:web|webmvc|webflux|jersey)$/;
const drivers = /:(?:postgresql|mysql-connector-\w+|mariadb-java-client|mssql-jdbc|ojdbc\w*|r2dbc-\w+|cloud-sql-\w+)$/;

/** Migrations that Spring Boot runs at its start unless a variable or a key says no. */
const migration = (label: string, variable: string): DependencyRow['fact'] => ({
  kind: 'migration',
  label,
  scope: 'local',
  locked: true,
  unlessSet: true,
  choice: { variable, words: { false: 'none' }, other: 'local', unset: 'local' },
});

const listen = (label: string, portVariable: string, hostVariable: string): DependencyRow['fact'] => ({
  kind: 'listen',
  label,
  port: 8080,
  portVariable,
  hostVariable,
  bind: 'all',
  unlessSet: true,
});

export const dependencyRows: readonly DependencyRow[] = [
  {
    names: [
      'spring-boot-starter-web',
      'spring-boot-starter-webmvc',
      'spring-boot-starter-webflux',
      'spring-boot-starter-jersey',
    ],
    fact: listen('Spring Boot', 'SERVER_PORT', 'SERVER_ADDRESS'),
    confidence: 'high',
  },
  {
    names: [
      'quarkus-rest',
      'quarkus-rest-jackson',
      'quarkus-resteasy',
      'quarkus-resteasy-reactive',
      'quarkus-resteasy-reactive-jackson',
      'quarkus-resteasy-jackson',
      'quarkus-vertx-http',
    ],
    fact: listen('Quarkus', 'QUARKUS_HTTP_PORT', 'QUARKUS_HTTP_HOST'),
    confidence: 'high',
  },
  {
    names: ['micronaut-http-server-netty'],
    fact: listen('Micronaut', 'MICRONAUT_SERVER_PORT', 'MICRONAUT_SERVER_HOST'),
    confidence: 'high',
  },
  {
    names: [
      'spring-session-data-redis',
      'spring-session-jdbc',
      'spring-session-hazelcast',
      'spring-session-data-mongodb',
      'spring-boot-starter-session-data-redis',
      'spring-boot-starter-session-jdbc',
    ],
    fact: { kind: 'session-store', label: 'Spring Session', scope: 'shared' },
    confidence: 'high',
  },
  {
    names: [
      'spring-boot-starter-data-redis',
      'spring-boot-starter-data-redis-reactive',
      'quarkus-redis-cache',
      'micronaut-redis-lettuce',
    ],
    // With Redis on the classpath Spring Boot puts its caches there.
    fact: { kind: 'local-cache', label: 'cache in Redis', scope: 'shared', declares: true },
    confidence: 'high',
  },
  {
    names: ['redisson-spring-boot-starter', 'spring-boot-starter-data-couchbase'],
    fact: { kind: 'local-cache', label: 'shared cache', scope: 'shared', declares: true },
    confidence: 'high',
  },
  {
    // Members of these find each other, or are alone: their own settings decide.
    names: [
      'hazelcast',
      'hazelcast-spring',
      'hazelcast-all',
      'infinispan-spring-boot3-starter-embedded',
      'infinispan-spring-boot-starter-embedded',
    ],
    fact: { kind: 'local-cache', label: 'clustered cache', scope: 'unknown', declares: true },
    confidence: 'high',
  },
  {
    names: ['flyway-core', 'spring-boot-starter-flyway', 'flyway-database-postgresql'],
    beside: springBoot,
    fact: migration('Flyway', 'SPRING_FLYWAY_ENABLED'),
    confidence: 'high',
  },
  {
    names: ['liquibase-core', 'spring-boot-starter-liquibase'],
    beside: springBoot,
    fact: migration('Liquibase', 'SPRING_LIQUIBASE_ENABLED'),
    confidence: 'high',
  },
  {
    names: ['spring-boot-starter-quartz'],
    fact: { kind: 'scheduler', label: 'Quartz in memory', scope: 'local', locked: false, unlessSet: true },
    confidence: 'medium',
  },
  {
    names: ['com.h2database:h2', 'org.hsqldb:hsqldb', 'org.apache.derby:derby'],
    beside: /:spring-boot-starter-(?:data-jpa|data-jdbc|jdbc)$/,
    without: drivers,
    fact: {
      kind: 'datastore',
      label: 'embedded database of Spring Boot',
      scope: 'local',
      unlessSet: true,
      key: 'spring.datasource.url',
      variable: 'SPRING_DATASOURCE_URL',
      choice: {
        variable: 'SPRING_DATASOURCE_URL',
        words: { 'jdbc:h2:tcp:': 'shared', 'jdbc:h2:': 'local', 'jdbc:hsqldb:mem': 'local', jdbc: 'shared' },
        other: 'unknown',
        unset: 'local',
      },
    },
    confidence: 'medium',
  },
  {
    names: ['spring-boot-starter-actuator'],
    fact: { kind: 'health-route', label: '/actuator/health', route: '/actuator/health' },
    confidence: 'high',
  },
  {
    names: ['quarkus-smallrye-health'],
    fact: { kind: 'health-route', label: '/q/health', route: '/q/health' },
    confidence: 'high',
  },
  {
    names: ['spring-kafka', 'spring-boot-starter-kafka', 'spring-boot-starter-amqp', 'spring-rabbit'],
    beside: /:spring-/,
    without: webStarter,
    fact: {
      kind: 'signal-handler',
      label: 'listener containers of Spring',
      signals: ['SIGTERM'],
      does: 'drains',
      unlessSet: true,
    },
    confidence: 'medium',
  },
];
