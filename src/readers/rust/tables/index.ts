/** What calls of Rust mean for a second replica. */
import type { Tables } from '../../code/row.ts';
import { dataCalls, random } from './data.ts';
import { consumers, endpoints, pools, secrets, spawns, tools } from './services.ts';
import { sockets, stateCalls, uploads } from './state.ts';
import { addresses, listeners, routes } from './web.ts';
import { workCalls } from './work.ts';

const locks = ['rslock', 'redlock', 'sqlx::PgAdvisoryLock', 'redis_lock', 'kube_leader_election', 'pg_lock', 'dislock'];

/** Names of libraries' members that are looked for among what a file imports. */
export const signs: ReadonlySet<string> = new Set([...uploads, ...sockets, ...locks, 'refinery::embed_migrations']);

export const rustTables: Tables = {
  calls: [...stateCalls, ...workCalls, ...dataCalls],
  settings: [],
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
  asks: /(?:^|\.)(?:fetch_(?:one|optional|all|scalar)|execute|acquire|ping|get_conn(?:ection)?|get_multiplexed_\w+|query_(?:async|one|opt)|is_valid|establish|check_health)$/,
  drains: /^(?:with_graceful_shutdown)$/,
  exits: /^(?:exit|abort)$/,
  words: [
    'serve',
    'env::var',
    'var(',
    'env =',
    'env)',
    'env,',
    'from_env',
    'with_prefix',
    'prefixed',
    'SignalKind',
    'ctrl_c',
    'SIGTERM',
    'signal_hook',
    'ctrlc',
    'launch',
    'static ',
    'Mutex',
    'RwLock',
    'DashMap',
    'HttpServer',
  ],
};
