/** Packages whose use in a file says that its scheduled work is guarded by a lock or a leader. */
export const locks: readonly string[] = [
  ...['redlock', '@sesamecare-oss/redlock', 'redis-semaphore', 'async-redis-lock', 'live-mutex'],
  ...['nestjs-redlock', '@anchan828/nest-redlock', 'advisory-lock'],
  ...['mongodb-lock', 'etcd3', 'warlock', 'node-resque'],
];

/** Functions of databases that take a lock all replicas see. */
export const advisoryLock = /pg_(?:try_)?advisory_(?:xact_)?lock|\bGET_LOCK\s*\(/;
