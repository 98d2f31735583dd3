/** Sessions, uploads, caches, limits, realtime and files that Rust libraries keep. Sources: the documentation of each crate. */
import type { CallRow } from '../../code/row.ts';

/** Ways to make a value of a type. */
const made = (type: string, ...how: readonly string[]): readonly string[] =>
  (how.length > 0 ? how : ['new', 'default']).map((one) => `${type}.${one}`);

/** Types that receive files of a form: a file that uses one and writes to disk keeps uploads. */
export const uploads: readonly string[] = [
  ...[
    'axum::Multipart',
    'axum_extra::Multipart',
    'axum_typed_multipart::TypedMultipart',
    'axum_typed_multipart::FieldData',
  ],
  ...['actix_multipart::Multipart', 'actix_multipart::MultipartForm', 'actix_multipart::TempFile'],
  ...['rocket::TempFile', 'poem::Multipart', 'poem_openapi::Upload', 'warp::FormData', 'multer::Multipart'],
];

const writes: readonly string[] = [
  ...['std.fs.write', 'tokio.fs.write', 'async_std.fs.write', 'std.fs.copy', 'tokio.fs.copy', 'fs_err.write'],
  ...['std.File.create', 'tokio.File.create', 'async_std.File.create', 'std.File.create_new', 'fs_err.File.create'],
];
const opens: readonly string[] = ['std', 'tokio', 'async_std', 'fs_err'].map((crate) => `${crate}.OpenOptions().open`);
const changes = ['write', 'append', 'create', 'create_new', 'truncate'];

/** Modules of open connections: beside them a channel or a list of senders is a room. */
export const sockets: readonly string[] = [
  ...['axum::extract.ws', 'axum::WebSocket', 'axum::WebSocketUpgrade', 'axum::Sse', 'axum::response.sse'],
  ...['warp::ws', 'warp::WebSocket', 'warp::sse', 'actix_ws', 'actix_ws::Session', 'actix_web_actors::ws'],
  ...[
    'rocket_ws',
    'rocket_ws::WebSocket',
    'rocket::EventStream',
    'poem::WebSocket',
    'tokio_tungstenite::WebSocketStream',
  ],
  ...[
    'tokio_tungstenite::accept_async',
    'tungstenite::WebSocket',
    'salvo::WebSocketUpgrade',
    'async_graphql_axum::GraphQLSubscription',
  ],
];

export const stateCalls: readonly CallRow[] = [
  {
    kind: 'session-store',
    calls: [
      ...[
        'tower_sessions',
        'axum_sessions',
        'async_session',
        'tide',
        'salvo',
        'warp_sessions',
        'tower_sessions_core',
      ].flatMap((crate) => made(`${crate}.MemoryStore`)),
      ...made('tower_sessions_memory_store.MemoryStore'),
      ...made('poem.MemoryStorage'),
    ],
    scope: 'local',
    label: 'MemoryStore',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: [
      ...made('tower_sessions_sqlx_store.SqliteStore'),
      ...made('tower_sessions_moka_store.MokaStore'),
      ...made('tower_sessions_rusqlite_store.RusqliteStore'),
      ...made('tower_sessions_file_store.FileSessionStorage'),
      'rocket_session.Session.fairing',
      'async_sqlx_session.SqliteSessionStore.new',
    ],
    scope: 'local',
    label: 'session store',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: [
      ...made('tower_sessions_sqlx_store.PostgresStore'),
      ...made('tower_sessions_sqlx_store.MySqlStore'),
      ...made('tower_sessions_redis_store.RedisStore'),
      ...made('tower_sessions_mongodb_store.MongoDBStore'),
      ...made('tower_sessions_dynamodb_store.DynamoDBStore'),
      ...made('tower_sessions_surrealdb_store.SurrealSessionStore'),
      ...made('tower_sessions_deadpool_redis_store.RedisStore'),
      ...made('tower_sessions.PostgresStore'),
      ...made('tower_sessions.RedisStore'),
      ...made('actix_session.RedisSessionStore', 'new', 'builder', 'new_pooled', 'builder_pooled'),
      ...made('actix_session.RedisActorSessionStore', 'new', 'builder'),
      ...made('actix_redis.RedisSession'),
      ...made('async_redis_session.RedisSessionStore'),
      ...made('async_sqlx_session.PostgresSessionStore', 'new', 'from_client'),
      ...made('async_mongodb_session.MongodbSessionStore', 'new', 'from_client'),
      ...made('poem.RedisStorage'),
    ],
    scope: 'shared',
    label: 'session store',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: [
      ...made('actix_session.CookieSessionStore'),
      ...made('actix_session.CookieSession', 'signed', 'private'),
      ...made('tower_sessions_cookie_store.CookieStore'),
      ...made('axum_sessions.CookieStore'),
      ...made('async_session.CookieStore'),
      ...made('tide.CookieStore'),
      'poem.CookieSession.new',
    ],
    scope: 'shared',
    label: 'sessions in cookies',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: made('axum_session.SessionStore', 'new', 'builder'),
    scope: { option: 0, absent: 'unknown', other: 'shared' },
    label: 'SessionStore',
    confidence: 'medium',
  },

  ...uploads.map(
    (name): CallRow => ({
      kind: 'upload',
      calls: writes,
      package: name,
      scope: 'local',
      path: 0,
      label: 'file of a form',
      confidence: 'high',
    }),
  ),
  ...uploads.map(
    (name): CallRow => ({
      kind: 'upload',
      calls: opens,
      package: name,
      when: [{ slot: changes, is: 'present' }],
      scope: 'local',
      path: 0,
      label: 'file of a form',
      confidence: 'high',
    }),
  ),
  {
    kind: 'upload',
    calls: ['*.persist', '*.persist_noclobber'],
    package: 'actix_multipart::TempFile',
    scope: 'local',
    path: 0,
    label: 'TempFile.persist',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: ['*.persist_to', '*.copy_to', '*.move_copy_to'],
    package: 'rocket::TempFile',
    scope: 'local',
    path: 0,
    label: 'TempFile.persist_to',
    confidence: 'high',
  },
  { kind: 'file-write', calls: writes, scope: 'local', path: 0, label: 'file', confidence: 'medium' },
  {
    kind: 'file-write',
    calls: opens,
    when: [{ slot: changes, is: 'present' }],
    scope: 'local',
    path: 0,
    label: 'OpenOptions',
    confidence: 'medium',
  },

  {
    kind: 'local-cache',
    calls: [
      ...made('moka.Cache', 'new', 'builder'),
      ...made('moka.SegmentedCache', 'new', 'builder'),
      ...made('mini_moka.Cache', 'new', 'builder'),
      ...made('quick_cache.Cache', 'new', 'with_options'),
      ...made('stretto.Cache', 'new', 'builder'),
      ...made('stretto.AsyncCache', 'new', 'builder'),
      ...made('foyer.CacheBuilder', 'new'),
      ...made('ttl_cache.TtlCache'),
      ...made('retainer.Cache'),
    ],
    scope: 'local',
    label: 'cache in memory',
    confidence: 'medium',
  },
  // People keep much in one that no request sees.
  {
    kind: 'local-cache',
    calls: [...made('lru.LruCache', 'new', 'unbounded'), ...made('cached.TimedCache', 'with_lifespan')],
    scope: 'local',
    label: 'cache in memory',
    confidence: 'low',
  },
  {
    kind: 'local-cache',
    calls: ['cached.cached', 'cached.proc_macro.cached', 'cached.once', 'cached.proc_macro.once', 'memoize.memoize'],
    how: 'decorator',
    scope: 'local',
    label: 'cached',
    confidence: 'medium',
  },
  {
    kind: 'local-cache',
    calls: ['cached.io_cached', 'cached.proc_macro.io_cached'],
    how: 'decorator',
    scope: { option: 'disk', absent: 'shared', other: 'local' },
    label: 'io_cached',
    confidence: 'high',
  },

  {
    kind: 'rate-limit',
    calls: ['tower_governor.GovernorConfigBuilder().finish', 'axum_governor.GovernorConfigBuilder().finish'],
    scope: 'local',
    label: 'tower_governor',
    confidence: 'high',
  },
  {
    kind: 'rate-limit',
    calls: [
      'actix_governor.GovernorConfigBuilder().finish',
      'actix_governor.GovernorConfig.secure',
      'actix_governor.GovernorConfig.default',
    ],
    scope: 'local',
    label: 'actix-governor',
    confidence: 'high',
  },
  {
    kind: 'rate-limit',
    calls: [
      'governor.RateLimiter.keyed',
      'governor.RateLimiter.dashmap',
      'governor.RateLimiter.hashmap',
      'governor.DefaultKeyedRateLimiter.keyed',
    ],
    scope: 'local',
    label: 'governor',
    confidence: 'medium',
  },
  {
    kind: 'rate-limit',
    calls: [
      'actix_extensible_rate_limit.InMemoryBackend.builder',
      'actix_ratelimit.MemoryStore.new',
      'rocket_governor.RocketGovernor.new',
      'poem.RateLimit.new',
    ],
    scope: 'local',
    label: 'rate limit in memory',
    confidence: 'high',
  },
  {
    kind: 'rate-limit',
    calls: [
      'actix_extensible_rate_limit.RedisBackend.builder',
      'actix_limitation.Limiter.builder',
      'actix_ratelimit.RedisStore.connect',
      'redis_rate.RateLimiter.new',
    ],
    scope: 'shared',
    label: 'rate limit in Redis',
    confidence: 'high',
  },

  {
    kind: 'realtime',
    calls: [
      'socketioxide.SocketIo.new_layer',
      'socketioxide.SocketIo.new_svc',
      'socketioxide.SocketIo().build_layer',
      'socketioxide.SocketIo().build_svc',
    ],
    scope: { option: 'with_adapter', absent: 'local', other: 'shared' },
    label: 'socketioxide',
    confidence: 'high',
  },
  ...sockets.map(
    (name): CallRow => ({
      kind: 'realtime',
      calls: [
        'tokio.sync.broadcast.channel',
        'async_broadcast.broadcast',
        'tokio.broadcast.channel',
        'tokio.Sender.new',
      ],
      package: name,
      sharedBy: ['redis', 'async_nats', 'fred', 'lapin', 'rdkafka', 'deadpool_redis'],
      scope: 'local',
      label: 'broadcast channel',
      confidence: 'medium',
    }),
  ),
];
