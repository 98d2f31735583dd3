/** What Go says of its state, its work and its surroundings. */
import { describe, expect, test } from '@jest/globals';
import type { CodeFact } from '../../../src/facts/index.ts';
import { readSource, saidBy } from '../code/said.ts';

const packages: Readonly<Record<string, string>> = {
  gin: 'github.com/gin-gonic/gin',
  fiber: 'github.com/gofiber/fiber/v2',
  session: 'github.com/gofiber/fiber/v2/middleware/session',
  limiter: 'github.com/gofiber/fiber/v2/middleware/limiter',
  fiberRedis: 'github.com/gofiber/storage/redis/v3',
  echo: 'github.com/labstack/echo/v4',
  echoware: 'github.com/labstack/echo/v4/middleware',
  scs: 'github.com/alexedwards/scs/v2',
  sessions: 'github.com/gorilla/sessions',
  securecookie: 'github.com/gorilla/securecookie',
  memstore: 'github.com/gin-contrib/sessions/memstore',
  cron: 'github.com/robfig/cron/v3',
  gocron: 'github.com/go-co-op/gocron/v2',
  asynq: 'github.com/hibiken/asynq',
  redis: 'github.com/redis/go-redis/v9',
  oldredis: 'github.com/go-redis/redis/v8',
  gorm: 'gorm.io/gorm',
  sqlite: 'gorm.io/driver/sqlite',
  postgres: 'gorm.io/driver/postgres',
  pgxpool: 'github.com/jackc/pgx/v5/pgxpool',
  migrate: 'github.com/golang-migrate/migrate/v4',
  goose: 'github.com/pressly/goose/v3',
  bbolt: 'go.etcd.io/bbolt',
  lumberjack: 'gopkg.in/natefinch/lumberjack.v2',
  cache: 'github.com/patrickmn/go-cache',
  httprate: 'github.com/go-chi/httprate',
  tollbooth: 'github.com/didip/tollbooth/v7',
  melody: 'github.com/olahol/melody',
  amqp: 'github.com/rabbitmq/amqp091-go',
  kafka: 'github.com/segmentio/kafka-go',
  nats: 'github.com/nats-io/nats.go',
  jwt: 'github.com/golang-jwt/jwt/v5',
  http: 'net/http',
  sql: 'database/sql',
  exec: 'os/exec',
  rand: 'crypto/rand',
  rsa: 'crypto/rsa',
  filepath: 'path/filepath',
  net: 'net',
  os: 'os',
  log: 'log',
  fmt: 'fmt',
  time: 'time',
  context: 'context',
};

/** A file that imports what it names. */
function file(text: string): string {
  const used = Object.entries(packages).filter(([name]) => new RegExp(`\\b${name}\\.`).test(text));
  return `package main\n\nimport (\n${used.map(([name, path]) => `\t${name} "${path}"`).join('\n')}\n)\n\n${text}\n`;
}
const facts = (text: string, path = 'cmd/shop/main.go'): readonly CodeFact[] =>
  readSource('go', path, file(text)).facts;
const said = (body: string): readonly string[] => saidBy(facts(`func main() {\n${body}\n}`));

describe('sessions', () => {
  test.each([
    ['scs.New()', ['session-store local']],
    ['m := scs.New()\nm.Store = memstore.New()', ['session-store unknown']],
    ['session.New()', ['session-store local']],
    ['session.New(session.Config{Expiration: 3})', ['session-store local']],
    ['session.New(session.Config{Storage: fiberRedis.New()})', ['session-store shared']],
    ['conf := session.Config{}\nconf.Storage = fiberRedis.New()\nsession.New(conf)', ['session-store shared']],
    ['session.New(makeConfig())', ['session-store unknown']],
    ['memstore.NewStore([]byte("k"))', ['session-store local']],
    ['sessions.NewFilesystemStore("/data/sessions", key)', ['session-store local /data/sessions']],
    ['sessions.NewFilesystemStore("", key)', []],
    ['sessions.NewCookieStore(key)', ['session-store shared']],
    ['sessions.NewCookieStore(securecookie.GenerateRandomKey(32))', ['session-store shared', 'instance-secret local']],
  ])('%s', (body, expected) => {
    const kinds = /^(session-store|instance-secret)/;
    expect(said(body).filter((one) => kinds.test(one))).toEqual(expected);
  });
});

describe('uploads and files', () => {
  test.each([
    ['os.WriteFile("/data/a", b, 0o644)', ['file-write local /data/a']],
    ['os.WriteFile(filepath.Join(os.TempDir(), "a"), b, 0o644)', []],
    ['os.OpenFile("a.txt", os.O_RDONLY, 0)', []],
    ['os.OpenFile("a.txt", os.O_CREATE|os.O_WRONLY, 0o644)', ['file-write local a.txt']],
    ['dir := "/data"\nos.Create(filepath.Join(dir, "x", "..", "a"))', ['file-write local /data/a']],
    ['f, _ := os.CreateTemp("", "a")\n_ = f', []],
  ])('%s', (body, expected) => {
    expect(said(body)).toEqual(expected);
  });

  test.each([
    [
      'func a(c *gin.Context) { f, _ := c.FormFile("x"); c.SaveUploadedFile(f, "up/a.png") }',
      ['upload local up/a.png'],
    ],
    ['func a(c *fiber.Ctx) error { f, _ := c.FormFile("x"); return c.SaveFile(f, "/tmp/a") }', []],
    [
      'func a(w http.ResponseWriter, r *http.Request) { f, _, _ := r.FormFile("x"); o, _ := os.Create("/data/a"); io.Copy(o, f) }',
      ['upload local /data/a', 'file-write local /data/a'],
    ],
  ])('%s', (text, expected) => {
    expect(saidBy(facts(text))).toEqual(expected);
  });
});

describe('work', () => {
  test.each([
    ['c := cron.New()\nc.AddFunc("@daily", f)\nc.Start()', ['scheduler local']],
    ['c := cron.New()\nc.AddFunc("@daily", f)', []],
    ['s, _ := gocron.NewScheduler()\ns.Start()', ['scheduler local']],
    ['asynq.NewClient(asynq.RedisClientOpt{Addr: addr})', ['queue shared']],
    ['exec.Command("/usr/bin/ffmpeg", "-i", name).Run()', ['spawn ffmpeg']],
    ['exec.CommandContext(ctx, "convert", "a").Run()', ['spawn convert']],
    ['exec.Command(os.Args[1]).Run()', []],
  ])('%s', (body, expected) => {
    expect(said(body)).toEqual(expected);
  });

  const lockedIn = (body: string) => facts(`func main() {\n${body}\n}`).map((fact) => 'locked' in fact && fact.locked);
  test('a lock keeps the other replicas away', () => {
    expect(lockedIn('gocron.NewScheduler(gocron.WithDistributedLocker(l))')).toEqual([true]);
    expect(lockedIn('gocron.NewScheduler(gocron.WithLocation(l))')).toEqual([false]);
    expect(lockedIn('cron.New().Start()\ndb.Exec("SELECT pg_try_advisory_lock(1)")')).toEqual([true]);
  });

  test('a ticker is a timer only where it is slow and reaches out', () => {
    const ticker = (pause: string, work: string) =>
      saidBy(
        facts(
          `type job struct { db *sql.DB }\nfunc (j *job) run() {\nfor range time.NewTicker(${pause}).C { ${work} }\n}`,
        ),
      );
    expect(ticker('5*time.Minute', 'j.db.Exec("DELETE FROM x")')).toEqual(['scheduler local']);
    expect(ticker('5*time.Second', 'j.db.Exec("DELETE FROM x")')).toEqual([]);
    expect(ticker('5*time.Minute', 'log.Print("still here")')).toEqual([]);
  });

  test.each([
    ['ch.Consume("jobs", "", true, false, false, false, nil)', 'consumer rabbitmq early one'],
    ['ch.Consume("jobs", "", false, false, false, false, nil)', 'consumer rabbitmq late one'],
    [
      'q, _ := ch.QueueDeclare("", false, false, true, false, nil)\nch.Consume(q.Name, "", false, false, false, false, nil)',
      'consumer rabbitmq late each',
    ],
    [
      'q, _ := ch.QueueDeclare("jobs", true, false, false, false, nil)\nch.Consume(q.Name, "", false, false, false, false, nil)',
      'consumer rabbitmq late one',
    ],
  ])('%s', (body, expected) => {
    expect(saidBy(facts(`func work(ch *amqp.Channel) {\n${body}\n}`))).toEqual([expected]);
  });

  test('a group of readers shares the messages', () => {
    expect(said('kafka.NewReader(kafka.ReaderConfig{Topic: "a", GroupID: "g"})')).toEqual([
      'consumer kafka unknown one',
    ]);
    expect(said('kafka.NewReader(kafka.ReaderConfig{Topic: "a"})')).toEqual(['consumer kafka unknown each']);
  });
});

describe('data', () => {
  test.each([
    ['sql.Open("sqlite3", "file:data/a.db?cache=shared")', ['datastore local data/a.db']],
    ['sql.Open("sqlite", ":memory:")', []],
    ['sql.Open("sqlite3", "file::memory:?cache=shared")', []],
    ['db, _ := sql.Open("pgx", dsn)\ndb.SetMaxOpenConns(25)', ['datastore shared', 'pool postgres 25 safe']],
    ['sql.Open("mysql", dsn)', ['datastore shared', 'pool mysql unlimited safe']],
    ['gorm.Open(sqlite.Open("a.db"), &gorm.Config{})', ['datastore local a.db']],
    [
      'c, _ := pgxpool.ParseConfig(dsn)\nc.MaxConns = 4\npgxpool.NewWithConfig(ctx, c)',
      ['datastore shared', 'pool postgres 4 safe'],
    ],
    ['pgxpool.New(ctx, dsn)', ['datastore shared', 'pool postgres ? safe']],
    ['bbolt.Open("/data/a.db", 0o600, nil)', ['datastore local /data/a.db']],
  ])('%s', (body, expected) => {
    expect(said(body)).toEqual(expected);
  });

  test('a variable that names the driver decides', () => {
    expect(said('d := os.Getenv("DB_DRIVER")\nif d == "" { d = "sqlite3" }\nsql.Open(d, "a.db")')).toEqual([
      'datastore unknown, unset local',
    ]);
  });

  test.each([
    [
      'type app struct { db *gorm.DB }\nfunc (a *app) up() { a.db.WithContext(ctx).AutoMigrate(&user{}) }',
      ['migration local'],
    ],
    ['func up(m *migrate.Migrate) { m.Up() }', ['migration local']],
    ['func up(db *sql.DB) { goose.Up(db, "migrations") }', ['migration local']],
    ['func up(c *ent.Client) { c.Schema.Create(ctx) }', ['migration local']],
    ['func up(r *row) { r.Up() }', []],
  ])('%s', (text, expected) => {
    expect(saidBy(facts(text))).toEqual(expected);
  });

  test('golang-migrate takes a lock, and Drop destroys', () => {
    expect(facts('func up(m *migrate.Migrate) { m.Up() }')).toMatchObject([{ locked: true }]);
    expect(facts('func up(m *migrate.Migrate) { m.Drop() }')).toMatchObject([{ destroys: true }]);
  });
});

describe('limits, caches, realtime and logs', () => {
  test.each([
    ['httprate.LimitByIP(10, time.Minute)', ['rate-limit local', 'client asks']],
    ['tollbooth.NewLimiter(1, nil)', ['rate-limit local']],
    ['limiter.New(limiter.Config{Max: 5})', ['rate-limit local']],
    ['limiter.New(limiter.Config{Max: 5, Storage: fiberRedis.New()})', ['rate-limit shared']],
    ['echoware.NewRateLimiterMemoryStore(20)', ['rate-limit local']],
    ['cache.New(time.Minute, time.Minute)', ['local-cache local']],
    ['melody.New()', ['realtime local']],
    ['log.SetOutput(&lumberjack.Logger{Filename: "/var/log/a.log"})', ['log-sink local /var/log/a.log']],
    [
      'f, _ := os.OpenFile("/var/log/a.log", os.O_APPEND, 0o644)\nlog.SetOutput(f)',
      ['file-write local /var/log/a.log', 'log-sink local'],
    ],
    ['log.SetOutput(os.Stdout)', []],
    ['f, _ := os.OpenFile("/dev/stdout", os.O_WRONLY, 0)\ngin.DefaultWriter = f', ['log-sink local']],
  ])('%s', (body, expected) => {
    expect(said(body)).toEqual(expected);
  });

  test('a hub of sockets', () => {
    const hub = (fields: string) => saidBy(facts(`type Hub struct {\n${fields}\n}`));
    expect(hub('clients map[*Client]bool\nbroadcast chan []byte')).toEqual(['realtime local']);
    expect(hub('conns map[*websocket.Conn]struct{}')).toEqual(['realtime local']);
    expect(hub('clients map[*Client]bool')).toEqual([]);
  });
});

describe('state of one process', () => {
  test('what handlers write and others read back', () => {
    const text =
      'var carts = map[string]int{}\nfunc add(k string) { carts[k]++ }\nfunc show(k string) int { return carts[k] }';
    expect(facts(text)).toMatchObject([{ kind: 'module-state', label: 'carts', confidence: 'medium' }]);
  });

  test.each([
    [
      'filled once',
      'var users = map[string]int{}\nfunc init() { users["a"] = 1 }\nfunc get(k string) int { return users[k] }',
    ],
    ['never changed', 'var users = map[string]int{"a": 1}\nfunc get(k string) int { return users[k] }'],
    ['hidden by a local name', 'var users = map[string]int{}\nfunc f() { users := map[string]int{}; users["a"] = 1 }'],
    ['of a struct without a lock', 'type p struct { users map[string]int }\nfunc (x *p) f() { x.users["a"] = 1 }'],
  ])('%s: nothing', (_, text) => {
    expect(facts(text)).toEqual([]);
  });

  test('fields beside a lock', () => {
    const text =
      'type h struct { mu sync.Mutex; tokens map[string]int; seen sync.Map }\nfunc (x *h) a() { x.tokens["a"] = 1; x.seen.Store("a", 1) }\nfunc (x *h) b() int { return x.tokens["a"] }';
    expect(facts(text).map(({ label, confidence }) => `${label} ${confidence}`)).toEqual(['tokens medium']);
  });
});

describe('surroundings', () => {
  test.each([
    ['redis.NewClient(&redis.Options{Addr: "cache:6379"})', ['endpoint redis cache:6379']],
    ['oldredis.NewClient(&oldredis.Options{Addr: "cache:6379"})', ['endpoint redis cache:6379']],
    ['nats.Connect("nats://queue:4222")', ['endpoint nats queue:4222']],
    ['amqp.Dial("amqp://queue:5672/")', ['endpoint rabbitmq queue:5672']],
    [
      'sql.Open("postgres", "host=db port=5433 user=a dbname=b")',
      ['datastore shared', 'pool postgres unlimited safe', 'endpoint postgres db:5433'],
    ],
    [
      'sql.Open("mysql", "a:b@tcp(db:3306)/c")',
      ['datastore shared', 'pool mysql unlimited safe', 'endpoint mysql db:3306'],
    ],
    ['jwt.New(jwt.SigningMethodHS256).SignedString([]byte("kX9#mQ2vLp7wZt4R"))', ['secret SignedString by name']],
    ['t := jwt.NewWithClaims(m, c)\nt.SignedString([]byte("kX9#mQ2vLp7wZt4R"))', ['secret SignedString by name']],
    ['jwt.New(jwt.SigningMethodHS256).SignedString([]byte(os.Getenv("KEY")))', []],
  ])('%s', (body, expected) => {
    expect([...said(body)].sort()).toEqual([...expected].sort());
  });

  test.each([
    ['func a(c *gin.Context) { c.ClientIP() }', ['client trusts']],
    ['func a(r *http.Request) string { return r.RemoteAddr }', ['client asks']],
    ['func a(r *http.Request) string { return r.Header.Get("X-Forwarded-For") }', ['client trusts']],
    ['func a(r *http.Request) string { return r.Header.Get("Accept") }', []],
    // Told to the program itself, and handed on to another one.
    [
      'var a = Options{URL: "postgres://app:kX9mQ2vLp7@db:5432/app"}',
      ['endpoint postgres db:5432', 'secret URL by name'],
    ],
    ['var a = Template{Env: map[string]string{"DATABASE_URL": "postgres://app:kX9mQ2vLp7@db:5432/app"}}', []],
    // A struct of the program's own.
    ['type peer struct { RemoteAddr string }\nfunc a(p *peer) string { return p.RemoteAddr }', []],
  ])('%s', (text, expected) => {
    expect(saidBy(facts(text))).toEqual(expected);
  });

  test('a route that waits for a database says so', () => {
    const text =
      'type api struct { db *sql.DB }\nfunc (a *api) routes(mux *http.ServeMux) { mux.HandleFunc("GET /readyz", a.ready) }\nfunc (a *api) ready(w http.ResponseWriter, r *http.Request) { a.db.PingContext(r.Context()) }';
    expect(saidBy(facts(text))).toEqual(['health-route /readyz asks a.db.PingContext']);
    expect(facts('func f() { http.HandleFunc("/users", list) }')).toEqual([]);
  });
});

describe('listeners', () => {
  test.each([
    ['http.ListenAndServe(":8080", nil)', ['listen all 8080']],
    ['http.ListenAndServe("127.0.0.1:8080", nil)', ['listen loopback 8080']],
    ['http.ListenAndServe(net.JoinHostPort("", "80"), nil)', ['listen all 80']],
    ['s := &http.Server{}\ns.Addr = "localhost:9000"\ns.ListenAndServe()', ['listen loopback 9000']],
    // Where it listens is said elsewhere.
    ['s := &http.Server{Handler: h}\ns.Serve(l)', []],
    ['net.Listen("tcp", "0.0.0.0:50051")', ['listen all 50051']],
    ['net.Listen("unix", "/run/a.sock")', []],
    ['net.Listen("tcp", "127.0.0.1:0")', []],
    ['gin.Default().Run()', ['listen all 8080 PORT']],
    ['r := gin.New()\nr.Run(":" + os.Getenv("PORT"))', ['listen all ? PORT']],
    ['e := echo.New()\ne.Logger.Fatal(e.Start(":1323"))', ['listen all 1323']],
    ['app := fiber.New(fiber.Config{})\nlog.Fatal(app.Listen(os.Getenv("ADDR")))', ['listen unknown ? ADDR']],
    ['addr := flag.String("addr", ":8080", "where")\nhttp.ListenAndServe(*addr, nil)', ['listen unknown ?']],
  ])('%s', (body, expected) => {
    expect(said(body)).toEqual(expected);
  });

  test('the profiler is for whoever is inside', () => {
    const text =
      'package main\n\nimport (\n"net/http"\n_ "net/http/pprof"\n)\n\nfunc main() {\ngo http.ListenAndServe("localhost:6060", nil)\nhttp.ListenAndServe(":80", mux)\n}\n';
    expect(saidBy(readSource('go', 'main.go', text).facts)).toEqual(['listen all 80']);
  });
});
