/** All tables of Elixir. */
import type { Tables } from '../../code/row.ts';
import { consumers, endpoints, pools, secrets, spawns, tools } from './services.ts';
import { stateCalls, stateSettings } from './state.ts';
import { addresses, listeners, routes, webCalls, webSettings } from './web.ts';
import { workCalls, workSettings } from './work.ts';

export const elixirTables: Tables = {
  calls: [...stateCalls, ...webCalls, ...workCalls],
  settings: [...stateSettings, ...webSettings, ...workSettings],
  listeners,
  routes,
  random: [':crypto.strong_rand_bytes()', 'Ecto.UUID.generate()', 'UUID.uuid4()', ':rand.bytes()', 'make_ref()'],
  locks: ['Highlander', 'HighlanderPG', 'Horde', 'Singleton'],
  spawns,
  tools,
  pools,
  consumers,
  endpoints,
  secrets,
  addresses,
  asks: /(?:^|\.)Repo\.\w|^Ecto\.Adapters\.SQL\.query|^Redix\.|^(?:HTTPoison|Req|Finch|Tesla)\./,
  drains: /^(?:stop|shutdown|drain|close|terminate)$/,
  exits: /^(?:halt|stop|exit)$/,
  words: [
    'get_env',
    'fetch_env',
    'getenv',
    'env!',
    ':system,',
    'remote_ip',
    'request_path',
    ':ets.new',
    'use Agent',
    'use GenServer',
    'config :',
    'trap_signal',
  ],
};

/** Calls that any row speaks of: the others need no look at their arguments. */
export const namedCalls: ReadonlySet<string> = new Set(
  [
    ...[elixirTables.calls, listeners, routes, spawns, tools, pools],
    ...[consumers, endpoints, secrets, addresses],
  ].flatMap((rows) => rows.flatMap(({ calls }) => calls)),
);
