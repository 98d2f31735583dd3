/** What calls and settings of Ruby mean for a second replica. */
import type { Tables } from '../../code/row.ts';
import { dataCalls, dataSettings, random } from './data.ts';
import { consumers, endpoints, pools, secrets, spawns, tools } from './services.ts';
import { stateCalls, stateSettings } from './state.ts';
import { addresses, listeners, routes } from './web.ts';
import { workCalls, workSettings } from './work.ts';

/** Words that stand everywhere in programs of Rails, and tell nothing. */
const common = new Set([
  ...[
    'Rails',
    'config',
    'new',
    'routes',
    'Base',
    'ActiveRecord',
    'ActiveSupport',
    'Application',
    'ApplicationController',
  ],
  ...['ActionController', 'File', 'create', 'request'],
]);

/** A file spells out all names of a chain, so the longest one will do; those of Rails itself stand everywhere. */
const wordOf = (call: string): string =>
  call
    .replace(/[()[\]{}*]/g, '')
    .split(/\.|::/)
    .filter((word) => !common.has(word))
    .reduce((long, word) => (word.length > long.length ? word : long), '');

export const rubyTables: Tables = {
  calls: [...stateCalls, ...workCalls, ...dataCalls],
  settings: [...stateSettings, ...workSettings, ...dataSettings],
  listeners,
  routes,
  random,
  locks: ['Redlock', 'redlock', 'with_advisory_lock', 'WithAdvisoryLock', 'RemoteLock', 'Suo'],
  spawns,
  tools,
  pools,
  consumers,
  endpoints,
  secrets,
  addresses,
  asks: /^(?:DB|ActiveRecord::Base\.connection|Redis(?:\.\w+)?|REDIS|\$redis|redis|Sidekiq(?:\.\w+)?)\.(?:test_connection|execute|ping|select_value|active\?|exec_query|info|connection|with|\[\])/,
  drains: /^(?:stop!?|shutdown|close|drain|wait|join|graceful_stop|stop_and_wait|terminate|quiet)$/,
  exits: /^(?:exit!?|abort)$/,
  wordOf,
  settingWordOf: (name, owner = '') => wordOf(`${owner}.${name}`),
  words: ['ENV', 'Figaro', 'trap', 'at_exit', 'sinatra', 'require_master_key', '@@', 'Hash.new', 'Concurrent::', '= `'],
};
