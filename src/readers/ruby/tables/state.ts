/** Sessions, uploads, caches, limits, realtime and files. Sources: the Rails guides, and the documentation of each library. */
import type { CallRow, SettingRow } from '../../code/row.ts';

const rails = 'Rails.config';

/** Names of stores of ActiveSupport::Cache and of the gems that bring others. */
const cacheStores = {
  memory_store: 'local',
  file_store: 'local',
  null_store: 'local',
  redis_cache_store: 'shared',
  redis_store: 'shared',
  readthis_store: 'shared',
  mem_cache_store: 'shared',
  dalli_store: 'shared',
  solid_cache_store: 'shared',
  litecache: 'local',
  'ActiveSupport::Cache::MemoryStore': 'local',
  'ActiveSupport::Cache::FileStore': 'local',
  'ActiveSupport::Cache::NullStore': 'local',
  'ActiveSupport::Cache': 'shared',
} as const;

const cacheMethods = ['fetch', 'fetch_multi', 'write', 'write_multi', 'read', 'read_multi', 'increment', 'decrement'];

export const stateCalls: readonly CallRow[] = [
  // Rails keeps its cache in tmp/cache unless a store is named. https://guides.rubyonrails.org/caching_with_rails.html
  {
    kind: 'local-cache',
    calls: cacheMethods.map((method) => `Rails.cache.${method}`),
    scope: 'local',
    follows: ['local-cache'],
    label: 'Rails.cache',
    confidence: 'medium',
  },
  {
    kind: 'local-cache',
    calls: [
      'ActiveSupport::Cache::MemoryStore.new',
      'ActiveSupport::Cache::FileStore.new',
      'LruRedux::Cache.new',
      'LruRedux::TTL::Cache.new',
      'MiniCache::Store.new',
      'FastCache::Cache.new',
      'Zache.new',
    ],
    scope: 'local',
    once: true,
    label: 'cache in memory',
    confidence: 'medium',
  },
  {
    kind: 'local-cache',
    calls: ['ActiveSupport::Cache.lookup_store'],
    scope: { option: 0, words: cacheStores },
    label: 'ActiveSupport::Cache',
    confidence: 'medium',
  },

  // Rack::Attack counts in the cache of Rails. https://github.com/rack/rack-attack#cache-store-configuration
  {
    kind: 'rate-limit',
    calls: ['Rack::Attack.throttle', 'Rack::Attack::Fail2Ban.filter', 'Rack::Attack::Allow2Ban.filter'],
    scope: 'local',
    follows: ['rate-limit', 'local-cache'],
    label: 'Rack::Attack',
    confidence: 'medium',
  },
  // https://api.rubyonrails.org/classes/ActionController/RateLimiting/ClassMethods.html
  {
    kind: 'rate-limit',
    calls: ['*.rate_limit'],
    when: [
      { slot: 'to', is: 'present' },
      { slot: 'store', is: 'absent' },
    ],
    scope: 'local',
    follows: ['local-cache'],
    label: 'rate_limit',
    confidence: 'medium',
  },

  {
    kind: 'session-store',
    calls: [
      'rackup.use',
      'Rack::Builder().use',
      'Sinatra::Base.use',
      'Sinatra::Application.use',
      'Rails.config.middleware.use',
    ],
    when: [{ slot: 0, is: 'present' }],
    scope: {
      option: 0,
      words: {
        'Rack::Session::Pool': 'local',
        'Rack::Session::Memory': 'local',
        'Rack::Session::Cookie': 'shared',
        'Rack::Session::EncryptedCookie': 'shared',
        'Rack::Session::Redis': 'shared',
        'Rack::Session::Memcache': 'shared',
        'Rack::Session::Dalli': 'shared',
        'Rack::Session::Moneta': 'unknown',
        'ActionDispatch::Session::CookieStore': 'shared',
        'ActionDispatch::Session::RedisStore': 'shared',
      },
      other: 'absent',
    },
    label: 'Rack::Session',
    confidence: 'high',
  },

  // Files go where `config.active_storage.service` says. https://guides.rubyonrails.org/active_storage_overview.html
  {
    kind: 'upload',
    calls: ['*.has_one_attached', '*.has_many_attached'],
    when: [{ slot: 'service', is: 'absent' }],
    scope: 'unknown',
    follows: ['upload'],
    label: 'Active Storage',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: ['CarrierWave::Uploader::Base.storage'],
    scope: {
      option: 0,
      words: {
        file: 'local',
        fog: 'shared',
        aws: 'shared',
        gcloud: 'shared',
        azure: 'shared',
        'CarrierWave::Storage::File': 'local',
      },
    },
    label: 'CarrierWave',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: ['*.has_attached_file'],
    scope: {
      option: 'storage',
      absent: 'local',
      words: { filesystem: 'local', s3: 'shared', fog: 'shared', azure: 'shared', gcs: 'shared' },
    },
    unlessSet: true,
    label: 'Paperclip',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: ['Shrine::Storage::FileSystem.new'],
    scope: 'local',
    path: 0,
    label: 'Shrine FileSystem',
    confidence: 'medium',
  },
  { kind: 'upload', calls: ['Shrine::Storage::S3.new'], scope: 'shared', label: 'Shrine S3', confidence: 'high' },
  {
    kind: 'upload',
    calls: ['Refile::Backend::FileSystem.new'],
    scope: 'local',
    path: 0,
    label: 'Refile FileSystem',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: ['*.datastore'],
    package: 'Dragonfly',
    scope: { option: 0, words: { file: 'local', s3: 'shared', memory: 'local' }, other: 'unknown' },
    label: 'Dragonfly',
    confidence: 'high',
  },

  {
    kind: 'file-write',
    calls: ['File.open', 'File.new'],
    when: [
      { slot: [1, 'mode'], is: ['w', 'wb', 'a', 'ab', 'w+', 'wb+', 'a+', 'w:UTF-8', 'w:utf-8', 'wb:UTF-8', 'a:UTF-8'] },
    ],
    scope: 'local',
    path: 0,
    label: 'File.open',
    confidence: 'medium',
  },
  {
    kind: 'file-write',
    calls: ['File.write', 'File.binwrite', 'IO.write', 'IO.binwrite', 'PStore.new', 'YAML::Store.new', 'CSV.open'],
    when: [{ slot: 0, is: 'text' }],
    scope: 'local',
    path: 0,
    label: 'File.write',
    confidence: 'medium',
  },

  {
    kind: 'realtime',
    calls: [
      'ActionCable.server.broadcast',
      '*.broadcast_to',
      '*.broadcasts_to',
      '*.broadcasts',
      '*.broadcasts_refreshes',
      '*.broadcasts_refreshes_to',
      ...['append', 'prepend', 'replace', 'update', 'remove', 'before', 'after'].flatMap((verb) => [
        `*.broadcast_${verb}_to`,
        `*.broadcast_${verb}_later_to`,
      ]),
    ],
    scope: 'unknown',
    follows: ['realtime'],
    label: 'Action Cable',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    calls: ['MessageBus.configure'],
    scope: {
      option: 'backend',
      // Redis, unless a backend is named.
      absent: 'shared',
      words: { redis: 'shared', postgres: 'shared', memory: 'local' },
      other: 'unknown',
    },
    label: 'MessageBus',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    calls: ['Faye::RackAdapter.new'],
    when: [{ slot: 'engine', is: 'absent' }],
    scope: 'local',
    label: 'Faye',
    confidence: 'high',
  },
];

export const stateSettings: readonly SettingRow[] = [
  {
    kind: 'session-store',
    name: 'session_store',
    owner: rails,
    words: {
      cookie_store: 'shared',
      active_record_store: 'shared',
      redis_session_store: 'shared',
      redis_store: 'shared',
      mem_cache_store: 'shared',
      dalli_store: 'shared',
      mongo_store: 'shared',
      mongoid_store: 'shared',
      // Without a store of its own the cache of Rails lies in tmp/cache.
      cache_store: 'local',
      'ActionDispatch::Session::CookieStore': 'shared',
      'ActionDispatch::Session::CacheStore': 'local',
      'ActionDispatch::Session::ActiveRecordStore': 'shared',
    },
    follows: { cache_store: 'local-cache' },
    label: 'session_store',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    name: 'cache_store',
    owner: rails,
    declares: true,
    words: cacheStores,
    label: 'config.cache_store',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    name: 'cache',
    owner: 'Rails',
    declares: true,
    words: { 'ActiveSupport::Cache::MemoryStore': 'local', 'ActiveSupport::Cache': 'shared' },
    label: 'Rails.cache =',
    confidence: 'medium',
  },
  {
    kind: 'rate-limit',
    name: 'store',
    owner: 'Rack::Attack.cache',
    declares: true,
    words: {
      'ActiveSupport::Cache::MemoryStore': 'local',
      'ActiveSupport::Cache::FileStore': 'local',
      'ActiveSupport::Cache::RedisCacheStore': 'shared',
      'ActiveSupport::Cache::MemCacheStore': 'shared',
      'Redis()': 'shared',
      Redis: 'shared',
      Dalli: 'shared',
      ConnectionPool: 'shared',
    },
    label: 'Rack::Attack.cache.store',
    confidence: 'high',
  },
  {
    kind: 'upload',
    name: 'active_storage.service',
    owner: rails,
    declares: true,
    refers: true,
    // What a name means stands in config/storage.yml; these are the names that Rails writes there.
    words: { local: 'local', test: 'local', disk: 'local', amazon: 'shared', google: 'shared', microsoft: 'shared' },
    label: 'active_storage.service',
    confidence: 'high',
  },
  {
    kind: 'upload',
    name: 'storage',
    owner: 'CarrierWave.configure.{}',
    declares: true,
    words: { file: 'local', fog: 'shared', aws: 'shared', gcloud: 'shared' },
    label: 'CarrierWave storage',
    confidence: 'high',
  },
  {
    kind: 'upload',
    name: 'paperclip_defaults',
    owner: rails,
    declares: true,
    words: {},
    other: 'unknown',
    label: 'paperclip_defaults',
    confidence: 'high',
  },
];
