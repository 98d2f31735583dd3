/** The joins: purpose, role, image, process, code. Each row is a small repository and what is concluded from it. */
import { describe, expect, test } from '@jest/globals';
import type { Facts, Service } from '../../../src/facts/index.ts';
import type { FileTree } from '../../../src/source/index.ts';
import { lintTree } from '../../support/lint.ts';

const facts = (tree: FileTree): Facts => lintTree(tree).facts;
const only = (tree: FileTree): Service => {
  const { services } = facts(tree);
  expect(services).toHaveLength(1);
  return services[0]!;
};

describe('production or development', () => {
  const web = (more = '') => `services:\n  web:\n    image: registry.example/web:1\n${more}`;
  test.each<[string, FileTree, string]>([
    ['a stack by name', { 'docker-stack.yml': web('    deploy: {replicas: 2}\n') }, 'production'],
    [
      'placement',
      { 'docker-compose.yml': web('    deploy: {replicas: 2, placement: {constraints: [node.role == worker]}}\n') },
      'production',
    ],
    ['a base file with build', { 'docker-compose.yml': 'services:\n  web:\n    build: .\n' }, 'unknown'],
    [
      'the source mounted',
      { 'docker-compose.yml': 'services:\n  web:\n    build: .\n    volumes: [".:/app"]\n' },
      'development',
    ],
    ['a watcher', { 'compose.yaml': 'services:\n  web:\n    build: .\n    command: npm run dev\n' }, 'development'],
    ['an override', { 'docker-compose.override.yml': web() }, 'development'],
    [
      'resources alone',
      { 'compose.yaml': 'services:\n  web:\n    build: .\n    deploy: {resources: {limits: {memory: 1G}}}\n' },
      'unknown',
    ],
    ['kept as it was', { 'docker-stack-bak.yml': web('    deploy: {replicas: 2}\n') }, 'development'],
    ['a stack of backups', { 'docker-stack.backup.yml': web('    deploy: {replicas: 2}\n') }, 'production'],
    ['among tests', { 'test/docker-stack.yml': web('    deploy: {replicas: 2}\n') }, 'development'],
    [
      'named by a deploy',
      { 'app.yml': web(), 'deploy.sh': '#!/bin/sh\ndocker stack deploy -c app.yml app\n' },
      'production',
    ],
  ])('%s', (_name, tree, expected) => expect(facts(tree).stacks[0]!.purpose.value).toBe(expected));

  test('Compose resources are no sign of Swarm, an update order is', () => {
    const swarm = (deploy: string) =>
      facts({ 'compose.prod.yml': web(`    deploy: ${deploy}\n`) }).stacks[0]!.swarm.value;
    expect(swarm('{resources: {limits: {memory: 1G}}, replicas: 2}')).toBe(false);
    expect(swarm('{update_config: {order: start-first}}')).toBe(true);
  });
});

describe('files of one deploy', () => {
  const { stacks } = facts({
    'base.yml':
      'services:\n  web:\n    image: registry.example/web:1\n    environment: {A: "1", B: "2"}\n    command: [a]\n',
    'prod.yml':
      'services:\n  web:\n    environment: [B=3]\n    command: [b]\n    deploy: {replicas: 3}\n  db:\n    image: postgres:17\n',
    Makefile: 'deploy:\n\tdocker stack deploy -c base.yml -c prod.yml shop\n',
  });
  const web = stacks[0]!.services[0]!;

  test('are one stack, merged in order', () => {
    expect(stacks.map(({ files }) => files)).toEqual([['base.yml', 'prod.yml']]);
    expect(web.environment.map(({ name, value }) => `${name}=${value?.value}`)).toEqual(['A=1', 'B=3']);
    expect(web.command?.argv).toEqual(['b']);
    expect(web.scale.replicas).toBe(3);
  });

  test('keep the places of the file that said it', () => {
    expect(web.environment.map(({ at }) => at.file)).toEqual(['base.yml', 'prod.yml']);
    expect(web.scale.at?.file).toBe('prod.yml');
  });
});

test('a file that only adds to another one is not judged alone', () => {
  const { stacks } = facts({
    'docker-compose.yml': 'services:\n  web:\n    build: .\n',
    'docker-compose.prod.yml': 'services:\n  web:\n    deploy: {replicas: 2}\n',
  });
  expect(stacks.map(({ id, purpose }) => [id, purpose.value])).toEqual([
    ['docker-compose.prod.yml', 'development'],
    ['docker-compose.yml', 'unknown'],
  ]);
});

test('of several files it may add to, the one that needs no name is told', () => {
  const web = 'services:\n  web:\n    build: .\n';
  const { stacks } = facts({
    'compose.override.yml': web,
    'compose.prod.yml': 'services:\n  web:\n    deploy: {replicas: 2}\n',
    'compose.yml': web,
  });
  expect(stacks.find(({ id }) => id === 'compose.prod.yml')?.purpose.why).toBe('it only adds to compose.yml');
});

describe('a file that needs services and networks of another one', () => {
  const base = 'services:\n  search:\n    build: .\n    networks: [inner]\nnetworks:\n  inner: {}\n';
  const agent = 'services:\n  agent:\n    build: agent\n    depends_on: [search]\n    networks: [inner]\n';
  const purpose = (more: FileTree) =>
    facts(more).stacks.find(({ files }) => files.includes('agent/agent-compose.yml'))?.purpose;

  test('is not judged alone', () => {
    expect(purpose({ 'docker-compose.yml': base, 'agent/agent-compose.yml': agent })).toMatchObject({
      value: 'development',
      why: 'it only adds to docker-compose.yml',
    });
  });
  test.each([
    [
      'declares the network itself',
      { 'docker-compose.yml': base, 'agent/agent-compose.yml': `${agent}networks:\n  inner: {external: true}\n` },
    ],
    [
      'needs no service of another file',
      { 'docker-compose.yml': base, 'agent/agent-compose.yml': agent.replace('[search]', '[agent]') },
    ],
    ['has no such file beside it', { 'agent/agent-compose.yml': agent }],
    [
      'is deployed',
      {
        'docker-compose.yml': base,
        'agent/agent-compose.yml': agent,
        'deploy.sh': '#!/bin/sh\ndocker stack deploy -c docker-compose.yml -c agent/agent-compose.yml shop\n',
      },
    ],
  ])('unless it %s', (_, tree) => {
    expect(purpose(tree)?.value).toMatch(/unknown|production/);
  });
});

describe('the role of a service', () => {
  const role = (service: string, more: FileTree = {}) =>
    only({ 'docker-stack.yml': `services:\n${service}`, ...more }).role.value;
  test.each([
    ['  a:\n    image: postgres:17\n', 'datastore'],
    ['  a:\n    image: registry.example/mirror/postgres:17\n', 'datastore'],
    ['  a:\n    image: traefik:v3\n    ports: ["80:80"]\n', 'proxy'],
    ['  a:\n    image: registry.example/a:1\n    ports: ["80:80"]\n', 'web'],
    ['  a:\n    image: registry.example/a:1\n    command: celery -A app worker\n', 'worker'],
    ['  a:\n    image: registry.example/a:1\n    command: celery -A app beat\n', 'scheduler'],
    ['  a:\n    image: registry.example/a:1\n    command: ["python", "manage.py", "migrate"]\n', 'job'],
    ['  a:\n    image: registry.example/a:1\n    deploy: {mode: replicated-job}\n', 'job'],
    ['  a:\n    image: registry.example/a:1\n    deploy: {labels: {swarm-lint.role: tool}}\n', 'tool'],
    ['  a:\n    image: registry.example/a:1\n    deploy: {labels: ["traefik.http.routers.a.rule=Host(`a`)"]}\n', 'web'],
    ['  a:\n    image: postgres:17\n    entrypoint: ["sh", "-c", "pg_dump"]\n', 'tool'],
    ['  a:\n    image: registry.example/a:1\n', 'worker'],
  ])('%j is a %s', (service, expected) => expect(role(service)).toBe(expected));
});

describe('the image of a service', () => {
  const dockerfile = 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "main.js"]\n';
  const stack = (image: string) =>
    `services:\n  api:\n    image: ${image}\n    deploy: {replicas: 2}\n  db:\n    image: postgres:17\n`;
  const linked = (tree: FileTree) => {
    const built = facts(tree).services.find(({ name }) => name === 'api')?.built;
    return built && [built.image.dockerfile, built.confidence];
  };

  test.each<[string, FileTree, readonly string[] | undefined]>([
    [
      'its own build section',
      {
        'docker-stack.yml': stack('x/api:1').replace('image: x/api:1', 'image: x/api:1\n    build: ./svc'),
        'svc/Dockerfile': dockerfile,
      },
      ['svc/Dockerfile', 'high'],
    ],
    [
      'a build section elsewhere',
      {
        'docker-stack.yml': stack('reg.example/x/api:${TAG}'),
        'docker-compose.yml': 'services:\n  foo:\n    image: x/api\n    build: ./svc\n',
        'svc/Dockerfile': dockerfile,
        'other/Dockerfile': dockerfile,
      },
      ['svc/Dockerfile', 'high'],
    ],
    [
      'a build in CI',
      {
        'docker-stack.yml': stack('reg.example/x/backend:1'),
        'ci.sh': '#!/bin/sh\ndocker build -t reg.example/x/backend:$SHA svc\n',
        'svc/Dockerfile': dockerfile,
        'other/Dockerfile': dockerfile,
      },
      ['svc/Dockerfile', 'high'],
    ],
    [
      'the folder’s name',
      {
        'docker-stack.yml': stack('reg.example/x/backend:1'),
        'api/Dockerfile': dockerfile,
        'other/Dockerfile': dockerfile,
      },
      ['api/Dockerfile', 'medium'],
    ],
    [
      'the name of a folder above the only one in it',
      {
        'docker-stack.yml': stack('reg.example/x/shop-backend:1'),
        'backend/docker/Dockerfile': dockerfile,
        'other/Dockerfile': dockerfile,
      },
      ['backend/docker/Dockerfile', 'medium'],
    ],
    [
      'nothing, when the folder above holds two',
      {
        'docker-stack.yml': stack('reg.example/x/shop-backend:1'),
        'backend/one/Dockerfile': dockerfile,
        'backend/two/Dockerfile': dockerfile,
      },
      undefined,
    ],
    [
      'the name of a stage',
      {
        'docker-stack.yml': `${stack('reg.example/x/shop-api:1')}  bot:\n    image: reg.example/x/shop-bot:1\n`,
        Dockerfile: `${dockerfile.replace('node:22-slim', 'node:22-slim AS base')}FROM base AS bot\nFROM base AS api\n`,
      },
      ['Dockerfile', 'medium'],
    ],
    [
      'nothing, when a stage only says what is done in it',
      {
        'docker-stack.yml': `${stack('reg.example/x/shop-build:1')}  bot:\n    image: reg.example/x/shop-bot:1\n`,
        Dockerfile: dockerfile.replace('node:22-slim', 'node:22-slim AS build'),
      },
      undefined,
    ],
    [
      'the only Dockerfile, under another tag elsewhere',
      {
        'docker-stack.yml': stack('reg.example/x/backend:prod'),
        'docker-stack.dev.yml': stack('reg.example/x/backend:dev'),
        Dockerfile: dockerfile,
      },
      ['Dockerfile', 'medium'],
    ],
    [
      'the only Dockerfile',
      { 'docker-stack.yml': stack('reg.example/x/backend:1'), Dockerfile: dockerfile },
      ['Dockerfile', 'medium'],
    ],
    [
      'nothing, when two could be meant',
      {
        'docker-stack.yml': stack('reg.example/x/backend:1'),
        'one/Dockerfile': dockerfile,
        'two/Dockerfile': dockerfile,
      },
      undefined,
    ],
    [
      'nothing, for a ready-made image',
      {
        'docker-stack.yml': 'services:\n  api:\n    image: redis:8\n',
        'redis/Dockerfile': dockerfile,
        'api/Dockerfile': dockerfile,
      },
      undefined,
    ],
  ])('is told by %s', (_name, tree, expected) => expect(linked(tree)).toEqual(expected));
});

test('services that run one image share what is known of it', () => {
  const { services } = facts({
    'docker-stack.yml':
      'services:\n  api:\n    image: reg.example/x/backend:1\n  worker:\n    image: reg.example/x/backend:1\n    command: ["node", "worker.js"]\n',
    'api/Dockerfile': 'FROM node:22-slim\nCOPY . .\n',
    'other/Dockerfile': 'FROM node:22-slim\nCOPY . .\n',
  });
  expect(services.map(({ built }) => built?.image.dockerfile)).toEqual(['api/Dockerfile', 'api/Dockerfile']);
});

test('a Dockerfile in a folder of its own is built from where its sources are', () => {
  const web = only({
    'deploy/docker-stack.yml': 'services:\n  web:\n    image: reg.example/x/web:1\n    ports: ["80:3000"]\n',
    'deploy/Dockerfile': 'FROM node:22-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
    'server.js': "import http from 'node:http';\nhttp.createServer().listen(3000);\n",
    'package.json': '{"name":"web"}',
  });
  expect([web.built?.image.context, web.code.files]).toEqual(['', ['server.js']]);
});

describe('the code of a service', () => {
  const tree: FileTree = {
    'docker-stack.yml':
      'services:\n  web:\n    image: x/app:1\n    build: .\n    ports: ["80:3000"]\n  worker:\n    image: x/app:1\n    build: .\n    command: ["node", "dist/worker.js"]\n',
    Dockerfile: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nRUN npm run build\nCMD ["node", "dist/server.js"]\n',
    'package.json': '{"name":"app","dependencies":{"express":"5.1.0"}}',
    'src/server.ts': "import express from 'express';\nimport './shared.ts';\nexpress().listen(3000);\n",
    'src/worker.ts': "import './shared.ts';\nprocess.on('SIGTERM', () => process.exit(0));\n",
    'src/shared.ts': 'export const url = process.env.DATABASE_URL;\n',
    'src/server.test.ts': "import './server.ts';\n",
  };

  test('is what its own command reaches', () => {
    const [web, worker] = facts(tree).services;
    expect([web!.code.status, web!.code.files]).toEqual(['read', ['src/server.ts', 'src/shared.ts']]);
    expect([worker!.code.status, worker!.code.files]).toEqual(['read', ['src/shared.ts', 'src/worker.ts']]);
    expect(worker!.code.facts.some(({ kind }) => kind === 'listen')).toBe(false);
  });

  test('is unknown in a language nobody reads', () => {
    const { services, gaps } = facts({
      'docker-stack.yml': 'services:\n  web:\n    image: x/app:1\n    build: .\n    ports: ["80:8000"]\n',
      Dockerfile: 'FROM perl:5.40-slim\nCOPY . .\nCMD ["perl", "shop.pl", "daemon"]\n',
      'shop.pl': 'use Mojolicious::Lite; app->start;\n',
    });
    expect(services[0]!.code.status).toBe('unattributed');
    expect(gaps.map(({ why }) => why)).toEqual(['service "web": it runs perl, whose language is not read']);
  });

  test('is none behind a file server', () => {
    const [site] = facts({
      'docker-stack.yml': 'services:\n  site:\n    image: x/site:1\n    build: .\n    ports: ["80:80"]\n',
      Dockerfile:
        'FROM node:22 AS build\nCOPY . .\nRUN npm run build\nFROM nginx:1.29\nCOPY --from=build /dist /usr/share/nginx/html\n',
      'package.json': '{"name":"site"}',
      'src/main.js': "console.log('in the browser');\n",
    }).services;
    expect(site!.code.status).toBe('none');
  });
});

describe('the environment of a container', () => {
  test('is the image’s, then the files’, then the stack’s, as Swarm reads them', () => {
    const web = only({
      'docker-stack.yml':
        'services:\n  web:\n    image: x/app:1\n    build: .\n    env_file: [web.env]\n    environment: {C: stack}\n',
      Dockerfile: 'FROM node:22-slim\nENV A=image B=image C=image\nCOPY . .\n',
      'web.env': 'B="quoted"\nC=file\n',
    });
    expect(web.effectiveEnvironment.map(({ name, value, file }) => [name, value?.value, file])).toEqual([
      ['A', 'image', undefined],
      ['B', '"quoted"', 'web.env'],
      ['C', 'stack', undefined],
    ]);
  });
});

test('a pipeline that builds under the same variables builds the image of the service', () => {
  const name = (text: string) => ({
    'docker-stack.yml': `services:\n  web:\n    image: ${text}\n    deploy: {replicas: 2}\n`,
    '.gitlab-ci.yml':
      'deploy:\n  script:\n    - docker build -t $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA -f dockerfile-release .\n    - docker push $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA\n',
    'dockerfile-release': 'FROM node:22-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
  });
  expect(only(name('${CI_REGISTRY_IMAGE}:${CI_COMMIT_SHA}')).built?.image.dockerfile).toBe('dockerfile-release');
  expect(only(name('${OTHER_IMAGE}:${CI_COMMIT_SHA}')).built).toBeUndefined();
});

describe('two stacks that begin with the same file', () => {
  const tree: FileTree = {
    'base.yml': 'services:\n  web:\n    image: registry.example/shop/web:1.4.2\n',
    'blue.yml': 'services:\n  web:\n    deploy: {replicas: 3}\n',
    'green.yml': 'services:\n  web:\n    deploy: {mode: global}\n',
    'deploy.sh':
      '#!/bin/sh\ndocker stack deploy -c base.yml -c blue.yml blue\ndocker stack deploy -c base.yml -c green.yml green\n',
  };
  test('are told apart, each with a verdict of its own', () => {
    const { services } = lintTree(tree).report;
    expect(services.map(({ service }) => [service.stack, service.scale.global, service.scale.replicas])).toEqual([
      ['blue.yml', false, 3],
      ['green.yml', true, undefined],
    ]);
  });
  test('share what it declares, which is told once', () => {
    const config = 'configs:\n  site:\n    file: ./site.conf\n';
    const { findings } = lintTree({
      ...tree,
      'base.yml': `${tree['base.yml']}    configs: [site]\n${config}`,
      'site.conf': 'x\n',
    }).report;
    const told = findings.filter(({ check }) => check === 'config/immutable-config-update');
    expect(told.map(({ message, notes }) => [message.split(' whatever')[0], notes])).toEqual([
      ['Config "site" has the same name', []],
    ]);
  });
  test('are told apart where the second lies elsewhere, and where one is the first file alone', () => {
    const { services } = lintTree({
      'base/stack.yml': tree['base.yml']!,
      'overrides/blue.yml': tree['blue.yml']!,
      'deploy.sh':
        '#!/bin/sh\ndocker stack deploy -c base/stack.yml shop\ndocker stack deploy -c base/stack.yml -c overrides/blue.yml shop\n',
    }).report;
    expect(services.map(({ service }) => [service.stack, service.scale.replicas])).toEqual([
      ['base/stack.yml', 1],
      ['base/stack.yml + blue.yml', 3],
    ]);
  });
});
