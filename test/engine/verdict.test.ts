/** What decides a verdict beyond the findings of the service itself. */
import { expect, test } from '@jest/globals';
import { lintTree } from '../support/lint.ts';

const verdictsOf = (tree: Readonly<Record<string, string>>) =>
  Object.fromEntries(lintTree(tree).report.services.map(({ service, verdict }) => [service.name, verdict]));

const services = (extra: string) => `services:
  web:
    image: registry.example/web:1.4.2
${extra}    deploy: { replicas: 2 }
  worker:
    image: registry.example/worker:1.4.2
    deploy: { replicas: 2 }
`;

test('a key refused in one service keeps every service of the stack from being deployed', () => {
  const refused = { 'docker-stack.yml': services('    cpu_share: 3\n') };
  expect(verdictsOf(refused)).toEqual({ web: 'undeployable', worker: 'undeployable' });
  const { services: reports } = lintTree(refused).report;
  expect(reports.map(({ maxSafeReplicas }) => maxSafeReplicas)).toEqual([0, 0]);
});

test('but none of another stack', () => {
  const reports = lintTree({
    'a/docker-stack.yml': services('    cpu_share: 3\n'),
    'b/docker-stack.yml': services(''),
  }).report.services;
  const other = reports.filter(({ service }) => service.stack.startsWith('b/'));
  expect(other.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown']);
});

test('what breaks one service alone leaves its neighbour', () => {
  const own = {
    'docker-stack.yml': services('').replace('registry.example/web', 'web').replace('web:\n', 'web:\n    build: .\n'),
    Dockerfile: 'FROM node:22\nCMD ["node","a.js"]\n',
  };
  expect(verdictsOf(own)).toEqual({ web: 'undeployable', worker: 'unknown' });
});

test.each([1, 3])('a local rate limit is not called absent with %i replicas', (replicas) => {
  const { services: reports } = lintTree({
    'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    build: .
    ports: ["80:3000"]
    deploy: { replicas: ${replicas} }
`,
    Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
    'package.json': '{"name":"web","dependencies":{"express":"5.1.0","express-rate-limit":"8.0.1"}}',
    'server.js': `const express = require('express');
const { rateLimit } = require('express-rate-limit');
const app = express();
app.use(rateLimit({ windowMs: 60000, limit: 100 }));
app.listen(3000);
`,
  }).report;
  const caches = reports[0]?.obligations.find(({ id }) => id === 'caches');
  expect(caches).toMatchObject({ status: 'weak', place: { path: 'server.js' } });
  expect(caches?.text).toContain('express-rate-limit');
});

test('migrations are not called absent from code that nobody reads', () => {
  const { services: reports } = lintTree({
    'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    build: .
`,
    Dockerfile: 'FROM perl:5.40-slim\nCOPY . .\nENTRYPOINT ["perl", "shop.pl"]\n',
    'shop.pl': '$database->migrate;\n',
  }).report;
  expect(reports[0]?.obligations.find(({ id }) => id === 'migrations')?.status).toBe('not-evaluated');
});

test.each([
  ['the program', 'debian:12', '["perl", "shop.pl"]'],
  ['the base image', 'registry.example/library/perl:5.40', '["./shop.pl"]'],
])('a language nobody reads, told by %s, is unknown whatever else lies there', (_by, base, command) => {
  const { services: reports } = lintTree({
    'docker-stack.yml': services('    build: .\n    ports: ["80:3000"]\n'),
    Dockerfile: `FROM ${base}\nWORKDIR /app\nCOPY . .\nENTRYPOINT ${command}\n`,
    'shop.pl': 'use Mojolicious::Lite; app->start;\n',
    'package.json': '{ "name": "assets", "dependencies": { "alpinejs": "3.1.0" } }',
    'assets.js': 'console.log(1);\n',
  }).report;
  expect(reports[0]).toMatchObject({ verdict: 'unknown', score: undefined });
  expect(reports[0]?.obligations.find(({ id }) => id === 'sessions')).toMatchObject({ status: 'not-evaluated' });
});

test('a limiter that may not be used is neither absent nor a fault', () => {
  const { services: reports } = lintTree({
    'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    build: .
    ports: ["80:8000"]
    deploy: { replicas: 2 }
`,
    Dockerfile: 'FROM python:3.13-slim\nCOPY . .\nCMD ["uvicorn", "shop:app", "--host", "0.0.0.0"]\n',
    'shop.py':
      'from fastapi import FastAPI\nfrom slowapi import Limiter\n\napp = FastAPI()\napp.state.limiter = Limiter(key_func=len)\n',
  }).report;
  expect(reports[0]?.obligations.find(({ id }) => id === 'caches')?.status).toBe('not-evaluated');
});

test('the connections of its database bound a service', () => {
  const tree = (max: number) => ({
    'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    build: .
    environment: { DATABASE_URL: postgres://app@db/app }
    deploy: { replicas: 2 }
  db:
    image: postgres:17.5
`,
    Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
    'package.json': '{"name":"web","dependencies":{"pg":"8.13.1"}}',
    'server.js': `const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL, max: ${max} });\n`,
  });
  const bound = (max: number) =>
    lintTree(tree(max)).report.services.find(({ service }) => service.name === 'web')?.maxSafeReplicas;
  expect(bound(20)).toBe(5);
  expect(bound(7)).toBe(14);
});

test.each([
  ['/var/run/docker.sock:/var/run/docker.sock', 'met'],
  ['/proc:/host/proc', 'met'],
  ['/srv/certificates:/certificates', 'weak'],
])('a proxy that mounts %s', (mount, status) => {
  const { services: reports } = lintTree({
    'docker-stack.yml': `services:
  proxy:
    image: traefik:v3.4
    ports: ["80:80"]
    volumes: ["${mount}"]
    deploy: {replicas: 1, placement: {constraints: [node.role == manager]}}
`,
  }).report;
  expect(reports[0]?.obligations.find(({ id }) => id === 'mounts')?.status).toBe(status);
});

const shop = (over: {
  readonly deploy?: string;
  readonly volumes?: string;
  readonly labels?: string;
  readonly more?: string;
}) => ({
  'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    build: .
    ports: ["3000:3000"]
${over.volumes ?? ''}    healthcheck: { test: ["CMD", "node", "probe.js"], interval: 10s }
    deploy: { replicas: 2, resources: { limits: { memory: 256M }, reservations: { memory: 128M } }, restart_policy: { condition: any }${over.deploy ?? ''}${over.labels ?? ''} }
${over.more ?? ''}`,
  Dockerfile: 'FROM node:22.11.0-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
  'package.json': '{"name":"web","dependencies":{"express":"5.1.0","multer":"2.0.1"}}',
  'probe.js': 'fetch("http://localhost:3000/health").catch(() => process.exit(1));\n',
  'server.js': `const express = require('express');
const app = express();
app.get('/health', (request, response) => response.send('ok'));
const server = app.listen(3000);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`,
});
const web = (tree: Readonly<Record<string, string>>) =>
  lintTree(tree).report.services.find(({ service }) => service.name === 'web')!;

test('nothing in the way and everything shown is ready', () => {
  expect(web(shop({}))).toMatchObject({ verdict: 'ready', coverage: 1, bounds: [] });
  expect(web(shop({})).obligations.find(({ id }) => id === 'sessions')?.text).toBe('none in 1 reachable file');
});

test('routes that stick make it conditional, also where nothing seems to need them', () => {
  const sticky = web(
    shop({
      labels:
        ', labels: ["traefik.http.services.web.loadbalancer.server.port=3000", "traefik.http.services.web.loadbalancer.sticky.cookie=true"]',
    }),
  );
  expect(sticky).toMatchObject({ verdict: 'conditional' });
  expect(sticky.obligations.find(({ id }) => id === 'sessions')).toMatchObject({ status: 'weak' });
});

test('storage that all nodes share makes it conditional, storage of one node blocks it', () => {
  const tree = (options: string) => {
    const files = shop({
      volumes: '    volumes: ["uploads:/app/uploads"]\n',
      more: `volumes:\n  uploads:${options}\n`,
    });
    return {
      ...files,
      'server.js': `${files['server.js']}const upload = require('multer')({ dest: 'uploads/' });\napp.post('/photos', upload.single('photo'), (request, response) => response.json({}));\n`,
    };
  };
  const shared = web(tree(' { driver_opts: { type: nfs, o: "addr=10.0.0.2", device: ":/uploads" } }'));
  expect(shared).toMatchObject({ verdict: 'conditional' });
  expect(shared.obligations.find(({ id }) => id === 'uploads')).toMatchObject({ status: 'weak' });
  const local = web(tree(''));
  expect(local).toMatchObject({ verdict: 'blocked', maxSafeReplicas: 1, score: 39 });
  const accepted = web({
    ...tree(''),
    'docker-stack.yml': tree('')['docker-stack.yml'].replace(
      '    ports:',
      '    x-swarm-lint: { ignore: { processes/local-upload: one node, processes/local-volume-shared: one node } }\n    ports:',
    ),
  });
  expect(accepted).toMatchObject({ verdict: 'conditional', score: 39 });
});

test('a job that is started again and again is broken, one that loses work while it is updated is not', () => {
  const job = (extra: string) =>
    lintTree({
      'docker-stack.yml': `services:\n  migrate:\n    image: registry.example/web:1.4.2\n    command: ["npx", "prisma", "migrate", "deploy"]\n    deploy: { ${extra} }\n`,
    }).report.services[0];
  expect(job('restart_policy: { condition: any }')).toMatchObject({ verdict: 'singleton', singleton: 'broken' });
  expect(job('restart_policy: { condition: none }')).toMatchObject({ verdict: 'singleton', singleton: 'ok' });
});

test('a tool that its owner runs several times is not meant to be alone', () => {
  const collector = (deploy: string) =>
    lintTree({
      'docker-stack.yml': `services:\n  collector:\n    image: otel/opentelemetry-collector:0.130.0\n    deploy: { ${deploy} }\n`,
    }).report.services[0]!;
  expect(collector('replicas: 1')).toMatchObject({ verdict: 'singleton', maxSafeReplicas: 1 });
  expect(collector('mode: global')).toMatchObject({ verdict: 'singleton' });
  const several = collector('replicas: 3');
  expect(several.service.role.value).toBe('tool');
  expect(several.verdict).not.toBe('singleton');
  expect(several.maxSafeReplicas).toBeUndefined();
});
