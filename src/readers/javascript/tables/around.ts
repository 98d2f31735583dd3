/**
 * What a program needs beside itself, in the shape of the shared tables: `module.member` as it is imported, options by their names. Sources:
 * the documentation of Node.js and of each library. Redis probes its clients every 300 seconds by itself, so that no row is needed. Idle connections: what closes, probes or keeps them alive before 900 seconds.
 */
import type { EndpointRow, PoolRow, SecretRow, SpawnRow, Tables, ToolRow } from '../../code/row.ts';

const nodeSpawns = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `node:child_process.${name}`);

const spawns: readonly SpawnRow[] = [
  {
    calls: nodeSpawns('exec', 'execSync', 'spawn', 'spawnSync', 'execFile', 'execFileSync'),
    program: 0,
    label: 'child_process',
  },
  {
    calls: ['execa', 'execa.execa', 'execa.execaSync', 'execa.execaCommand', 'execa.sync'],
    program: 0,
    label: 'execa',
  },
  { calls: ['cross-spawn', 'cross-spawn.sync', 'cross-spawn.spawn'], program: 0, label: 'cross-spawn' },
  { calls: ['shelljs.exec', 'tinyexec.x', 'tinyexec.exec'], program: 0, label: 'exec' },
  { calls: ['Bun.spawn', 'Bun.spawnSync', 'Deno.Command'], program: 0, label: 'spawn' },
];

const tools: readonly ToolRow[] = [
  {
    calls: ['fluent-ffmpeg', 'fluent-ffmpeg.ffprobe', 'fluent-ffmpeg.Ffmpeg'],
    needs: 'ffmpeg',
    label: 'fluent-ffmpeg',
  },
  { calls: ['gm', 'gm.subClass'], needs: 'gm', label: 'gm' },
  { calls: ['wkhtmltopdf', 'html-pdf-node.generatePdf'], needs: 'wkhtmltopdf', label: 'wkhtmltopdf' },
  { calls: ['simple-git', 'simple-git.simpleGit', 'simple-git.gitP'], needs: 'git', label: 'simple-git' },
  { calls: ['node-tesseract-ocr.recognize'], needs: 'tesseract', label: 'node-tesseract-ocr' },
  { calls: ['pdf-poppler.convert', 'pdf2image.convertPDF'], needs: 'pdftoppm', label: 'poppler' },
  {
    calls: ['libreoffice-convert.convert', 'libreoffice-convert.convertWithOptions'],
    needs: 'soffice',
    label: 'libreoffice-convert',
  },
];

/** Connections in a pool that closes them after a while of rest. */
const closes = (option: string | readonly string[]): PoolRow['idle'] => ({
  option,
  absent: 'safe',
  words: { 0: 'forgotten', false: 'forgotten' },
  other: 'safe',
});

const pools: readonly PoolRow[] = [
  {
    calls: ['pg.Pool', 'pg-pool', 'pg.native.Pool', '@neondatabase/serverless.Pool'],
    to: 'postgres',
    most: 'max',
    defaultMost: 10,
    idle: closes('idleTimeoutMillis'),
    label: 'pg.Pool',
  },
  // One connection that lives as long as the program, and Node leaves the first probe to the system: two hours.
  {
    calls: ['pg.Client'],
    to: 'postgres',
    defaultMost: 1,
    idle: { option: 'keepAlive', absent: 'unknown', other: 'unknown' },
    label: 'pg.Client',
  },
  {
    calls: ['postgres'],
    to: 'postgres',
    most: 'max',
    defaultMost: 10,
    idle: { option: ['idle_timeout', 'keep_alive'], absent: 'safe', other: 'safe' },
    label: 'postgres.js',
  },
  {
    calls: ['mysql2.createPool', 'mysql2/promise.createPool', 'mysql2.createPoolPromise'],
    to: 'mysql',
    most: 'connectionLimit',
    defaultMost: 10,
    idle: {
      option: ['enableKeepAlive', 'idleTimeout'],
      absent: 'unknown',
      words: { false: 'forgotten' },
      other: 'unknown',
    },
    label: 'mysql2 createPool',
  },
  {
    calls: ['mysql.createPool', 'promise-mysql.createPool'],
    to: 'mysql',
    most: 'connectionLimit',
    defaultMost: 10,
    idle: 'forgotten',
    label: 'mysql createPool',
  },
  {
    calls: ['mariadb.createPool', 'mariadb/callback.createPool'],
    to: 'mysql',
    most: 'connectionLimit',
    defaultMost: 10,
    idle: 'safe',
    label: 'mariadb createPool',
  },
  {
    calls: [
      'sequelize',
      'sequelize.Sequelize',
      'sequelize-typescript.Sequelize',
      '@nestjs/sequelize.SequelizeModule.forRoot',
    ],
    to: 'database',
    by: ['dialect', 0],
    most: 'pool.max',
    defaultMost: 5,
    idle: { option: 'pool.idle', absent: 'safe', other: 'safe' },
    label: 'Sequelize',
  },
  {
    calls: ['knex', 'knex.knex', 'knex.Knex'],
    to: 'database',
    by: 'client',
    most: 'pool.max',
    defaultMost: 10,
    // Those below the minimum stay.
    idle: { option: 'pool.min', absent: 'unknown', words: { 0: 'safe' }, other: 'unknown' },
    label: 'Knex',
  },
  {
    calls: ['typeorm.DataSource', 'typeorm.createConnection', '@nestjs/typeorm.TypeOrmModule.forRoot'],
    to: 'database',
    by: ['type', 'url'],
    most: ['poolSize', 'extra.max', 'extra.connectionLimit'],
    defaultMost: 10,
    idle: 'unknown',
    label: 'TypeORM',
  },
  {
    calls: ['@prisma/client.PrismaClient'],
    to: 'database',
    // Two for each core and one more, unless the address says `connection_limit=`.
    idle: { option: 'adapter', absent: 'safe', other: 'unknown' },
    label: 'Prisma',
  },
  {
    calls: ['mongoose.connect', 'mongoose.createConnection', 'mongodb.MongoClient', 'mongodb.MongoClient.connect'],
    to: 'mongodb',
    most: 'maxPoolSize',
    defaultMost: 100,
    idle: 'safe',
    label: 'MongoDB',
  },
];

/** Clients that are told where the service is; URLs in the same slot are found as well. */
const endpoints: readonly EndpointRow[] = [
  { calls: ['pg.Pool', 'pg.Client', 'pg-pool'], to: 'postgres', host: ['connectionString', 'host', 0], port: 'port' },
  { calls: ['postgres'], to: 'postgres', host: ['host', 'hostname', 0], port: 'port' },
  {
    calls: [
      'mysql.createConnection',
      'mysql.createPool',
      'mysql2.createConnection',
      'mysql2.createPool',
      'mysql2/promise.createConnection',
      'mysql2/promise.createPool',
      'mariadb.createPool',
      'mariadb.createConnection',
    ],
    to: 'mysql',
    host: ['host', 'uri', 0],
    port: 'port',
  },
  {
    calls: ['sequelize', 'sequelize.Sequelize'],
    to: 'database',
    host: ['host', 'replication.write.host'],
    port: 'port',
  },
  { calls: ['knex', 'knex.knex'], to: 'database', host: ['connection.host', 'connection'], port: 'connection.port' },
  {
    calls: ['typeorm.DataSource', 'typeorm.createConnection', '@nestjs/typeorm.TypeOrmModule.forRoot'],
    to: 'database',
    host: ['host', 'url'],
    port: 'port',
  },
  {
    calls: [
      'mongoose.connect',
      'mongoose.createConnection',
      'mongodb.MongoClient',
      'mongodb.MongoClient.connect',
      '@nestjs/mongoose.MongooseModule.forRoot',
    ],
    to: 'mongodb',
    host: 0,
  },
  { calls: ['ioredis', 'ioredis.Redis'], to: 'redis', host: ['host', 0], port: 'port' },
  {
    calls: ['redis.createClient', '@redis/client.createClient'],
    to: 'redis',
    host: ['url', 'socket.host', 'host', 0],
    port: ['socket.port', 'port'],
  },
  {
    calls: ['bullmq.Queue', 'bullmq.Worker', 'bull'],
    to: 'redis',
    host: ['connection.host', 'redis.host', 1],
    port: ['connection.port', 'redis.port'],
  },
  {
    calls: ['amqplib.connect', 'amqplib/callback_api.connect', 'amqp-connection-manager.connect'],
    to: 'rabbitmq',
    host: [0, 'hostname'],
  },
  { calls: ['nats.connect'], to: 'nats', host: 'servers' },
  { calls: ['memcached', 'memjs.Client.create'], to: 'memcached', host: 0 },
  {
    calls: ['@elastic/elasticsearch.Client', '@opensearch-project/opensearch.Client'],
    to: 'elasticsearch',
    host: 'node',
  },
  { calls: ['nodemailer.createTransport'], to: 'smtp', host: ['host', 0], port: 'port' },
  { calls: ['minio.Client'], to: 's3', host: 'endPoint', port: 'port' },
  { calls: ['mqtt.connect'], to: 'mqtt', host: 0 },
];

const secrets: readonly SecretRow[] = [
  { calls: ['jsonwebtoken.sign', 'jsonwebtoken.verify'], slot: 1, label: 'jsonwebtoken' },
  { calls: ['express-session', '@fastify/session'], slot: 'secret', label: 'session secret' },
  { calls: ['cookie-parser'], slot: 0, label: 'cookie secret' },
  { calls: ['cookie-session'], slot: ['secret', 'keys'], label: 'cookie secret' },
  { calls: ['passport-jwt.Strategy'], slot: 'secretOrKey', label: 'secretOrKey' },
  { calls: ['express-jwt', 'express-jwt.expressjwt', 'koa-jwt'], slot: 'secret', label: 'JWT secret' },
  { calls: ['@nestjs/jwt.JwtModule.register'], slot: 'secret', label: 'JWT secret' },
  { calls: ['iron-session.getIronSession'], slot: 'password', label: 'session password' },
  {
    calls: [
      'pg.Pool',
      'pg.Client',
      'mysql.createPool',
      'mysql.createConnection',
      'mysql2.createPool',
      'mysql2.createConnection',
      'mysql2/promise.createPool',
      'mysql2/promise.createConnection',
      'mariadb.createPool',
    ],
    slot: 'password',
    label: 'database password',
  },
  { calls: ['nodemailer.createTransport'], slot: 'auth.pass', label: 'mail password' },
];

export const around: Tables = {
  calls: [],
  settings: [],
  listeners: [],
  routes: [],
  random: [],
  locks: [],
  drains: /^$/,
  exits: /^$/,
  words: [],
  spawns,
  tools,
  pools,
  endpoints,
  secrets,
};

/** All that the rows ask for. */
export const aroundNames: ReadonlySet<string> = new Set(
  [spawns, tools, pools, endpoints, secrets].flatMap((rows) => rows.flatMap(({ calls }) => calls)),
);

/** Libraries that whole programs import: files with these words are looked at instead. */
const everywhere = new Set([
  ...[
    'typeorm',
    '@nestjs/typeorm',
    'sequelize',
    'sequelize-typescript',
    '@nestjs/sequelize',
    'mongoose',
    '@prisma/client',
  ],
  ...['@nestjs/mongoose', '@nestjs/jwt', 'Bun', 'Deno'],
]);
export const aroundWords: readonly string[] = [
  ...['mongoose.connect', 'mongoose.createConnection', 'new PrismaClient', 'Bun.spawn', 'Deno.Command'],
  ...['JwtModule.register', 'MongooseModule.forRoot', 'SequelizeModule.forRoot', 'createConnection', 'new DataSource'],
];
/** Modules by the names they are imported under. */
export const aroundLibraries: readonly string[] = [
  'node:child_process',
  'zx',
  ...[...aroundNames]
    .map((name) => name.replace('node:', '').replace(/^((?:@[\w-]+\/)?[\w-]+(?:\/[\w-]+)*).*$/s, '$1'))
    .filter((name) => !everywhere.has(name)),
];
