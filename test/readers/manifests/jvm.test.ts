/** Builds of Maven and Gradle. */
import { describe, expect, test } from '@jest/globals';
import type { Manifest } from '../../../src/facts/index.ts';
import { readAll } from '../../../src/readers/index.ts';
import { manifestReaders } from '../../../src/readers/manifests/index.ts';

function manifest(path: string, text: string): Manifest {
  const [found] = readAll({ [path]: text }, {}).reading.manifests;
  if (!found) throw new Error('no manifest');
  return found;
}
const listed = ({ dependencies }: Manifest) =>
  dependencies.map(({ name, version, group, pinned }) => `${name} ${version} ${group} ${pinned}`);

describe('pom.xml', () => {
  const text = `<project>
  <parent><groupId>com.example</groupId><artifactId>all</artifactId><version>3</version></parent>
  <artifactId>shop</artifactId>
  <properties><java.version>21</java.version><awssdk>2.31.0</awssdk></properties>
  <modules><module>api</module><module>jobs</module></modules>
  <dependencyManagement><dependencies><dependency><groupId>a</groupId><artifactId>managed</artifactId><version>1</version></dependency></dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>software.amazon.awssdk</groupId><artifactId>s3</artifactId><version>\${awssdk}</version></dependency>
    <dependency><groupId>\${project.groupId}</groupId><artifactId>core</artifactId><version>\${project.version}</version></dependency>
    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><scope>test</scope></dependency>
    <dependency><groupId>jakarta.servlet</groupId><artifactId>jakarta.servlet-api</artifactId><scope>provided</scope><version>[6,7)</version></dependency>
    <dependency><groupId>a</groupId><artifactId>b</artifactId><optional>true</optional></dependency>
  </dependencies>
</project>`;
  const pom = manifest('services/shop/pom.xml', text);
  test('dependencies with their groups and versions', () => {
    expect(listed(pom)).toEqual([
      'software.amazon.awssdk:s3 2.31.0 runtime true',
      'com.example:core 3 runtime true',
      'org.junit.jupiter:junit-jupiter  development false',
      'jakarta.servlet:jakarta.servlet-api [6,7) optional false',
      'a:b  optional false',
    ]);
  });
  test('places', () => {
    const { at } = pom.dependencies[0]!;
    expect(text.slice(at.start, at.end)).toMatch(/^<dependency>.*awssdk.*<\/dependency>$/);
  });
  test('name, parent, modules and runtime', () => {
    expect(pom).toMatchObject({
      name: 'com.example:shop',
      workspaces: ['api', 'jobs'],
      references: ['services/pom.xml'],
    });
    expect(pom.runtime?.value).toBe('21');
  });
  test('no parent in the repository', () => {
    const own = manifest(
      'pom.xml',
      '<project><parent><artifactId>x</artifactId><relativePath/></parent><artifactId>a</artifactId></project>',
    );
    expect(own.references).toEqual([]);
  });
  test('broken XML is a gap', () => {
    const { reading } = readAll({ 'pom.xml': '<project><artifactId>' }, { readers: manifestReaders });
    expect(reading.manifests).toEqual([]);
    expect(reading.gaps).toHaveLength(1);
  });
});

describe('build.gradle', () => {
  test.each([
    ["implementation 'com.zaxxer:HikariCP:6.3.0'", ['com.zaxxer:HikariCP 6.3.0 runtime true']],
    ['implementation("com.zaxxer:HikariCP:6.3.0")', ['com.zaxxer:HikariCP 6.3.0 runtime true']],
    ['implementation("com.zaxxer:HikariCP:6.+")', ['com.zaxxer:HikariCP 6.+ runtime false']],
    ['implementation("com.zaxxer:HikariCP")', ['com.zaxxer:HikariCP  runtime false']],
    ['implementation(platform("io.quarkus:quarkus-bom:3.20.0"))', ['io.quarkus:quarkus-bom 3.20.0 runtime true']],
    [
      "runtimeOnly group: 'org.postgresql', name: 'postgresql', version: '42.7.5'",
      ['org.postgresql:postgresql 42.7.5 runtime true'],
    ],
    ['testImplementation("io.mockk:mockk:1.14.0")', ['io.mockk:mockk 1.14.0 development true']],
    [
      'developmentOnly("org.springframework.boot:spring-boot-devtools")',
      ['org.springframework.boot:spring-boot-devtools  development false'],
    ],
    ['compileOnly("a.b:c:1")', ['a.b:c 1 optional true']],
    ['// implementation("a.b:c:1")', []],
    // Of a catalog: the alias is called after the artifact, its group and version stand elsewhere.
    ['implementation(libs.ktor.server.netty)', ['libs:ktor-server-netty  runtime true']],
    ['testImplementation(platform(libs.junit_bom.get()))', ['libs:junit-bom  development true']],
    ['implementation(libs.quarkusRest)', ['libs:quarkus-rest  runtime true']],
    ['implementation(libs.bundles.web)', []],
    ['alias(libs.plugins.kotlin)', []],
    ['println(libs.versions.kotlin.get())', []],
    ['println("a.b:c:1")', []],
  ])('%s', (line, expected) =>
    expect(listed(manifest('build.gradle.kts', `dependencies {\n  ${line}\n}\n`))).toEqual(expected),
  );
  test.each([
    ['java { toolchain { languageVersion = JavaLanguageVersion.of(21) } }', '21'],
    ['kotlin { jvmToolchain(17) }', '17'],
    ["sourceCompatibility = '1.8'", '8'],
    ['targetCompatibility = JavaVersion.VERSION_17', '17'],
  ])('%s', (text, version) => expect(manifest('build.gradle', text).runtime?.value).toBe(version));
  test('projects it is built with', () => {
    const { references } = manifest(
      'apps/web/build.gradle',
      "dependencies { \n implementation project(':libs:common')\n}",
    );
    expect(references).toEqual(
      expect.arrayContaining(['libs/common', 'apps/libs/common', 'build.gradle', 'apps/build.gradle.kts']),
    );
  });
});
