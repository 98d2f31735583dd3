/** Brokers, clients, probes, logs and files of PHP. Sources: the manuals of PHP, Laravel, Symfony and the libraries. */
import type { AddressRow, CallRow, ConsumerRow, FileReadRow } from '../../code/row.ts';

const facade = (name: string, member: string): readonly string[] => [
  `Illuminate\\Support\\Facades\\${name}.${member}`,
  `${name}.${member}`,
];
const requests = ['Illuminate\\Http\\Request()', 'request()', 'Symfony\\Component\\HttpFoundation\\Request()'];

export const consumers: readonly ConsumerRow[] = [
  {
    calls: ['*.basic_consume'],
    package: 'PhpAmqpLib',
    from: 'rabbitmq',
    acknowledges: {
      option: ['no_ack', 3],
      absent: 'late',
      words: { true: 'early', false: 'late' },
      other: 'unknown',
    },
    delivery: { option: ['exclusive', 4], absent: 'one', words: { true: 'unknown', false: 'one' }, other: 'unknown' },
    label: 'basic_consume',
  },
  {
    calls: [
      'Redis().subscribe',
      'Redis().psubscribe',
      ...facade('Redis', 'subscribe'),
      ...facade('Redis', 'psubscribe'),
    ],
    from: 'redis',
    acknowledges: 'unknown',
    delivery: 'each',
    label: 'Redis subscribe',
  },
  {
    calls: ['Redis().blPop', 'Redis().brPop', ...facade('Redis', 'blpop'), ...facade('Redis', 'brpop')],
    from: 'redis',
    acknowledges: 'early',
    delivery: 'one',
    label: 'Redis blPop',
  },
];

const forwarded = ['HTTP_X_FORWARDED_FOR', 'HTTP_X_REAL_IP', 'HTTP_CF_CONNECTING_IP', 'X-Forwarded-For', 'X-Real-IP'];

export const addresses: readonly AddressRow[] = [
  { calls: requests.flatMap((one) => [`${one}.ip`, `${one}.getClientIp`]), trusts: false, label: 'request->ip()' },
  { calls: ['*.REMOTE_ADDR'], how: 'member', trusts: false, label: 'REMOTE_ADDR' },
  { calls: forwarded.map((name) => `*.${name}`), how: 'member', trusts: true, label: 'X-Forwarded-For' },
  { calls: ['*.header'], when: [{ slot: 0, is: forwarded }], trusts: true, label: 'X-Forwarded-For' },
  { calls: ['*.setTrustedProxies', '*.trustProxies'], trusts: true, label: 'trusted proxies' },
  // `protected $proxies = '*';` of the middleware TrustProxies.
  { calls: ['*.proxies'], how: 'member', trusts: true, label: 'TrustProxies' },
];

export const fileReads: readonly FileReadRow[] = [
  { calls: ['file_get_contents', 'file', 'readfile', 'file_exists', 'is_file', 'parse_ini_file'], path: 0 },
  { calls: ['fopen'], path: 0, when: [{ slot: 1, is: ['r', 'rb', 'r+'] }] },
];

/** Questions to a database, a cache or another service. */
export const asks =
  /^DB::\w+|^Redis::\w+|^Http::(?:get|post|head)|(?:->|::)(?:getPdo|ping|executeQuery|executeStatement|fetchOne|fetchAssociative|selectOne|query)$|^(?:curl_exec|mysqli_connect)$/;

export const aroundCalls: readonly CallRow[] = [
  {
    kind: 'background-work',
    calls: ['*.dispatchAfterResponse'],
    scope: 'local',
    lasting: true,
    label: 'dispatchAfterResponse',
    confidence: 'high',
  },
  {
    kind: 'background-work',
    calls: ['fastcgi_finish_request'],
    scope: 'local',
    label: 'fastcgi_finish_request',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: [
      ...['SyslogHandler', 'SyslogUdpHandler', 'GelfHandler', 'SocketHandler', 'LogglyHandler', 'ElasticsearchHandler'],
      ...['LogEntriesHandler', 'InsightOpsHandler', 'RollbarHandler', 'AmqpHandler', 'RedisHandler'],
    ].map((name) => `Monolog\\Handler\\${name}`),
    scope: 'shared',
    ships: true,
    label: 'Monolog to a collector',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: ['Monolog\\Handler\\StreamHandler'],
    when: [{ slot: 0, is: ['php://stdout', 'php://stderr', '/dev/stdout', '/dev/stderr'] }],
    scope: 'shared',
    label: 'Monolog to the output',
    confidence: 'high',
  },
];
