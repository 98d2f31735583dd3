import type { Tables } from '../../code/row.ts';
import { aroundWords, endpoints, pools, secrets, spawns, tools } from './around.ts';
import { addresses, asks, consumerSettings, consumers, fileReads } from './brokers.ts';
import { dataCalls, dataSettings, random } from './data.ts';
import { settingsClasses } from './environment.ts';
import { fileCalls, shippedLogs } from './files.ts';
import { stateCalls, stateSettings } from './state.ts';
import { listeners, routes } from './web.ts';
import { workCalls, workSettings } from './work.ts';

/** Names that every other file holds. */
const everyday =
  /^(?:get|add|load|save|connect|run|serve|open|dump|host|Client|Process|Server|start|Database|kill|send|listen)$/;
/** Libraries that half of a program imports: there what a call is made on says more. */
const everywhere = /^(?:django|flask|fastapi|starlette|quart|sanic|bottle|io|os)$/;

/** The word of a call that the fewest texts hold: its last name, or the library that has to be imported for it. */
const wordOf = (call: string): string => {
  const words = call.replace(/\(\)|\[\]/g, '').split('.');
  const last = words.at(-1) ?? '';
  if (words.length === 1 || call.startsWith('*.') || !everyday.test(last)) return last;
  const [library = last] = words;
  return everywhere.test(library) ? (words.at(-2) ?? last) : library;
};

export const pythonTables: Tables = {
  wordOf,
  calls: [...stateCalls, ...fileCalls, ...workCalls, ...dataCalls, ...shippedLogs],
  settings: [...stateSettings, ...workSettings, ...dataSettings],
  listeners,
  routes,
  aroundWords,
  spawns,
  tools,
  pools,
  endpoints,
  secrets,
  random,
  consumers,
  consumerSettings,
  addresses,
  fileReads,
  asks,
  locks: [
    'redis_lock',
    'pottery',
    'redlock',
    'aioredlock',
    'celery_singleton',
    'redbeat',
    'django_db_locking',
    'sherlock',
    'python_redis_lock',
  ],
  drains: /^(shutdown|stop|close|drain|wait|join|terminate|cancel|set)$/,
  exits: /^(exit|_exit|quit|abort)$/,
  buffered: { calls: ['print', 'sys.stdout.write'], flush: 'flush' },
  words: [
    'print(',
    'sys.stdout',
    ...[
      'os.environ',
      'getenv',
      'add_signal_handler',
      'signal.signal',
      'BaseSettings',
      'decouple',
      'environs',
      'dj_database_url',
    ],
    ...settingsClasses.map(({ name }) => name.slice(name.lastIndexOf('.') + 1)),
  ],
};
