/** What the HOCON files of Ktor, Play, Akka and Pekko say. */
import { describe, expect, test } from '@jest/globals';
import { hoconReader } from '../../../src/readers/jvm/hocon/index.ts';
import { parseHocon } from '../../../src/readers/jvm/hocon/parse.ts';
import { readsIn, saidBy } from '../code/said.ts';

const read = (text: string, path = 'conf/application.conf', others: readonly string[] = []) =>
  hoconReader.read({ path, text }, { parsers: {}, exists: (one) => others.includes(one) });
const factsIn = (text: string, path?: string, others?: readonly string[]) =>
  read(text, path, others).code?.flatMap(({ facts }) => facts) ?? [];
const said = (text: string, path?: string) => saidBy(factsIn(text, path));
const reads = (text: string) => readsIn(factsIn(text));

/** `key=value`, with `${}` around what is substituted. */
const flat = (text: string) =>
  parseHocon(text).assignments.map(
    ({ key, parts }) =>
      `${key}=${parts.map((part) => (part.kind === 'text' ? part.text : `\${${part.optional ? '?' : ''}${part.path}}`)).join('')}`,
  );

describe('HOCON', () => {
  test.each([
    ['a { b = 1, c : two words }', ['a.b=1', 'a.c=two words']],
    ['{ "a": { "b.c": true } }', ['a.b.c=true']],
    ['a.b.c=x # why\n// and\nd = "y" // z', ['a.b.c=x', 'd=y']],
    ['a = """x\n"y"""\nb = "q\\"t"', ['a=x\n"y', 'b=q"t']],
    ['a = [1, "two"\n three, { b = 4 }]\na += 5', ['a[0]=1', 'a[1]=two', 'a[2]=three', 'a[3].b=4', 'a[4]=5']],
    ['a = ${?PORT}\nb = "x"${Y}":1"', ['a=${?PORT}', 'b=x${Y}:1']],
    ['a = ${b} { c = 1 }', ['a.c=1']],
    ['a {\n  b {\n  }\n}\n\nc = "http://x.example/a#b"', ['c=http://x.example/a#b']],
    ['a\n=\n1', ['a=1']],
  ])('%s', (text, expected) => expect(flat(text)).toEqual(expected));

  test('places of what is written', () => {
    const text = 'ktor {\n  deployment {\n    port = 8080 # here\n  }\n}\n';
    const [listen] = factsIn(text);
    expect(text.slice(listen!.at.start, listen!.at.end)).toBe('port = 8080');
  });

  test('what cannot be read is a gap, and what stands before it is read', () => {
    const text = 'ktor.deployment.port = 8080\nktor { x = "open\n';
    expect(said(text)).toEqual(['listen all 8080']);
    expect(read(text).gaps!.map(({ at }) => text.slice(at.start))).toEqual(['"open\n']);
  });

  test('hostile texts end, soon', () => {
    const doubled = Array.from({ length: 60 }, (_, one) => `k${one} = ${`\${k${one + 1}}`.repeat(60)}`).join('\n');
    for (const text of [
      '{'.repeat(50_000),
      'a{'.repeat(50_000),
      `a = ${'['.repeat(50_000)}`,
      'a = ${?A}\n'.repeat(20_000),
      `${doubled}\nk60 = "x"`,
      'a = ${b}\nb = ${a}',
      '"""',
      'a = \u2003',
      `${'x'.repeat(5000)} { ${'y = 1\n'.repeat(1000)} }`,
      'a = ${',
      '}}}}',
      '= 1',
    ])
      expect(() => read(text)).not.toThrow();
  });
});

describe('variables of the environment', () => {
  test.each([
    ['a = 1\na = ${?A}', ['A defaulted 1']],
    ['a = ${?A}', ['A optional']],
    ['a = ${A}', ['A required']],
    ['a = "x-"${?A}', ['A optional']],
    ['a = ${?A}\na = ${?B}', ['A optional', 'B defaulted']],
    // Keys of the file, of another one, and properties of the JVM.
    ['a = 1\nb = ${a}', []],
    ['a = ${user.home}/x\nb = ${?http.port}\nc = ${other}', []],
    ['db.password = swordfish\ndb.password = ${?DB_PASSWORD}', ['DB_PASSWORD defaulted known']],
    // Play does not start with it.
    ['play.http.secret.key = changeme\nplay.http.secret.key = ${?APPLICATION_SECRET}', ['APPLICATION_SECRET required']],
  ])('%s', (text, expected) => expect(reads(text)).toEqual(expected));
});

describe('Ktor', () => {
  test.each([
    ['ktor { deployment { port = 8080\n port = ${?PORT} } }', ['listen all 8080 PORT']],
    ['ktor.deployment { host = "127.0.0.1", port = 9000 }', ['listen loopback 9000']],
    ['ktor.deployment.port = ${PORT}', ['listen all ? PORT']],
    ['storage.jdbcURL = "jdbc:h2:file:./build/db"', ['datastore local']],
    ['storage.jdbcURL = "jdbc:h2:file:./db"\nstorage.jdbcURL = ${?DB}', ['datastore unknown, unset local']],
    ['server.port = 8080', []],
    ['db.url = "postgres://db:5432/shop"', ['endpoint postgres db:5432']],
  ])('%s', (text, expected) => expect(said(text, 'src/main/resources/application.conf')).toEqual(expected));
});

describe('Play', () => {
  const mysql = 'db.default.url = "jdbc:mysql://db/shop"\n';
  const ofMysql = ['datastore shared', 'endpoint mysql db'];
  test.each([
    ['play.server.http { port = 9000, address = 0.0.0.0 }', ['listen all 9000']],
    ['play.server.http.address = localhost', ['listen loopback 9000']],
    ['play.http.secret.key = "QCY?tAnfk?aZ?iwrNwnxIlR6CTf"', ['secret play.http.secret.key by name']],
    ['application.secret = "QCY?tAnfk?aZ?iwrNwnxIlR6CTf"', ['secret application.secret by name']],
    ['play.http.secret.key = changeme', []],
    ['play.http.secret.key = ${?APPLICATION_SECRET}', []],
    ['db.default.url = "jdbc:h2:mem:play"\nplay.evolutions.autoApply = true', ['datastore local']],
    [`${mysql}play.evolutions.db.default.autoApply = true`, [...ofMysql, 'migration local']],
    [`${mysql}play.evolutions { enabled = false, autoApply = true }`, ofMysql],
    ['play.modules.enabled += "play.api.cache.ehcache.EhCacheModule"', ['local-cache local']],
    ['play.modules.enabled += "play.api.cache.redis.RedisCacheModule"', ['local-cache shared']],
    ['play.modules.enabled += "modules.Own"', []],
    ['play.http.forwarded.trustedProxies = ["10.0.0.0/8"]', ['client trusts']],
  ])('%s', (text, expected) => expect([...said(text)].sort()).toEqual([...expected].sort()));

  test('databases are told by their keys', () => {
    const labels = factsIn(`${mysql}slick.dbs.audit.db.url = "jdbc:h2:./audit"`).map(({ label }) => label);
    expect(labels).toContain('db.default.url');
    expect(labels).toContain('slick.dbs.audit.db.url');
  });

  test('evolutions under a lock', () => {
    const locked = (text: string) => factsIn(text).flatMap((fact) => (fact.kind === 'migration' ? [fact.locked] : []));
    expect(locked('play.evolutions.autoApply = true')).toEqual([false]);
    expect(locked('play.evolutions { autoApply = true, useLocks = true }')).toEqual([true]);
  });
});

describe('Akka and Pekko', () => {
  test.each([
    ['akka.persistence.journal.plugin = "akka.persistence.journal.leveldb"', ['datastore local']],
    ['pekko { persistence { snapshot-store.plugin = "pekko.persistence.snapshot-store.local" } }', ['datastore local']],
    ['akka.persistence.journal.plugin = "jdbc-journal"', ['datastore shared']],
    ['akka.quartz.schedules { Nightly { expression = "0 0 3 * * ?" } }', ['scheduler local']],
    ['akka.remote.artery.canonical { hostname = 127.0.0.1, port = 25520 }', []],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('which file is in use', () => {
  const text = 'ktor.deployment.port = 8080';
  const guards = (path: string, others?: readonly string[], more = '') =>
    factsIn(`${more}${text}`, path, others).map(({ guard }) => guard);
  test.each([
    ['conf/application.conf', 'always'],
    ['conf/application-dev.conf', 'development'],
    ['conf/application.test.conf', 'test'],
    ['conf/application-prod.conf', 'conditional'],
    ['src/test/resources/application.conf', 'test'],
  ])('%s', (path, guard) => expect(guards(path)).toEqual([guard]));
  test('beside a file for production the common one is not certain', () => {
    expect(guards('conf/application.conf', ['conf/prod.conf'])).toEqual(['conditional']);
  });
  test('a file of another name is one of ours where it goes on with ours', () => {
    expect(guards('conf/prod.conf')).toEqual([]);
    expect(guards('conf/prod.conf', [], 'include "application"\n')).toEqual(['conditional']);
  });
  test('of the defaults of a library only what they ask for counts', () => {
    expect(said(text, 'src/main/resources/reference.conf')).toEqual([]);
    expect(readsIn(factsIn('a.b = ${KEY}', 'src/main/resources/reference.conf'))).toEqual(['KEY required']);
  });
  test.each([
    ['conf/application.conf', true],
    ['app/src/main/resources/application.conf', true],
    ['conf/nginx.conf', false],
    ['target/classes/application.conf', false],
    ['application.config', false],
  ])('%s is claimed: %s', (path, claimed) => expect(hoconReader.claims(path)).toBe(claimed));
});
