/** Values people hand to a library to say where it keeps its state. */
import type { Meaning } from '../unit.ts';
import type { Scope } from './row.ts';

interface Store {
  readonly module: string;
  /** Beginnings of members; absent: all of the library. */
  readonly members?: readonly string[];
  readonly scope: Scope;
}

const shared = (libraries: readonly string[]): readonly Store[] =>
  libraries.map((module) => ({ module, scope: 'shared' }));
const local = (libraries: readonly string[]): readonly Store[] =>
  libraries.map((module) => ({ module, scope: 'local' }));

const stores: readonly Store[] = [
  // Sessions.
  ...shared([
    'connect-redis',
    'connect-mongo',
    'connect-mongodb-session',
    'connect-pg-simple',
    'express-mysql-session',
    'connect-session-sequelize',
  ]),
  ...shared([
    'connect-memcached',
    '@quixo3/prisma-session-store',
    'connect-dynamodb',
    'connect-typeorm',
    'koa-redis',
    '@mgcrea/fastify-session-redis-store',
  ]),
  ...shared(['fastify-session-redis-store', '@google-cloud/connect-firestore', 'connect-ioredis']),
  ...local([
    'memorystore',
    'session-file-store',
    'connect-loki',
    'connect-sqlite3',
    'better-sqlite3-session-store',
    'session-level-store',
    'connect-nedb-session',
  ]),
  ...local(['koa-session-local', 'nedb-session-store']),
  { module: 'express-session', members: ['MemoryStore'], scope: 'local' },
  { module: '@fastify/session', members: ['MemoryStore'], scope: 'local' },
  // Uploads.
  ...shared([
    'multer-s3',
    'multer-s3-v2',
    'multer-s3-transform',
    'multer-storage-cloudinary',
    'multer-gridfs-storage',
    'multer-google-storage',
    'multer-azure-blob-storage',
  ]),
  ...shared([
    'multer-azure-storage',
    'multer-cloud-storage',
    'multer-minio-storage',
    '@tus/s3-store',
    '@tus/gcs-store',
    '@tus/azure-store',
  ]),
  { module: 'multer', members: ['diskStorage'], scope: 'local' },
  ...local(['@tus/file-store']),
  // Clients of stores that all replicas see.
  ...shared([
    'ioredis',
    'redis',
    '@redis/client',
    'memcached',
    'memjs',
    '@upstash/redis',
    'pg',
    'mysql2',
    'mysql2/promise',
    'mongodb',
    'mongoose',
  ]),
  // Counters of rate limits.
  ...shared([
    'rate-limit-redis',
    'rate-limit-mongo',
    'rate-limit-memcached',
    'rate-limit-postgresql',
    '@acpr/rate-limit-postgresql',
  ]),
  ...shared([
    'nestjs-throttler-storage-redis',
    '@nest-lab/throttler-storage-redis',
    'express-brute-redis',
    'express-brute-mongo',
    'express-brute-memcached',
    'express-brute-pg',
  ]),
  { module: 'express-rate-limit', members: ['MemoryStore'], scope: 'local' },
  { module: 'express-brute', members: ['MemoryStore'], scope: 'local' },
  // Caches.
  ...shared([
    'cache-manager-redis-store',
    'cache-manager-ioredis',
    'cache-manager-ioredis-yet',
    'cache-manager-redis-yet',
    'cache-manager-memcached-store',
    'cache-manager-mongodb',
  ]),
  ...shared([
    '@keyv/redis',
    '@keyv/valkey',
    '@keyv/mongo',
    '@keyv/postgres',
    '@keyv/mysql',
    '@keyv/memcache',
    '@keyv/etcd',
    '@tirke/node-cache-manager-ioredis',
  ]),
  ...shared([
    'apollo-server-cache-redis',
    'apollo-server-cache-memcached',
    '@apollo/utils.keyvadapter',
    '@hapi/catbox-redis',
    '@hapi/catbox-memcached',
  ]),
  ...local([
    'cache-manager-fs',
    'cache-manager-fs-hash',
    'keyv-file',
    '@keyv/sqlite',
    'keyv-lru',
    '@hapi/catbox-memory',
  ]),
  { module: '@apollo/utils.keyvaluecache', members: ['InMemoryLRUCache'], scope: 'local' },
  // Fan-out between processes. The cluster adapter joins processes of one machine only.
  ...shared([
    '@socket.io/redis-adapter',
    '@socket.io/redis-streams-adapter',
    '@socket.io/postgres-adapter',
    '@socket.io/mongo-adapter',
    '@socket.io/redis-emitter',
    'socket.io-redis',
  ]),
  ...shared([
    '@socket.io/gcp-pubsub-adapter',
    '@socket.io/aws-sqs-adapter',
    '@socket.io/azure-service-bus-adapter',
    'socket.io-mongodb',
    'socket.io-amqp',
  ]),
  ...shared([
    '@graphql-yoga/redis-event-target',
    'graphql-redis-subscriptions',
    '@hocuspocus/extension-redis',
    '@colyseus/redis-presence',
    '@colyseus/redis-driver',
    'mqemitter-redis',
  ]),
  ...local(['@socket.io/cluster-adapter']),
];

const byLibrary = new Map<string, Store[]>();
for (const store of stores) byLibrary.set(store.module, [...(byLibrary.get(store.module) ?? []), store]);

/** Where a store keeps what it is given; undefined when no table knows it. */
export const scopeOfStore = (meaning: Meaning): Scope | undefined =>
  byLibrary
    .get(meaning.module)
    ?.find((store) => store.members === undefined || store.members.some((name) => meaning.path.startsWith(name)))
    ?.scope;
