/** What calls and settings of PHP mean for a second replica. Sources: the manuals of PHP, Laravel and the libraries. */
import type { CallRow, SettingRow, Tables } from '../../code/row.ts';
import { aroundWords, endpoints, secrets, spawns, tools } from './around.ts';
import { addresses, aroundCalls, asks, consumers, fileReads } from './brokers.ts';

const facade = (name: string): string => `Illuminate\\Support\\Facades\\${name}`;
/** The classes Laravel knows by their short names as well. */
const both = (name: string, member: string): readonly string[] => [`${facade(name)}.${member}`, `${name}.${member}`];
const request = ['Illuminate\\Http\\Request()', 'request()'];
const disks = {
  local: 'local',
  public: 'local',
  s3: 'shared',
  gcs: 'shared',
  azure: 'shared',
  ftp: 'shared',
  sftp: 'shared',
  minio: 'shared',
} as const;

const calls: readonly CallRow[] = [
  {
    kind: 'session-store',
    calls: ['session_start'],
    scope: 'local',
    unlessSet: true,
    label: 'session_start',
    confidence: 'medium',
  },
  {
    kind: 'session-store',
    calls: ['session_set_save_handler'],
    scope: 'unknown',
    label: 'session_set_save_handler',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: ['ini_set'],
    when: [{ slot: 0, is: ['session.save_handler'] }],
    scope: { option: 1, words: { redis: 'shared', memcached: 'shared', files: 'local' }, other: 'unknown' },
    label: 'session.save_handler',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: ['move_uploaded_file'],
    scope: 'local',
    path: 1,
    label: 'move_uploaded_file',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: request.flatMap((one) => [`${one}.file().store`, `${one}.file().storePublicly`]),
    scope: { option: [1, 'options', 'disk'], absent: 'local', words: disks },
    path: 0,
    unlessSet: true,
    label: 'file->store',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: request.flatMap((one) => [`${one}.file().storeAs`, `${one}.file().storePubliclyAs`]),
    scope: { option: [2, 'options', 'disk'], absent: 'local', words: disks },
    path: 0,
    unlessSet: true,
    label: 'file->storeAs',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: [
      ...request.map((one) => `${one}.file().move`),
      'Symfony\\Component\\HttpFoundation\\Request().files.get().move',
    ],
    scope: 'local',
    path: 0,
    label: 'file->move',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: both('Storage', 'putFile'),
    scope: 'local',
    unlessSet: true,
    label: 'Storage::putFile',
    confidence: 'high',
  },
  {
    kind: 'file-write',
    calls: [...both('Storage', 'put'), ...both('Storage', 'append')],
    scope: 'local',
    unlessSet: true,
    label: 'Storage::put',
    confidence: 'medium',
  },
  {
    kind: 'file-write',
    calls: ['file_put_contents'],
    scope: 'local',
    path: 0,
    label: 'file_put_contents',
    confidence: 'medium',
  },
  {
    kind: 'file-write',
    calls: ['fopen'],
    when: [{ slot: 1, is: ['w', 'wb', 'w+', 'a', 'ab', 'a+', 'x', 'xb', 'c', 'c+'] }],
    scope: 'local',
    path: 0,
    label: 'fopen',
    confidence: 'medium',
  },
  {
    kind: 'migration',
    calls: both('Artisan', 'call'),
    when: [{ slot: 0, is: ['migrate', 'migrate:fresh'] }],
    scope: 'local',
    locked: false,
    label: "Artisan::call('migrate')",
    confidence: 'medium',
  },
  {
    kind: 'log-sink',
    calls: ['Monolog\\Handler\\StreamHandler', 'Monolog\\Handler\\RotatingFileHandler'],
    when: [{ slot: 0, is: 'text' }],
    scope: 'local',
    path: 0,
    label: 'Monolog',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    calls: ['Ratchet\\Server\\IoServer.factory', 'Ratchet\\App().run'],
    scope: 'local',
    label: 'Ratchet',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    calls: [
      'apcu_store',
      'apcu_add',
      'Symfony\\Component\\Cache\\Adapter\\FilesystemAdapter',
      'Symfony\\Component\\Cache\\Adapter\\ApcuAdapter',
      'Symfony\\Component\\Cache\\Adapter\\ArrayAdapter',
    ],
    scope: 'local',
    label: 'cache of one container',
    confidence: 'high',
  },
];

const servers = {
  redis: 'shared',
  memcached: 'shared',
  database: 'shared',
  dynamodb: 'shared',
  mongodb: 'shared',
} as const;

const settings: readonly SettingRow[] = [
  {
    kind: 'session-store',
    name: 'session.driver',
    words: { file: 'local', array: 'local', apc: 'local', cookie: 'shared', ...servers },
    label: 'session driver',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    name: 'cache.default',
    words: { file: 'local', array: 'local', apc: 'local', ...servers },
    label: 'cache store',
    confidence: 'high',
  },
  {
    kind: 'queue',
    name: 'queue.default',
    // Whether anything is queued at all does not stand here.
    declares: true,
    words: { sync: 'local', beanstalkd: 'shared', sqs: 'shared', ...servers },
    label: 'queue connection',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    name: 'database.default',
    words: {
      sqlite: 'local',
      mysql: 'shared',
      mariadb: 'shared',
      pgsql: 'shared',
      sqlsrv: 'shared',
      mongodb: 'shared',
    },
    label: 'database connection',
    confidence: 'high',
  },
  {
    kind: 'upload',
    name: 'filesystems.default',
    declares: true,
    words: disks,
    label: 'filesystem disk',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    name: 'logging.default',
    words: {
      single: 'local',
      daily: 'local',
      stderr: 'shared',
      errorlog: 'shared',
      syslog: 'shared',
      papertrail: 'shared',
    },
    label: 'log channel',
    confidence: 'high',
  },
];

export const phpTables: Tables = {
  calls: [...calls, ...aroundCalls],
  consumers,
  addresses,
  fileReads,
  asks,
  settings,
  aroundWords,
  spawns,
  tools,
  endpoints,
  secrets,
  listeners: [],
  routes: [
    { calls: [...both('Route', 'get'), ...both('Route', 'any'), ...both('Route', 'view')], route: 0 },
    { calls: ['Slim\\Factory\\AppFactory.create().get'], route: 0 },
  ],
  random: ['bin2hex()', 'random_bytes()', 'uniqid()'],
  locks: [],
  drains: /^(?:stop|shutdown|close|drain)$/,
  exits: /^(?:exit|die)$/,
  words: ['pcntl_signal', '$proxies', 'getenv', 'env(', '$_ENV', '$_SERVER', "'driver'", "'default'"],
};
