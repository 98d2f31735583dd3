import { describe, expect, test } from '@jest/globals';
import type { Listen } from '../../../src/facts/code.ts';
import { facts, marked, placeOf } from './read.ts';

type Expected = Partial<Listen>;

describe('listening sockets', () => {
  test.each<readonly [string, Expected]>([
    [
      `const express = require('express');\nconst app = express();\n▸app.listen(3000);`,
      { port: 3000, bind: 'all', module: 'express' },
    ],
    [
      `import express from 'express';\nconst port = process.env.PORT || 8080;\nconst app = express();\n▸app.listen(port, () => log());`,
      { port: 8080, portVariable: 'PORT', bind: 'all' },
    ],
    [`import express from 'express';\n▸express().listen(3000, '127.0.0.1');`, { bind: 'loopback' }],
    [
      `import express from 'express';\nconst app = express();\n▸app.listen(3000, process.env.HOST || 'localhost');`,
      { bind: 'loopback', hostVariable: 'HOST' },
    ],
    [
      `import express from 'express';\nconst app = express();\n▸app.listen(3000, process.env.HOST);`,
      { bind: 'all', hostVariable: 'HOST' },
    ],
    [
      `import express, { type Express } from 'express';\nexport function start(app: Express) { ▸app.listen(5000); }`,
      { port: 5000, module: 'express' },
    ],
    [
      `import http from 'http';\nconst server = http.createServer(app);\n▸server.listen({ port: 80, host: '0.0.0.0' });`,
      { port: 80, bind: 'all', module: 'runtime' },
    ],
    [`const { Server } = require('http');\nconst s = Server(app);\n▸s.listen(80);`, { port: 80 }],
    [`import Koa from 'koa';\nconst app = new Koa();\n▸app.use(x).listen(80);`, { port: 80, module: 'koa' }],
    [
      `import Fastify from 'fastify';\nconst app = Fastify({ logger: true });\nawait ▸app.listen({ port: 3000 });`,
      { port: 3000, bind: 'loopback' },
    ],
    [
      `import Fastify from 'fastify';\nconst app = Fastify().withTypeProvider();\nawait ▸app.listen({ port: 3000, host: '0.0.0.0' });`,
      { bind: 'all' },
    ],
    [`const fastify = require('fastify')();\n▸fastify.listen(3000, (e) => {});`, { port: 3000, bind: 'loopback' }],
    [`const fastify = require('fastify')();\n▸fastify.listen(3000, '0.0.0.0', (e) => {});`, { bind: 'all' }],
    [
      `import { fastify } from 'fastify';\nimport { options } from './o';\nconst app = fastify();\n▸app.listen(options);`,
      { bind: 'unknown' },
    ],
    [
      `import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(M);\nawait ▸app.listen(process.env.PORT ?? 3000);`,
      { port: 3000, portVariable: 'PORT', bind: 'all' },
    ],
    [
      `import { NestFactory } from '@nestjs/core';\nimport { FastifyAdapter } from '@nestjs/platform-fastify';\nconst app = await NestFactory.create(M, new FastifyAdapter());\nawait ▸app.listen(3000);`,
      { bind: 'loopback' },
    ],
    [
      `import Hapi from '@hapi/hapi';\nconst s = ▸Hapi.server({ port: 3000, host: 'localhost' }); s.listener.listen();`,
      { port: 3000, bind: 'loopback' },
    ],
    [`▸Bun.serve({ fetch: f });`, { port: 3000, bind: 'all' }],
    [`▸Deno.serve({ port: 8001, hostname: '127.0.0.1' }, f);`, { port: 8001, bind: 'loopback' }],
    [
      `import { serve } from '@hono/node-server';\n▸serve({ fetch: app.fetch, port: Number(process.env.PORT || 8787) });`,
      { port: 8787, portVariable: 'PORT', bind: 'all' },
    ],
    [
      `import { startStandaloneServer } from '@apollo/server/standalone';\n▸startStandaloneServer(s, { listen: { port: 4001 } });`,
      { port: 4001 },
    ],
    [
      `import { WebSocketServer } from 'ws';\nconst w = ▸new WebSocketServer({ port: 8080 });`,
      { port: 8080, bind: 'all' },
    ],
    [
      `import app from './app';\n▸app.listen(process.env.PORT || 3000);`,
      { port: 3000, portVariable: 'PORT', bind: 'unknown', confidence: 'medium' },
    ],
    [
      `import express from 'express';\nconst config = { port: 4000 };\nconst app = express();\n▸app.listen(config.port);`,
      { port: 4000 },
    ],
  ])('%s', (snippet, expected) => {
    const { text, places } = marked(snippet);
    const found = facts(text, 'listen');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject(expected);
    expect(placeOf(found[0]!, text)).toBe(places[0]);
  });

  test('a port that is computed elsewhere is absent, not guessed', () => {
    const [fact] = facts(
      `import express from 'express';\nimport { config } from './config';\nexpress().listen(config.port);`,
      'listen',
    );
    expect(fact).toMatchObject({ bind: 'all' });
    expect(fact).not.toHaveProperty('port');
    expect(fact).not.toHaveProperty('portVariable');
  });

  test.each([
    `import { app } from './app';\napp.listen(options.port);`,
    `bus.listen(3000, f); store.listen('change', f);`,
    `import http from 'http';\nhttp.createServer(app).listen({ path: '/run/app.sock' });`,
    `import { WebSocketServer } from 'ws';\nnew WebSocketServer({ server }); x.listen();`,
    `"app.listen(3000)"; // app.listen(3000)`,
  ])('%s', (text) => {
    expect(facts(text, 'listen')).toEqual([]);
  });
});
