/**
 * What keys of Ktor, Play, Akka and Pekko mean. Sources: https://www.playframework.com/documentation/latest/Configuration and its pages on
 * evolutions and caches, https://ktor.io/docs/server-configuration-file.html, https://doc.akka.io/libraries/akka-core/current/persistence-plugins.html,
 * https://github.com/enragedginger/akka-quartz-scheduler
 */
import type { SettingRow, Tables } from '../../code/row.ts';
import { plainKey, settingsTables } from '../settings/tables.ts';

export const appliesEvolutions = 'play.evolutions.autoApply';
/** The same where `play.evolutions.useLocks` is set. */
export const appliesUnderLock = 'play.evolutions.autoApply with play.evolutions.useLocks';

export const trustedProxies = 'play.http.forwarded.trustedProxies';

/** Keys in which anything may be a part, and the name of the row that speaks of all of them. */
export const families: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^play\.evolutions(?:\.db\.[^.]+)?\.autoapply$/, appliesEvolutions],
  [/^play\.http\.forwarded\.trustedproxies\[0\]$/, trustedProxies],
  [/^play\.modules\.enabled\[\d+\]$/, 'play.modules.enabled'],
  [/^(?:akka|pekko)\.persistence\.journal\.plugin$/, 'persistence.journal.plugin'],
  [/^(?:akka|pekko)\.persistence\.snapshotstore\.plugin$/, 'persistence.snapshot-store.plugin'],
  [/^(?:akka|pekko)\.quartz\.schedules\.[^.]+\.expression$/, 'quartz.schedules'],
];

/** What other programs call their keys says nothing about these. */
export const isKnown = (plain: string): boolean => /^(?:ktor|play|akka|pekko|application\.secret$)/.test(plain);

const row = (name: string, rest: Omit<SettingRow, 'name' | 'label'>): SettingRow => ({
  ...rest,
  name: plainKey(name),
  label: name,
});

const settings: readonly SettingRow[] = [
  row(appliesEvolutions, {
    kind: 'migration',
    words: { true: 'local' },
    other: 'none',
    locked: false,
    confidence: 'high',
  }),
  row(appliesUnderLock, {
    kind: 'migration',
    words: { true: 'local' },
    other: 'none',
    locked: true,
    confidence: 'high',
  }),
  row('play.modules.enabled', {
    kind: 'local-cache',
    words: {
      'play.api.cache.ehcache.EhCacheModule': 'local',
      'play.api.cache.caffeine.CaffeineCacheModule': 'local',
      'play.api.cache.redis.RedisCacheModule': 'shared',
    },
    other: 'none',
    confidence: 'medium',
  }),
  row('persistence.journal.plugin', {
    kind: 'datastore',
    words: Object.fromEntries(
      ['akka', 'pekko'].flatMap((library) =>
        ['leveldb', 'inmem'].map((plugin) => [`${library}.persistence.journal.${plugin}`, 'local']),
      ),
    ),
    other: 'shared',
    confidence: 'high',
  }),
  row('persistence.snapshot-store.plugin', {
    kind: 'datastore',
    words: { 'akka.persistence.snapshot-store.local': 'local', 'pekko.persistence.snapshot-store.local': 'local' },
    other: 'shared',
    confidence: 'high',
  }),
  // Its jobs are kept in memory; a singleton of the cluster may start it.
  row('quartz.schedules', { kind: 'scheduler', other: 'local', confidence: 'medium' }),
];

export const groups: readonly string[] = ['ktor.deployment', 'play.server.http', 'play.http.secret', 'application'];

export const hoconTables: Tables = {
  ...settingsTables,
  settings: [...settingsTables.settings, ...settings],
  listeners: [
    ...settingsTables.listeners,
    {
      calls: ['play.server.http.port', 'play.server.http.address'],
      port: 'port',
      host: 'address',
      bind: 'all',
      defaultPort: 9000,
      label: 'play.server.http.port',
    },
  ],
  addresses: [{ calls: [plainKey(trustedProxies)], trusts: true, label: trustedProxies }],
  secrets: [
    { calls: ['play.http.secret.key'], slot: 'key', label: 'play.http.secret.key' },
    { calls: ['application.secret'], slot: 'secret', label: 'application.secret' },
  ],
};
