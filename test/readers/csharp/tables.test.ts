/** What C# says of its state, its work and what it needs. */
import { describe, expect, test } from '@jest/globals';
import { readSource, saidBy } from '../code/said.ts';

const said = (text: string, path = 'src/Program.cs'): readonly string[] =>
  saidBy(readSource('csharp', path, text).facts);
const builder = 'var builder = WebApplication.CreateBuilder(args);\n';
const built = `${builder}var app = builder.Build();\n`;
/** A start-up class as older templates have it. */
const startup = (line: string): string =>
  `public class Startup { public Startup(IConfiguration configuration) { Configuration = configuration; }
   public IConfiguration Configuration { get; }
   public void ConfigureServices(IServiceCollection services) { ${line} } }`;

describe('sessions and caches', () => {
  test.each([
    [`${builder}builder.Services.AddSession();`, ['session-store local', 'instance-secret local']],
    [
      startup('services.AddSession(o => o.IdleTimeout = TimeSpan.FromMinutes(20));'),
      ['session-store local', 'instance-secret local'],
    ],
    // A conference has sessions too.
    ['class Speaker { void Add(Talks talks) { talks.AddSession("keynote"); } }', []],
    [
      `${builder}builder.Services.AddControllers().Services.AddStackExchangeRedisCache(o => o.Configuration = "cache:6379");`,
      ['session-store shared', 'local-cache shared', 'endpoint redis cache:6379'],
    ],
    [
      'public static IServiceCollection AddCaches(this IServiceCollection services) => services.AddDistributedMemoryCache();',
      ['local-cache local'],
    ],
    ['class Prices(IMemoryCache cache) { void Put() { cache.Set("a", 1); } }', ['local-cache local']],
    ['class Prices { private readonly IDistributedCache cache; void Put() { cache.Set("a", b); } }', []],
    [`${builder}builder.Services.AddOutputCache();`, ['local-cache local']],
    [`${builder}builder.Services.AddRateLimiter(_ => { });`, ['rate-limit local']],
    [`${built}app.MapBlazorHub();`, ['session-store local']],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('keys', () => {
  test.each([
    [
      `${builder}builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();`,
      ['instance-secret local'],
    ],
    [
      `${builder}builder.Services.AddAuthentication().AddCookie();
       builder.Services.AddDataProtection().SetApplicationName("shop").PersistKeysToStackExchangeRedis(redis);`,
      ['instance-secret local', 'instance-secret shared'],
    ],
    [
      `${builder}builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo("/keys"));`,
      ['instance-secret unknown'],
    ],
    // Tokens only: nothing is kept in a cookie.
    [`${builder}builder.Services.AddIdentity<User, Role>(); builder.Services.AddAuthentication().AddJwtBearer();`, []],
    [`var key = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32));`, ['instance-secret local']],
    [
      'var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("kX93jdk2LmQp7vRt1sYz"));',
      ['secret SymmetricSecurityKey by name'],
    ],
    ['class A { Token Make() => new Token(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32))); }', []],
    [
      `${builder}builder.Services.AddIdentityServer().AddInMemoryClients(c).AddDeveloperSigningCredential();`,
      ['instance-secret local'],
    ],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('uploads and files', () => {
  const upload = (line: string): string =>
    `public class Photos : Controller { public async Task<IActionResult> Add(IFormFile file) { ${line} } }`;
  test.each([
    [
      upload(
        'using var stream = new FileStream(Path.Combine("wwwroot", "uploads", file.FileName), FileMode.Create); await file.CopyToAsync(stream);',
      ),
      ['upload local wwwroot/uploads'],
    ],
    [
      upload(
        'await using (var target = System.IO.File.Create("/data/" + file.FileName)) { await file.OpenReadStream().CopyToAsync(target); }',
      ),
      ['file-write local /data', 'upload local /data'],
    ],
    [upload('var memory = new MemoryStream(); await file.CopyToAsync(memory); await blob.UploadAsync(memory);'), []],
    [upload('using var stream = File.Create(Path.GetTempFileName()); await file.CopyToAsync(stream);'), []],
    [
      'class P : Controller { async Task A(List<IFormFile> files) { foreach (var one in files) { using var s = File.OpenWrite("up/x"); await one.CopyToAsync(s); } } }',
      ['file-write local up/x', 'upload local up/x'],
    ],
    ['File.WriteAllText("state.json", text);', ['file-write local state.json']],
    ['await File.AppendAllTextAsync(Path.Combine(Path.GetTempPath(), "x"), text);', []],
    ['class A { IActionResult Get() => File(bytes, "image/png"); }', []],
    ['class File { public static void Create(string a) {} } class B { void C() { File.Create("x"); } }', []],
    ['using Disk = System.IO.File;\nDisk.WriteAllBytes("a.bin", bytes);', ['file-write local a.bin']],
    ['new StreamWriter("report.csv");', ['file-write local report.csv']],
    ['new StreamWriter(stream);', []],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('timed work and queues', () => {
  const service = (line: string, base = 'BackgroundService'): string =>
    `class Sweeper(IOptions<X> options) : ${base} { protected override async Task ExecuteAsync(CancellationToken stop) { ${line} } }`;
  test.each([
    [
      service('while (!stop.IsCancellationRequested) { Sweep(); await Task.Delay(TimeSpan.FromMinutes(5), stop); }'),
      ['scheduler local'],
    ],
    [service('while (true) { Sweep(); await Task.Delay(options.Value.Every, stop); }'), ['scheduler local']],
    [
      service(
        'using PeriodicTimer timer = new(TimeSpan.FromHours(1)); while (await timer.WaitForNextTickAsync(stop)) Sweep();',
      ),
      ['scheduler local'],
    ],
    [
      service('timer = new Timer(Sweep, null, TimeSpan.Zero, TimeSpan.FromDays(1));', 'IHostedService'),
      ['scheduler local'],
    ],
    // Waits for work to come, for the end, or after a failure.
    [service('while (true) await Task.Delay(Timeout.Infinite, stop);'), []],
    [service('while (true) { if (!Take()) await Task.Delay(1000, stop); }'), []],
    [service('while (true) { try { Take(); } catch (Exception) { await Task.Delay(TimeSpan.FromMinutes(2)); } }'), []],
    [service('await Task.Delay(TimeSpan.FromMinutes(5), stop); Sweep();'), []],
    ['class Other { async Task Run() { while (true) await Task.Delay(TimeSpan.FromMinutes(5)); } }', []],
    [
      `using Medallion.Threading;\n${service('while (true) { await Task.Delay(TimeSpan.FromHours(1)); }')}`,
      ['scheduler local'],
    ],
    [
      `${builder}builder.Services.AddQuartz(q => q.UsePersistentStore(s => { s.UseClustering(); }));`,
      ['scheduler local', 'scheduler shared'],
    ],
    [`${builder}builder.Services.AddHangfire(c => c.UseMemoryStorage());`, ['queue local']],
    [
      `${builder}builder.Services.AddHangfire(c => c.UseRecommendedSerializerSettings().UsePostgreSqlStorage(x));`,
      ['queue shared'],
    ],
    [`${builder}builder.Services.AddMassTransit(x => x.UsingInMemory((context, bus) => { }));`, ['queue local']],
    ['var jobs = Channel.CreateUnbounded<Job>();', ['queue local']],
    ['class Mails : Controller { void Send() { _ = Task.Run(() => mail.Send()); } }', ['background-work local']],
    ['class Mails : Controller { async Task Send() { await Task.Run(() => mail.Send()); } }', []],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
  test('a distributed lock lets only one replica work', () => {
    const { facts } = readSource(
      'csharp',
      'a.cs',
      `using Medallion.Threading;\n${service('while (true) { await Task.Delay(TimeSpan.FromHours(1)); }')}`,
    );
    expect(facts).toMatchObject([{ kind: 'scheduler', locked: true }]);
  });
});

describe('databases and their schema', () => {
  test.each([
    [
      `${builder}builder.Services.AddDbContext<Db>(o => o.UseSqlite("Data Source=app.db"));`,
      ['datastore local app.db'],
    ],
    [
      'var connection = new SqliteConnection("Data Source=/data/app.db;Cache=Shared");',
      ['datastore local /data/app.db'],
    ],
    [`${builder}builder.Services.AddDbContext<Db>(o => o.UseSqlite("Data Source=:memory:"));`, []],
    [
      'class Db : DbContext { protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite("Filename=x.db"); }',
      ['datastore local x.db'],
    ],
    [
      `${builder}builder.Services.AddDbContext<Db>(o => o.UseNpgsql("Host=db;Database=shop;Username=shop;Maximum Pool Size=20"));`,
      ['datastore shared', 'pool postgres 20 safe', 'endpoint postgres db'],
    ],
    [
      `${builder}builder.Services.AddDbContext<Db>(o => o.UseSqlServer(builder.Configuration.GetConnectionString("Db")));`,
      ['datastore shared', 'pool sqlserver ? safe'],
    ],
    ['var files = new LiteDatabase("data.ldb");', ['datastore local data.ldb']],
    [
      `${built}using var scope = app.Services.CreateScope();\nscope.ServiceProvider.GetRequiredService<Db>().Database.Migrate();`,
      ['migration local'],
    ],
    [
      'static async Task Seed(ShopContext context) { await context.Database.EnsureCreatedAsync(); }',
      ['migration local'],
    ],
    [
      'class F : IDesignTimeDbContextFactory<Db> { Db CreateDbContext(string[] a) => new(new DbContextOptionsBuilder().UseSqlite("Data Source=x.db")); }',
      [],
    ],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
  test('what drops the database is told apart', () => {
    const { facts } = readSource('csharp', 'a.cs', 'void Reset(Db db) { db.Database.EnsureDeleted(); }');
    expect(facts).toMatchObject([{ kind: 'migration', destroys: true }]);
  });
});

describe('log lines', () => {
  test.each([
    [
      'Log.Logger = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Console().WriteTo.File("logs/a.txt").CreateLogger();',
      ['log-sink local logs/a.txt', 'log-sink shared'],
    ],
    [
      `${builder}builder.Host.UseSerilog((context, logger) => logger.WriteTo.Async(a => a.File(path: "/var/log/a.txt")));`,
      ['log-sink local /var/log/a.txt'],
    ],
    [`${builder}builder.Logging.AddFile("logs/x.log");`, ['log-sink local logs/x.log']],
    [`${builder}builder.Logging.AddConsole();`, []],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
  test('a sink that ships is told apart', () => {
    const { facts } = readSource('csharp', 'a.cs', 'new LoggerConfiguration().WriteTo.Seq("http://seq");');
    expect(facts).toMatchObject([{ kind: 'log-sink', scope: 'shared', ships: true }]);
  });
});

describe('sockets, servers and stops', () => {
  test.each([
    [`${builder}builder.Services.AddSignalR();`, ['realtime local']],
    [`${builder}builder.Services.AddSignalR().AddStackExchangeRedis(x);`, ['realtime shared', 'realtime local']],
    [`${built}app.Run();`, ['signal SIGTERM,SIGINT drains', 'listen all ? ASPNETCORE_HTTP_PORTS']],
    [
      'Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();',
      ['signal SIGTERM,SIGINT drains', 'listen all ? ASPNETCORE_HTTP_PORTS'],
    ],
    [`${built}app.Run("http://localhost:5000");`, ['signal SIGTERM,SIGINT drains', 'listen loopback 5000']],
    [`${built}app.Run(async context => await context.Response.WriteAsync("x"));`, []],
    [`${builder}builder.WebHost.UseUrls("http://+:8080/");`, ['listen all 8080']],
    [`${builder}builder.WebHost.ConfigureKestrel(k => { k.ListenAnyIP(5001); });`, ['listen all 5001']],
    [`${builder}builder.WebHost.UseKestrel(o => o.Listen(IPAddress.Loopback, 5000));`, ['listen loopback 5000']],
    [
      'Host.CreateDefaultBuilder(args).ConfigureServices((context, services) => { services.AddHostedService<W>(); }).Build().Run();',
      ['signal SIGTERM,SIGINT drains'],
    ],
    [
      'class P { static void Main(string[] a) { CreateHostBuilder(a).Build().Run(); } static IHostBuilder CreateHostBuilder(string[] a) => Host.CreateDefaultBuilder(a); }',
      ['signal SIGTERM,SIGINT drains'],
    ],
    ['AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop();', ['signal SIGTERM drains']],
    ['AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.Exit(0);', ['signal SIGTERM exits']],
    ['Console.CancelKeyPress += (_, e) => source.Cancel();', ['signal SIGINT drains']],
    [
      'PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => { source.Cancel(); });',
      ['signal SIGTERM drains'],
    ],
    ['class A { void Run() { thing.Run(); } }', []],
    ['var host = Hosting.Make(args);\nawait host.RunAsync();', ['signal SIGTERM,SIGINT drains']],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
  test('the limit of the drain is seconds', () => {
    const { facts } = readSource(
      'csharp',
      'a.cs',
      `${builder}builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMinutes(2));`,
    );
    expect(facts).toMatchObject([{ kind: 'signal-handler', drainSeconds: 120 }]);
  });
});

describe('what stands around', () => {
  test.each([
    [
      `${built}app.MapGet("/health", async (Db db) => await db.Database.CanConnectAsync());`,
      ['health-route /health asks db.Database.CanConnectAsync'],
    ],
    [`${built}app.MapGet("/health", () => "ok");`, []],
    [
      `${builder}builder.Services.AddHealthChecks().AddNpgSql(x);\nvar app = builder.Build();\napp.MapHealthChecks("/health");`,
      ['health-route /health asks healthChecks.AddNpgSql'],
    ],
    [
      `${builder}builder.Services.AddHealthChecks().AddNpgSql(x);\nvar app = builder.Build();\napp.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });`,
      [],
    ],
    ['Process.Start("ffmpeg", "-i a.mp4");', ['spawn ffmpeg']],
    ['var info = new ProcessStartInfo { FileName = "/usr/bin/convert", Arguments = "a b" };', ['spawn convert']],
    ['class A : ControllerBase { string Ip() => HttpContext.Connection.RemoteIpAddress.ToString(); }', ['client asks']],
    [`${built}app.UseForwardedHeaders();`, ['client trusts']],
    ['var f = new ConnectionFactory { HostName = "rabbit", Port = 5673 };', ['endpoint rabbitmq rabbit:5673']],
    ['var r = ConnectionMultiplexer.Connect("cache:6379,abortConnect=false");', ['endpoint redis cache:6379']],
    ['var url = "redis://cache:6379";', ['endpoint redis cache:6379']],
    [
      'var url = Environment.GetEnvironmentVariable("REDIS_URL") ?? "redis://localhost:6379";',
      ['endpoint redis localhost:6379 REDIS_URL'],
    ],
    [
      'OpenConnection("Server=db;Username=postgres;Password=postgres;");',
      ['endpoint postgres db', 'secret OpenConnection by name'],
    ],
    [
      'class A { void B(IModel channel) { channel.BasicConsume("jobs", autoAck: true, consumer); } }',
      ['consumer rabbitmq early unknown'],
    ],
    [
      'class A { void B(IModel channel) { channel.BasicConsume(queue: "jobs", autoAck: false, consumer: c); } }',
      ['consumer rabbitmq late unknown'],
    ],
    ['var c = new ConsumerConfig { GroupId = "orders", EnableAutoCommit = false };', ['consumer kafka late one']],
    ['class A { const string ApiToken = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"; }', ['secret ApiToken by form']],
    [
      'class Login { static readonly Dictionary<string, User> sessions = new(); void In(string a) { sessions[a] = u; } User Who(string a) => sessions[a]; }',
      ['module-state local sessions medium'],
    ],
    [
      'class Types { static readonly ConcurrentDictionary<Type, Info> known = new(); Info Of(Type t) => known.GetOrAdd(t, Make); }',
      [],
    ],
    [
      'class Fixed { static readonly Dictionary<string, int> sizes = new() { ["a"] = 1 }; int Of(string a) => sizes[a]; }',
      [],
    ],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});
