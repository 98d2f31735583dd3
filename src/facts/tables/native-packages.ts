/**
 * Packages that bring compiled code for one C library, as their install scripts or wheels choose it. Packages that carry builds for
 * several (`bcrypt` from 6 on, `argon2`) are left out. From the packages' documentation; adding one is adding a name.
 */
import type { Ecosystem } from '../manifest.ts';

const names: Partial<Readonly<Record<Ecosystem, ReadonlySet<string>>>> = {
  npm: new Set(
    `sharp better-sqlite3 sqlite3 canvas node-sass re2 node-rdkafka isolated-vm couchbase libxmljs libxmljs2 @tensorflow/tfjs-node
    @napi-rs/canvas @node-rs/argon2 @node-rs/bcrypt snappy skia-canvas grpc oracledb node-expat`.split(/\s+/),
  ),
  python: new Set(
    `numpy pandas scipy scikit-learn psycopg2-binary psycopg-binary cryptography lxml pillow pydantic pydantic-core uvloop httptools orjson
    grpcio asyncpg aiohttp greenlet sqlalchemy cffi bcrypt matplotlib torch pyarrow opencv-python opencv-python-headless polars tiktoken
    rpds-py msgpack ujson mysqlclient confluent-kafka gevent`.split(/\s+/),
  ),
};

export const isNative = (ecosystem: Ecosystem, name: string): boolean =>
  names[ecosystem]?.has(name.toLowerCase().replace(/_/g, '-')) ?? false;

/** Those of npm that are tied to the major version of Node.js as well. */
const perNodeVersion = new Set([
  'better-sqlite3',
  'node-sass',
  're2',
  'isolated-vm',
  'node-rdkafka',
  'libxmljs',
  'libxmljs2',
  'grpc',
]);

export const isBoundToNode = (name: string): boolean => perNodeVersion.has(name);
