/** Sessions, uploads, caches, limits, realtime and files that Go libraries keep. Sources: the documentation of each library. */
import type { CallRow } from '../../code/row.ts';

/** What fiber's middleware takes as `Storage`: github.com/gofiber/storage. */
const fiberStorage = {
  option: 'Storage',
  absent: 'local',
  words: {
    ...Object.fromEntries(
      ['memory', 'sqlite3', 'badger', 'bbolt', 'pebble', 'ristretto', 'coherence'].map((name) => [
        `github.com/gofiber/storage/${name}`,
        'local' as const,
      ]),
    ),
    'github.com/gofiber/storage': 'shared',
  },
} as const;

const high = 'high' as const;
const row = (
  kind: CallRow['kind'],
  scope: CallRow['scope'],
  label: string,
  calls: readonly string[],
  more: Partial<CallRow> = {},
): CallRow => ({ kind, scope, label, calls, confidence: high, ...more });

const sessions: readonly CallRow[] = [
  row('session-store', 'local', 'FilesystemStore', ['github.com/gorilla/sessions.NewFilesystemStore'], { path: 0 }),
  row('session-store', 'local', 'session store in memory', [
    'github.com/gin-contrib/sessions/memstore.NewStore',
    'github.com/quasoft/memstore.NewMemStore',
    'github.com/wader/gormstore.NewMemStore',
    'github.com/icza/session.NewInMemStore',
    'github.com/gin-contrib/sessions/filesystem.NewStore',
  ]),
  row('session-store', 'shared', 'session store', [
    'github.com/gorilla/sessions.NewCookieStore',
    ...['cookie', 'redis', 'memcached', 'mongo', 'postgres', 'gorm', 'mongo/mongodriver', 'mongo/mongomgo'].map(
      (name) => `github.com/gin-contrib/sessions/${name}.NewStore`,
    ),
    'github.com/gin-contrib/sessions/redis.NewStoreWithDB',
    'github.com/boj/redistore.NewRediStore',
    'github.com/boj/redistore.NewRediStoreWithPool',
    'github.com/rbcervilla/redisstore.NewRedisStore',
    'github.com/antonlindstrom/pgstore.NewPGStore',
    'github.com/antonlindstrom/pgstore.NewPGStoreFromPool',
    'github.com/wader/gormstore.New',
    'github.com/srinathgs/mysqlstore.NewMySQLStore',
  ]),
  row(
    'session-store',
    {
      option: 'Store',
      absent: 'local',
      words: {
        ...Object.fromEntries(
          ['memstore', 'sqlite3store', 'boltstore', 'badgerstore', 'buntdbstore', 'leveldbstore'].map((name) => [
            `github.com/alexedwards/scs/${name}`,
            'local' as const,
          ]),
        ),
        'github.com/alexedwards/scs': 'shared',
      },
    },
    'scs',
    ['github.com/alexedwards/scs.New', 'github.com/alexedwards/scs.NewSession'],
  ),
  row('session-store', fiberStorage, 'fiber session', [
    'github.com/gofiber/fiber/middleware/session.New',
    'github.com/gofiber/fiber/middleware/session.NewStore',
  ]),
  row(
    'session-store',
    {
      option: 0,
      words: {
        memory: 'local',
        file: 'local',
        cookie: 'shared',
        redis: 'shared',
        memcache: 'shared',
        mysql: 'shared',
        postgres: 'shared',
        couchbase: 'shared',
      },
    },
    'beego session',
    [
      'github.com/beego/beego/server/web/session.NewManager',
      'github.com/astaxie/beego/session.NewManager',
      'github.com/beego/beego/session.NewManager',
    ],
  ),
];

const uploads: readonly CallRow[] = [
  row('upload', 'local', 'SaveUploadedFile', ['github.com/gin-gonic/gin.Context().SaveUploadedFile'], { path: 1 }),
  row('upload', 'local', 'SaveFile', ['github.com/gofiber/fiber.Ctx().SaveFile'], { path: 1 }),
  row('upload', 'shared', 'SaveFileToStorage', ['github.com/gofiber/fiber.Ctx().SaveFileToStorage']),
  row('upload', 'local', 'SaveMultipartFile', ['github.com/valyala/fasthttp.SaveMultipartFile'], { path: 1 }),
  row('upload', 'local', 'UploadFormFiles', ['github.com/kataras/iris.Context().UploadFormFiles'], { path: 0 }),
  row(
    'upload',
    'local',
    'tusd filestore',
    ['github.com/tus/tusd/pkg/filestore.New', 'github.com/tus/tusd/filestore.New'],
    { path: 0 },
  ),
  row('upload', 'local', 'fileblob', ['gocloud.dev/blob/fileblob.OpenBucket'], { path: 0 }),
  row(
    'upload',
    { option: 1, words: { 'file:': 'local', 'mem:': 'local', 's3:': 'shared', 'gs:': 'shared', 'azblob:': 'shared' } },
    'blob.OpenBucket',
    ['gocloud.dev/blob.OpenBucket'],
  ),
  row('upload', 'local', 'os.Create of an upload', ['os.Create', 'os.OpenFile'], {
    when: [
      { slot: 'upload', is: 'present' },
      { slot: 'creates', is: 'present' },
    ],
    path: 0,
  }),
  row('upload', 'shared', 'object storage', [
    'github.com/minio/minio-go.Client().PutObject',
    'github.com/minio/minio-go.Client().FPutObject',
    'github.com/minio/minio-go.New().PutObject',
    'github.com/aws/aws-sdk-go-v2/feature/s3/manager.Uploader().Upload',
    'github.com/aws/aws-sdk-go/service/s3/s3manager.Uploader().Upload',
    'github.com/aws/aws-sdk-go/feature/s3/manager.Uploader().Upload',
    'github.com/aws/aws-sdk-go-v2/service/s3.Client().PutObject',
    'github.com/aws/aws-sdk-go-v2/service/s3.NewFromConfig().PutObject',
    'cloud.google.com/go/storage.Client().Bucket().Object().NewWriter',
  ]),
  // Uploads are files as well: the first row that fits a kind speaks for it.
  row('file-write', 'local', 'os.Create', ['os.Create', 'os.OpenFile'], {
    when: [{ slot: 'creates', is: 'present' }],
    path: 0,
    confidence: 'medium',
  }),
  row('file-write', 'local', 'os.WriteFile', ['os.WriteFile', 'io/ioutil.WriteFile'], {
    path: 0,
    confidence: 'medium',
  }),
];

const caches: readonly CallRow[] = [
  row(
    'local-cache',
    'local',
    'cache in memory',
    [
      'github.com/patrickmn/go-cache.New',
      'github.com/dgraph-io/ristretto.NewCache',
      'github.com/allegro/bigcache.New',
      'github.com/allegro/bigcache.NewBigCache',
      'github.com/coocood/freecache.NewCache',
      'github.com/hashicorp/golang-lru.New',
      'github.com/hashicorp/golang-lru.NewARC',
      'github.com/hashicorp/golang-lru/expirable.NewLRU',
      'github.com/jellydator/ttlcache.New',
      'github.com/ReneKroon/ttlcache.NewCache',
      'github.com/karlseguin/ccache.New',
      'github.com/maypok86/otter.MustBuilder',
      'github.com/maypok86/otter.Must',
      'github.com/viccon/sturdyc.New',
      'github.com/bluele/gcache.New',
      'github.com/muesli/cache2go.Cache',
      'github.com/VictoriaMetrics/fastcache.New',
    ],
    { confidence: 'medium' },
  ),
  row('local-cache', 'local', 'cache in memory', [
    'github.com/gin-contrib/cache/persistence.NewInMemoryStore',
    'github.com/victorspringer/http-cache/adapter/memory.NewAdapter',
  ]),
  row('local-cache', 'shared', 'cache in Redis', [
    'github.com/gin-contrib/cache/persistence.NewRedisCache',
    'github.com/victorspringer/http-cache/adapter/redis.NewAdapter',
  ]),
  row('local-cache', { option: 'Redis', absent: 'local', other: 'shared' }, 'go-redis/cache', [
    'github.com/go-redis/cache.New',
  ]),
  row('local-cache', fiberStorage, 'fiber cache', ['github.com/gofiber/fiber/middleware/cache.New']),
];

const limits: readonly CallRow[] = [
  row('rate-limit', 'local', 'tollbooth', ['github.com/didip/tollbooth.NewLimiter']),
  row(
    'rate-limit',
    'local',
    'httprate',
    ['Limit', 'LimitByIP', 'LimitAll', 'LimitByRealIP', 'NewRateLimiter'].map(
      (name) => `github.com/go-chi/httprate.${name}`,
    ),
    {
      when: [{ slot: 'WithLimitCounter', is: 'absent' }],
      sharedBy: ['github.com/go-chi/httprate-redis'],
    },
  ),
  row('rate-limit', 'shared', 'httprate in Redis', [
    'github.com/go-chi/httprate-redis.WithRedisLimitCounter',
    'github.com/go-chi/httprate-redis.NewRedisLimitCounter',
  ]),
  row('rate-limit', 'local', 'limiter in memory', [
    'github.com/ulule/limiter/drivers/store/memory.NewStore',
    'github.com/ulule/limiter/drivers/store/memory.NewStoreWithOptions',
    'github.com/labstack/echo/middleware.NewRateLimiterMemoryStore',
    'github.com/labstack/echo/middleware.NewRateLimiterMemoryStoreWithConfig',
    'github.com/JGLTechnologies/gin-rate-limit.InMemoryStore',
    'github.com/throttled/throttled/store/memstore.New',
    'github.com/throttled/throttled/store/memstore.NewCtx',
    'github.com/sethvargo/go-limiter/memorystore.New',
  ]),
  row('rate-limit', 'shared', 'limiter in Redis', [
    'github.com/ulule/limiter/drivers/store/redis.NewStore',
    'github.com/ulule/limiter/drivers/store/redis.NewStoreWithOptions',
    'github.com/JGLTechnologies/gin-rate-limit.RedisStore',
    'github.com/throttled/throttled/store/redigostore.New',
    'github.com/throttled/throttled/store/goredisstore.New',
    'github.com/sethvargo/go-redisstore.New',
    'github.com/go-redis/redis_rate.NewLimiter',
  ]),
  row('rate-limit', fiberStorage, 'fiber limiter', ['github.com/gofiber/fiber/middleware/limiter.New']),
  // As often as not it slows down what the program sends.
  row('rate-limit', 'local', 'rate.NewLimiter', ['golang.org/x/time/rate.NewLimiter'], { confidence: 'low' }),
];

const realtime: readonly CallRow[] = [
  row('realtime', 'local', 'melody', ['github.com/olahol/melody.New']),
  row('realtime', 'local', 'centrifuge', ['github.com/centrifugal/centrifuge.New']),
  row('realtime', 'shared', 'centrifuge in Redis', [
    'github.com/centrifugal/centrifuge.NewRedisBroker',
    'github.com/centrifugal/centrifuge.Node().SetBroker',
  ]),
  row('realtime', 'local', 'go-socket.io', ['github.com/googollee/go-socket.io.NewServer']),
  row('realtime', 'shared', 'go-socket.io adapter', ['github.com/googollee/go-socket.io.Server().Adapter']),
  row('realtime', 'local', 'server-sent events', [
    'github.com/r3labs/sse.New',
    'github.com/alexandrevicenzi/go-sse.NewServer',
    'github.com/antage/eventsource.New',
    'github.com/tmaxmax/go-sse.Joe',
  ]),
  // The hub of the chat example: a set of sockets, and what goes to all of them.
  row('realtime', 'local', 'hub of sockets', ['hub of sockets'], {
    sharedBy: [
      'github.com/redis/go-redis',
      'github.com/nats-io/nats.go',
      'github.com/gomodule/redigo/redis',
      'github.com/rabbitmq/amqp091-go',
      'github.com/segmentio/kafka-go',
      'github.com/IBM/sarama',
    ],
    confidence: 'medium',
  }),
];

export const stateCalls: readonly CallRow[] = [...sessions, ...uploads, ...caches, ...limits, ...realtime];
