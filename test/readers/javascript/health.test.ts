import { describe, expect, test } from '@jest/globals';
import { facts, marked, placeOf } from './read.ts';

describe('routes that answer probes', () => {
  test.each<readonly [snippet: string, route: string, path: string]>([
    [
      `import express from 'express';\nconst app = express();\n▸app.get('/healthz', (req, res) => res.send('ok'));`,
      '/healthz',
      'src/app.ts',
    ],
    [
      `const { Router } = require('express');\nconst router = Router();\n▸router.get('/status', handler);`,
      '/status',
      'src/app.ts',
    ],
    [
      `import express from 'express';\nimport up from './up';\nconst app = express();\n▸app.use('/up/', up);`,
      '/up/',
      'src/app.ts',
    ],
    [
      `import Router from '@koa/router';\nconst r = new Router();\n▸r.get('/api/health', (ctx) => {});`,
      '/api/health',
      'src/app.ts',
    ],
    [
      `import { Hono } from 'hono';\nconst app = new Hono();\n▸app.get('/ready', (c) => c.text('ok'));`,
      '/ready',
      'src/app.ts',
    ],
    [
      `import Fastify from 'fastify';\nconst app = Fastify();\n▸app.route({ method: 'GET', url: '/health', handler });`,
      '/health',
      'src/app.ts',
    ],
    [`export default (app) => { ▸app.get('/live', (req, res) => res.end()); };`, '/live', 'src/app.ts'],
    [
      `import { Controller, Get } from '@nestjs/common';\n@Controller('health')\nexport class H {\n  ▸@Get()\n  check() {}\n}`,
      '/health',
      'src/app.ts',
    ],
    [
      `import { Controller, Get } from '@nestjs/common';\n@Controller()\nexport class H {\n  ▸@Get('ping')\n  check() {}\n}`,
      '/ping',
      'src/app.ts',
    ],
    [
      `import { createTerminus } from '@godaddy/terminus';\ncreateTerminus(server, { healthChecks: { ▸'/healthz': check } });`,
      '/healthz',
      'src/app.ts',
    ],
    [
      '▸export async function GET() { return Response.json({ ok: true }); }',
      '/api/health',
      'src/app/api/health/route.ts',
    ],
    ['▸export default function handler(req, res) { res.end(); }', '/api/healthz', 'pages/api/healthz.ts'],
  ])('%s', (snippet, route, path) => {
    const { text, places } = marked(snippet);
    const found = facts(text, 'health-route', path);
    expect(found.map((fact) => fact.route)).toEqual([route]);
    expect(placeOf(found[0]!, text)).toBe(places[0]);
  });

  test.each([
    `import axios from 'axios';\naxios.get('/health', { timeout: 5 }); axios.get('/health', () => {});`,
    `cache.get('/status'); map.get('status', 1);`,
    `import express from 'express';\nconst app = express();\napp.get('/users/:id/status', f); app.get('/statuses', f); app.post('/health', f);`,
  ])('%s', (text) => {
    expect(facts(text, 'health-route')).toEqual([]);
  });
});
