/** Settings that lie above each other: defaults, files, profiles, variables. */
import { describe, expect, test } from '@jest/globals';
import { lintTree } from '../../support/lint.ts';

const dockerfile = 'FROM eclipse-temurin:21-jre\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["java", "-jar", "app.jar"]\n';
const pom = (artifacts: readonly string[]) =>
  `<project><artifactId>shop</artifactId><dependencies>${artifacts
    .map(
      (name) =>
        `<dependency><groupId>${name.split(':')[0]}</groupId><artifactId>${name.split(':')[1]}</artifactId></dependency>`,
    )
    .join('')}</dependencies></project>`;
const boot = 'org.springframework.boot:spring-boot-starter';
const resources = 'src/main/resources';

/** Facts of these kinds as the one service has them. */
function settled(
  kind: string,
  files: Readonly<Record<string, string>>,
  environment: readonly string[] = [],
  more: string = '',
) {
  const { facts } = lintTree({
    'docker-stack.yml': `services:\n  web:\n    image: registry.example/shop:1.0.0\n    build: .\n    ports: ["80:8080"]\n${more}${
      environment.length > 0 ? `    environment:\n${environment.map((line) => `      - ${line}\n`).join('')}` : ''
    }`,
    Dockerfile: dockerfile,
    'pom.xml': pom([`${boot}-web`]),
    ...files,
  });
  const [service] = facts.stacks.flatMap(({ services }) => services);
  return (service?.code.facts ?? []).filter((fact) => fact.kind === kind && fact.guard !== 'development');
}

const scopes = (...given: Parameters<typeof settled>) =>
  settled(...given).map((fact) => ('scope' in fact ? fact.scope : ''));
const ports = (...given: Parameters<typeof settled>) =>
  settled('listen', ...(given.slice(1) as [Parameters<typeof settled>[1]])).map((fact) =>
    'port' in fact ? fact.port : undefined,
  );

const h2 = 'spring.datasource.url: jdbc:h2:file:./data';
const postgres = 'spring.datasource.url: jdbc:postgresql://db:5432/shop';

describe('where the data is', () => {
  const base = { [`${resources}/application.yml`]: h2 };
  const docker = { ...base, [`${resources}/application-docker.yml`]: postgres };
  test('the file, unless a variable says otherwise', () => {
    expect(scopes('datastore', base)).toEqual(['local']);
    expect(scopes('datastore', base, ['SPRING_DATASOURCE_URL=jdbc:postgresql://db/shop'])).toEqual(['shared']);
    expect(
      scopes('datastore', { [`${resources}/application.yml`]: postgres }, ['SPRING_DATASOURCE_URL=jdbc:h2:./x']),
    ).toEqual(['local']);
  });
  test('a profile that is on takes the place of the file, one that is off says nothing', () => {
    expect(scopes('datastore', docker, ['SPRING_PROFILES_ACTIVE=docker,metrics'])).toEqual(['shared']);
    expect(scopes('datastore', docker, ['SPRING_PROFILES_ACTIVE=metrics'])).toEqual(['local']);
  });
  test('the profile of the command line', () => {
    expect(scopes('datastore', docker, [], '    command: ["--spring.profiles.active=docker"]\n')).toEqual(['shared']);
    expect(scopes('datastore', docker, ['JAVA_TOOL_OPTIONS=-Xmx1g -Dspring.profiles.active=docker'])).toEqual([
      'shared',
    ]);
  });
  test('a variable inside the value', () => {
    const files = { [`${resources}/application.yml`]: 'spring.datasource.url: ${DB_URL:jdbc:h2:./data}' };
    expect(scopes('datastore', files)).toEqual(['local']);
    expect(scopes('datastore', files, ['DB_URL=jdbc:mysql://db/x'])).toEqual(['shared']);
    expect(scopes('datastore', files, ['DB_URL=jdbc:h2:./x', 'SPRING_DATASOURCE_URL=jdbc:mysql://db/x'])).toEqual([
      'shared',
    ]);
  });
  test('the default of the framework gives way', () => {
    const own = { 'pom.xml': pom([`${boot}-data-jpa`, 'com.h2database:h2']) };
    expect(scopes('datastore', own)).toEqual(['local']);
    expect(scopes('datastore', { ...own, ...base })).toEqual(['local']);
    expect(scopes('datastore', { ...own, [`${resources}/application.yml`]: postgres })).toEqual(['shared']);
    expect(
      scopes('datastore', { ...own, [`${resources}/application.yml`]: 'spring.config.import: "configserver:"' }),
    ).toEqual(['unknown']);
  });
});

test('migrations that a variable or a key switches off', () => {
  const files = { 'pom.xml': pom([`${boot}-data-jpa`, 'org.flywaydb:flyway-core']) };
  expect(scopes('migration', files)).toEqual(['local']);
  expect(scopes('migration', files, ['SPRING_FLYWAY_ENABLED=false'])).toEqual([]);
  expect(scopes('migration', { ...files, [`${resources}/application.yml`]: 'spring.flyway.enabled: false' })).toEqual([
    'shared',
  ]);
  const validate = { [`${resources}/application.yml`]: 'spring.jpa.hibernate.ddl-auto: validate' };
  expect(scopes('migration', validate)).toEqual([]);
  expect(scopes('migration', validate, ['SPRING_JPA_HIBERNATE_DDL_AUTO=update'])).toEqual(['local']);
});

test('where it listens', () => {
  expect(ports('listen', {})).toEqual([8080]);
  expect(ports('listen', { [`${resources}/application.yml`]: 'server.port: 9000' })).toEqual([9000]);
  expect(ports('listen', { [`${resources}/application-dev.yml`]: 'server.port: 9000' })).toEqual([8080]);
});

test('a session without a store of its own', () => {
  const code =
    'import jakarta.servlet.http.HttpSession;\nclass A { void a(HttpSession s) { s.setAttribute("a", 1); } }';
  const files = { 'src/main/java/com/example/A.java': code };
  expect(scopes('session-store', files)).toEqual(['local']);
  expect(
    scopes('session-store', {
      ...files,
      'pom.xml': pom([`${boot}-web`, 'org.springframework.session:spring-session-data-redis']),
    }),
  ).toEqual(['shared']);
});

test('a variable that replaces the text around a read', () => {
  const files = { [`${resources}/application.yml`]: 'spring.datasource.password: ${DB_PASSWORD}' };
  const required = (environment: readonly string[]) =>
    settled('env-read', files, environment).flatMap((fact) =>
      'need' in fact && fact.need === 'required' ? [fact.label] : [],
    );
  expect(required([])).toEqual(['DB_PASSWORD']);
  expect(required(['SPRING_DATASOURCE_PASSWORD=x'])).toEqual([]);
});
