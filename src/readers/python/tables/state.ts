/** Sessions, uploads, caches, limits, realtime and files that Python libraries keep. Sources: the documentation of each library. */
import type { CallRow, SettingRow } from '../../code/row.ts';

/** Stores every replica can reach, by the beginning of what names them. */
const remote = {
  redis: 'shared',
  rediss: 'shared',
  memcached: 'shared',
  mongodb: 'shared',
  valkey: 'shared',
  etcd: 'shared',
} as const;

const djangoCache = {
  'django.core.cache.backends.locmem': 'local',
  'django.core.cache.backends.filebased': 'local',
  'django.core.cache.backends.dummy': 'local',
  'django.core.cache.backends': 'shared',
  django_redis: 'shared',
  redis_cache: 'shared',
  django_valkey: 'shared',
  django_bmemcached: 'shared',
  diskcache: 'local',
} as const;

const limiterStore = {
  option: ['storage_uri', 'storage_url'],
  absent: 'local',
  words: { memory: 'local', ...remote },
  other: 'unknown',
} as const;

export const stateCalls: readonly CallRow[] = [
  {
    kind: 'session-store',
    calls: ['flask_session.Session'],
    scope: 'unknown',
    label: 'Flask-Session',
    confidence: 'medium',
  },
  {
    kind: 'session-store',
    calls: ['starsessions.stores.memory.InMemoryStore', 'starsessions.InMemoryStore'],
    scope: 'local',
    label: 'starsessions InMemoryStore',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: ['starsessions.stores.redis.RedisStore', 'starsessions.RedisStore'],
    scope: 'shared',
    label: 'starsessions RedisStore',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: [
      'fastapi_sessions.backends.implementations.InMemoryBackend',
      'fastapi_sessions.backends.implementations.in_memory_backend.InMemoryBackend',
    ],
    scope: 'local',
    label: 'fastapi-sessions InMemoryBackend',
    confidence: 'high',
  },

  {
    kind: 'rate-limit',
    calls: ['flask_limiter.Limiter', 'flask_limiter.extension.Limiter'],
    scope: limiterStore,
    label: 'Limiter',
    confidence: 'high',
  },
  {
    kind: 'rate-limit',
    calls: ['slowapi.Limiter', 'slowapi.extension.Limiter'],
    when: [{ slot: ['default_limits', 'application_limits'], is: 'present' }],
    scope: limiterStore,
    label: 'Limiter',
    confidence: 'high',
  },
  // Without limits of its own it counts only for routes that ask it to, and often none does.
  {
    kind: 'rate-limit',
    calls: ['slowapi.Limiter', 'slowapi.extension.Limiter'],
    scope: limiterStore,
    label: 'Limiter',
    confidence: 'low',
  },
  {
    kind: 'rate-limit',
    calls: ['fastapi_limiter.FastAPILimiter.init'],
    scope: 'shared',
    label: 'FastAPILimiter',
    confidence: 'high',
  },

  {
    kind: 'realtime',
    calls: ['flask_socketio.SocketIO'],
    scope: { option: ['message_queue', 'client_manager'], absent: 'local', other: 'shared' },
    label: 'Flask-SocketIO',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    calls: ['socketio.Server', 'socketio.AsyncServer'],
    scope: { option: 'client_manager', absent: 'local', other: 'shared' },
    label: 'python-socketio',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    calls: ['broadcaster.Broadcast'],
    scope: { option: 0, words: { memory: 'local', ...remote, postgres: 'shared', kafka: 'shared' } },
    label: 'broadcaster',
    confidence: 'high',
  },

  {
    kind: 'local-cache',
    calls: ['flask_caching.Cache'],
    when: [{ slot: 'config', is: 'present' }],
    scope: 'unknown',
    label: 'Flask-Caching',
    confidence: 'medium',
  },
  {
    kind: 'local-cache',
    calls: ['cachetools.TTLCache', 'cachetools.LRUCache', 'cachetools.LFUCache'],
    scope: 'local',
    once: true,
    label: 'cachetools',
    confidence: 'medium',
  },
  {
    kind: 'local-cache',
    calls: ['aiocache.SimpleMemoryCache', 'fastapi_cache.backends.inmemory.InMemoryBackend', 'diskcache.Cache'],
    scope: 'local',
    label: 'cache in memory',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    calls: ['fastapi_cache.backends.redis.RedisBackend', 'aiocache.RedisCache'],
    scope: 'shared',
    label: 'cache in Redis',
    confidence: 'high',
  },

  {
    kind: 'upload',
    calls: ['django.db.models.FileField', 'django.db.models.ImageField'],
    scope: { option: 'storage', absent: 'local', other: 'unknown' },
    unlessSet: true,
    label: 'FileField',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: [
      'flask_uploads.UploadSet',
      'flask_reuploaded.UploadSet',
      'flask_admin.form.FileUploadField',
      'flask_admin.form.ImageUploadField',
    ],
    scope: 'local',
    label: 'UploadSet',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: [
      'flask.request.files[].save',
      'flask.request.files.get().save',
      'quart.request.files[].save',
      'sanic.request.files[].save',
    ],
    scope: 'local',
    path: 0,
    label: 'file.save',
    confidence: 'high',
  },
];

export const stateSettings: readonly SettingRow[] = [
  {
    kind: 'session-store',
    name: 'SESSION_ENGINE',
    words: {
      'django.contrib.sessions.backends.file': 'local',
      'django.contrib.sessions.backends.cache': 'local',
      'django.contrib.sessions.backends': 'shared',
      redis_sessions: 'shared',
    },
    // Both read what the cache holds, and the cache that nobody configures is one of the process.
    follows: {
      'django.contrib.sessions.backends.cache': 'local-cache',
      'django.contrib.sessions.backends.cached_db': 'local-cache',
    },
    label: 'SESSION_ENGINE',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    name: 'SESSION_TYPE',
    words: {
      filesystem: 'local',
      cachelib: 'local',
      null: 'local',
      ...remote,
      sqlalchemy: 'shared',
      dynamodb: 'shared',
    },
    label: 'SESSION_TYPE',
    confidence: 'high',
  },
  { kind: 'local-cache', name: 'CACHES.default.BACKEND', words: djangoCache, label: 'CACHES', confidence: 'high' },
  {
    kind: 'local-cache',
    name: 'CACHE_TYPE',
    words: {
      simple: 'local',
      SimpleCache: 'local',
      filesystem: 'local',
      FileSystemCache: 'local',
      null: 'local',
      NullCache: 'local',
      redis: 'shared',
      Redis: 'shared',
      memcached: 'shared',
      Memcached: 'shared',
      'flask_caching.backends.simple': 'local',
      'flask_caching.backends.filesystem': 'local',
      'flask_caching.backends': 'shared',
    },
    label: 'CACHE_TYPE',
    confidence: 'high',
  },
  {
    kind: 'rate-limit',
    name: 'RATELIMIT_STORAGE_URI',
    words: { memory: 'local', ...remote },
    label: 'RATELIMIT_STORAGE_URI',
    confidence: 'high',
  },
  {
    kind: 'rate-limit',
    name: 'RATELIMIT_STORAGE_URL',
    words: { memory: 'local', ...remote },
    label: 'RATELIMIT_STORAGE_URL',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    name: 'CHANNEL_LAYERS.default.BACKEND',
    words: {
      'channels.layers.InMemoryChannelLayer': 'local',
      channels_redis: 'shared',
      channels_postgres: 'shared',
      channels_rabbitmq: 'shared',
    },
    label: 'CHANNEL_LAYERS',
    confidence: 'high',
  },
  {
    kind: 'upload',
    name: 'DEFAULT_FILE_STORAGE',
    declares: true,
    // A class of the project's own stands for some other place than the disk.
    other: 'shared',
    words: {
      'django.core.files.storage': 'local',
      storages: 'shared',
      django_minio: 'shared',
      minio_storage: 'shared',
      cloudinary_storage: 'shared',
    },
    label: 'DEFAULT_FILE_STORAGE',
    confidence: 'high',
  },
  {
    kind: 'upload',
    name: 'STORAGES.default.BACKEND',
    declares: true,
    other: 'shared',
    words: {
      'django.core.files.storage': 'local',
      storages: 'shared',
      minio_storage: 'shared',
      cloudinary_storage: 'shared',
    },
    label: 'STORAGES',
    confidence: 'high',
  },
];
