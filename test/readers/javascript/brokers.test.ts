/** What JavaScript keeps in its memory, leaves to itself, takes from brokers and asks of its clients. */
import { describe, expect, test } from '@jest/globals';
import { saidBy } from '../code/said.ts';
import { readFile } from './read.ts';

const said = (text: string, path?: string): readonly string[] =>
  saidBy(readFile(text, path).facts).filter((one) => !/^(?:queue|datastore) shared|^listen/.test(one));

describe('memory of the process', () => {
  test.each([
    ['src/lib/orders.ts', []],
    ['src/lib/orders.server.ts', ['module-state local pendingOrders medium']],
    ['src/lib/server/orders.ts', ['module-state local pendingOrders medium']],
  ])('of a module of SvelteKit: %s', (path, expected) => {
    const text = `import { building } from '$app/environment';\nconst pendingOrders = new Map();\nexport function open(id) { pendingOrders.set(id, { at: 1 }); }\nexport const find = (id) => pendingOrders.get(id);`;
    expect(said(text, path)).toEqual(expected);
  });
  test.each([
    [
      'written by one route, read by another',
      `const otps = new Map();\napp.post('/otp', (req, res) => { otps.set(req.body.u, code()); res.end(); });\napp.post('/verify', (req, res) => res.json(otps.get(req.body.u)));`,
      ['module-state local otps medium, requests'],
    ],
    [
      'functions around a map',
      `const sessions = new Map<string, Session>();\nexport function open(id: string) { sessions.set(id, { at: 1 }); }\nexport const find = (id: string) => sessions.get(id);`,
      ['module-state local sessions medium'],
    ],
    [
      'a queue that is kept elsewhere',
      `import { Queue } from 'bullmq';\nlet _emailQueue: Queue | null = null;\nexport function getEmailQueue() { if (!_emailQueue) _emailQueue = new Queue('email'); return _emailQueue; }\nexport const has = () => _emailQueue;`,
      [],
    ],
    [
      'a queue of this process',
      `import PQueue from 'p-queue';\nlet emailQueue: PQueue | null = null;\nexport function open() { emailQueue = new PQueue(); }\nexport const get = () => emailQueue;`,
      ['module-state local emailQueue medium'],
    ],
    [
      'what stands in for the store of all replicas',
      `const fallbackTokens = new Map();\nexport async function keep(token, data) { if (redis) await redis.set(token, data); else fallbackTokens.set(token, data); }\nexport const find = (token) => fallbackTokens.get(token);`,
      [],
    ],
    [
      'a provider of Nest',
      `@Injectable()\nexport class Otps {\n  private readonly pendingCodes = new Map();\n  make(u) { this.pendingCodes.set(u, 1); }\n  check(u) { return this.pendingCodes.get(u); }\n}`,
      ['module-state local pendingCodes medium'],
    ],
    [
      'a provider made for each request',
      `@Injectable({ scope: Scope.REQUEST })\nexport class Otps {\n  private readonly pendingCodes = new Map();\n  make(u) { this.pendingCodes.set(u, 1); }\n  check(u) { return this.pendingCodes.get(u); }\n}`,
      [],
    ],
    [
      'a class made anew',
      `class Cart {\n  items = new Map();\n  orders = [];\n  add(o) { this.orders.push(o); }\n  all() { return this.orders; }\n}\nexport const make = () => new Cart();`,
      [],
    ],
    [
      'a count',
      `let visits = 0;\napp.get('/', (req, res) => { visits++; res.end(String(visits)); });`,
      ['module-state local visits medium, requests'],
    ],
    [
      'a name that tells nothing counts a little',
      `const things = [];\napp.post('/', (req, res) => { things.push(req.body); res.end(); });\napp.get('/', (req, res) => res.json(things));`,
      ['module-state local things low, requests'],
    ],
    [
      'filled once',
      `const users = {};\nfunction loadUsers() { users.a = 1; }\nexport const find = (k) => users[k];`,
      [],
    ],
    [
      'a cache',
      `const userCache = new Map();\nexport const put = (k, v) => userCache.set(k, v);\nexport const get = (k) => userCache.get(k);`,
      [],
    ],
    [
      'sockets',
      `const rooms = new Map();\nexport const join = (r, socket) => rooms.set(r, socket);\nexport const get = (k) => rooms.get(k);`,
      [],
    ],
    [
      'answers that are waited for',
      `const pendingJobs = new Map();\nexport const ask = (id) => new Promise((resolve, reject) => { pendingJobs.set(id, { resolve, reject }); });\nexport const done = (id) => pendingJobs.get(id).resolve();`,
      [],
    ],
    [
      'promises by their type',
      `const pendingJobs = new Map<string, Promise<void>>();\nexport const ask = (id, p) => pendingJobs.set(id, p);\nexport const done = (id) => pendingJobs.get(id);`,
      [],
    ],
    [
      'another thing of the same name',
      `const users = new Map();\nexport function f(users) { users.set(1, 2); }\nexport const g = () => users.get(1);`,
      [],
    ],
  ])('%s', (_what, text, expected) => expect(said(text)).toEqual(expected));
  test('of a test', () => {
    const text = `const jobs = [];\nexport const add = (j) => jobs.push(j);\nexport const all = () => jobs;`;
    expect(readFile(text, 'src/jobs.ts').facts).toHaveLength(1);
    expect(readFile(text, 'test/jobs.ts').facts).toEqual([]);
  });
});

describe('work beside a request', () => {
  const invoices = `async function sendInvoices() { await db.invoices.insertMany([]); }\n`;
  test.each([
    [
      `${invoices}app.post('/', (req, res) => { res.sendStatus(202); void sendInvoices(); });`,
      ['background-work local, sendInvoices'],
    ],
    [
      `${invoices}app.post('/', (req, res) => { sendInvoices(); res.end(); });`,
      ['background-work local, sendInvoices'],
    ],
    [
      `app.post('/', (req, res) => { mailer.sendMail(req.body).catch(console.error); res.end(); });`,
      ['background-work local, mailer.sendMail'],
    ],
    [
      `app.post('/', (req, res) => { setImmediate(() => orders.create(req.body)); res.end(); });`,
      ['background-work local, orders.create'],
    ],
    [
      `import PQueue from 'p-queue';\nconst q = new PQueue();\napp.post('/', (req, res) => { q.add(() => work()); res.end(); });`,
      ['background-work local', 'background-work local, p-queue'],
    ],
    [`${invoices}app.post('/', async (req, res) => { await sendInvoices(); res.end(); });`, []],
    [`app.post('/', (req, res) => { orders.create(req.body).then((o) => res.json(o)).catch(next); });`, []],
    [`app.post('/', (req, res, next) => { setTimeout(() => res.send(1), 10); });`, []],
    [`app.post('/', (req, res) => { void metrics.send(1); cache.put(1).catch(log); });`, []],
    [`${invoices}void sendInvoices();`, []],
    [`app.post('/', (req, res) => { store.save(req.body); });`, []],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('consumers', () => {
  test.each([
    [
      `import amqp from 'amqplib';\nch.consume('q', (m) => db.orders.insertOne(m), { noAck: true });`,
      ['consumer rabbitmq early one db.orders.insertOne'],
    ],
    [`import amqp from 'amqplib';\nch.consume('q', work);`, ['consumer rabbitmq late one']],
    [
      `import { Kafka } from 'kafkajs';\nconst c = kafka.consumer({ groupId: 'billing' });`,
      ['consumer kafka unknown one'],
    ],
    [
      `import { Kafka } from 'kafkajs';\nimport { randomUUID } from 'crypto';\nconst c = kafka.consumer({ groupId: \`b-\${randomUUID()}\` });\nawait c.run({ eachMessage: async ({ message }) => { await orders.save(message); } });`,
      ['consumer kafka unknown each orders.save'],
    ],
    [
      `import Redis from 'ioredis';\nsub.subscribe('orders');\nsub.on('message', (c, m) => charge(m));`,
      ['consumer redis unknown each charge'],
    ],
    [
      `import { createClient } from 'redis';\nawait sub.subscribe('invalidate', (m) => cache.delete(m));`,
      ['consumer redis unknown each'],
    ],
    [`import Redis from 'ioredis';\nimport { of } from 'rxjs';\nof(1).subscribe((x) => orders.save(x));`, []],
    [`import { connect } from 'nats';\nnc.subscribe('orders', { queue: 'billing' });`, ['consumer nats unknown one']],
    [
      `import { connect } from 'nats';\nconst sub = nc.subscribe('orders');\nfor await (const m of sub) await orders.save(m);`,
      ['consumer nats unknown each orders.save'],
    ],
    [`import mqtt from 'mqtt';\nclient.subscribe('$share/g/a');`, ['consumer mqtt unknown one']],
    [
      `import pg from 'pg';\nclient.query('LISTEN jobs');\nclient.on('notification', (m) => jobs.process(m));`,
      ['consumer postgres unknown each jobs.process'],
    ],
    [`import pg from 'pg';\nclient.query('SELECT 1');`, []],
  ])('%s', (text, expected) => expect(said(text).filter((one) => one.startsWith('consumer'))).toEqual(expected));
});

describe('clients', () => {
  test.each([
    [`app.get('/', (req, res) => res.json(lookup(req.ip)));`, ['client asks']],
    [`app.get('/', (req, res) => res.json(req.socket.remoteAddress));`, ['client asks']],
    [`app.get('/', (req, res) => { logger.info(req.ip); res.end(); });`, []],
    [`app.get('/', (req, res) => res.json(req.headers['x-forwarded-for']));`, ['client trusts']],
    [`app.set('trust proxy', 1); app.get('/', (req, res) => res.end());`, ['client trusts']],
    [`app.set('trust proxy', false); app.get('/', (req, res) => res.end());`, []],
    [`import Fastify from 'fastify';\nconst app = Fastify({ trustProxy: true });`, ['client trusts']],
    [
      `import { Ip, Get, Controller } from '@nestjs/common';\n@Controller()\nclass A { @Get() a(@Ip() ip) { return ip; } }`,
      ['client asks'],
    ],
    [
      `import { rateLimit } from 'express-rate-limit';\napp.use(rateLimit({ limit: 5 }));`,
      ['client asks', 'rate-limit local'],
    ],
    [
      `import { rateLimit } from 'express-rate-limit';\napp.use(rateLimit({ limit: 5, keyGenerator: (req) => req.user.id }));`,
      ['rate-limit local'],
    ],
    [`const point = { ip: 1 }; export const f = () => point.ip; // req, res`, []],
  ])('%s', (text, expected) => expect([...said(text)].sort()).toEqual(expected));
});

describe('probes', () => {
  const express = `import express from 'express';\nconst app = express();\n`;
  test.each([
    [
      `${express}app.get('/health', async (req, res) => { await db.query('select 1'); res.end(); });`,
      ['health-route /health asks db.query'],
    ],
    [`${express}app.get('/health', (req, res) => res.end('ok'));`, []],
    [
      `${express}app.get('/health', async (req, res) => { try { await db.query('select 1'); } catch { state = 'degraded'; } res.end(); });`,
      [],
    ],
    [
      `${express}app.get('/health', async (req, res) => { try { await db.query('select 1'); } catch { return res.status(503).end(); } res.end(); });`,
      ['health-route /health asks db.query'],
    ],
    [
      `${express}const check = () => redis.ping();\napp.get('/health', async (req, res) => { await check(); res.end(); });`,
      ['health-route /health asks redis.ping'],
    ],
    [
      `import { Controller, Get } from '@nestjs/common';\n@Controller('health')\nexport class Health { @Get() check() { return this.health.check([() => this.db.pingCheck('db')]); } }`,
      ['health-route /health asks this.db.pingCheck'],
    ],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('files read again', () => {
  test.each([
    [
      `import fs from 'fs';\nexport const a = () => fs.writeFileSync('seen.txt', x);\nexport const b = () => fs.readFileSync('seen.txt');`,
      ['file-write local seen.txt, read back'],
    ],
    [`import fs from 'fs';\nexport const a = () => fs.writeFileSync('report.html', x);`, []],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});
