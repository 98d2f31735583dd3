/**
 * Where sessions, uploads, caches, counters, databases and keys live. Sources: the documentation of Plug, Phoenix, Pow, Waffle, Arc,
 * Cachex, ConCache, Nebulex, Hammer, ExRated, PlugAttack, Ecto and its adapters, CubDB, Mnesia and DETS.
 */
import type { CallRow, SettingRow } from '../../code/row.ts';

const bothForms = (module: string, ...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [`${module}.${name}`, `${module}.${name}!`]);

const received = ['Plug.Upload().path'];
const storages = {
  'Waffle.Storage.Local': 'local',
  'Arc.Storage.Local': 'local',
  'Waffle.Storage.S3': 'shared',
  'Arc.Storage.S3': 'shared',
  'Waffle.Storage.Google': 'shared',
  'Arc.Storage.GCS': 'shared',
} as const;
const adapters = {
  'Ecto.Adapters.SQLite3': 'local',
  'Sqlite.Ecto2': 'local',
  'Ecto.Adapters.Postgres': 'shared',
  'Ecto.Adapters.MyXQL': 'shared',
  'Ecto.Adapters.Tds': 'shared',
  'Ecto.Adapters.ClickHouse': 'shared',
  'Mongo.Ecto': 'shared',
} as const;
const caches = {
  'Nebulex.Adapters.Local': 'local',
  'Nebulex.Adapters.Cachex': 'local',
  NebulexLocal: 'local',
  NebulexRedisAdapter: 'shared',
  'Nebulex.Adapters.Redis': 'shared',
  'Nebulex.Adapters.Nil': 'shared',
} as const;

export const stateCalls: readonly CallRow[] = [
  {
    kind: 'session-store',
    calls: ['Plug.Session'],
    how: 'call',
    scope: {
      option: 'store',
      words: { ets: 'local', 'Plug.Session.ETS': 'local', cookie: 'shared', 'Plug.Session.COOKIE': 'shared' },
    },
    label: 'Plug.Session',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: ['Pow.Plug.Session'],
    how: 'call',
    scope: 'local',
    unlessSet: true,
    label: "Pow's EtsCache",
    confidence: 'medium',
  },

  {
    kind: 'upload',
    calls: [...bothForms('File', 'cp', 'rename', 'copy', 'cp_r', 'ln')],
    when: [{ slot: 0, is: { from: received } }],
    scope: 'local',
    path: 1,
    label: 'File.cp of an upload',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: [...bothForms('File', 'write')],
    when: [{ slot: 1, is: { from: received } }],
    scope: 'local',
    path: 0,
    label: 'File.write of an upload',
    confidence: 'high',
  },
  {
    kind: 'file-write',
    calls: [...bothForms('File', 'write')],
    scope: 'local',
    path: 0,
    label: 'File.write',
    confidence: 'low',
  },

  {
    kind: 'local-cache',
    calls: ['Cachex', 'Cachex.start_link'],
    how: 'call',
    when: [{ slot: ['nodes', 'router'], is: 'absent' }],
    scope: 'local',
    label: 'Cachex',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    calls: ['ConCache', 'ConCache.start_link'],
    how: 'call',
    scope: 'local',
    label: 'ConCache',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    calls: ['Nebulex.Cache'],
    how: 'decorator',
    scope: { option: 'adapter', words: caches },
    label: 'Nebulex',
    confidence: 'high',
  },

  {
    kind: 'rate-limit',
    calls: ['Hammer'],
    how: 'decorator',
    scope: {
      option: 'backend',
      words: {
        ets: 'local',
        atomic: 'local',
        'Hammer.ETS': 'local',
        'Hammer.Atomic': 'local',
        'Hammer.Redis': 'shared',
      },
    },
    label: 'Hammer',
    confidence: 'high',
  },
  { kind: 'rate-limit', calls: ['ExRated.check_rate'], scope: 'local', label: 'ExRated', confidence: 'high' },
  { kind: 'rate-limit', calls: ['PlugAttack.Storage.Ets'], scope: 'local', label: 'PlugAttack', confidence: 'high' },

  {
    kind: 'datastore',
    calls: ['Ecto.Repo'],
    how: 'decorator',
    scope: { option: 'adapter', words: adapters },
    label: 'Ecto.Repo',
    confidence: 'high',
  },
  // The adapter stands in the repository's own module, the file in the settings.
  {
    kind: 'datastore',
    calls: ['Repo.database file'],
    scope: 'local',
    path: 0,
    label: 'database file',
    confidence: 'high',
  },
  {
    kind: 'datastore',
    calls: ['CubDB', 'CubDB.start_link', 'Exqlite.Sqlite3.open', 'Exqlite.start_link'],
    scope: 'local',
    path: ['data_dir', 'database', 0],
    label: 'database in a file',
    confidence: 'medium',
  },
  {
    kind: 'datastore',
    calls: [':mnesia.create_table'],
    when: [{ slot: ['disc_copies', 'disc_only_copies'], is: 'present' }],
    scope: 'local',
    label: 'Mnesia on disk',
    confidence: 'medium',
  },
  { kind: 'file-write', calls: [':dets.open_file'], scope: 'local', path: 'file', label: 'DETS', confidence: 'medium' },
];

export const stateSettings: readonly SettingRow[] = [
  {
    kind: 'session-store',
    name: 'pow.cache_store_backend',
    words: { 'Pow.Store.Backend.EtsCache': 'local', 'Pow.Store.Backend.MnesiaCache': 'unknown' },
    other: 'shared',
    declares: true,
    label: 'cache_store_backend',
    confidence: 'medium',
  },
  ...['waffle', 'arc'].map(
    (app): SettingRow => ({
      kind: 'upload',
      name: `${app}.storage`,
      words: storages,
      label: `${app} storage`,
      confidence: 'high',
    }),
  ),
  {
    kind: 'rate-limit',
    name: 'hammer.backend',
    words: { 'Hammer.Backend.ETS': 'local', 'Hammer.Backend.Redis': 'shared' },
    label: 'Hammer',
    confidence: 'high',
  },
  { kind: 'datastore', name: 'Repo.adapter', words: adapters, label: 'Ecto adapter', confidence: 'high' },
  ...['Endpoint.secret_key_base', 'Endpoint.live_view.signing_salt', 'Guardian.secret_key'].map(
    (name): SettingRow => ({
      kind: 'instance-secret',
      name,
      is: 'random',
      label: name.slice(name.lastIndexOf('.') + 1),
      confidence: 'high',
    }),
  ),
];
