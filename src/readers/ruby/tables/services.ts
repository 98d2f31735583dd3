/** Other programs, pools, brokers, addresses and secrets. Sources: the documentation of each library. */
import type { ConsumerRow, EndpointRow, PoolRow, SecretRow, SpawnRow, ToolRow } from '../../code/row.ts';

/** The text does not tell. */
const open = { option: '', absent: 'unknown', other: 'unknown' } as const;

export const spawns: readonly SpawnRow[] = [
  {
    calls: [
      ...[
        'system',
        'exec',
        'spawn',
        '`',
        'Kernel.system',
        'Process.spawn',
        'IO.popen',
        'POSIX::Spawn.spawn',
        'TTY::Command().run',
      ],
      ...['capture2', 'capture2e', 'capture3', 'popen2', 'popen2e', 'popen3', 'pipeline'].map(
        (method) => `Open3.${method}`,
      ),
    ],
    program: 0,
    label: 'system',
  },
];

/** Gems that start a program, or load a library that comes with one. */
export const tools: readonly ToolRow[] = [
  {
    calls: [
      'MiniMagick::Image.open',
      'MiniMagick::Image.new',
      'MiniMagick::Image.read',
      'MiniMagick::Tool::Convert.new',
    ],
    needs: 'convert',
    label: 'mini_magick',
  },
  { calls: ['FFMPEG::Movie.new'], needs: 'ffmpeg', label: 'streamio-ffmpeg' },
  { calls: ['PDFKit.new', 'WickedPdf().pdf_from_string', 'WickedPdf.new'], needs: 'wkhtmltopdf', label: 'wkhtmltopdf' },
  { calls: ['Ferrum::Browser.new', 'Grover.new'], needs: 'chromium', label: 'headless browser' },
  { calls: ['RTesseract.new'], needs: 'tesseract', label: 'rtesseract' },
];

export const pools: readonly PoolRow[] = [
  // Five connections for each process, which the reaper closes after 300 seconds. https://guides.rubyonrails.org/configuring.html#database-pooling
  {
    calls: ['ActiveRecord::Base.establish_connection'],
    to: 'database',
    most: ['pool', 'max_connections'],
    defaultMost: 5,
    idle: 'safe',
    label: 'ActiveRecord pool',
  },
  // https://sequel.jeremyevans.net/rdoc/files/doc/connection_pool_rdoc.html: four, and none is closed for being idle.
  {
    calls: ['Sequel.connect', 'Sequel.postgres'],
    to: 'database',
    most: 'max_connections',
    defaultMost: 4,
    idle: open,
    label: 'Sequel pool',
  },
  {
    calls: ['Mongo::Client.new'],
    to: 'mongodb',
    most: 'max_pool_size',
    defaultMost: 20,
    idle: open,
    label: 'Mongo::Client',
  },
];

const channel = ['Bunny()', 'Bunny().start', 'Bunny.run.{}', 'MarchHare.connect'].flatMap((one) => [
  `${one}.create_channel`,
  `${one}.channel`,
]);

export const consumers: readonly ConsumerRow[] = [
  {
    calls: channel.flatMap((one) => [`${one}.queue.subscribe`, `${one}.queue.bind.subscribe`]),
    from: 'rabbitmq',
    acknowledges: {
      option: ['manual_ack', 'ack'],
      absent: 'early',
      words: { true: 'late', false: 'early' },
      other: 'unknown',
    },
    delivery: 'one',
    label: 'Bunny subscribe',
  },
  // Kafka shares partitions among the members of a group; offsets are stored when the block returns.
  {
    calls: ['Kafka().consumer.each_message', 'Kafka().consumer.each_batch', 'Kafka.new.consumer.each_message'],
    from: 'kafka',
    acknowledges: 'late',
    delivery: 'one',
    label: 'ruby-kafka consumer',
  },
  {
    calls: ['Kafka().each_message'],
    from: 'kafka',
    acknowledges: open,
    delivery: 'each',
    label: 'ruby-kafka each_message',
  },
  {
    calls: ['Rdkafka::Config().consumer.subscribe'],
    from: 'kafka',
    acknowledges: open,
    delivery: 'one',
    label: 'rdkafka consumer',
  },
  {
    calls: ['Redis().subscribe', 'Redis().psubscribe', 'Redis().subscribe_with_timeout'],
    from: 'redis',
    acknowledges: 'early',
    delivery: 'each',
    label: 'Redis subscribe',
  },
  {
    calls: ['Sneakers::Worker.from_queue'],
    from: 'rabbitmq',
    acknowledges: { option: 'ack', absent: 'late', words: { true: 'late', false: 'early' }, other: 'unknown' },
    delivery: 'one',
    label: 'Sneakers from_queue',
  },
];

export const endpoints: readonly EndpointRow[] = [
  {
    calls: ['Redis.new', 'Redis::Namespace.new', 'RedisClient.config', 'RedisClient.new'],
    to: 'redis',
    host: 'host',
    port: 'port',
  },
  { calls: ['PG.connect', 'PG::Connection.new', 'PG::Connection.open'], to: 'postgres', host: 'host', port: 'port' },
  { calls: ['Mysql2::Client.new', 'Trilogy.new'], to: 'mysql', host: 'host', port: 'port' },
  { calls: ['Bunny.new'], to: 'rabbitmq', host: ['host', 'hostname'], port: 'port' },
  { calls: ['Dalli::Client.new'], to: 'memcached', host: 0 },
  { calls: ['Beaneater.new'], to: 'beanstalkd', host: 0 },
];

export const secrets: readonly SecretRow[] = [
  { calls: ['JWT.encode'], slot: 1, label: 'JWT.encode' },
  {
    calls: [
      'Rack::Session::Cookie.new',
      'rackup.use',
      'Rack::Builder().use',
      'Sinatra::Base.use',
      'Sinatra::Application.use',
      'Rails.config.middleware.use',
    ],
    slot: 'secret',
    label: 'session secret',
  },
  {
    calls: ['ActiveSupport::MessageVerifier.new', 'ActiveSupport::MessageEncryptor.new'],
    slot: 0,
    label: 'MessageVerifier',
  },
];
