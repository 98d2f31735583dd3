/** Calls and types that only wrap or reshape what they are given. Sources: the documentation of the standard library, tokio and the libraries named. */
import type { Meaning } from '../../code/program.ts';

/** Methods whose answer is what they are called on, as far as the library is concerned. */
export const transparent: ReadonlySet<string> = new Set([
  ...['unwrap', 'expect', 'unwrap_or_else', 'unwrap_or', 'unwrap_or_default', 'ok', 'ok_or', 'ok_or_else', 'err'],
  ...['clone', 'cloned', 'copied', 'to_owned', 'as_ref', 'as_mut', 'as_deref', 'borrow', 'borrow_mut', 'deref', 'into'],
  ...['map_err', 'context', 'with_context', 'wrap_err', 'wrap_err_with', 'change_context', 'into_inner', 'get_ref'],
  ...['lock', 'read', 'write', 'into_diagnostic', 'get_or_init', 'get_mut', 'boxed', 'instrument', 'inspect_err'],
]);

/** Functions and types whose answer is their first argument. */
export const wrappers: ReadonlySet<string> = new Set([
  ...['std.Arc', 'std.Rc', 'std.Box', 'std.Mutex', 'std.RwLock', 'std.Cell', 'std.RefCell', 'std.Pin'].map(
    (type) => `${type}.new`,
  ),
  ...['tokio.Mutex.new', 'tokio.RwLock.new', 'parking_lot.Mutex.new', 'parking_lot.RwLock.new', 'std.Arc.clone'],
  ...['std.Some', 'std.Ok', 'std.Box.pin', 'std.Rc.clone', 'actix_web.Data.new', 'actix_web.Data.from'],
  ...['axum.Extension', 'axum.State', 'std.LazyLock.new', 'std.Option.Some'],
]);

/** Types that carry another: what is inside counts. */
export const carriers: ReadonlySet<string> = new Set([
  ...['Arc', 'Rc', 'Box', 'Mutex', 'RwLock', 'Cell', 'RefCell', 'Pin', 'Option', 'Result', 'Data', 'ThinData', 'State'],
  ...['Extension', 'Lazy', 'LazyLock', 'LazyCell', 'OnceLock', 'OnceCell', 'Weak', 'Cow', 'Inject', 'Depot'],
]);

/** Methods that change the form of a text, a number or an address, not what it says. */
export const formMethods: ReadonlySet<string> = new Set([
  ...['to_string', 'to_owned', 'into', 'as_str', 'as_ref', 'clone', 'parse', 'trim', 'unwrap', 'expect', 'as_bytes'],
  ...['to_lowercase', 'to_uppercase', 'to_ascii_lowercase', 'into_boxed_str', 'as_deref', 'to_path_buf', 'into_bytes'],
  ...['try_into', 'to_socket_addrs', 'as_path', 'into_string', 'borrow', 'unwrap_or_default', 'unwrap_or_else', 'ok'],
  ...['map_err', 'context', 'with_context', 'to_vec', 'iter', 'into_iter', 'collect', 'cloned', 'expose_secret'],
  ...[
    'get_or_insert_with',
    'into_os_string',
    'as_os_str',
    'as_slice',
    'display',
    'into_owned',
    'to_str',
    'max',
    'min',
    'path',
  ],
]);

/** Calls that answer their first argument in another form. */
export const forms: ReadonlySet<string> = new Set([
  ...[
    'std.String.from',
    'std.Some',
    'std.Ok',
    'std.Arc.new',
    'std.Box.new',
    'std.Box.from',
    'std.Arc.from',
    'std.Cow.from',
  ],
  ...[
    'std.PathBuf.from',
    'std.Path.new',
    'std.OsString.from',
    'std.Vec.from',
    'std.String.from_utf8',
    'std.str.from_utf8',
  ],
  ...['secrecy.Secret.new', 'secrecy.SecretString.new', 'secrecy.SecretString.from', 'secrecy.SecretBox.new'],
  ...['url.Url.parse', 'axum.Extension', 'std.u16.from_str', 'std.Mutex.new', 'std.RwLock.new'],
  ...[
    'std.u16.from',
    'std.u32.from',
    'std.Duration.from_secs',
    'tokio.Duration.from_secs',
    'std.SocketAddr.from_str',
    'std.IpAddr.from_str',
  ],
  ...['http.Uri.from_static', 'tonic.Endpoint.from_static', 'tonic.Channel.from_static', 'std.Cow.Borrowed'],
]);

const is = (module: string, path: string): Meaning => ({ module, path });

/** Calls that answer an instance of another type than their own, where it matters further on. */
export const results: ReadonlyMap<string, Meaning> = new Map([
  ...['PgPool', 'MySqlPool', 'AnyPool', 'Pool'].flatMap((pool) => [
    [`sqlx.${pool}Options().connect`, is('sqlx', `${pool}()`)] as const,
    [`sqlx.${pool}Options().connect_lazy`, is('sqlx', `${pool}()`)] as const,
    [`sqlx.${pool}Options().connect_with`, is('sqlx', `${pool}()`)] as const,
  ]),
  ['sqlx.SqlitePoolOptions().connect', is('sqlx', 'SqlitePool()')],
  ['sqlx.SqlitePoolOptions().connect_with', is('sqlx', 'SqlitePool()')],
  ['redis.Client().get_connection', is('redis', 'Connection()')],
  ['redis.Client().get_multiplexed_async_connection', is('redis', 'Connection()')],
  ['redis.Client().get_multiplexed_tokio_connection', is('redis', 'Connection()')],
  ['redis.Client().get_async_connection', is('redis', 'Connection()')],
  ['redis.Client().get_async_pubsub', is('redis', 'PubSub()')],
  ['redis.Connection().into_pubsub', is('redis', 'PubSub()')],
  ['redis.Connection().as_pubsub', is('redis', 'PubSub()')],
  ['lapin.Connection().create_channel', is('lapin', 'Channel()')],
  ['async_nats.connect', is('async_nats', 'Client()')],
  ['async_nats.connect_with_options', is('async_nats', 'Client()')],
  ['async_nats.ConnectOptions().connect', is('async_nats', 'Client()')],
  ['sea_orm.Database.connect', is('sea_orm', 'DatabaseConnection()')],
  ['rocket.build', is('rocket', 'Rocket()')],
  ['rocket.custom', is('rocket', 'Rocket()')],
  ['warp.serve', is('warp', 'Server()')],
  ['tide.new', is('tide', 'Server()')],
  ['tide.with_state', is('tide', 'Server()')],
  ['axum_server.bind', is('axum_server', 'Server()')],
  ['axum_server.bind_rustls', is('axum_server', 'Server()')],
  ['axum.Server.bind', is('hyper', 'Server()')],
  ['hyper.Server.bind', is('hyper', 'Server()')],
  ['axum.serve', is('axum', 'Serve()')],
  ['actix_web.HttpServer().run', is('actix_web', 'Server()')],
  ['tonic.Server.builder', is('tonic', 'Server()')],
  ['tracing_subscriber.fmt', is('tracing_subscriber', 'fmt()')],
  ['std.thread.spawn', is('std', 'JoinHandle()')],
  ['tokio.spawn', is('tokio', 'JoinHandle()')],
  ['tokio.task.spawn', is('tokio', 'JoinHandle()')],
  ['refinery.runner', is('refinery', 'Runner()')],
]);
