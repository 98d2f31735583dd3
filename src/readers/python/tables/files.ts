/** Files that programs write, and logs that they send away themselves. Sources: the documentation of each library. */
import type { CallRow } from '../../code/row.ts';

const sending: readonly (readonly [calls: readonly string[], label: string])[] = [
  [['logging.handlers.SysLogHandler'], 'SysLogHandler'],
  [['logging.handlers.SocketHandler', 'logging.handlers.DatagramHandler'], 'SocketHandler'],
  [['logging.handlers.HTTPHandler'], 'HTTPHandler'],
  [['logstash.TCPLogstashHandler', 'logstash.UDPLogstashHandler', 'logstash.LogstashHandler'], 'python-logstash'],
  [['logstash_async.handler.AsynchronousLogstashHandler'], 'python-logstash-async'],
  [['fluent.handler.FluentHandler', 'fluent.asynchandler.FluentHandler'], 'FluentHandler'],
  [['graypy.GELFUDPHandler', 'graypy.GELFTCPHandler', 'graypy.GELFHTTPHandler'], 'graypy'],
  [['logging_loki.LokiHandler', 'logging_loki.LokiQueueHandler'], 'LokiHandler'],
  [['watchtower.CloudWatchLogHandler'], 'CloudWatchLogHandler'],
  [['cmreslogging.handlers.CMRESHandler'], 'CMRESHandler'],
  [['splunk_handler.SplunkHandler'], 'SplunkHandler'],
  [['seqlog.log_to_seq'], 'seqlog'],
];

export const shippedLogs: readonly CallRow[] = sending.map(([calls, label]) => ({
  kind: 'log-sink',
  calls,
  scope: 'shared',
  ships: true,
  label,
  confidence: 'high',
}));

const writing = ['w', 'wb', 'a', 'ab', 'x', 'xb', 'w+', 'wb+', 'a+', 'wt', 'at'];

export const fileCalls: readonly CallRow[] = [
  {
    kind: 'file-write',
    calls: ['open', 'io.open', 'aiofiles.open', 'anyio.open_file'],
    when: [{ slot: [1, 'mode'], is: writing }],
    scope: 'local',
    path: 0,
    label: 'open',
    confidence: 'medium',
  },
  { kind: 'file-write', calls: ['joblib.dump'], scope: 'local', path: 1, label: 'joblib.dump', confidence: 'medium' },
  {
    kind: 'file-write',
    calls: ['shelve.open', 'dbm.open', 'tinydb.TinyDB', 'pickledb.load', 'pickledb.PickleDB', 'sqlitedict.SqliteDict'],
    scope: 'local',
    path: [0, 'path', 'filename'],
    label: 'file of keys and values',
    confidence: 'high',
  },
  {
    kind: 'file-write',
    calls: ['telethon.TelegramClient', 'telethon.sync.TelegramClient', 'pyrogram.Client'],
    when: [
      { slot: [0, 'session', 'name'], is: 'text' },
      { slot: 'session_string', is: 'absent' },
    ],
    scope: 'local',
    path: [0, 'session', 'name'],
    label: 'Telegram session file',
    confidence: 'high',
  },
];
