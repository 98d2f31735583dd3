/** What Java says of its state, its work and its environment. */
import { describe, expect, test } from '@jest/globals';
import type { CodeFact } from '../../../src/facts/index.ts';
import { readSource, readsIn, saidBy } from '../code/said.ts';

const inClass = (body: string): string => `class Shop {\n${body}\n}`;
const facts = (imports: readonly string[], body: string, path = 'src/main/java/com/example/Shop.java') =>
  readSource('java', path, `${imports.map((name) => `import ${name};\n`).join('')}${body}`).facts;
const said = (imports: readonly string[], body: string, path?: string): readonly string[] =>
  saidBy(facts(imports, inClass(body), path));
const reads = (body: string, imports: readonly string[] = []): readonly string[] =>
  readsIn(facts(imports, inClass(body)));
const guards = (found: readonly CodeFact[]): readonly string[] => found.map(({ guard }) => guard);

const session = 'jakarta.servlet.http.HttpSession';
const request = 'javax.servlet.http.HttpServletRequest';
const security = 'org.springframework.security.config.annotation.web.builders.HttpSecurity';
const policy = 'org.springframework.security.config.http.SessionCreationPolicy';
const multipart = 'org.springframework.web.multipart.MultipartFile';
const scheduling = 'org.springframework.scheduling.annotation.*';
const lock = 'net.javacrumbs.shedlock.spring.annotation.SchedulerLock';
const hikari = 'com.zaxxer.hikari.HikariConfig';

describe('sessions', () => {
  test.each([
    [[session], 'void a(HttpSession s) { s.setAttribute("cart", 1); }', ['session-store local']],
    [[session], 'Object a(HttpSession s) { return s.getAttribute("cart"); }', []],
    [[request], 'void a(HttpServletRequest r) { r.getSession().setAttribute("a", 1); }', ['session-store local']],
    [
      [request, 'javax.servlet.http.*'],
      'void a(HttpServletRequest r) { HttpSession s = r.getSession(true); s.setAttribute("a", 1); }',
      ['session-store local'],
    ],
    [[], 'void a(Table t) { t.setAttribute("a", 1); }', []],
    [
      [security, policy],
      'Object c(HttpSecurity http) { return http.sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS)).build(); }',
      ['session-store shared'],
    ],
    [
      [security, policy],
      'Object c(HttpSecurity http) { return http.sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.IF_REQUIRED)).build(); }',
      [],
    ],
    [
      [security],
      'Object c(HttpSecurity http) { return http.formLogin(f -> f.permitAll()).build(); }',
      ['session-store local'],
    ],
    [
      ['org.springframework.context.annotation.Scope'],
      '@Scope("session") Object bean() { return null; }',
      ['session-store local'],
    ],
    [['org.springframework.context.annotation.Scope'], '@Scope("prototype") Object bean() { return null; }', []],
  ])('%j %s', (imports, body, expected) => expect(said(imports, body)).toEqual(expected));
});

describe('uploads and files', () => {
  test.each([
    [
      [multipart, 'java.io.File'],
      'void a(MultipartFile f) { f.transferTo(new File("/uploads", "a.png")); }',
      ['upload local /uploads/a.png'],
    ],
    [
      [multipart, 'java.nio.file.*'],
      'static final String ROOT = "/srv"; void a(MultipartFile f) { Path to = Paths.get(ROOT).resolve("x"); Files.copy(f.getInputStream(), to); }',
      ['upload local /srv/x'],
    ],
    [['java.nio.file.*'], 'void a(java.io.InputStream in) { Files.copy(in, Path.of("/srv/x")); }', []],
    [[multipart], 'void a(MultipartFile f) { f.transferTo(java.nio.file.Path.of("/tmp/x")); }', []],
    [
      [multipart, 'software.amazon.awssdk.services.s3.S3Client'],
      'private final S3Client s3; void a(MultipartFile f) { s3.putObject(r, body(f.getInputStream())); }',
      ['upload shared'],
    ],
    [
      ['java.nio.file.*'],
      'void a() { Files.writeString(Path.of("state.json"), "x"); }',
      ['file-write local state.json'],
    ],
    [['java.io.*'], 'void a() { new FileOutputStream("state.bin"); }', ['file-write local state.bin']],
    [['java.io.*'], 'void a(File f) { new FileOutputStream(f); }', []],
  ])('%j %s', (imports, body, expected) => expect(said(imports, body)).toEqual(expected));
});

describe('timers', () => {
  test.each([
    [[scheduling], '@Scheduled(cron = "0 0 * * * *") void a() {}', ['scheduler local']],
    [
      ['org.springframework.scheduling.annotation.Scheduled'],
      '@Scheduled(fixedRate = 5) void a() {}',
      ['scheduler local'],
    ],
    [[], '@Scheduled(fixedRate = 5) void a() {}', []],
    [[scheduling], '@Scheduled(cron = "-") void a() {}', ['scheduler shared']],
    [
      ['java.util.concurrent.*'],
      'ScheduledExecutorService jobs = Executors.newScheduledThreadPool(1); void a() { jobs.scheduleAtFixedRate(r, 0, 1, S); }',
      ['scheduler local'],
    ],
    [['io.quarkus.scheduler.Scheduled'], '@Scheduled(every = "5s") void a() {}', ['scheduler local']],
  ])('%j %s', (imports, body, expected) => expect(said(imports, body)).toEqual(expected));
  test('a lock on one method guards that method alone', () => {
    const body = '@Scheduled(cron = "0") @SchedulerLock(name = "a") void a() {}\n@Scheduled(cron = "0") void b() {}';
    const found = facts([scheduling, lock], inClass(body)).flatMap((fact) => ('locked' in fact ? [fact.locked] : []));
    expect(found).toEqual([true, false]);
  });
  test('where a property decides whether anything is scheduled, no job is certain', () => {
    const imports = [scheduling, 'org.springframework.boot.autoconfigure.condition.ConditionalOnProperty'];
    const text = '@EnableScheduling @ConditionalOnProperty(prefix = "app", name = "jobs") class Jobs {}';
    const [fact] = facts(imports, text);
    expect(fact).toMatchObject({ scope: 'unknown', declares: true, variable: 'APP_JOBS', guard: 'conditional' });
    expect(facts([scheduling], '@EnableScheduling class Jobs {}')).toEqual([]);
  });
});

describe('the rest of the tables', () => {
  const caffeine = 'com.github.benmanes.caffeine.cache.Caffeine';
  test.each([
    [
      [caffeine],
      'Object c = Caffeine.newBuilder().maximumSize(10).expireAfterWrite(1, X).build();',
      ['local-cache local'],
    ],
    [
      ['org.springframework.messaging.simp.config.MessageBrokerRegistry'],
      'void c(MessageBrokerRegistry r) { r.enableSimpleBroker("/topic"); }',
      ['realtime local'],
    ],
    [
      ['org.springframework.messaging.simp.config.MessageBrokerRegistry'],
      'void c(MessageBrokerRegistry r) { r.enableStompBrokerRelay("/topic"); }',
      ['realtime shared'],
    ],
    [['io.jsonwebtoken.security.Keys'], 'Object k = Keys.secretKeyFor(X);', ['instance-secret local']],
    [['io.jsonwebtoken.security.Keys'], 'Object k = Keys.hmacShaKeyFor(bytes);', []],
    [
      ['java.sql.DriverManager'],
      'void a() { DriverManager.getConnection("jdbc:sqlite:data.db"); }',
      ['datastore local'],
    ],
    [
      ['java.sql.DriverManager'],
      'void a() { DriverManager.getConnection("jdbc:postgresql://" + host + "/x"); }',
      ['datastore shared'],
    ],
    [
      [hikari],
      'void a() { HikariConfig c = new HikariConfig(); c.setJdbcUrl("jdbc:mysql://db:3306/x"); c.setMaximumPoolSize(25); }',
      ['datastore shared', 'pool database 25 safe', 'endpoint mysql db:3306'],
    ],
    [
      ['org.flywaydb.core.Flyway'],
      'void a() { Flyway.configure().dataSource(ds).load().migrate(); }',
      ['migration local'],
    ],
    [[], 'void a() { new ProcessBuilder("ffmpeg", "-i", name).start(); }', ['spawn ffmpeg']],
    [['java.util.List'], 'void a() { new ProcessBuilder(List.of("convert", name)).start(); }', ['spawn convert']],
    [[], 'void a() { Runtime.getRuntime().exec(new String[]{"/usr/bin/pg_dump"}); }', ['spawn pg_dump']],
    [
      ['org.springframework.kafka.annotation.KafkaListener'],
      '@KafkaListener(topics = "a") void a(String m) {}',
      ['consumer kafka late one'],
    ],
    [
      ['org.springframework.amqp.rabbit.annotation.RabbitListener'],
      '@RabbitListener(queues = "a", ackMode = "NONE") void a(String m) {}',
      ['consumer rabbitmq early one'],
    ],
    [[request], 'String a(HttpServletRequest r) { return r.getRemoteAddr(); }', ['client asks']],
    [
      ['org.springframework.web.bind.annotation.GetMapping'],
      '@GetMapping("/health") String h() { return jdbcTemplate.query("x"); }',
      ['health-route /health asks jdbcTemplate.query'],
    ],
    [[], 'String password = "Zk81!kq99PlwX73mm";', ['secret password by name']],
    [[], 'void a(Client c) { c.setPassword("Zk81!kq99PlwX73mm"); }', ['secret password by name']],
    [
      [],
      'void a() { Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0))); }',
      ['signal SIGTERM drains'],
    ],
    [[], 'void a() { Runtime.getRuntime().addShutdownHook(new Thread(Shop::bye)); }', ['signal SIGTERM unknown']],
  ])('%j %s', (imports, body, expected) => expect(said(imports, body)).toEqual(expected));
});

describe('state of beans', () => {
  const state = (text: string): readonly string[] =>
    facts(['java.util.*', 'java.util.concurrent.*', 'org.springframework.stereotype.Service'], text).flatMap((fact) =>
      fact.kind === 'module-state' ? [`${fact.label} ${fact.confidence}`] : [],
    );
  const field = 'Map<String, String> sessions = new ConcurrentHashMap<>();';
  const use = 'void put() { sessions.put("a", "b"); } String get() { return sessions.get("a"); }';
  test.each([
    [`@Service class A { private final ${field} ${use} }`, ['sessions medium']],
    [`class A { private static final ${field} ${use} }`, ['sessions medium']],
    [`class A { private final ${field} ${use} }`, []],
    [`@Service @RequestScope class A { private final ${field} ${use} }`, []],
    [`@Service class A { private final ${field} String get() { return sessions.get("a"); } }`, []],
    [
      `class A { static final ${field} static { sessions.put("a", "b"); } String get() { return sessions.get("a"); } }`,
      [],
    ],
  ])('%s', (text, expected) => expect(state(text)).toEqual(expected));
});

describe('environment', () => {
  test.each([
    ['String a = System.getenv("A");', ['A optional']],
    ['String a = System.getenv().getOrDefault("A", "x");', ['A defaulted x']],
    [
      'void f() { String a = System.getenv("A") != null ? System.getenv("A") : "x"; }',
      ['A defaulted x', 'A defaulted x'],
    ],
    ['String a = java.util.Optional.ofNullable(System.getenv("A")).orElse("x");', ['A defaulted x']],
    ['int a = Integer.parseInt(System.getenv("A"));', ['A optional']],
    [
      'void f() { String a = System.getenv("A"); if (a == null) { throw new IllegalStateException(); } }',
      ['A required'],
    ],
    [
      'void f() { String a = System.getenv("A"); if (a != null) { throw new IllegalStateException(); } }',
      ['A optional'],
    ],
    ['@Value("${JWT_SECRET}") String a;', ['JWT_SECRET required']],
    ['@Value("${app.upload-dir:/data}") String a;', ['APP_UPLOADDIR defaulted /data']],
    ['@Value("${app.name}") String a;', ['APP_NAME optional']],
    ['Shop(@Value("${POOL:5}") int pool) {}', ['POOL defaulted 5']],
    ['@Value("${A:${B:c}}") String a;', ['A defaulted c', 'B defaulted c']],
    ['@Value("#{systemEnvironment[\'A\']}") String a;', ['A optional']],
  ])('%s', (body, expected) => expect(reads(body)).toEqual(expected));
  test('Optional of an import, and what is insisted on', () => {
    const imports = ['java.util.Optional', 'java.util.Objects'];
    expect(reads('String a = Optional.ofNullable(System.getenv("A")).orElse("x");', imports)).toEqual([
      'A defaulted x',
    ]);
    expect(reads('String a = Objects.requireNonNull(System.getenv("A"));', imports)).toEqual(['A required']);
  });
  test('classes of properties', () => {
    const imports = ['org.springframework.boot.context.properties.ConfigurationProperties'];
    const text =
      '@ConfigurationProperties(prefix = "app.mail") class Mail { private String smtpHost; int port = 25; static int n; }';
    expect(readsIn(facts(imports, text))).toEqual(['APP_MAIL_SMTPHOST optional', 'APP_MAIL_PORT defaulted 25']);
    const record = '@ConfigurationProperties("app.mail") record Mail(String host) {}';
    expect(readsIn(facts(imports, record))).toEqual(['APP_MAIL_HOST optional']);
  });
});

describe('guards', () => {
  const write = 'Files.writeString(Path.of("a"), "x");';
  const of = (body: string) =>
    guards(facts(['java.nio.file.*'], inClass(body)).filter(({ kind }) => kind === 'file-write'));
  test.each([
    [`void f() { if ("dev".equals(System.getenv("APP_ENV"))) { ${write} } }`, ['development']],
    [`void f() { if (!"prod".equals(profile)) { ${write} } else { ${write} } }`, ['development', 'always']],
    [`void f() { if (env.acceptsProfiles(Profiles.of("dev"))) { ${write} } }`, ['development']],
    [`void f() { if (System.getenv("KEEP").equals("1")) { ${write} } }`, ['conditional']],
    [`void f() { if (System.getenv("KEEP") == null) { ${write} } }`, ['always']],
    [`void f() { if (count > 3) { ${write} } }`, ['always']],
  ])('%s', (body, expected) => expect(of(body)).toEqual(expected));
  const profile = (text: string) =>
    facts(
      [scheduling, 'org.springframework.context.annotation.Profile'],
      inClass(`${text} @Scheduled(fixedRate = 1) void a() {}`),
    ).map((fact) => [fact.guard, fact.profile?.names]);
  test('profiles', () => {
    expect(profile('@Profile("dev")')).toEqual([['development', ['dev']]]);
    expect(profile('@Profile({"test", "dev"})')).toEqual([['test', ['test', 'dev']]]);
    expect(profile('@Profile("prod")')).toEqual([['always', ['prod']]]);
    expect(profile('@Profile("jobs")')).toEqual([['conditional', ['jobs']]]);
    expect(profile('@Profile("!jobs")')).toEqual([['always', ['!jobs']]]);
  });
  test.each(['src/test/java/a/A.java', 'app/src/integrationTest/java/A.java', 'src/main/java/a/ATest.java'])(
    '%s is a test',
    (path) => {
      expect(guards(facts(['java.nio.file.*'], inClass(`void f() { ${write} }`), path))).toEqual(['test']);
    },
  );
  test('packages bear any name', () => {
    expect(
      guards(facts(['java.nio.file.*'], inClass(`void f() { ${write} }`), 'src/main/java/com/it/test/A.java')),
    ).toEqual(['always']);
  });
});

describe('names and places', () => {
  test('packages of imports', () => {
    const text =
      'import a.b.C;\nimport static a.d.E.f;\nimport g.h.*;\nimport i.j.Outer.Inner;\nclass A { String s = System.getenv("X"); }';
    expect(readSource('java', 'src/main/java/A.java', text).packages).toEqual(['a.b', 'a.d', 'g.h', 'i.j']);
  });
  test('a name nobody imports is no library', () => {
    expect(said([], 'Object c = Caffeine.newBuilder().build();')).toEqual([]);
    expect(said([], 'Object c = com.github.benmanes.caffeine.cache.Caffeine.newBuilder().build();')).toEqual([
      'local-cache local',
    ]);
  });
  test.each([
    '',
    'class',
    'class A { void f( { }',
    '@Scheduled(',
    '}}}}',
    'import java.util.;',
    `class A { Object a = ${'f('.repeat(2000)}1${')'.repeat(2000)}; }`,
  ])('awkward text %#', (text) => {
    const file = (() => {
      try {
        return readSource('java', 'src/main/java/A.java', text);
      } catch {
        return undefined;
      }
    })();
    for (const { at } of file?.facts ?? []) expect(at.end).toBeLessThanOrEqual(text.length);
  });
  test('values that stand for themselves', () => {
    expect(
      said(['java.nio.file.*'], 'String a = b; String b = a; void f() { Files.writeString(Path.of(a), "x"); }'),
    ).toEqual([]);
  });
});
