/** Other programs, connections, brokers, addresses and secrets. Sources: the documentation of each crate. */
import type { ConsumerRow, EndpointRow, PoolRow, SecretRow, SpawnRow, ToolRow } from '../../code/row.ts';

export const spawns: readonly SpawnRow[] = [
  {
    calls: [
      'std.Command.new',
      'tokio.Command.new',
      'async_process.Command.new',
      'async_std.Command.new',
      'subprocess.Exec.cmd',
      'duct.cmd',
      'subprocess.Exec.shell',
    ],
    program: 0,
    label: 'Command',
  },
];

export const tools: readonly ToolRow[] = [
  {
    calls: ['headless_chrome.Browser.default', 'headless_chrome.Browser.new', 'chromiumoxide.Browser.launch'],
    needs: 'chromium',
    label: 'Browser',
  },
  { calls: ['ffmpeg_sidecar.FfmpegCommand.new'], needs: 'ffmpeg', label: 'ffmpeg_sidecar' },
  {
    calls: ['lettre.SendmailTransport.new', 'lettre.AsyncSendmailTransport.new'],
    needs: 'sendmail',
    label: 'SendmailTransport',
  },
];

const kinds: readonly (readonly [string, string])[] = [
  ['Pg', 'postgres'],
  ['MySql', 'mysql'],
];
const connects = ['connect', 'connect_lazy', 'connect_with', 'connect_lazy_with'];

export const pools: readonly PoolRow[] = [
  // sqlx closes what is idle for ten minutes, and asks a connection before it hands it out.
  ...kinds.map(
    ([name, to]): PoolRow => ({
      calls: connects.flatMap((how) => [`sqlx.${name}PoolOptions().${how}`, `sqlx.${name}Pool.${how}`]),
      to,
      most: 'max_connections',
      defaultMost: 10,
      idle: 'safe',
      label: `${name}Pool`,
    }),
  ),
  {
    calls: ['sea_orm.Database.connect'],
    to: 'database',
    most: 'max_connections',
    defaultMost: 10,
    idle: 'safe',
    label: 'Database::connect',
  },
  // r2d2 and bb8 close idle ones after ten minutes, and test them.
  {
    calls: [
      'r2d2.Pool().build',
      'diesel.Pool().build',
      'r2d2.Pool.new',
      'diesel.Pool.new',
      'r2d2.Pool().build_unchecked',
    ],
    to: 'database',
    most: 'max_size',
    defaultMost: 10,
    idle: 'safe',
    label: 'r2d2',
  },
  {
    calls: ['bb8.Pool().build', 'diesel_async.Pool().build', 'bb8.Pool().build_unchecked'],
    to: 'database',
    most: 'max_size',
    defaultMost: 10,
    idle: 'safe',
    label: 'bb8',
  },
  // The default depends on the number of processors.
  {
    calls: ['deadpool_postgres.Pool().build', 'deadpool_postgres.Config().create_pool'],
    to: 'postgres',
    most: 'max_size',
    idle: { option: 'recycling_method', absent: 'unknown', other: 'unknown' },
    label: 'deadpool',
  },
];

export const consumers: readonly ConsumerRow[] = [
  {
    calls: ['lapin.Channel().basic_consume'],
    from: 'rabbitmq',
    acknowledges: { option: 'no_ack', absent: 'late', words: { true: 'early', false: 'late' }, other: 'unknown' },
    delivery: { option: 0, absent: 'unknown', words: { '': 'each' }, other: 'one' },
    label: 'basic_consume',
  },
  {
    calls: ['rdkafka.StreamConsumer().subscribe', 'rdkafka.BaseConsumer().subscribe'],
    from: 'kafka',
    acknowledges: {
      option: ['enable.auto.commit', 'enable.auto.offset.store'],
      absent: 'unknown',
      words: { true: 'early', false: 'late' },
      other: 'unknown',
    },
    delivery: { option: 'group.id', absent: 'unknown', other: 'one' },
    label: 'StreamConsumer',
  },
  {
    calls: ['async_nats.Client().subscribe'],
    from: 'nats',
    acknowledges: 'early',
    delivery: 'each',
    label: 'subscribe',
  },
  {
    calls: ['async_nats.Client().queue_subscribe'],
    from: 'nats',
    acknowledges: 'early',
    delivery: 'one',
    label: 'queue_subscribe',
  },
  {
    calls: ['redis.PubSub().subscribe', 'redis.PubSub().psubscribe'],
    from: 'redis',
    acknowledges: 'early',
    delivery: 'each',
    label: 'subscribe',
  },
  {
    calls: ['aws_sdk_sqs.Client().receive_message'],
    from: 'sqs',
    acknowledges: 'late',
    delivery: 'one',
    label: 'receive_message',
  },
];

export const endpoints: readonly EndpointRow[] = [
  { calls: ['tokio_postgres.Config().host', 'sqlx.PgConnectOptions().host'], to: 'postgres', host: 0, port: 'port' },
  {
    calls: ['sqlx.MySqlConnectOptions().host', 'mysql_async.OptsBuilder().ip_or_hostname'],
    to: 'mysql',
    host: 0,
    port: 'tcp_port',
  },
  {
    calls: [
      'lettre.SmtpTransport.relay',
      'lettre.SmtpTransport.builder_dangerous',
      'lettre.AsyncSmtpTransport.relay',
      'lettre.AsyncSmtpTransport.builder_dangerous',
    ],
    to: 'smtp',
    host: 0,
  },
  { calls: ['async_nats.connect'], to: 'nats', host: 0 },
  { calls: ['memcache.connect', 'memcache.Client.connect'], to: 'memcached', host: 0 },
];

export const secrets: readonly SecretRow[] = [
  {
    calls: ['jsonwebtoken.EncodingKey.from_secret', 'jsonwebtoken.DecodingKey.from_secret'],
    slot: 0,
    label: 'from_secret',
  },
  {
    calls: [
      'actix_web.Key.from',
      'cookie.Key.from',
      'axum_extra.Key.from',
      'cookie.Key.derive_from',
      'actix_web.Key.derive_from',
      'tower_cookies.Key.from',
    ],
    slot: 0,
    label: 'Key',
  },
  { calls: ['lettre.Credentials.new'], slot: 1, label: 'Credentials' },
  {
    calls: [
      'sqlx.PgConnectOptions().password',
      'sqlx.MySqlConnectOptions().password',
      'tokio_postgres.Config().password',
    ],
    slot: 0,
    label: 'password',
  },
];
