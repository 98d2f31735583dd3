/** All rows of Go. */
import type { Tables } from '../../code/row.ts';
import { formerNames } from '../names.ts';
import { dataCalls, dataSettings, endpoints, pools, random, secrets } from './data.ts';
import { drains, exits, handlers } from './signals.ts';
import { stateCalls } from './state.ts';
import { addresses, listeners, routes } from './web.ts';
import { consumers, locks, spawns, tools, workCalls } from './work.ts';

export const goTables: Tables = {
  calls: [...stateCalls, ...workCalls, ...dataCalls],
  settings: dataSettings,
  listeners,
  routes,
  random,
  locks,
  spawns,
  tools,
  pools,
  consumers,
  endpoints,
  secrets,
  addresses,
  asks: /\.(?:Ping|PingContext|Query|QueryRow|QueryContext|QueryRowContext|Exec|ExecContext|RunCommand)(?:\.\w+){0,2}$/,
  drains,
  exits,
  words: [
    ...['os.Getenv', 'os.LookupEnv', 'Getenv(', 'LookupEnv(', 'GetEnv(', 'getEnv(', 'github.com/spf13/viper'],
    ...['env:"', 'envconfig:"', 'mapstructure:"', 'env.', 'EnvVars', 'EnvVar', 'os/signal', '.Shutdown('],
    ...['sync.Mutex', 'sync.RWMutex', 'sync.Map', 'broadcast', 'websocket.Conn'],
    ...handlers.flatMap(({ calls }) => calls.map((call) => call.slice(0, call.lastIndexOf('/') + 1) || call)),
    ...formerNames,
  ],
};
