/** What the configuration, the logging and the build of a JVM program say. */
import { describe, expect, test } from '@jest/globals';
import type { StoreChoice } from '../../../src/facts/code.ts';
import type { CodeFact } from '../../../src/facts/index.ts';
import { readAll } from '../../../src/readers/index.ts';
import { readers } from '../../support/lint.ts';
import { readsIn, saidBy } from '../code/said.ts';

const factsIn = (path: string, text: string): readonly CodeFact[] =>
  readAll({ [path]: text }, { readers }).reading.code.flatMap(({ facts }) => facts);
const yaml = (text: string, name = 'application.yml') => factsIn(`src/main/resources/${name}`, text);
const properties = (text: string, name = 'application.properties') => factsIn(`src/main/resources/${name}`, text);
const said = (facts: readonly CodeFact[]) => saidBy(facts);

/** What holds where none of the variables is set. */
const unset = (choice: StoreChoice | undefined): string | undefined =>
  choice?.otherwise ? unset(choice.otherwise) : choice?.unset;

describe('Ktor', () => {
  test.each([
    ['ktor.deployment.port: 8080', ['listen all 8080'], []],
    ['ktor:\n  deployment:\n    port: "$PORT:8080"', ['listen all 8080 PORT'], ['PORT defaulted 8080']],
    ['ktor.deployment.port: $PORT', ['listen all ? PORT'], ['PORT required']],
    ['ktor.application.x: 1\njwt.secret: $?JWT_SECRET', [], ['JWT_SECRET optional']],
    ['ktor.application.x: 1\nown: $ktor.application.x', [], []],
    ['ktor.application.x: 1\nprice: $5', [], []],
  ])('%s', (text, expected, reads) => {
    expect(said(yaml(text))).toEqual(expected);
    expect(readsIn(yaml(text))).toEqual(reads);
  });
});

describe('Spring Boot', () => {
  test.each([
    ['server.port: 9090', ['listen all 9090 SERVER_PORT']],
    ['server:\n  port: ${PORT:9090}\n  address: 127.0.0.1', ['listen loopback 9090 SERVER_PORT']],
    ['server.shutdown: graceful', ['signal SIGTERM drains']],
    ['server.shutdown: immediate', ['signal SIGTERM exits']],
    ['spring.datasource.url: jdbc:h2:file:./data', ['datastore unknown, unset local', 'pool database 10 safe']],
    [
      'spring.datasource.url: jdbc:postgresql://${DB_HOST}:5432/shop',
      ['datastore unknown, unset shared', 'pool database 10 safe'],
    ],
    [
      'spring.datasource:\n  url: jdbc:mysql://db:3306/shop\n  hikari.maximum-pool-size: 30',
      [
        'datastore unknown, unset shared',
        'pool database 30 safe SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE',
        'endpoint mysql db:3306 SPRING_DATASOURCE_URL',
      ],
    ],
    ['spring.session.storeType: redis', ['session-store unknown, unset shared']],
    ['spring.data.redis.host: cache', ['endpoint redis cache SPRING_DATA_REDIS_HOST']],
    ['logging.file.name: /dev/stdout', ['log-sink unknown, unset shared']],
    [
      'logging.file.name: logs/app.log',
      ['log-sink unknown logs/app.log, unset local', 'log-sink unknown, unset shared'],
    ],
    ['jwt.secret: Zk81!kq99PlwX73mmAA', ['secret jwt.secret by name']],
    ['server.forward-headers-strategy: framework', ['client trusts']],
    ['server.forward-headers-strategy: none', []],
    ['apiVersion: v1\nkind: Application\nserver.port: 1', []],
    ['- a\n- b', []],
    ['a: [', []],
    ['', []],
  ])('%s', (text, expected) => expect(said(yaml(text))).toEqual(expected));

  test('schemas that the program makes', () => {
    const migrations = (text: string) =>
      yaml(text).flatMap((fact) =>
        fact.kind === 'migration' ? [`${unset(fact.choice) ?? fact.scope} ${fact.destroys ?? false}`] : [],
      );
    expect(migrations('spring.jpa.hibernate.ddl-auto: update')).toContain('local false');
    expect(migrations('spring.jpa.hibernate.ddl-auto: create-drop')).toContain('local true');
    expect(migrations('spring.jpa.hibernate.ddl-auto: validate')).toEqual(['none false', 'none true']);
    const inMemory = 'spring:\n  datasource.url: jdbc:h2:mem:x\n  jpa.hibernate.ddl-auto: create-drop';
    expect(migrations(inMemory)).toEqual([]);
  });

  test('what it asks the environment for', () => {
    const text =
      'spring:\n  datasource:\n    password: ${DB_PASSWORD}\napp:\n  name: shop\n  title: ${app.name}\n  key: ${random.uuid}';
    expect(readsIn(yaml(text)).filter((read) => !read.endsWith('optional'))).toEqual(['DB_PASSWORD required']);
    const [read] = yaml(text).filter((fact) => fact.kind === 'env-read' && fact.name === 'DB_PASSWORD');
    expect(read).toMatchObject({ replacedBy: 'SPRING_DATASOURCE_PASSWORD' });
    expect(readsIn(yaml('spring.cloud.config.server.git.uri: ${GIT_REPO}'))).not.toContain('GIT_REPO required');
    expect(readsIn(yaml('spring.config.import: "configserver:"\napp.key: ${APP_KEY}'))).not.toContain(
      'APP_KEY required',
    );
  });

  test('profiles of files and of documents', () => {
    const guard = (facts: readonly CodeFact[]) =>
      facts.filter(({ kind }) => kind === 'listen').map((fact) => [fact.guard, fact.profile?.names]);
    expect(guard(yaml('server.port: 1', 'application-dev.yml'))).toEqual([['development', ['dev']]]);
    expect(guard(yaml('server.port: 1', 'application-docker.yaml'))).toEqual([['conditional', ['docker']]]);
    expect(guard(yaml('server.port: 1', 'application-prod.yml'))).toEqual([['always', ['prod']]]);
    const documents =
      'server.port: 1\n---\nspring.config.activate.on-profile: docker\nserver.port: 2\n--- # more\nspring.profiles: dev\nserver.port: 3';
    expect(guard(yaml(documents))).toEqual([
      ['always', undefined],
      ['conditional', ['docker']],
      ['development', ['dev']],
    ]);
    expect(guard(properties('server.port=1\n#---\nspring.config.activate.on-profile=test\nserver.port=2'))).toEqual([
      ['always', undefined],
      ['test', ['test']],
    ]);
    expect(guard(factsIn('src/test/resources/application.yml', 'server.port: 1'))).toEqual([['test', undefined]]);
  });

  test('places of properties, continued lines among them', () => {
    const text = '# a\r\n  server.port = 9090\r\njwt.secret=Zk81!kq\\\r\n  99PlwX73mmAA\r\n';
    const found = properties(text).filter(({ kind }) => kind !== 'env-read');
    expect(found.map(({ at }) => text.slice(at.start, at.end))).toEqual([
      'server.port = 9090',
      'jwt.secret=Zk81!kq\\\r\n  99PlwX73mmAA',
    ]);
  });

  test('a server for configuration may say anything', () => {
    const facts = yaml('spring.config.import: optional:configserver:http://config:8888/');
    expect(said(facts)).toEqual(['listen unknown ?', 'datastore unknown']);
  });
});

describe('Quarkus', () => {
  test('keys and profiles', () => {
    const text =
      'quarkus.http.port=8081\n%dev.quarkus.datasource.jdbc.url=jdbc:h2:mem:x\nquarkus.flyway.migrate-at-start=true\n';
    const facts = properties(text).filter(({ kind }) => kind !== 'env-read');
    expect(facts.map((fact) => `${fact.kind} ${fact.guard}`)).toEqual([
      'listen always',
      'datastore development',
      'connection-pool development',
      'migration always',
    ]);
    expect(readsIn(properties('quarkus.hibernate-orm.log.sql=true'))).toEqual([
      'QUARKUS_HIBERNATE_ORM_LOG_SQL optional',
      'QUARKUS_HIBERNATEORM_LOG_SQL optional',
    ]);
  });
});

describe('logging', () => {
  const logback = (inside: string) =>
    factsIn('src/main/resources/logback-spring.xml', `<configuration>${inside}</configuration>`).flatMap((fact) =>
      fact.kind === 'log-sink'
        ? [[fact.scope, fact.guard, fact.path, fact.ships].filter((one) => one !== undefined).join(' ')]
        : [],
    );
  const file =
    '<appender name="F" class="ch.qos.logback.core.rolling.RollingFileAppender"><file>logs/app.log</file></appender>';
  const console = '<appender name="C" class="ch.qos.logback.core.ConsoleAppender"/>';
  test.each([
    [`${file}<root><appender-ref ref="F"/></root>`, ['local always logs/app.log']],
    [`${file}${console}<root><appender-ref ref="C"/></root>`, ['shared always']],
    [
      `${file}<appender name="A" class="ch.qos.logback.classic.AsyncAppender"><appender-ref ref="F"/></appender><root><appender-ref ref="A"/></root>`,
      ['local always logs/app.log'],
    ],
    [
      `${file}<springProfile name="dev"><root><appender-ref ref="F"/></root></springProfile>`,
      ['local development logs/app.log'],
    ],
    [
      '<appender name="L" class="net.logstash.logback.appender.LogstashTcpSocketAppender"/><root><appender-ref ref="L"/></root>',
      ['shared always true'],
    ],
    [
      '<include resource="org/springframework/boot/logging/logback/console-appender.xml"/><root><appender-ref ref="CONSOLE"/></root>',
      ['shared always'],
    ],
    ['<root', []],
  ])('%s', (inside, expected) => expect(logback(inside)).toEqual(expected));
  test('Log4j', () => {
    const text =
      '<Configuration><Appenders><Console name="C"/><RollingFile name="F" fileName="/var/log/a.log"/></Appenders><Loggers><Root><AppenderRef ref="F"/></Root></Loggers></Configuration>';
    expect(saidBy(factsIn('src/main/resources/log4j2.xml', text))).toEqual(['log-sink local /var/log/a.log']);
  });
});

describe('what libraries do by being there', () => {
  const pom = (dependencies: readonly string[], parent = '3.3.5') =>
    factsIn(
      'pom.xml',
      `<project><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>${parent}</version></parent><artifactId>shop</artifactId><dependencies>${dependencies
        .map((name) => {
          const [group, artifact, scope] = name.split(':');
          return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>${scope ? `<scope>${scope}</scope>` : ''}</dependency>`;
        })
        .join('')}</dependencies></project>`,
    );
  const boot = 'org.springframework.boot';
  test.each([
    [[`${boot}:spring-boot-starter-web`], ['listen all 8080 SERVER_PORT']],
    [[`${boot}:spring-boot-starter-data-jpa`, 'org.flywaydb:flyway-core'], ['migration local, unset local']],
    [['org.flywaydb:flyway-core'], []],
    [['org.springframework.session:spring-session-data-redis'], ['session-store shared']],
    [[`${boot}:spring-boot-starter-data-jpa`, 'com.h2database:h2'], ['datastore local, unset local']],
    [[`${boot}:spring-boot-starter-data-jpa`, 'com.h2database:h2:test'], []],
    [[`${boot}:spring-boot-starter-data-jpa`, 'com.h2database:h2', 'org.postgresql:postgresql'], []],
  ])('%j', (dependencies, expected) => expect(said(pom(dependencies))).toEqual(expected));
  test.each([
    ['3.3.5', []],
    ['3.4.0', ['signal SIGTERM drains']],
    ['4.0.1', ['signal SIGTERM drains']],
    ['2.7.18', []],
  ])('Spring Boot %s', (version, expected) => expect(said(pom([], version))).toEqual(expected));
  test('of Gradle', () => {
    const text =
      'plugins {\n  id("org.springframework.boot") version "3.4.1"\n}\ndependencies {\n  implementation("org.springframework.boot:spring-boot-starter-web")\n  // implementation("org.flywaydb:flyway-core")\n}\n';
    expect(said(factsIn('build.gradle.kts', text))).toEqual(['listen all 8080 SERVER_PORT', 'signal SIGTERM drains']);
  });
  test('of Gradle, through its catalog of versions', () => {
    const build =
      'dependencies {\n  implementation(libs.spring.boot.starter.web)\n  implementation(libs.springKafka)\n}\n';
    expect(said(factsIn('web/build.gradle.kts', build))).toEqual(['listen all 8080 SERVER_PORT']);
  });
  test.each([
    ['[plugins]\nspring = { id = "org.springframework.boot", version = "3.4.1" }', ['signal SIGTERM drains']],
    ['[plugins]\nspring = "org.springframework.boot:3.5.0"', ['signal SIGTERM drains']],
    [
      '[versions]\nboot = "3.5.0"\n[libraries]\nbom = { module = "org.springframework.boot:spring-boot-dependencies", version.ref = "boot" }',
      ['signal SIGTERM drains'],
    ],
    ['[versions]\nboot = "3.3.0"\n[plugins]\nspring = { id = "org.springframework.boot", version.ref = "boot" }', []],
    [
      '[versions]\nboot = { strictly = "[3.4, 4[" }\n[plugins]\nx = { id = "org.springframework.boot", version.ref = "boot" }',
      [],
    ],
    ['[plugins]\nspring = { id = "org.springframework.boot" }', []],
    ['[plugins]\nspring = { id = "org.springframework.boot", version.ref = "none" }', []],
    ['[plugins\n', []],
  ])('catalog %s', (text, expected) => expect(said(factsIn('gradle/libs.versions.toml', text))).toEqual(expected));
  test('the place in a catalog', () => {
    const text = '[plugins]\nspring = "org.springframework.boot:3.5.0"\n';
    const { at } = factsIn('gradle/libs.versions.toml', text)[0]!;
    expect(text.slice(at.start, at.end)).toBe('spring = "org.springframework.boot:3.5.0"');
  });
});
