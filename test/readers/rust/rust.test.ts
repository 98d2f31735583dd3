/** What Rust says of its state, its environment and its listeners. */
import { describe, expect, test } from '@jest/globals';
import { readAll } from '../../../src/readers/index.ts';
import { parsers, readers } from '../../support/lint.ts';
import { processorTime } from '../../support/processor.ts';
import { readSource, readsIn, saidBy } from '../code/said.ts';

const facts = (text: string, path = 'src/main.rs') => readSource('rust', path, text).facts;
const said = (text: string, path?: string) => saidBy(facts(text, path));
const reads = (text: string) => readsIn(facts(text));
const main = (body: string) => `fn main() { ${body} }`;

describe('reads of the environment', () => {
  test.each([
    ['std::env::var("A").unwrap();', ['A required']],
    ['std::env::var("A").expect("A must be set");', ['A required']],
    ['let a = std::env::var("A")?;', ['A required']],
    ['let a = std::env::var("A").map_err(|e| Oops(e))?;', ['A required']],
    ['let a = std::env::var("A").context("no A")?.parse::<u16>()?;', ['A required']],
    ['let a = std::env::var("A").unwrap_or("b".to_string());', ['A defaulted b']],
    ['let a = std::env::var("A").unwrap_or_else(|_| "b".into());', ['A defaulted b']],
    ['let a = std::env::var("A").unwrap_or_else(|_| String::from("b"));', ['A defaulted b']],
    ['let a = std::env::var("A").unwrap_or_else(|_| { panic!("A") });', ['A required']],
    ['let a = std::env::var("A").unwrap_or_default();', ['A defaulted ']],
    ['let a = std::env::var("A").ok().and_then(|p| p.parse().ok()).unwrap_or(8080);', ['A defaulted 8080']],
    ['let a = std::env::var("A").map(|v| v == "true").unwrap_or(false);', ['A defaulted false']],
    ['let a = std::env::var("A").ok();', ['A optional']],
    ['if let Ok(a) = std::env::var("A") { go(a) }', ['A optional']],
    ['if std::env::var("A").is_ok() { go() }', ['A optional']],
    ['let a = match std::env::var("A") { Ok(v) => v, Err(_) => "b".to_string() };', ['A defaulted b']],
    ['let a = match std::env::var("A") { Ok(v) => v, Err(_) => panic!("A") };', ['A required']],
    ['let Ok(a) = std::env::var("A") else { panic!("A") };', ['A required']],
    ['let Ok(a) = std::env::var("A") else { return };', ['A optional']],
    ['const NAME: &str = "A"; std::env::var(NAME).unwrap();', ['A required']],
    ['println!("{}", std::env::var("A").unwrap());', ['A required']],
    ['let a = std::env::var("SECRET_KEY").unwrap_or("change-me".into());', ['SECRET_KEY defaulted known']],
    ['std::env::set_var("A", "b");', []],
    ['let a = env!("A"); let b = option_env!("B");', []],
    ['std::env::var(name).unwrap();', []],
  ])('%s', (text, expected) => {
    expect(reads(main(text))).toEqual(expected);
  });
  test.each([
    ['use std::env;', 'env::var("A").unwrap();'],
    ['use std::env::var;', 'var("A").unwrap();'],
    ['use std::{env::{self, var as read}};', 'read("A").unwrap();'],
    ['use dotenvy;', 'dotenvy::var("A").unwrap();'],
  ])('%s', (use, text) => {
    expect(reads(`${use}\n${main(text)}`)).toEqual(['A required']);
  });
  test('`?` in a function that answers an Option is no demand', () => {
    expect(reads('fn a() -> Option<String> { let b = std::env::var("A").ok()?; Some(b) }')).toEqual(['A optional']);
  });
  test('a function of the file that hands its name on', () => {
    const wrapper = `
      fn setting(name: &str, other: &str) -> String { std::env::var(name).unwrap_or_else(|_| other.to_string()) }
      fn must(name: &str) -> String { std::env::var(name).expect("missing") }`;
    expect(reads(`${wrapper}\n${main('setting("A", "b"); must("C");')}`)).toEqual(['A defaulted b', 'C required']);
  });
});

describe('arguments and settings that stand for variables', () => {
  test.each([
    ['#[arg(long, env = "PORT", default_value_t = 8080)] port: u16', ['PORT defaulted 8080']],
    ['#[arg(env = "HOST", default_value = "0.0.0.0")] host: String', ['HOST defaulted 0.0.0.0']],
    ['#[clap(long, env)] pub database_url: String', ['DATABASE_URL required']],
    ['#[arg(long, env)] token: Option<String>', ['TOKEN optional']],
    ['#[structopt(long, env = "A")] a: String', ['A required']],
    ['#[arg(long)] verbose: bool', []],
  ])('%s', (field, expected) => {
    expect(reads(`use clap::Parser;\n#[derive(Parser)]\nstruct Args { ${field} }`)).toEqual(expected);
  });
  test('the flag of the command line is kept', () => {
    const [read] = facts('#[derive(clap::Parser)]\nstruct A { #[arg(long, env = "DB")] database_url: String }');
    expect(read).toMatchObject({ name: 'DB', flag: '--database-url' });
  });
  test('envy fills a struct', () => {
    const text = `#[derive(Deserialize)]
      struct Settings {
        port: u16, host: Option<String>,
        #[serde(default)] workers: usize,
        #[serde(rename = "db_url")] database: String,
      }
      fn load() -> Settings { envy::prefixed("SHOP_").from_env::<Settings>().unwrap() }`;
    expect(reads(text)).toEqual([
      ...['SHOP_PORT required', 'SHOP_HOST optional', 'SHOP_WORKERS defaulted', 'SHOP_DB_URL required'],
    ]);
  });
  test('config: other sources may fill the fields, and structs inside bring their names', () => {
    const text = `use config::{Config, Environment, File};
      #[derive(Deserialize)] struct Settings { redis_uri: String, database: Database }
      #[derive(Deserialize)] struct Database { host: String }
      fn load() -> Result<Settings, config::ConfigError> {
        let settings = Config::builder().add_source(File::with_name("base"))
          .add_source(Environment::with_prefix("APP").prefix_separator("_").separator("__")).build()?;
        settings.try_deserialize::<Settings>()
      }`;
    expect(reads(text)).toEqual(['APP_REDIS_URI optional', 'APP_DATABASE__HOST optional']);
  });
});

describe('listeners', () => {
  test.each([
    ['tokio::net::TcpListener::bind("0.0.0.0:3000").await?;', ['listen all 3000']],
    ['tokio::net::TcpListener::bind("127.0.0.1:3000").await?;', ['listen loopback 3000']],
    ['tokio::net::TcpListener::bind(("0.0.0.0", 3000)).await?;', ['listen all 3000']],
    ['let a = SocketAddr::from(([0, 0, 0, 0], 3000)); TcpListener::bind(a).await?;', ['listen all 3000']],
    ['let a = SocketAddr::from(([127, 0, 0, 1], 3000)); TcpListener::bind(&a).await?;', ['listen loopback 3000']],
    ['TcpListener::bind((Ipv4Addr::UNSPECIFIED, 80)).await?;', ['listen all 80']],
    ['TcpListener::bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 80)).await?;', ['listen loopback 80']],
    [
      'let p = env::var("PORT").unwrap_or("3000".into()); TcpListener::bind(format!("0.0.0.0:{}", p)).await?;',
      ['listen all 3000 PORT'],
    ],
    [
      'let p: u16 = env::var("PORT").unwrap().parse().unwrap(); TcpListener::bind(format!("0.0.0.0:{p}")).await?;',
      ['listen all ? PORT'],
    ],
    [
      'let h = env::var("HOST").unwrap_or_else(|_| "127.0.0.1".into()); TcpListener::bind((h, 80)).await?;',
      ['listen loopback 80'],
    ],
    ['TcpListener::bind(settings.address).await?;', ['listen unknown ?']],
    [
      'HttpServer::new(|| App::new()).bind(("0.0.0.0", 8080))?.run().await',
      ['signal SIGTERM,SIGINT,SIGQUIT drains', 'listen all 8080'],
    ],
    [
      'HttpServer::new(|| App::new()).workers(2).bind("127.0.0.1:8080").unwrap().run()',
      ['signal SIGTERM,SIGINT,SIGQUIT drains', 'listen loopback 8080'],
    ],
    ['HttpServer::new(|| App::new()).disable_signals().bind("0.0.0.0:80")?.run().await', ['listen all 80']],
    ['axum::Server::bind(&"0.0.0.0:3000".parse().unwrap()).serve(app.into_make_service()).await', ['listen all 3000']],
    ['warp::serve(routes).run(([0, 0, 0, 0], 3030)).await;', ['listen all 3030']],
    ['warp::serve(routes).run(([127, 0, 0, 1], 3030)).await;', ['listen loopback 3030']],
    [
      'let addr = "[::1]:50051".parse()?; Server::builder().add_service(s).serve(addr).await?;',
      ['listen loopback 50051'],
    ],
    [
      'let _ = rocket::build().mount("/", routes![a]).launch().await;',
      ['listen loopback 8000 ROCKET_PORT', 'signal SIGTERM,SIGINT drains'],
    ],
  ])('%s', (text, expected) => {
    const uses = `use std::{env, net::{IpAddr, Ipv4Addr, SocketAddr}}; use tokio::net::TcpListener;
      use actix_web::{App, HttpServer}; use tonic::transport::Server;`;
    expect([...said(`${uses}\n${main(text)}`)].sort()).toEqual([...expected].sort());
  });
  test('the settings file of Rocket speaks for it', () => {
    const read = readSource('rust', 'web/src/main.rs', main('rocket::build().launch();'), ['web/Rocket.toml']);
    expect(saidBy(read.facts)).toEqual(['signal SIGTERM,SIGINT drains']);
    expect(read.imports).toEqual(['web/Rocket.toml']);
  });
});

describe('signals', () => {
  const wired = 'axum::serve(l, app).with_graceful_shutdown(stop()).await.unwrap();';
  test.each([
    ['tokio::signal::ctrl_c().await.unwrap();', ['signal SIGINT unknown']],
    [
      `tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).unwrap().recv().await; ${wired}`,
      ['signal SIGTERM drains'],
    ],
    [
      'use tokio::signal::unix::{signal, SignalKind}; let mut s = signal(SignalKind::terminate())?; s.recv().await;',
      ['signal SIGTERM unknown'],
    ],
    ['let s = signal_hook::iterator::Signals::new([SIGTERM, SIGINT])?;', ['signal SIGTERM,SIGINT unknown']],
    ['signal_hook::flag::register(signal_hook::consts::SIGTERM, stop)?;', ['signal SIGTERM unknown']],
    ['ctrlc::set_handler(move || stop())?;', ['signal SIGTERM,SIGINT unknown']],
    ['tokio::signal::unix::signal(tokio::signal::unix::SignalKind::user_defined1())?;', []],
  ])('%s', (text, expected) => {
    expect(said(main(text)).filter((one) => one.startsWith('signal'))).toEqual(expected);
  });
  test('a select! over both', () => {
    const text = `use tokio::signal;
      async fn shutdown() {
        let ctrl_c = async { signal::ctrl_c().await.expect("x") };
        #[cfg(unix)]
        let terminate = async { signal::unix::signal(signal::unix::SignalKind::terminate()).expect("x").recv().await; };
        #[cfg(not(unix))]
        let terminate = std::future::pending::<()>();
        tokio::select! { _ = ctrl_c => {}, _ = terminate => {}, }
      }`;
    expect(said(text)).toEqual(['signal SIGINT unknown', 'signal SIGTERM unknown']);
  });
  test('inside a select!', () => {
    expect(
      said(main('tokio::select! { _ = work() => {}, _ = tokio::signal::ctrl_c() => { println!("bye"); } }')),
    ).toEqual(['signal SIGINT unknown']);
  });
  test('the limit of a drain', () => {
    const [fact] = facts(main('actix_web::HttpServer::new(f).shutdown_timeout(60).run();'));
    expect(fact).toMatchObject({ kind: 'signal-handler', does: 'drains', drainSeconds: 60 });
  });
  test('#[launch] of Rocket', () => {
    expect(said('#[macro_use] extern crate rocket;\n#[launch]\nfn rocket() -> _ { rocket::build() }')).toContain(
      'signal SIGTERM,SIGINT drains',
    );
  });
});

describe('guards', () => {
  const write = 'std::fs::write("data/a", b);';
  const guard = (text: string) => facts(text).find(({ kind }) => kind === 'file-write')?.guard;
  test.each([
    [main(`if cfg!(debug_assertions) { ${write} }`), 'development'],
    [main(`if !cfg!(debug_assertions) { ${write} }`), 'always'],
    [main(`if std::env::var("APP_ENV").as_deref() == Ok("production") { ${write} }`), 'always'],
    [main(`if std::env::var("APP_ENV").unwrap_or_default() != "production" { ${write} }`), 'development'],
    [
      main(`let env = std::env::var("APP_ENV").unwrap(); match env.as_str() { "local" => { ${write} } _ => {} }`),
      'development',
    ],
    [main(`match environment { Environment::Local => { ${write} } Environment::Production => {} }`), 'development'],
    [main(`if let Ok(dir) = std::env::var("DUMP") { ${write} }`), 'conditional'],
    [main(`if std::env::var("DUMP").is_ok() { ${write} }`), 'conditional'],
    [main(`if settings.is_production() { } else { ${write} }`), 'development'],
    [main(`if ready { ${write} }`), 'always'],
    [`#[cfg(test)] mod tests { fn a() { ${write} } }`, 'test'],
    [`fn init_test_db() { ${write} }`, 'test'],
    [`fn test_connection() { ${write} }`, 'always'],
    [`#[test] fn a() { ${write} }`, 'test'],
    [`#[tokio::test] async fn a() { ${write} }`, 'test'],
    [`#[cfg(debug_assertions)] fn a() { ${write} }`, 'development'],
    [`#[cfg(not(test))] fn a() { ${write} }`, 'always'],
    [`#[cfg(feature = "dump")] fn a() { ${write} }`, 'conditional'],
    [`#[cfg(all(unix, not(feature = "x")))] fn a() { ${write} }`, 'conditional'],
    [`#[cfg(windows)] fn a() { ${write} }`, undefined],
    [`#[cfg(not(unix))] fn a() { ${write} }`, undefined],
    [`fn a() { #[cfg(debug_assertions)] { ${write} } }`, 'development'],
  ])('%s', (text, expected) => {
    expect(guard(text)).toBe(expected);
  });
  test.each(['tests/api.rs', 'src/tests.rs', 'crates/x/tests/a.rs', 'examples/a.rs'])('%s belongs to tests', (path) => {
    expect(facts(main(write), path).filter(({ guard: one }) => one !== 'test')).toEqual([]);
  });
  test.each(['build.rs', 'xtask/src/main.rs'])('%s is a tool', (path) => {
    expect(facts(main(write), path)).toEqual([]);
  });
});

describe('state', () => {
  test.each([
    [
      'use tower_sessions::{MemoryStore, SessionManagerLayer};',
      'let layer = SessionManagerLayer::new(MemoryStore::default());',
      ['session-store local'],
    ],
    ['use tower_sessions_redis_store::RedisStore;', 'let store = RedisStore::new(pool);', ['session-store shared']],
    [
      'use tower_sessions_sqlx_store::PostgresStore as Store;',
      'let store = Store::new(pool);',
      ['session-store shared'],
    ],
    [
      'use actix_session::{storage::CookieSessionStore, SessionMiddleware};',
      'SessionMiddleware::new(CookieSessionStore::default(), key);',
      ['session-store shared'],
    ],
    [
      'use actix_session::storage::RedisSessionStore;',
      'let s = RedisSessionStore::new(uri).await?;',
      ['session-store shared'],
    ],
    ['', 'let s = my::MemoryStore::default();', []],
    ['use crate::store::MemoryStore;', 'let s = MemoryStore::default();', []],
    [
      'use moka::future::Cache;',
      'let c: Cache<String, u32> = Cache::builder().max_capacity(10).build();',
      ['local-cache local'],
    ],
    [
      'use tower_governor::governor::GovernorConfigBuilder;',
      'let c = GovernorConfigBuilder::default().per_second(2).finish().unwrap();',
      ['rate-limit local'],
    ],
    [
      'use actix_limitation::Limiter;',
      'let l = Limiter::builder("redis://cache").limit(5).build();',
      ['rate-limit shared', 'endpoint redis cache'],
    ],
    ['use governor::{Quota, RateLimiter};', 'let l = RateLimiter::direct(q);', []],
    [
      'use axum::extract::Multipart;',
      'tokio::fs::File::create("uploads/a.png").await?;',
      ['file-write local uploads/a.png', 'upload local uploads/a.png'],
    ],
    ['use axum::extract::Multipart;', 'tokio::fs::write(std::env::temp_dir().join("a"), b).await?;', []],
    ['use std::path::Path;', 'std::fs::write(Path::new("data").join("a.json"), b)?;', ['file-write local data/a.json']],
    [
      'use std::fs::OpenOptions;',
      'OpenOptions::new().append(true).create(true).open("audit.log")?;',
      ['file-write local audit.log'],
    ],
    ['use std::fs::OpenOptions;', 'OpenOptions::new().read(true).open("a.txt")?;', []],
    ['', 'let f = std::fs::File::open("a.txt")?;', []],
    ['use rocket::fs::TempFile;', 'file.persist_to("uploads/a").await?;', ['upload local uploads/a']],
    [
      'use actix_multipart::form::tempfile::TempFile;',
      'form.file.file.persist(format!("uploads/{name}"))?;',
      ['upload local uploads'],
    ],
  ])('%s %s', (uses, text, expected) => {
    expect([...said(`${uses}\n${main(text)}`)].sort()).toEqual([...expected].sort());
  });
  test('#[cached] keeps answers, with Redis elsewhere', () => {
    expect(said('use cached::proc_macro::cached;\n#[cached(time = 60)]\nfn rates() -> u8 { 1 }')).toEqual([
      'local-cache local',
    ]);
    expect(said('use cached::proc_macro::io_cached;\n#[io_cached(map_error = "x")]\nfn rates() -> u8 { 1 }')).toEqual([
      'local-cache shared',
    ]);
  });
  test('a channel is a room beside WebSockets only', () => {
    const text = main('let (tx, _) = tokio::sync::broadcast::channel::<String>(100);');
    expect(said(text)).toEqual([]);
    expect(said(`use axum::extract::ws::{WebSocket, WebSocketUpgrade};\n${text}`)).toEqual(['realtime local']);
    expect(said(`use axum::extract::ws::WebSocket;\nuse redis::Client;\n${text}`)).toEqual(['realtime shared']);
  });

  describe('of the process', () => {
    const state = (text: string) =>
      facts(text).flatMap((fact) => (fact.kind === 'module-state' ? [`${fact.label} ${fact.confidence}`] : []));
    test.each([
      [
        'static SESSIONS: Lazy<Mutex<HashMap<String, u32>>> = Lazy::new(|| Mutex::new(HashMap::new()));',
        'fn add() { SESSIONS.lock().unwrap().insert(k, v); } fn find() { SESSIONS.lock().unwrap().get(&k); }',
        ['SESSIONS medium'],
      ],
      [
        'lazy_static! { static ref TOKENS: RwLock<HashMap<String, u32>> = RwLock::new(HashMap::new()); }',
        'fn add() { let mut map = TOKENS.write().unwrap(); map.insert(k, v); } fn find() { TOKENS.read().unwrap().contains_key(&k); }',
        ['TOKENS medium'],
      ],
      [
        'static SEEN: OnceLock<DashMap<String, u32>> = OnceLock::new();',
        'fn add() { SEEN.get_or_init(DashMap::new).insert(k, v); }',
        [],
      ],
      [
        'struct App { carts: RwLock<HashMap<u32, Cart>> }',
        'async fn add(State(app): State<Arc<App>>) { app.carts.write().await.insert(1, c); } async fn show(State(app): State<Arc<App>>) { app.carts.read().await.get(&1); }',
        ['carts medium'],
      ],
      [
        'type Db = Arc<RwLock<HashMap<u32, User>>>;',
        'async fn add(State(users): State<Db>) { users.write().unwrap().insert(1, u); } async fn all(State(users): State<Db>) { users.read().unwrap().values(); }',
        ['users medium'],
      ],
      [
        'struct App { carts: Mutex<HashMap<u32, Cart>> }',
        'async fn add(data: web::Data<App>) { data.carts.lock().unwrap().insert(1, c); }',
        [],
      ],
      [
        'struct App { seen: Mutex<HashMap<u32, u32>> }',
        'async fn add(State(app): State<Arc<App>>, Json(a): Json<u32>) -> u32 { app.seen.lock().unwrap().insert(1, a); 1 } fn all(app: &App) { app.seen.lock().unwrap().len(); }',
        ['seen low'],
      ],
      // Never changed, or not shared.
      ['static CODES: Lazy<HashMap<u32, u32>> = Lazy::new(|| HashMap::new());', 'fn find() { CODES.get(&1); }', []],
      ['', 'fn add() { let mut sessions = HashMap::new(); sessions.insert(1, 2); }', []],
      ['struct Cart { items: Vec<u32> }', 'impl Cart { fn add(&mut self) { self.items.push(1); } }', []],
    ])('%s', (definitions, text, expected) => {
      expect(state(`use axum::extract::State; use actix_web::web;\n${definitions}\n${text}`)).toEqual(expected);
    });
  });
});

describe('data, work and logs', () => {
  test.each([
    ['sqlx::migrate!("./migrations").run(&pool).await?;', ['migration local']],
    ['let m = sqlx::migrate::Migrator::new(path).await?; m.run(&pool).await?;', ['migration local']],
    ['use diesel_migrations::MigrationHarness; conn.run_pending_migrations(MIGRATIONS)?;', ['migration local']],
    ['use migration::{Migrator, MigratorTrait}; Migrator::up(&db, None).await?;', ['migration local']],
    ['use rusqlite::Connection; let c = Connection::open("data/shop.db")?;', ['datastore local data/shop.db']],
    ['use rusqlite::Connection; let c = Connection::open(":memory:")?;', []],
    ['use rusqlite::Connection; let c = Connection::open_in_memory()?;', []],
    ['use sqlx::PgPool; let p = PgPool::connect(&url).await?;', ['datastore shared', 'pool postgres 10 safe']],
    [
      'use sqlx::postgres::PgPoolOptions; let p = PgPoolOptions::new().max_connections(50).connect(&url).await?;',
      ['datastore shared', 'pool postgres 50 safe'],
    ],
    [
      'use sqlx::postgres::PgPoolOptions; let mut o = PgPoolOptions::new(); o.max_connections(5); let p = o.connect(&url).await?;',
      ['datastore shared', 'pool postgres 5 safe'],
    ],
    [
      'use sea_orm::{ConnectOptions, Database}; let mut o = ConnectOptions::new("sqlite://a.db"); o.max_connections(100); let d = Database::connect(o).await?;',
      ['datastore local', 'pool database 100 safe'],
    ],
    [
      'use sea_orm::Database; let d = Database::connect("sqlite://shop.db?mode=rwc").await?;',
      ['datastore local', 'pool database 10 safe'],
    ],
    ['let db = sled::open("data/sled")?;', ['datastore local data/sled']],
    ['let k = actix_web::cookie::Key::generate();', ['instance-secret local']],
    ['let k = axum_extra::extract::cookie::Key::from(secret.as_bytes());', []],
    ['tracing_appender::rolling::daily("logs", "shop.log");', ['log-sink local logs']],
    ['tracing_subscriber::fmt().json().init();', ['log-sink shared']],
    ['fern::Dispatch::new().chain(fern::log_file("shop.log")?).apply()?;', ['log-sink local shop.log']],
    [
      'use tokio_cron_scheduler::JobScheduler; let s = JobScheduler::new().await?; s.add(j).await?; s.start().await?;',
      ['scheduler local'],
    ],
    [
      'tokio::spawn(async move { let mut t = tokio::time::interval(std::time::Duration::from_secs(60 * 60)); loop { t.tick().await; sqlx::query("x").execute(&pool).await; } });',
      ['scheduler local'],
    ],
    [
      'tokio::spawn(async move { let mut t = tokio::time::interval(std::time::Duration::from_secs(5)); loop { t.tick().await; sqlx::query("x").execute(&pool).await; } });',
      [],
    ],
    [
      'tokio::spawn(async move { let mut t = tokio::time::interval(std::time::Duration::from_secs(300)); loop { t.tick().await; limiter.retain_recent(); } });',
      [],
    ],
    ['std::process::Command::new("ffmpeg").arg("-i").spawn()?;', ['spawn ffmpeg']],
    ['std::process::Command::new(program).spawn()?;', []],
    [
      'let ch = lapin::Connection::connect(&url, o).await?.create_channel().await?; ch.basic_consume("orders", "tag", BasicConsumeOptions { no_ack: true, ..Default::default() }, t).await?;',
      ['consumer rabbitmq early one', 'queue shared'],
    ],
    [
      'let c: rdkafka::consumer::StreamConsumer = ClientConfig::new().set("group.id", "shop").set("enable.auto.commit", "false").create()?; c.subscribe(&["orders"])?;',
      ['consumer kafka late one'],
    ],
    ['let c = redis::Client::open("redis://localhost:6379/")?;', ['endpoint redis localhost:6379']],
    [
      'let url = std::env::var("REDIS_URL").unwrap_or_else(|_| "redis://localhost".to_string());',
      ['endpoint redis localhost REDIS_URL'],
    ],
    ['let c = Config { token: "ghp_0123456789abcdefghijABCDEFGHIJ012345".into() };', ['secret token by form']],
    ['const JWT_SECRET: &str = "Zm9v4mQ8sX2pLr7Wq9Td3KbV";', ['secret JWT_SECRET by name']],
  ])('%s', (text, expected) => {
    expect([...said(main(text))].sort()).toEqual([...expected].sort());
  });
  test('a lock of the database guards a timer', () => {
    const text =
      'use tokio_cron_scheduler::JobScheduler; use sqlx::postgres::PgAdvisoryLock;\nfn a(s: JobScheduler) { s.start(); }';
    expect(facts(text)).toMatchObject([{ kind: 'scheduler', locked: true }]);
  });
  test('a key that is only made where a variable is not set', () => {
    const text = main(
      'let k = std::env::var("KEY").map(|k| Key::from(k.as_bytes())).unwrap_or_else(|_| Key::generate());',
    );
    expect(facts(`use cookie::Key;\n${text}`).find(({ kind }) => kind === 'instance-secret')).toMatchObject({
      variable: 'KEY',
    });
  });
  test.each([
    [
      'async fn add(State(db): State<Db>, Json(o): Json<Order>) -> StatusCode { tokio::spawn(async move { mail(o).await }); StatusCode::OK }',
      ['background-work local'],
    ],
    [
      '#[post("/orders")] async fn add() -> HttpResponse { actix_web::rt::spawn(mail()); ok() }',
      ['background-work local'],
    ],
    [
      'async fn add(Json(o): Json<Order>) -> StatusCode { tokio::spawn(async move { mail(o).await }).await; StatusCode::OK }',
      [],
    ],
    [
      'async fn add(Json(o): Json<Order>) -> Response { let (tx, rx) = mpsc::channel(1); tokio::spawn(async move { tx.send(1) }); stream(rx) }',
      [],
    ],
    ['async fn run(pool: PgPool) -> Result<()> { tokio::spawn(sweep(pool)); Ok(()) }', []],
  ])('%s', (text, expected) => {
    expect(said(`use axum::{extract::State, Json}; use actix_web::post;\n${text}`)).toEqual(expected);
  });
});

describe('routes', () => {
  const routes = (text: string) =>
    facts(text).flatMap((fact) =>
      fact.kind === 'health-route' ? [`${fact.route}${fact.asks ? ` asks ${fact.asks}` : ''}`] : [],
    );
  test.each([
    [
      'use axum::{routing::get, Router};\nfn app() -> Router { Router::new().route("/health", get(|| async { "ok" })) }',
      ['/health'],
    ],
    [
      'use axum::{routing::get, Router};\nfn app() -> Router { Router::new().route("/ready", get(ready)) }\nasync fn ready() { sqlx::query("SELECT 1").execute(&pool).await; }',
      ['/ready asks sqlx.query.execute'],
    ],
    ['use actix_web::get;\n#[get("/healthz")]\nasync fn health() -> &str { "ok" }', ['/healthz']],
    [
      'use actix_web::{web, App};\nfn a() { App::new().route("/health_check", web::get().to(check)); }',
      ['/health_check'],
    ],
    ['#[rocket::get("/health")]\nfn health() -> &\'static str { "ok" }', ['/health']],
    ['fn a() { let r = warp::path!("api" / "health").map(|| "ok"); }', ['/api/health']],
    ['fn a() { let r = warp::path("health").map(|| "ok"); }', ['/health']],
    ['use axum::{routing::get, Router};\nfn app() -> Router { Router::new().route("/orders", get(list)) }', []],
  ])('%s', (text, expected) => {
    expect(routes(text)).toEqual(expected);
  });
});

describe('addresses of clients', () => {
  test.each([
    ['use axum::extract::ConnectInfo; async fn a(ConnectInfo(ip): ConnectInfo<SocketAddr>) {}', ['client asks']],
    ['use actix_web::HttpRequest; async fn a(req: HttpRequest) { req.peer_addr(); }', ['client asks']],
    [
      'use actix_web::HttpRequest; async fn a(req: HttpRequest) { req.connection_info().realip_remote_addr(); }',
      ['client trusts'],
    ],
  ])('%s', (text, expected) => {
    expect([...new Set(said(text))]).toEqual(expected);
  });
});

describe('imports', () => {
  const imports = (path: string, text: string, others: readonly string[]) =>
    readSource('rust', path, text, others).imports;
  test.each([
    [
      'src/main.rs',
      'mod routes; mod db; fn main() { routes::go(db::open()) }',
      ['src/routes.rs', 'src/db/mod.rs'],
      ['src/routes.rs', 'src/db/mod.rs'],
    ],
    // Declared is not run.
    ['src/lib.rs', 'pub mod routes; pub mod db;', ['src/routes.rs', 'src/db.rs'], []],
    ['src/lib.rs', 'mod routes; pub use routes::router;', ['src/routes.rs'], ['src/routes.rs']],
    [
      'src/routes.rs',
      'pub mod users; use users::all;',
      ['src/routes/users.rs', 'src/users.rs'],
      ['src/routes/users.rs'],
    ],
    ['src/db/mod.rs', 'pub(crate) mod pool; use self::pool::open;', ['src/db/pool.rs'], ['src/db/pool.rs']],
    ['src/main.rs', '#[path = "other.rs"]\nmod named; use named::go;', ['src/other.rs'], ['src/other.rs']],
    ['src/routes/users.rs', 'use crate::db::pool::open;', ['src/db.rs', 'src/db/pool.rs'], ['src/db/pool.rs']],
    ['src/routes/users.rs', 'use crate::db::open;', ['src/db.rs'], ['src/db.rs']],
    ['src/routes/users.rs', 'use super::auth::check;', ['src/routes/auth.rs'], ['src/routes/auth.rs']],
    ['src/routes/users.rs', 'use super::Shared;', ['src/routes/mod.rs'], ['src/routes/mod.rs']],
    ['src/routes/users.rs', 'use crate::AppState;', ['src/lib.rs'], ['src/lib.rs']],
    ['src/routes/users.rs', 'fn a() { crate::db::open() }', ['src/db.rs'], ['src/db.rs']],
    [
      'src/app.rs',
      'use crate::routes; fn a() { routes::users::all() }',
      ['src/routes/mod.rs', 'src/routes/users.rs'],
      ['src/routes/mod.rs', 'src/routes/users.rs'],
    ],
    [
      'src/app.rs',
      'use crate::routes::*; fn a() { users::all() }',
      ['src/routes/mod.rs', 'src/routes/users.rs'],
      ['src/routes/mod.rs', 'src/routes/users.rs'],
    ],
    ['src/main.rs', 'use shop::run;\nfn main() {}', ['src/lib.rs', 'src/run.rs'], ['src/run.rs', 'src/lib.rs']],
    ['src/bin/worker.rs', '#[tokio::main] async fn main() {}', ['src/main.rs'], []],
    [
      'src/bin/worker.rs',
      'use shop::{config, queue::open};\nfn main() {}',
      ['src/lib.rs', 'src/config.rs', 'src/queue.rs', 'src/routes.rs'],
      ['src/config.rs', 'src/lib.rs', 'src/queue.rs'],
    ],
    ['crates/api/src/bin.rs', 'use shop_api::run;\nfn main() {}', ['crates/api/src/lib.rs'], ['crates/api/src/lib.rs']],
    ['src/main.rs', 'use config::File;', ['configuration/base.yaml', 'config/local.toml'], ['configuration/base.yaml']],
    ['web/src/main.rs', 'use shop_core::Order;', ['crates/shop-core/src/lib.rs'], ['crates/shop-core/src/lib.rs']],
    [
      'src/main.rs',
      'mod inline { } // mod commented; inline::x commented::x',
      ['src/inline.rs', 'src/commented.rs'],
      [],
    ],
  ])('%s: %s', (path, text, others, expected) => {
    expect([...imports(path, text, others)].sort()).toEqual([...expected].sort());
  });
  test('crates, by use and by path', () => {
    const text =
      'mod own;\nuse std::fs;\nuse crate::x;\nuse {axum::Router, tower::Layer as L};\nextern crate log;\nfn a() { tokio::spawn(b); own::c(); "a".parse::<u8>(); String::new(); fs::read(p); u16::from(1); }';
    expect([...readSource('rust', 'src/main.rs', text).packages].sort()).toEqual(['axum', 'log', 'tokio', 'tower']);
  });
});

describe('settings files beside a Cargo.toml', () => {
  const read = (path: string, text: string, beside = 'Cargo.toml') => {
    const { reading } = readAll({ [path]: text, [beside]: '[package]' }, { readers, parsers });
    return reading.code.flatMap(({ facts: found }) => found.map((fact) => `${fact.guard} ${saidBy([fact])[0]}`));
  };
  test.each([
    ['configuration/base.yaml', 'application:\n  host: 0.0.0.0\n  port: 8000\n', ['conditional listen all 8000']],
    ['config/default.toml', '[server]\nhost = "0.0.0.0"\nport = 8080\n', ['conditional listen all 8080']],
    ['config/default.toml', '[database]\nhost = "0.0.0.0"\nport = 5432\n', []],
    // What variables may replace is no proof of a mistake.
    ['configuration/base.yaml', 'application:\n  host: 127.0.0.1\n  port: 8000\n', []],
    ['configuration/base.yaml', 'redis_uri: redis://127.0.0.1:6379\n', ['conditional endpoint redis 127.0.0.1:6379']],
    ['configuration/local.yaml', 'redis_uri: redis://127.0.0.1:6379\n', ['development endpoint redis 127.0.0.1:6379']],
    ['config/production.toml', 'jwt_secret = "Zm9v4mQ8sX2pLr7Wq9Td3KbV"\n', ['conditional secret jwt_secret by name']],
    ['config/default.toml', 'broken = [', []],
    ['config/default.yaml', 'a: [', []],
  ])('%s: %s', (path, text, expected) => {
    expect(read(path, text)).toEqual(expected);
  });
  test('those of other programs are left alone', () => {
    expect(read('config/base.yaml', 'redis_uri: redis://127.0.0.1:6379\n', 'package.json')).toEqual([]);
  });
  test('Rocket.toml', () => {
    expect(read('Rocket.toml', '[default]\nport = 80\n[release]\naddress = "0.0.0.0"\n')).toEqual([
      'always listen all 80 ROCKET_PORT',
    ]);
    expect(read('Rocket.toml', '[debug]\naddress = "0.0.0.0"\n')).toEqual(['always listen loopback 8000 ROCKET_PORT']);
    expect(read('Rocket.toml', '[default.databases.shop]\nurl = "postgres://localhost/shop"\n')).toContain(
      'always endpoint postgres localhost ROCKET_DATABASES',
    );
  });
});

describe('awkward input', () => {
  test.each([
    '',
    'fn main() {',
    'fn a() -> { let x = ; }',
    `fn a() { ${'('.repeat(2000)}${')'.repeat(2000)} }`,
    `fn a() { x${'.b()'.repeat(2000)}; }`,
    `fn a() { std::env::var("A")${'.ok()'.repeat(2000)}; }`,
    `use ${'a::{'.repeat(500)}b${'}'.repeat(500)};`,
    'const A: &str = B; const B: &str = A; fn a() { std::env::var(A); }',
    'fn a() { let a = b; let b = a; a.run(); }',
    'type A = B; type B = A; fn a(x: A) { x.y.lock().insert(1); std::env::var("X"); }',
    'fn a(n: &str) -> String { a(n); std::env::var(n).unwrap() } fn main() { a("X"); }',
    `#[cfg(${'not('.repeat(1000)}test${')'.repeat(1000)})] fn a() { std::env::var("X"); }`,
    'fn a() { select! { x = } lazy_static! { static ref } format!("{", "{}{}{9}"); }',
    `fn a() { ${'tokio::select! { _ = async { '.repeat(50)} ${'} => {} }'.repeat(50)} }`,
  ])('%#', (text) => {
    const started = process.cpuUsage();
    let read: ReturnType<typeof readSource> | undefined;
    try {
      read = readSource('rust', 'src/main.rs', text);
    } catch (error) {
      // Not read at all is an answer as well: the engine makes a gap of it.
      expect(String(error)).toContain('was not read');
    }
    for (const { at } of read?.facts ?? []) expect(at.end).toBeLessThanOrEqual(text.length);
    expect(processorTime(started)).toBeLessThan(5000);
  });
});
