/** What calls and annotations of the JVM mean for a second replica. */
import type { Tables } from '../../code/row.ts';
import { wordOf } from '../names.ts';
import { dataRows, endpoints, pools, secrets, spawns, tools } from './data.ts';
import { stateRows } from './state.ts';
import { addresses, listeners, routes } from './web.ts';
import { consumers, workRows } from './work.ts';

export const jvmTables: Tables = {
  calls: [...stateRows, ...workRows, ...dataRows],
  settings: [
    // Spring Security's DSL for Kotlin assigns what that for Java calls.
    {
      kind: 'session-store',
      name: 'sessionCreationPolicy',
      words: { 'org.springframework.security.config.http.SessionCreationPolicy.STATELESS': 'shared' },
      other: 'none',
      label: 'SessionCreationPolicy.STATELESS',
      confidence: 'high',
    },
  ],
  listeners,
  routes,
  random: [
    'java.util.UUID.randomUUID()',
    'java.util.UUID.randomUUID().toString()',
    'java.security.SecureRandom().generateSeed()',
    'org.apache.commons.lang3.RandomStringUtils.randomAlphanumeric()',
    'org.apache.commons.lang3.RandomStringUtils.secure().nextAlphanumeric()',
  ],
  locks: [],
  spawns,
  tools,
  pools,
  consumers,
  endpoints,
  secrets,
  addresses,
  asks: /(?:repository|repo|template|datasource|entitymanager|jdbc\w*|database|redis\w*|client|connection)\.\w+$/i,
  drains: /^(?:stop|shutdown|close|drain|shutdownGracefully|awaitTermination)$/,
  exits: /^(?:exit|halt|exitProcess)$/,
  wordOf,
  settingWordOf: (name, owner = '') => wordOf(`${owner}.${name}`),
  words: [
    'getenv',
    'getProperty',
    'getRequiredProperty',
    '@Value',
    'ConfigurationProperties',
    'ConfigProperty',
    'addShutdownHook',
    'Dotenv',
    'dotenv',
    'ConcurrentHashMap',
    'static ',
  ],
};
