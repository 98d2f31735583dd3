/** Log sinks that send lines to a collector. Sources: each package's documentation. */
import type { Row } from './row.ts';

const base = { kind: 'log-sink', scope: 'shared', ships: true, confidence: 'high' } as const;

/** Transports made with `new`, by package and export. */
const transports: readonly (readonly [module: string, callee: readonly string[]])[] = [
  ['winston-elasticsearch', ['', 'ElasticsearchTransport']],
  ['winston-loki', ['', 'LokiTransport']],
  ['winston-syslog', ['', 'Syslog']],
  ['winston-cloudwatch', ['']],
  ['winston-graylog2', ['']],
  ['winston-logstash', ['', 'Logstash']],
  ['winston-logstash-transport', ['LogstashTransport']],
  ['winston-papertrail', ['Papertrail']],
  ['winston-mongodb', ['', 'MongoDB']],
  ['@logtail/winston', ['LogtailTransport']],
  ['@datalust/winston-seq', ['SeqTransport']],
  ['winston-gelf', ['']],
  ['bunyan-logstash', ['', 'createStream']],
  ['gelf-pro', ['setConfig']],
  ['fluent-logger', ['createFluentSender', 'support.winstonTransport']],
];

const targets = [
  ...['pino-loki', 'pino-elasticsearch', 'pino-socket', 'pino-syslog', 'pino-datadog-transport', 'pino-mongodb'],
  ...['@logtail/pino', 'pino-logflare', 'pino-seq-transport', 'pino-gelf', '@axiomhq/pino', 'pino-cloudwatch'],
];

export const shippedLogs: readonly Row[] = [
  ...transports.map(([module, callee]): Row => ({ ...base, module, callee, how: 'any', label: module })),
  { ...base, module: 'winston', callee: ['transports.Http'], how: 'new', label: 'winston Http transport' },
  {
    ...base,
    module: 'pino',
    callee: ['transport'],
    how: 'call',
    when: [{ slot: 'target', is: targets }],
    label: 'pino transport',
  },
  {
    ...base,
    module: 'pino',
    callee: ['', 'pino'],
    how: 'call',
    when: [{ slot: 'transport.target', is: targets }],
    label: 'pino transport',
  },
];
