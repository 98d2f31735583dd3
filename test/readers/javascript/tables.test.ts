import { describe, expect, test } from '@jest/globals';
import type { StateFact } from '../../../src/facts/code.ts';
import { libraryOf } from '../../../src/readers/javascript/match.ts';
import { stateRows } from '../../../src/readers/javascript/tables/index.ts';
import { marked, placeOf, readFile } from './read.ts';

/** What is expected at the marks, as `kind scope label`; further words in `more`. */
type Bad = readonly [expected: string, snippet: string, more?: Partial<StateFact>];

const bad: readonly Bad[] = [
  // Sessions
  ['session-store local express-session', `import session from 'express-session';\napp.use(▸session({ secret: s }));`],
  [
    'session-store local express-session',
    `const s = require('express-session');\nconst store = new s.MemoryStore();\napp.use(▸s({ store }));`,
  ],
  [
    'session-store shared express-session',
    `const session = require('express-session');\nconst RedisStore = require('connect-redis')(session);\napp.use(▸session({ store: new RedisStore({ client }) }));`,
  ],
  [
    'session-store shared express-session',
    `import session from 'express-session';\nimport MongoStore from 'connect-mongo';\napp.use(▸session({ store: MongoStore.create({ client }) }));`,
  ],
  [
    'session-store unknown express-session',
    `import session from 'express-session';\nimport { RedisStore } from 'connect-redis';\nconst isProd = process.env.NODE_ENV === 'production';\napp.use(▸session({ store: isProd ? new RedisStore({}) : undefined }));`,
  ],
  [
    'session-store unknown express-session',
    `import session from 'express-session';\nimport { options } from './options';\napp.use(▸session({ ...options, secret: 'x' }));`,
  ],
  [
    'session-store unknown express-session',
    `import session from 'express-session';\nimport { RedisStore } from 'connect-redis';\nlet store;\nif (x) store = new RedisStore();\napp.use(▸session({ store }));`,
  ],
  [
    'session-store unknown express-session',
    `import session from 'express-session';\nconst options = { secret: s };\noptions.store = make();\napp.use(▸session(options));`,
  ],
  [
    'session-store local @fastify/session',
    `import fastifySession from '@fastify/session';\n▸app.register(fastifySession, { secret });`,
  ],
  [
    'session-store local fastify-session',
    `const plugin = require('fastify-session');\n▸app.register(plugin, { secret });`,
  ],
  [
    'session-store unknown koa-session',
    `import session from 'koa-session';\nimport { Store } from './store';\napp.use(▸session({ store: new Store() }, app));`,
  ],
  ['session-store local koa-generic-session', `const session = require('koa-generic-session');\napp.use(▸session());`],
  [
    'session-store local koa-session-local',
    `import LocalSession from 'koa-session-local';\nconst s = ▸new LocalSession();`,
  ],
  [
    'session-store local Remix session storage in memory or files',
    `import { createFileSessionStorage } from '@remix-run/node';\nexport const storage = ▸createFileSessionStorage({ dir: 'sessions' });`,
  ],
  [
    'session-store shared createCookieSessionStorage',
    `import { createCookieSessionStorage } from '@remix-run/node';\nexport const storage = ▸createCookieSessionStorage({});`,
  ],
  [
    'session-store local createMemorySessionStorage',
    `import { createMemorySessionStorage } from 'react-router';\nexport const storage = ▸createMemorySessionStorage({});`,
  ],
  [
    'session-store local createFileSessionStorage',
    `import { createFileSessionStorage } from '@react-router/node';\nexport const storage = ▸createFileSessionStorage({});`,
  ],
  [
    'session-store shared cookie-session',
    `const cookieSession = require('cookie-session');\napp.use(▸cookieSession({ keys }));`,
  ],
  [
    'session-store shared iron-session',
    `import { getIronSession } from 'iron-session';\nexport const get = () => ▸getIronSession(a, b, c);`,
  ],
  [
    'session-store shared client-sessions',
    `const sessions = require('client-sessions');\napp.use(▸sessions({ secret }));`,
  ],
  ['session-store shared @fastify/secure-session', `▸app.register(require('@fastify/secure-session'), { key });`],
  // Uploads
  [
    'upload local multer dest',
    `import multer from 'multer';\nexport const upload = ▸multer({ dest: 'uploads/' });`,
    { path: 'uploads/' },
  ],
  [
    'upload local multer dest',
    `import multer from 'multer';\nexport const upload = ▸multer({ dest: process.env.UPLOADS || 'uploads' });`,
    { path: 'uploads', variable: 'UPLOADS' },
  ],
  [
    'upload local multer.diskStorage',
    `const multer = require('multer');\nconst path = require('path');\nconst storage = ▸multer.diskStorage({ destination: (req, file, cb) => cb(null, path.join(__dirname, 'files')) });`,
    { path: 'src/files' },
  ],
  [
    'upload local multer.diskStorage',
    `import { diskStorage } from 'multer';\nconst storage = ▸diskStorage({ destination: '/data/files' });`,
    { path: '/data/files' },
  ],
  [
    'upload local @koa/multer dest',
    `import multer from '@koa/multer';\nexport const upload = ▸multer({ dest: 'uploads' });`,
  ],
  [
    'upload local @koa/multer diskStorage',
    `import multer from '@koa/multer';\nexport const storage = ▸multer.diskStorage({ destination: 'uploads' });`,
  ],
  [
    'upload shared multer-s3',
    `import multer from 'multer';\nimport multerS3 from 'multer-s3';\nexport const upload = multer({ storage: ▸multerS3({ s3, bucket }) });`,
  ],
  [
    'upload shared multer-storage-cloudinary',
    `import { CloudinaryStorage } from 'multer-storage-cloudinary';\nexport const storage = ▸new CloudinaryStorage({});`,
  ],
  [
    'upload shared multer-gridfs-storage',
    `import { GridFsStorage } from 'multer-gridfs-storage';\nexport const storage = ▸new GridFsStorage({});`,
  ],
  [
    'upload local FileInterceptor dest',
    `import { FileInterceptor } from '@nestjs/platform-express';\nclass C {\n  @UseInterceptors(▸FileInterceptor('file', { dest: './uploads' }))\n  up() {}\n}`,
    { path: './uploads' },
  ],
  [
    'upload local AnyFilesInterceptor dest',
    `import { AnyFilesInterceptor } from '@nestjs/platform-express';\nconst i = ▸AnyFilesInterceptor({ dest: 'uploads' });`,
  ],
  [
    'upload local MulterModule dest',
    `import { MulterModule } from '@nestjs/platform-express';\n@Module({ imports: [▸MulterModule.register({ dest: 'uploads' })] })\nexport class A {}`,
  ],
  [
    'upload local formidable uploadDir',
    `import formidable from 'formidable';\nconst form = ▸formidable({ uploadDir: 'files' });`,
  ],
  [
    'upload local koa-body uploadDir',
    `import { koaBody } from 'koa-body';\napp.use(▸koaBody({ multipart: true, formidable: { uploadDir: 'files' } }));`,
  ],
  [
    'upload local express-fileupload mv()',
    `import fileUpload from 'express-fileupload';\napp.post('/', (req, res) => { ▸req.files.photo.mv('uploads/photo.png', done); });`,
    { path: 'uploads/photo.png' },
  ],
  [
    'upload local @tus/file-store',
    `import { FileStore } from '@tus/file-store';\nconst s = ▸new FileStore({ directory: './files' });`,
    { path: './files' },
  ],
  ['upload shared @tus/s3-store', `import { S3Store } from '@tus/s3-store';\nconst s = ▸new S3Store({});`],
  [
    'upload local tus FileStore',
    `const tus = require('tus-node-server');\nconst s = ▸new tus.FileStore({ path: '/files' });`,
    { path: '/files' },
  ],
  // Schedulers
  [
    'scheduler local cron.schedule',
    `import cron from 'node-cron';\n▸cron.schedule('0 * * * *', work);`,
    { locked: false },
  ],
  [
    'scheduler local cron.schedule',
    `import * as nc from 'node-cron';\nimport Redlock from 'redlock';\n▸nc.schedule('0 * * * *', work);`,
    { locked: true },
  ],
  [
    'scheduler local cron.schedule',
    `import cron from 'node-cron';\nif (process.env.RUN_CRON === 'true') {\n  ▸cron.schedule('0 * * * *', work);\n}`,
    { guard: 'conditional', variable: 'RUN_CRON' },
  ],
  [
    'scheduler local cron.schedule',
    'import cron from "node-cron";\n▸cron.schedule("* * * * *", () => db.query(`select pg_try_advisory_lock(1)`));',
    { locked: true },
  ],
  ['scheduler local new CronJob', `const { CronJob: Job } = require('cron');\n▸new Job('* * * * *', work);`],
  ['scheduler local CronJob.from', `import { CronJob } from 'cron';\n▸CronJob.from({ cronTime });`],
  ['scheduler local Cron', `import { Cron } from 'croner';\n▸new Cron('* * * * *', work);`],
  [
    'scheduler local scheduleJob',
    `const schedule = require('node-schedule');\n▸schedule.scheduleJob('* * * * *', work);`,
  ],
  ['scheduler local ToadScheduler', `import { ToadScheduler } from 'toad-scheduler';\nconst s = ▸new ToadScheduler();`],
  ['scheduler local Bree', `import Bree from 'bree';\nconst b = ▸new Bree({ jobs: ['a'] });`],
  [
    'scheduler local @Cron',
    `import { Cron } from '@nestjs/schedule';\nclass Jobs {\n  ▸@Cron('0 0 * * *')\n  nightly() {}\n}`,
  ],
  [
    'scheduler local @Interval',
    `import { Interval } from '@nestjs/schedule';\nclass Jobs {\n  ▸@Interval(60000)\n  nightly() {}\n}`,
  ],
  [
    'scheduler local @Timeout',
    `import { Timeout } from '@nestjs/schedule';\nclass Jobs {\n  ▸@Timeout(60000)\n  nightly() {}\n}`,
  ],
  ['scheduler shared Agenda', `import { Agenda } from 'agenda';\nconst a = ▸new Agenda({});`, { locked: true }],
  [
    'scheduler shared pg-boss schedule',
    `import PgBoss from 'pg-boss';\nconst boss = new PgBoss(url);\n▸boss.schedule('a', '* * * * *');`,
    { locked: true },
  ],
  [
    'scheduler shared upsertJobScheduler',
    `import { Queue } from 'bullmq';\nconst q = new Queue('a');\n▸q.upsertJobScheduler('a', {});`,
  ],
  [
    'scheduler shared BullMQ repeat',
    `import { Queue } from 'bullmq';\nconst q = new Queue('a');\n▸q.add('a', {}, { repeat: { every: 1 } });`,
  ],
  [
    'scheduler shared Bull repeat',
    `import Bull from 'bull';\nconst q = new Bull('a');\n▸q.add({}, { repeat: { every: 1 } });`,
  ],
  ['scheduler local setInterval', `import axios from 'axios';\n▸setInterval(() => axios.get(url), 5 * 60 * 1000);`],
  // Caches
  [
    'local-cache local node-cache',
    `import NodeCache from 'node-cache';\nexport const cache = ▸new NodeCache({ stdTTL: 600 });`,
  ],
  [
    'local-cache local lru-cache',
    `import { LRUCache } from 'lru-cache';\nexport const cache = ▸new LRUCache({ max: 5 });`,
  ],
  [
    'local-cache local quick-lru',
    `import QuickLRU from 'quick-lru';\nexport const cache = ▸new QuickLRU({ maxSize: 5 });`,
  ],
  ['local-cache local memory-cache', `const cache = require('memory-cache');\nfunction f() { ▸cache.put('a', 1); }`],
  [
    'local-cache local cache-manager',
    `import { caching } from 'cache-manager';\nconst c = await ▸caching('memory', {});`,
  ],
  [
    'local-cache local CacheModule.register',
    `import { CacheModule } from '@nestjs/cache-manager';\n@Module({ imports: [▸CacheModule.register({ ttl: 5 })] })\nexport class A {}`,
  ],
  [
    'local-cache local CacheModule.register',
    `import { CacheModule } from '@nestjs/common';\n@Module({ imports: [▸CacheModule.register()] })\nexport class A {}`,
  ],
  ['local-cache local keyv', `import Keyv from 'keyv';\nconst k = ▸new Keyv();`],
  ['local-cache local apicache', `const apicache = require('apicache');\napp.use(▸apicache.middleware('5 minutes'));`],
  [
    'local-cache shared apicache',
    `const apicache = require('apicache');\nconst redis = require('redis');\nconst c = ▸apicache.options({ redisClient: redis.createClient() });`,
  ],
  [
    'local-cache unknown @fastify/caching',
    `import caching from '@fastify/caching';\n▸app.register(caching, { cache: mine });`,
  ],
  [
    'local-cache local InMemoryLRUCache',
    `import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';\nconst c = ▸new InMemoryLRUCache();`,
  ],
  // Rate limits
  [
    'rate-limit local express-rate-limit',
    `import { rateLimit } from 'express-rate-limit';\napp.use(▸rateLimit({ max: 5 }));`,
  ],
  [
    'rate-limit shared express-rate-limit',
    `import rateLimit from 'express-rate-limit';\nimport { RedisStore } from 'rate-limit-redis';\napp.use(▸rateLimit({ max: 5, store: new RedisStore({}) }));`,
  ],
  ['rate-limit local express-slow-down', `import slowDown from 'express-slow-down';\napp.use(▸slowDown({}));`],
  [
    'rate-limit local RateLimiterMemory',
    `import { RateLimiterMemory } from 'rate-limiter-flexible';\nconst l = ▸new RateLimiterMemory({});`,
  ],
  [
    'rate-limit shared rate-limiter-flexible',
    `import { RateLimiterRedis } from 'rate-limiter-flexible';\nconst l = ▸new RateLimiterRedis({});`,
  ],
  [
    'rate-limit local express-brute',
    `const Brute = require('express-brute');\nconst store = new Brute.MemoryStore();\nconst b = ▸new Brute(store);`,
  ],
  [
    'rate-limit local @fastify/rate-limit',
    `import limit from '@fastify/rate-limit';\n▸app.register(limit, { max: 5 });`,
  ],
  [
    'rate-limit shared @fastify/rate-limit redis',
    `import limit from '@fastify/rate-limit';\nimport Redis from 'ioredis';\n▸app.register(limit, { max: 5, redis: new Redis() });`,
  ],
  [
    'rate-limit local koa-ratelimit',
    `const limit = require('koa-ratelimit');\napp.use(▸limit({ driver: 'memory', db: new Map() }));`,
  ],
  [
    'rate-limit local ThrottlerModule.forRoot',
    `import { ThrottlerModule } from '@nestjs/throttler';\n@Module({ imports: [▸ThrottlerModule.forRoot([{ ttl: 5, limit: 5 }])] })\nexport class A {}`,
  ],
  [
    'rate-limit local hono-rate-limiter',
    `import { rateLimiter } from 'hono-rate-limiter';\napp.use(▸rateLimiter({}));`,
  ],
  // Realtime
  ['realtime local socket.io', `import { Server } from 'socket.io';\nconst io = ▸new Server(server);`],
  ['realtime local socket.io', `const io = ▸require('socket.io')(server);`],
  [
    'realtime shared socket.io',
    `import { Server } from 'socket.io';\nimport { createAdapter } from '@socket.io/redis-adapter';\nconst io = ▸new Server(server);\nio.adapter(▸createAdapter(a, b));`,
  ],
  [
    'realtime shared socket.io redis-adapter',
    `import { createAdapter } from '@socket.io/redis-adapter';\nio.adapter(▸createAdapter(a, b));`,
  ],
  [
    'realtime shared socket.io redis-streams-adapter',
    `import { createAdapter } from '@socket.io/redis-streams-adapter';\nio.adapter(▸createAdapter(a));`,
  ],
  [
    'realtime shared socket.io postgres-adapter',
    `import { createAdapter } from '@socket.io/postgres-adapter';\nio.adapter(▸createAdapter(a));`,
  ],
  [
    'realtime shared socket.io mongo-adapter',
    `import { createAdapter } from '@socket.io/mongo-adapter';\nio.adapter(▸createAdapter(a));`,
  ],
  ['realtime shared socket.io-redis', `const redis = require('socket.io-redis');\nio.adapter(▸redis({ host }));`],
  [
    'realtime local ws broadcast',
    `import { WebSocketServer } from 'ws';\nconst wss = new WebSocketServer({ server });\nfunction tell() { ▸wss.clients.forEach((c) => c.send('x')); }`,
  ],
  [
    'realtime local graphql-subscriptions PubSub',
    `import { PubSub } from 'graphql-subscriptions';\nconst p = ▸new PubSub();`,
  ],
  [
    'realtime shared RedisPubSub',
    `import { RedisPubSub } from 'graphql-redis-subscriptions';\nconst p = ▸new RedisPubSub();`,
  ],
  ['realtime local createPubSub', `import { createPubSub } from 'graphql-yoga';\nconst p = ▸createPubSub();`],
  [
    'realtime local Hocuspocus',
    `import { Server } from '@hocuspocus/server';\nconst s = ▸Server.configure({ name: 'notes' });`,
  ],
  [
    'realtime unknown Hocuspocus',
    `import { Server } from '@hocuspocus/server';\nimport { Redis } from '@hocuspocus/extension-redis';\nconst s = ▸Server.configure({ extensions: [...(env.URL ? [new Redis()] : [])] });`,
  ],
  ['realtime shared Hocuspocus Redis', `import { Redis } from '@hocuspocus/extension-redis';\nconst r = ▸new Redis();`],
  ['realtime local Colyseus', `import { Server } from '@colyseus/core';\nconst s = ▸new Server({ server });`],
  ['realtime local Colyseus', `import { Server } from 'colyseus';\nconst s = ▸new Server({ server });`],
  // Queues and work
  ['queue shared BullMQ', `import { Worker } from 'bullmq';\nconst w = ▸new Worker('a', work);`],
  ['queue shared Bull', `import Queue from 'bull';\nconst q = ▸new Queue('a');`],
  ['queue shared bee-queue', `const Queue = require('bee-queue');\nconst q = ▸new Queue('a');`],
  ['queue shared Agenda', `import Agenda from 'agenda';\nconst a = ▸new Agenda({});`],
  ['queue shared pg-boss', `import PgBoss from 'pg-boss';\nconst b = ▸new PgBoss(url);`],
  ['queue shared graphile-worker', `import { run } from 'graphile-worker';\nconst r = await ▸run({});`],
  ['queue shared amqplib', `import amqp from 'amqplib';\nconst c = await ▸amqp.connect(url);`],
  ['queue shared KafkaJS', `const { Kafka } = require('kafkajs');\nconst k = ▸new Kafka({});`],
  ['queue shared SQS', `import { SQSClient } from '@aws-sdk/client-sqs';\nconst c = ▸new SQSClient({});`],
  ['queue shared NATS', `import { connect } from 'nats';\nconst c = await ▸connect({});`],
  ['background-work local p-queue', `import PQueue from 'p-queue';\nconst q = ▸new PQueue({ concurrency: 1 });`],
  ['background-work local fastq', `const fastq = require('fastq');\nconst q = ▸fastq.promise(work, 1);`],
  ['background-work local async.queue', `import async from 'async';\nconst q = ▸async.queue(work, 1);`],
  ['background-work local better-queue', `const Queue = require('better-queue');\nconst q = ▸new Queue(work);`],
  ['background-work local piscina', `import Piscina from 'piscina';\nconst q = ▸new Piscina({});`],
  // Secrets
  [
    'instance-secret local express-session secret',
    `import session from 'express-session';\nimport crypto from 'node:crypto';\napp.use(▸session({ secret: crypto.randomBytes(32).toString('hex') }));`,
  ],
  [
    'instance-secret local cookie-parser secret',
    `const parser = require('cookie-parser');\nconst { v4: uuid } = require('uuid');\napp.use(▸parser(uuid()));`,
  ],
  [
    'instance-secret local cookie-session secret',
    `const s = require('cookie-session');\nimport { nanoid } from 'nanoid';\napp.use(▸s({ secret: nanoid() }));`,
  ],
  [
    'instance-secret local jwt.sign secret',
    `import jwt from 'jsonwebtoken';\nimport { randomBytes } from 'crypto';\nconst key = process.env.JWT_KEY || randomBytes(64).toString('hex');\nexport const token = (u) => ▸jwt.sign(u, key);`,
    { variable: 'JWT_KEY' },
  ],
  [
    'instance-secret local jwt.verify secret',
    `import jwt from 'jsonwebtoken';\nimport { randomBytes } from 'crypto';\nconst key = randomBytes(64);\nexport const check = (u) => ▸jwt.verify(u, key);`,
  ],
  [
    'instance-secret local express-jwt secret',
    `import { expressjwt } from 'express-jwt';\nimport { randomUUID } from 'crypto';\napp.use(▸expressjwt({ secret: randomUUID() }));`,
  ],
  [
    'instance-secret local koa-jwt secret',
    `import jwt from 'koa-jwt';\napp.use(▸jwt({ secret: crypto.randomUUID() }));`,
  ],
  [
    'instance-secret local passport-jwt secretOrKey',
    `import { Strategy } from 'passport-jwt';\nimport { randomUUID } from 'crypto';\nconst s = ▸new Strategy({ secretOrKey: randomUUID() }, done);`,
  ],
  [
    'instance-secret local JwtModule secret',
    `import { JwtModule } from '@nestjs/jwt';\nimport { randomUUID } from 'crypto';\nconst m = ▸JwtModule.register({ secret: randomUUID() });`,
  ],
  [
    'instance-secret local @fastify/jwt secret',
    `import jwt from '@fastify/jwt';\nimport { randomUUID } from 'crypto';\n▸app.register(jwt, { secret: randomUUID() });`,
  ],
  [
    'instance-secret local @fastify/cookie secret',
    `import cookie from '@fastify/cookie';\nimport { randomUUID } from 'crypto';\n▸app.register(cookie, { secret: randomUUID() });`,
  ],
  [
    'instance-secret local @fastify/session secret',
    `import session from '@fastify/session';\nimport { randomUUID } from 'crypto';\n▸app.register(session, { secret: randomUUID(), store });`,
  ],
  [
    'instance-secret local next-auth secret',
    `import NextAuth from 'next-auth';\nimport { randomUUID } from 'crypto';\nexport default ▸NextAuth({ secret: randomUUID() });`,
  ],
  // Datastores
  [
    'datastore local better-sqlite3',
    `import Database from 'better-sqlite3';\nconst db = ▸new Database('data/app.db');`,
    { path: 'data/app.db' },
  ],
  [
    'datastore local better-sqlite3',
    `import Database from 'better-sqlite3';\nconst db = ▸new Database(process.env.DB ?? 'app.db');`,
    { path: 'app.db', variable: 'DB' },
  ],
  [
    'datastore local sqlite3',
    `const sqlite3 = require('sqlite3').verbose();\nconst db = ▸new sqlite3.Database('./app.db');`,
    { path: './app.db' },
  ],
  [
    'datastore local sqlite',
    `import { open } from 'sqlite';\nconst db = await ▸open({ filename: 'app.db', driver });`,
    { path: 'app.db' },
  ],
  [
    'datastore local node:sqlite',
    `import { DatabaseSync } from 'node:sqlite';\nconst db = ▸new DatabaseSync('app.db');`,
    { path: 'app.db', module: 'runtime' },
  ],
  ['datastore local bun:sqlite', `import { Database } from 'bun:sqlite';\nconst db = ▸new Database('app.db');`],
  [
    'datastore shared better-sqlite3, read only',
    `import Database from 'better-sqlite3';\nconst db = ▸new Database('places.db', { readonly: true });`,
  ],
  [
    'datastore local better-sqlite3',
    `import Database from 'better-sqlite3';\nconst db = ▸new Database('app.db', { readonly: false });`,
    { path: 'app.db' },
  ],
  [
    'datastore shared node:sqlite, read only',
    `import { DatabaseSync } from 'node:sqlite';\nconst db = ▸new DatabaseSync('places.db', { readOnly: true });`,
    { module: 'runtime' },
  ],
  [
    'datastore shared bun:sqlite, read only',
    `import { Database } from 'bun:sqlite';\nconst db = ▸new Database('places.db', { readonly: true });`,
  ],
  [
    'datastore local TypeORM SQLite',
    `import { DataSource } from 'typeorm';\nexport const d = ▸new DataSource({ type: 'sqlite', database: 'app.db' });`,
    { path: 'app.db' },
  ],
  [
    'datastore shared TypeORM',
    `import { DataSource } from 'typeorm';\nexport const d = ▸new DataSource({ type: 'postgres' });`,
  ],
  [
    'datastore unknown TypeORM SQLite',
    `import { DataSource } from 'typeorm';\nexport const d = ▸new DataSource({ type: process.env.DB_TYPE || 'sqlite', database: 'x.db' });`,
    { variable: 'DB_TYPE' },
  ],
  [
    'datastore local TypeORM SQLite',
    `import { TypeOrmModule } from '@nestjs/typeorm';\nconst m = ▸TypeOrmModule.forRoot({ type: 'better-sqlite3', database: 'a.db' });`,
  ],
  [
    'datastore shared TypeORM',
    `import { TypeOrmModule } from '@nestjs/typeorm';\nconst m = ▸TypeOrmModule.forRoot({ type: 'mysql' });`,
  ],
  [
    'datastore local Sequelize SQLite',
    `import { Sequelize } from 'sequelize';\nconst s = ▸new Sequelize({ dialect: 'sqlite', storage: 'a.db' });`,
    { path: 'a.db' },
  ],
  [
    'datastore shared Sequelize',
    `import { Sequelize } from 'sequelize';\nconst s = ▸new Sequelize({ dialect: 'postgres' });`,
  ],
  [
    'datastore local Sequelize SQLite',
    `import { Sequelize } from 'sequelize-typescript';\nconst s = ▸new Sequelize({ dialect: 'sqlite', storage: 'a.db' });`,
  ],
  [
    'datastore shared Sequelize',
    `import { Sequelize } from 'sequelize-typescript';\nconst s = ▸new Sequelize({ dialect: 'mysql' });`,
  ],
  [
    'datastore local Knex SQLite',
    `import knex from 'knex';\nconst k = ▸knex({ client: 'sqlite3', connection: { filename: 'a.db' } });`,
    { path: 'a.db' },
  ],
  ['datastore shared Knex', `const k = ▸require('knex')({ client: 'pg' });`],
  ['datastore local NeDB', `const Datastore = require('nedb');\nconst d = ▸new Datastore({ filename: 'a.db' });`],
  ['datastore local NeDB', `import Datastore from '@seald-io/nedb';\nconst d = ▸new Datastore({ filename: 'a.db' });`],
  ['datastore local NeDB', `import Datastore from 'nedb-promises';\nconst d = ▸Datastore.create('a.db');`],
  ['datastore local lowdb', `import { Low } from 'lowdb';\nconst d = ▸new Low(adapter, {});`],
  [
    'datastore local lowdb',
    `import { JSONFilePreset } from 'lowdb/node';\nconst d = await ▸JSONFilePreset('db.json', {});`,
    { path: 'db.json' },
  ],
  ['datastore local Level', `import { Level } from 'level';\nconst d = ▸new Level('data');`],
  ['datastore shared pg', `import pg from 'pg';\nconst d = ▸new pg.Pool();`],
  ['datastore shared postgres', `import postgres from 'postgres';\nconst d = ▸postgres(url);`],
  ['datastore shared mysql2', `import mysql from 'mysql2';\nconst d = ▸mysql.createPool({});`],
  ['datastore shared mysql2', `import mysql from 'mysql2/promise';\nconst d = ▸mysql.createPool({});`],
  ['datastore shared mysql', `const mysql = require('mysql');\nconst d = ▸mysql.createConnection({});`],
  ['datastore shared MongoClient', `import { MongoClient } from 'mongodb';\nconst d = ▸new MongoClient(url);`],
  [
    'datastore shared MongoClient.connect',
    `import { MongoClient } from 'mongodb';\nconst d = await ▸MongoClient.connect(url);`,
  ],
  ['datastore shared mongoose.connect', `import mongoose from 'mongoose';\n▸mongoose.connect(url);`],
  ['datastore shared ioredis', `import Redis from 'ioredis';\nconst d = ▸new Redis(url);`],
  ['datastore shared redis', `import { createClient } from 'redis';\nconst d = ▸createClient();`],
  ['datastore unknown PrismaClient', `import { PrismaClient } from '@prisma/client';\nconst d = ▸new PrismaClient();`],
  // Migrations
  [
    'migration shared sequelize.sync({ force: true })',
    `import { Sequelize } from 'sequelize';\nconst s = new Sequelize(url);\nawait ▸s.sync({ force: true });`,
    { destroys: true },
  ],
  [
    'migration shared sequelize.sync({ force: true })',
    `import { Sequelize } from 'sequelize-typescript';\nconst s = new Sequelize(url);\nawait ▸s.sync({ force: true });`,
  ],
  [
    'migration shared TypeORM dropSchema',
    `import { DataSource } from 'typeorm';\nexport const d = ▸new DataSource({ type, dropSchema: true });`,
    { destroys: true },
  ],
  [
    'migration shared TypeORM dropSchema',
    `import { TypeOrmModule } from '@nestjs/typeorm';\nconst m = ▸TypeOrmModule.forRoot({ dropSchema: true });`,
  ],
  [
    'migration shared sequelize.sync',
    `import { Sequelize } from 'sequelize';\nconst s = new Sequelize(url);\nawait ▸s.sync({ alter: true });`,
    { locked: false },
  ],
  [
    'migration shared sequelize.sync',
    `import { Sequelize } from 'sequelize-typescript';\nconst s = new Sequelize(url);\nawait ▸s.sync();`,
  ],
  [
    'migration shared TypeORM synchronize',
    `import { DataSource } from 'typeorm';\nexport const d = ▸new DataSource({ type, synchronize: true });`,
    { locked: false },
  ],
  [
    'migration shared TypeORM migrationsRun',
    `import { DataSource } from 'typeorm';\nexport const d = ▸new DataSource({ type, migrationsRun: true });`,
  ],
  [
    'migration shared runMigrations',
    `import { DataSource } from 'typeorm';\nconst d = new DataSource({});\nawait ▸d.runMigrations();`,
  ],
  [
    'migration shared TypeORM synchronize',
    `import { TypeOrmModule } from '@nestjs/typeorm';\nconst m = ▸TypeOrmModule.forRoot({ synchronize: true });`,
  ],
  [
    'migration shared TypeORM migrationsRun',
    `import { TypeOrmModule } from '@nestjs/typeorm';\nconst m = ▸TypeOrmModule.forRoot({ migrationsRun: true });`,
  ],
  [
    'migration shared knex.migrate.latest',
    `const knex = require('knex')(config);\n▸knex.migrate.latest();`,
    { locked: true },
  ],
  ['migration shared umzug.up', `import { Umzug } from 'umzug';\nconst u = new Umzug({});\nawait ▸u.up();`],
  [
    'migration shared Drizzle migrate',
    `import { migrate } from 'drizzle-orm/node-postgres/migrator';\nawait ▸migrate(db, {});`,
  ],
  [
    'migration shared Drizzle migrate',
    `import { migrate } from 'drizzle-orm/postgres-js/migrator';\nawait ▸migrate(db, {});`,
  ],
  [
    'migration shared Drizzle migrate',
    `import { migrate } from 'drizzle-orm/mysql2/migrator';\nawait ▸migrate(db, {});`,
  ],
  [
    'migration local Drizzle migrate',
    `import { migrate } from 'drizzle-orm/better-sqlite3/migrator';\n▸migrate(db, {});`,
  ],
  ['migration shared migrate-mongo up', `import { up } from 'migrate-mongo';\nawait ▸up(db, client);`],
  ['migration shared node-pg-migrate', `import runner from 'node-pg-migrate';\nawait ▸runner({});`, { locked: true }],
  // Logs
  [
    'log-sink local winston File transport',
    `const winston = require('winston');\nconst t = ▸new winston.transports.File({ filename: 'logs/app.log' });`,
    { path: 'logs/app.log' },
  ],
  [
    'log-sink shared winston Console transport',
    `import { transports } from 'winston';\nconst t = ▸new transports.Console();`,
  ],
  [
    'log-sink local winston-daily-rotate-file',
    `const winston = require('winston');\nrequire('winston-daily-rotate-file');\nconst t = ▸new winston.transports.DailyRotateFile({ filename: 'app-%DATE%.log' });`,
  ],
  [
    'log-sink local winston-daily-rotate-file',
    `import Rotate from 'winston-daily-rotate-file';\nconst t = ▸new Rotate({ filename: 'a.log' });`,
  ],
  [
    'log-sink local pino.destination',
    `import pino from 'pino';\nconst d = ▸pino.destination('/var/log/app.log');`,
    { path: '/var/log/app.log' },
  ],
  [
    'log-sink local pino.destination',
    `import pino from 'pino';\nconst d = ▸pino.destination({ dest: './a.log', sync: false });`,
  ],
  [
    'log-sink local pino/file',
    `import pino from 'pino';\nconst l = ▸pino({ transport: { target: 'pino/file', options: { destination: 'a.log' } } });`,
    { path: 'a.log' },
  ],
  [
    'log-sink local pino/file',
    `import pino from 'pino';\nconst t = ▸pino.transport({ target: 'pino/file', options: { destination: 'a.log' } });`,
  ],
  [
    'log-sink local pino-roll',
    `import pino from 'pino';\nconst t = ▸pino.transport({ target: 'pino-roll', options: { file: 'a.log' } });`,
  ],
  [
    'log-sink local rotating-file-stream',
    `const rfs = require('rotating-file-stream');\nconst s = ▸rfs.createStream('a.log');`,
  ],
  [
    'log-sink local morgan stream',
    `const morgan = require('morgan');\nconst fs = require('fs');\nconst stream = fs.createWriteStream('access.log');\napp.use(▸morgan('combined', { stream }));`,
  ],
  [
    'log-sink local log4js file appender',
    `const log4js = require('log4js');\n▸log4js.configure({ appenders: { file: { type: 'file', filename: 'a.log' } } });`,
    { path: 'a.log' },
  ],
  // Logs sent away
  [
    'log-sink shared winston-elasticsearch',
    `import { ElasticsearchTransport } from 'winston-elasticsearch';\nconst t = ▸new ElasticsearchTransport({});`,
    { ships: true },
  ],
  [
    'log-sink shared winston-loki',
    `const LokiTransport = require('winston-loki');\nconst t = ▸new LokiTransport({ host });`,
    { ships: true },
  ],
  [
    'log-sink shared winston-syslog',
    `import { Syslog } from 'winston-syslog';\nconst t = ▸new Syslog({});`,
    { ships: true },
  ],
  [
    'log-sink shared winston-cloudwatch',
    `import CloudWatch from 'winston-cloudwatch';\nconst t = ▸new CloudWatch({});`,
    { ships: true },
  ],
  [
    'log-sink shared winston-graylog2',
    `const Graylog = require('winston-graylog2');\nconst t = ▸new Graylog({});`,
    { ships: true },
  ],
  [
    'log-sink shared winston-logstash',
    `import Logstash from 'winston-logstash';\nconst t = ▸new Logstash({});`,
    { ships: true },
  ],
  [
    'log-sink shared winston-logstash-transport',
    `import { LogstashTransport } from 'winston-logstash-transport';\nconst t = ▸new LogstashTransport({});`,
    { ships: true },
  ],
  [
    'log-sink shared winston-papertrail',
    `const { Papertrail } = require('winston-papertrail');\nconst t = ▸new Papertrail({});`,
    { ships: true },
  ],
  [
    'log-sink shared winston-mongodb',
    `import { MongoDB } from 'winston-mongodb';\nconst t = ▸new MongoDB({});`,
    { ships: true },
  ],
  [
    'log-sink shared @logtail/winston',
    `import { LogtailTransport } from '@logtail/winston';\nconst t = ▸new LogtailTransport(logtail);`,
    { ships: true },
  ],
  [
    'log-sink shared @datalust/winston-seq',
    `import { SeqTransport } from '@datalust/winston-seq';\nconst t = ▸new SeqTransport({});`,
    { ships: true },
  ],
  ['log-sink shared winston-gelf', `const Gelf = require('winston-gelf');\nconst t = ▸new Gelf({});`, { ships: true }],
  [
    'log-sink shared bunyan-logstash',
    `const logstash = require('bunyan-logstash');\nconst s = ▸logstash.createStream({ host });`,
    { ships: true },
  ],
  [
    'log-sink shared gelf-pro',
    `const log = require('gelf-pro');\n▸log.setConfig({ adapterName: 'udp' });`,
    { ships: true },
  ],
  [
    'log-sink shared fluent-logger',
    `const fluent = require('fluent-logger');\nconst s = ▸fluent.createFluentSender('app', {});`,
    { ships: true },
  ],
  [
    'log-sink shared winston Http transport',
    `import winston from 'winston';\nconst t = ▸new winston.transports.Http({ host });`,
    { ships: true },
  ],
  [
    'log-sink shared pino transport',
    `import pino from 'pino';\nconst t = ▸pino.transport({ target: 'pino-loki', options: {} });`,
    { ships: true },
  ],
  [
    'log-sink shared pino transport',
    `import pino from 'pino';\nconst l = ▸pino({ transport: { target: 'pino-elasticsearch' } });`,
    { ships: true },
  ],
  // Files of state, and locks of one process
  [
    'file-write local lowdb',
    `import { JSONFile } from 'lowdb';\nconst a = ▸new JSONFile('db.json');`,
    { path: 'db.json' },
  ],
  [
    'file-write local lowdb',
    `import { JSONFilePreset } from 'lowdb/node';\nconst db = await ▸JSONFilePreset('db.json', {});`,
    { path: 'db.json' },
  ],
  [
    'file-write local lowdb',
    `const FileSync = require('lowdb/adapters/FileSync');\nconst a = ▸new FileSync('db.json');`,
    { path: 'db.json' },
  ],
  [
    'file-write local lowdb',
    `import FileAsync from 'lowdb/adapters/FileAsync';\nconst a = ▸new FileAsync('db.json');`,
    { path: 'db.json' },
  ],
  [
    'file-write local node-persist',
    `import storage from 'node-persist';\nawait ▸storage.init({ dir: 'store' });`,
    { path: 'store' },
  ],
  [
    'file-write local keyv-file',
    `import { KeyvFile } from 'keyv-file';\nconst s = ▸new KeyvFile({ filename: 'k.json' });`,
    { path: 'k.json' },
  ],
  [
    'file-write local simple-json-db',
    `const Db = require('simple-json-db');\nconst d = ▸new Db('a.json');`,
    { path: 'a.json' },
  ],
  [
    'file-write local node-json-db',
    `import { Config } from 'node-json-db';\nconst c = ▸new Config('votes');`,
    { path: 'votes' },
  ],
  [
    'file-write local whatsapp-web.js LocalAuth',
    `const { LocalAuth } = require('whatsapp-web.js');\nconst a = ▸new LocalAuth({ dataPath: 'wa' });`,
    { path: 'wa' },
  ],
  [
    'file-write local useMultiFileAuthState',
    `import { useMultiFileAuthState } from '@whiskeysockets/baileys';\nconst a = await ▸useMultiFileAuthState('auth');`,
    { path: 'auth' },
  ],
  [
    'file-write local useMultiFileAuthState',
    `import { useMultiFileAuthState } from '@adiwajshing/baileys';\nconst a = await ▸useMultiFileAuthState('auth');`,
    { path: 'auth' },
  ],
  [
    'file-write local useMultiFileAuthState',
    `import { useMultiFileAuthState } from 'baileys';\nconst a = await ▸useMultiFileAuthState('auth');`,
    { path: 'auth' },
  ],
  [
    'file-write local Telegram StoreSession',
    `import { StoreSession } from 'telegram/sessions';\nconst s = ▸new StoreSession('bot');`,
    { path: 'bot' },
  ],
  [
    'module-state local async-mutex',
    `import { Mutex } from 'async-mutex';\nconst m = ▸new Mutex();`,
    { confidence: 'low' },
  ],
  [
    'module-state local await-lock',
    `import AwaitLock from 'await-lock';\nconst m = ▸new AwaitLock();`,
    { confidence: 'low' },
  ],
  [
    'module-state local async-lock',
    `const AsyncLock = require('async-lock');\nconst m = ▸new AsyncLock();`,
    { confidence: 'low' },
  ],
  [
    'module-state local await-semaphore',
    `import { Mutex } from 'await-semaphore';\nconst m = ▸new Mutex();`,
    { confidence: 'low' },
  ],
];

const state = (text: string, path?: string) =>
  readFile(text, path).facts.filter((fact): fact is StateFact => 'scope' in fact);

describe('what the tables know', () => {
  test.each(bad)('%s', (expected, snippet, more = {}) => {
    const { text, places } = marked(snippet);
    const [kind, scope, ...label] = expected.split(' ');
    const fact = state(text).find((one) => one.kind === kind && one.label === label.join(' '));
    expect(fact).toMatchObject({ kind, scope, guard: 'always', ...more });
    expect(places).toContain(placeOf(fact!, text));
  });

  test('every row is tried', () => {
    const tried = new Set(
      bad.flatMap(([, snippet]) =>
        state(marked(snippet).text).map((fact) => `${fact.kind} ${fact.module} ${fact.label}`),
      ),
    );
    const rows = stateRows.map((row) => `${row.kind} ${libraryOf(row.module)} ${row.label}`);
    expect(rows.filter((row) => !tried.has(row))).toEqual([]);
  });
});

const safe: readonly (readonly [why: string, text: string])[] = [
  ['a name in a string', `log("use express-session: session({})");\nconst x = 'multer({ dest })';\nsession({});`],
  ['a name in a comment', `// const session = require('express-session')\nsession({ secret });`],
  [
    'a function of its own with the same name',
    `import { session } from './session';\nimport type x from 'express-session';\nsession({});\nfunction multer(o) {}\nmulter({ dest: 'uploads' });`,
  ],
  [
    'a type-only import',
    `import type { CronJob } from 'cron';\nimport { type LRUCache } from 'lru-cache';\nlet job: CronJob;\nnew CronJob('x'); new LRUCache({});`,
  ],
  ['a shadowed import', `import cron from 'node-cron';\nfunction f(cron) { cron.schedule('x', y); }`],
  ['a cookie by default', `import session from 'koa-session';\napp.use(session({}, app));`],
  [
    'uploads in memory',
    `import multer from 'multer';\nmulter({ storage: multer.memoryStorage() }); multer(); multer({ limits });`,
  ],
  [
    'uploads below the temporary folder',
    `import multer from 'multer';\nimport os from 'node:os';\nmulter({ dest: os.tmpdir() }); multer({ dest: '/tmp/uploads' });\nimport path from 'path';\nmulter.diskStorage({ destination: path.join(os.tmpdir(), id) });`,
  ],
  ['formidable without a folder', `import formidable from 'formidable';\nformidable({ multiples: true });`],
  ['mv of something else', `import { mv } from 'shelljs';\nfs.mv('a', 'b'); "express-fileupload";`],
  ['a parser of schedules', `import cron from 'node-cron';\ncron.validate('* * * * *');`],
  [
    'a cache made for each request',
    `import { LRUCache } from 'lru-cache';\nexport function handler() { const c = new LRUCache({ max: 5 }); return c; }`,
  ],
  [
    'keyv with an adapter',
    `import Keyv from 'keyv';\nimport KeyvRedis from '@keyv/redis';\nconst k = new Keyv(new KeyvRedis(url));`,
  ],
  [
    'in-memory databases',
    `import Database from 'better-sqlite3';\nnew Database(':memory:'); new Database(); new Database('');\nimport sqlite3 from 'sqlite3';\nnew sqlite3.Database(':memory:');`,
  ],
  ['a database opened by a parameter of type text', `import Datastore from 'nedb';\nnew Datastore();`],
  [
    'synchronize off',
    `import { DataSource } from 'typeorm';\nconst d = new DataSource({ type, synchronize: false, migrationsRun: isDev });`,
  ],
  ['sync of something else', `import fs from 'fs';\nimport { store } from './store';\nstore.sync(); sequelize.sync();`],
  ['migrations of something else', `import { knex } from './knex';\nknex.migrate.latest();`],
  [
    'pino to standard output',
    `import pino from 'pino';\npino(); pino.destination(1); pino({ transport: { target: 'pino-pretty' } });\npino({ transport: { target: 'pino/file', options: { destination: 1 } } });`,
  ],
  [
    'morgan to standard output',
    `import morgan from 'morgan';\nmorgan('dev'); morgan('dev', { stream: { write: (l) => log(l) } });`,
  ],
  [
    'a secret from the environment',
    `import session from 'cookie-session';\nimport jwt from 'jsonwebtoken';\njwt.sign(user, process.env.JWT_SECRET);`,
  ],
  [
    'a nonce for each request',
    `import jwt from 'jsonwebtoken';\nimport { randomBytes } from 'crypto';\nexport function f(u) { const k = randomBytes(8); return jwt.sign(u, k); }`,
  ],
  [
    'answers to one client',
    `import { WebSocketServer } from 'ws';\nconst wss = new WebSocketServer({ server });\nwss.on('connection', (ws) => ws.send('hello'));`,
  ],
  [
    'a short or a local interval',
    `import axios from 'axios';\nsetInterval(() => axios.get(url), 1000);\nsetInterval(() => { count = 0; }, 600000);\nexport function start() { setInterval(() => axios.get(url), 600000); }`,
  ],
  ['a constant of a member of a client', `import { createClient } from './redis';\ncreateClient();`],
];

describe('what looks alike and is not', () => {
  test.each(safe)('%s', (_why, text) => {
    const found = state(text).filter((fact) => fact.scope !== 'shared' || fact.kind === 'migration');
    expect(found.map((fact) => `${fact.kind} ${fact.label}`)).toEqual([]);
  });
});
