/** What Kotlin says: the syntax is its own, the libraries are those of Java. */
import { describe, expect, test } from '@jest/globals';
import { readSource, readsIn, saidBy } from '../code/said.ts';

const facts = (text: string, path = 'src/main/kotlin/com/example/App.kt') => readSource('kotlin', path, text).facts;
const said = (imports: readonly string[], text: string): readonly string[] =>
  saidBy(facts(`${imports.map((name) => `import ${name}\n`).join('')}${text}`));

describe('Ktor', () => {
  const server = ['io.ktor.server.engine.*', 'io.ktor.server.netty.*'];
  test.each([
    [
      server,
      'fun main() { embeddedServer(Netty, port = 8081, host = "127.0.0.1") { module() }.start(wait = true) }',
      ['listen loopback 8081'],
    ],
    [server, 'fun main() { embeddedServer(Netty, 9000) { }.start(wait = true) }', ['listen all 9000']],
    [
      server,
      'fun main() { val port = System.getenv("PORT")?.toInt() ?: 8080\n embeddedServer(Netty, port = port) { }.start() }',
      ['listen all 8080 PORT'],
    ],
    [[], 'fun main() { embeddedServer(Netty, 9000) { } }', []],
    [
      ['io.ktor.server.sessions.*'],
      'fun Application.module() { install(Sessions) { cookie<S>("s", SessionStorageMemory()) } }',
      ['session-store local'],
    ],
    [['io.ktor.server.sessions.*'], 'fun Application.module() { install(Sessions) { cookie<S>("s") } }', []],
    [
      ['io.ktor.server.routing.*'],
      'fun Application.module() { routing { get("/health") { database.ping(); call.respond("x") } } }',
      ['health-route /health asks database.ping'],
    ],
  ])('%j %s', (imports, text, expected) => expect(said(imports, text)).toEqual(expected));
});

describe('libraries of Java', () => {
  test.each([
    [
      ['org.springframework.scheduling.annotation.Scheduled'],
      'class A { @Scheduled(cron = "0 0 * * * *") fun go() { } }',
      ['scheduler local'],
    ],
    [
      ['org.springframework.web.multipart.MultipartFile', 'java.io.File'],
      'class A { fun up(file: MultipartFile?) { file!!.transferTo(File("/up", "a")) } }',
      ['upload local /up/a'],
    ],
    [
      ['com.zaxxer.hikari.HikariConfig'],
      'fun ds() { val c = HikariConfig().apply { jdbcUrl = "jdbc:h2:./data"; maximumPoolSize = 3 } }',
      ['datastore local', 'pool database 3 safe'],
    ],
    [
      ['org.jetbrains.exposed.sql.Database'],
      'fun db() = Database.connect(url = "jdbc:sqlite:app.db", driver = "org.sqlite.JDBC")',
      ['datastore local'],
    ],
    [
      ['org.springframework.security.config.http.SessionCreationPolicy'],
      'fun c(http: H) { http { sessionManagement { sessionCreationPolicy = SessionCreationPolicy.STATELESS } } }',
      ['session-store shared'],
    ],
    [
      ['com.github.benmanes.caffeine.cache.Caffeine as Kept'],
      'val c = Kept.newBuilder().maximumSize(1).build<String, String>()',
      ['local-cache local'],
    ],
    [
      ['java.util.concurrent.ConcurrentHashMap'],
      'object Rooms {\n val rooms = ConcurrentHashMap<String, Int>()\n fun join(a: String) { rooms[a] = 1 }\n fun size() = rooms.size\n}',
      ['module-state local rooms medium'],
    ],
    [
      [],
      'val online = mutableSetOf<String>()\nfun see() { online.add("x"); online.contains("x") }',
      ['module-state local online medium'],
    ],
    [[], 'class A { val online = mutableSetOf<String>()\n fun see() { online.add("x"); online.contains("x") } }', []],
    [
      [],
      'class A {\n  companion object {\n    val jobs = mutableListOf<String>()\n  }\n  fun see() { jobs.add("x"); jobs.first() }\n}',
      ['module-state local jobs medium'],
    ],
    [
      [],
      'fun main() { Runtime.getRuntime().addShutdownHook(Thread { server.stop(1000, 2000) }) }',
      ['signal SIGTERM drains'],
    ],
  ])('%j %s', (imports, text, expected) => expect(said(imports, text)).toEqual(expected));
});

test.each([
  ['val a = System.getenv("A")', ['A optional']],
  ['val a = System.getenv("A") ?: "x"', ['A defaulted x']],
  ['val a = System.getenv("A") ?: throw IllegalStateException("x")', ['A required']],
  ['val a = System.getenv("A") ?: error("x")', ['A required']],
  ['val a = System.getenv("A")!!', ['A required']],
  ['val a = System.getenv()["A"] ?: "x"', ['A defaulted x']],
  ['val a by lazy { System.getenv("A") ?: "x" }', ['A defaulted x']],
  ['class A(@Value("\\${app.name:shop}") val name: String)', ['APP_NAME defaulted shop']],
  ['@Service class A { @Value("\\${TOKEN}") lateinit var token: String }', ['TOKEN required']],
])('%s', (text, expected) => expect(readsIn(facts(text))).toEqual(expected));

test.each([
  '',
  'fun',
  'object O { val a = 1 ; fun',
  '"${',
  'class A(',
  `val a = ${'f('.repeat(2000)}1${')'.repeat(2000)}`,
])('awkward text %#', (text) => {
  const file = (() => {
    try {
      return readSource('kotlin', 'src/main/kotlin/A.kt', text);
    } catch {
      return undefined;
    }
  })();
  for (const { at } of file?.facts ?? []) expect(at.end).toBeLessThanOrEqual(text.length);
});
