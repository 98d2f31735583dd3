/** Brokers, addresses of clients, files read again, and what a probe waits for. Sources: the documentation of each library. */
import type { AddressRow, ConsumerRow, ConsumerSettingRow, FileReadRow } from '../../code/row.ts';

const group = { absent: 'each', other: 'one', random: 'each' } as const;

export const consumers: readonly ConsumerRow[] = [
  {
    calls: ['*.basic_consume'],
    package: 'pika',
    from: 'rabbitmq',
    acknowledges: {
      option: ['auto_ack', 'no_ack', 2],
      absent: 'late',
      words: { true: 'early', false: 'late' },
      other: 'unknown',
    },
    delivery: { option: 'exclusive', absent: 'one', words: { true: 'unknown' }, other: 'unknown' },
    label: 'basic_consume',
  },
  {
    calls: ['*.consume', '*.iterator'],
    package: 'aio_pika',
    from: 'rabbitmq',
    acknowledges: { option: 'no_ack', absent: 'late', words: { true: 'early', false: 'late' }, other: 'unknown' },
    delivery: 'unknown',
    label: 'aio-pika consume',
  },
  {
    calls: ['kombu.Consumer'],
    from: 'rabbitmq',
    acknowledges: { option: 'no_ack', absent: 'late', words: { true: 'early', false: 'late' }, other: 'unknown' },
    delivery: 'unknown',
    label: 'kombu Consumer',
  },
  {
    calls: ['kafka.KafkaConsumer', 'aiokafka.AIOKafkaConsumer'],
    from: 'kafka',
    // Offsets are committed by the clock, but only of messages that were handed out before.
    acknowledges: 'unknown',
    delivery: { option: 'group_id', ...group },
    label: 'KafkaConsumer',
  },
  {
    calls: ['*.subscribe', '*.psubscribe'],
    package: 'redis',
    from: 'redis',
    acknowledges: 'unknown',
    delivery: 'each',
    label: 'Redis subscribe',
  },
  {
    calls: ['*.blpop', '*.brpop'],
    package: 'redis',
    from: 'redis',
    acknowledges: 'early',
    delivery: 'one',
    label: 'Redis blpop',
  },
  {
    calls: ['*.xread'],
    package: 'redis',
    from: 'redis',
    acknowledges: 'unknown',
    delivery: 'each',
    label: 'Redis xread',
  },
  {
    calls: ['*.xreadgroup'],
    package: 'redis',
    from: 'redis',
    acknowledges: { option: 'noack', absent: 'late', words: { true: 'early', false: 'late' }, other: 'unknown' },
    delivery: 'one',
    label: 'Redis xreadgroup',
  },
  {
    calls: ['*.subscribe'],
    package: 'nats',
    from: 'nats',
    acknowledges: 'unknown',
    delivery: { option: ['queue', 'durable', 1], absent: 'each', other: 'one' },
    label: 'NATS subscribe',
  },
  {
    calls: ['*.subscribe'],
    package: 'paho',
    from: 'mqtt',
    acknowledges: 'unknown',
    delivery: { option: 0, absent: 'unknown', words: { '$share/*': 'one' }, other: 'each' },
    label: 'MQTT subscribe',
  },
  {
    calls: ['*.subscribe'],
    package: 'aiomqtt',
    from: 'mqtt',
    acknowledges: 'unknown',
    delivery: { option: 0, absent: 'unknown', words: { '$share/*': 'one' }, other: 'each' },
    label: 'MQTT subscribe',
  },
  {
    calls: ['*.add_listener'],
    package: 'asyncpg',
    from: 'postgres',
    acknowledges: 'unknown',
    delivery: 'each',
    label: 'LISTEN',
  },
  {
    calls: ['celery.Celery'],
    from: 'celery',
    acknowledges: { option: 'task_acks_late', absent: 'early', words: { true: 'late' }, other: 'unknown' },
    delivery: 'one',
    label: 'Celery',
  },
];

export const consumerSettings: readonly ConsumerSettingRow[] = [
  'task_acks_late',
  'CELERY_TASK_ACKS_LATE',
  'CELERY_ACKS_LATE',
].map((name) => ({ name, from: 'celery', whenTrue: 'late', label: name }));

const forwarded = [
  'X-Forwarded-For',
  'x-forwarded-for',
  'X-Real-IP',
  'x-real-ip',
  'CF-Connecting-IP',
  'cf-connecting-ip',
  'HTTP_X_FORWARDED_FOR',
  'HTTP_X_REAL_IP',
  'HTTP_CF_CONNECTING_IP',
];

export const addresses: readonly AddressRow[] = [
  {
    calls: ['flask.request.remote_addr', 'quart.request.remote_addr'],
    how: 'member',
    trusts: false,
    label: 'request.remote_addr',
  },
  {
    calls: [
      'fastapi.Request().client.host',
      'starlette.requests.Request().client.host',
      'fastapi.WebSocket().client.host',
    ],
    how: 'member',
    trusts: false,
    label: 'request.client.host',
  },
  { calls: ['*.REMOTE_ADDR'], how: 'member', trusts: false, label: 'REMOTE_ADDR' },
  { calls: ['*.get'], when: [{ slot: 0, is: ['REMOTE_ADDR'] }], trusts: false, label: 'REMOTE_ADDR' },
  {
    calls: ['slowapi.util.get_remote_address', 'flask_limiter.util.get_remote_address'],
    how: 'member',
    trusts: false,
    label: 'get_remote_address',
  },
  { calls: ['slowapi.util.get_ipaddr', 'ipware.get_client_ip', 'ipware.IpWare'], trusts: true, label: 'get_client_ip' },
  { calls: ['flask.request.access_route'], how: 'member', trusts: true, label: 'request.access_route' },
  { calls: forwarded.map((name) => `*.${name}`), how: 'member', trusts: true, label: 'X-Forwarded-For' },
  { calls: ['*.get', '*.getlist'], when: [{ slot: 0, is: forwarded }], trusts: true, label: 'X-Forwarded-For' },
  {
    calls: [
      'werkzeug.middleware.proxy_fix.ProxyFix',
      'uvicorn.middleware.proxy_headers.ProxyHeadersMiddleware',
      'hypercorn.middleware.ProxyFixMiddleware',
    ],
    trusts: true,
    label: 'ProxyFix',
  },
  {
    calls: ['*.add_middleware'],
    when: [{ slot: 'trusted_hosts', is: 'present' }],
    trusts: true,
    label: 'ProxyHeadersMiddleware',
  },
  {
    calls: ['uvicorn.run'],
    when: [{ slot: 'forwarded_allow_ips', is: 'present' }],
    trusts: true,
    label: 'forwarded_allow_ips',
  },
];

const reading = ['open', 'io.open', 'aiofiles.open', 'anyio.open_file'];

export const fileReads: readonly FileReadRow[] = [
  { calls: reading, path: 0, when: [{ slot: [1, 'mode'], is: 'absent' }] },
  { calls: reading, path: 0, when: [{ slot: [1, 'mode'], is: ['r', 'rb', 'r+', 'rt'] }] },
  { calls: ['joblib.load', 'numpy.load', 'os.path.exists', 'os.path.isfile', 'flask.send_file'], path: 0 },
];

/** Questions to a database, a cache or another service. */
export const asks =
  /(?:^|\.)(?:ping|execute|executemany|ensure_connection|fetchval|fetchrow|fetch_one|scalar|scalar_one|scalar_one_or_none|scalars|server_info|cluster\.health|admin\.command|is_connected)$|^(?:requests|httpx)\.(?:get|post|head|request)$|(?:^|\.)urlopen$/;
