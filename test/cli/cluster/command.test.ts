/** `swarm-lint cluster`: what is sent to an engine, what is kept of its answers, and what is told of them. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { run } from '../../../src/cli/program.ts';
import { formats } from '../../../src/report/index.ts';
import { type Engine, engineWith, leaky } from './api.ts';

let work = '';
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'swarm-lint-cluster-'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function cluster(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await run(['cluster', ...words], {
    cwd: work,
    env: { NO_COLOR: '1', DOCKER_CONFIG: join(work, 'none'), ...env },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    terminal: false,
    elapsed: () => 0,
  });
  return { code, out, err };
}

async function asking(
  answers: Readonly<Record<string, unknown>>,
  words: readonly string[],
): Promise<Ran & Pick<Engine, 'sent'>> {
  const engine = await engineWith(answers);
  try {
    return { ...(await cluster(words, { DOCKER_HOST: `unix://${engine.address}` })), sent: engine.sent };
  } finally {
    await engine.close();
  }
}

describe('an engine that is asked', () => {
  test('gets nothing but GET, without a body, and is not asked for join tokens', async () => {
    const { sent } = await asking(leaky, ['--save', 'asked.json']);
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /version',
      'GET /info',
      'GET /nodes',
      'GET /services?status=true',
      'GET /tasks',
      'GET /networks',
      'GET /secrets',
      'GET /configs',
    ]);
    expect(sent.filter(({ body }) => body !== '')).toEqual([]);
  });

  test('is asked for images only of services that have no health check, and never for another path', async () => {
    const service = (ID: string, Image: string) => ({
      ID,
      Spec: { Name: ID, TaskTemplate: { ContainerSpec: { Image } } },
    });
    const images = ['shop:1', 'a/b:2@sha256:4bcf', '../containers/json?x=', 'shop:1/../../info', 'a b', ''];
    const { sent } = await asking(
      { ...leaky, '/services?status=true': images.map((image, at) => service(`s${at}`, image)) },
      [],
    );
    expect(sent.map(({ path }) => path).filter((path) => path.startsWith('/images'))).toEqual([
      '/images/a/b:2@sha256:4bcf/json',
      '/images/shop:1/json',
    ]);
  });

  test('leaks nothing into the snapshot, which is for its owner alone', async () => {
    await asking(leaky, ['--save', 'leaky.json']);
    const text = readFileSync(join(work, 'leaky.json'), 'utf8');
    expect(text).not.toMatch(/LEAKED|bGVhay/);
    expect(text).not.toContain('SWMTKN');
    expect(statSync(join(work, 'leaky.json')).mode & 0o077).toBe(0);
    for (const kept of [
      'NODE_ENV=production',
      'DB_PASSWORD=***',
      'postgres://shop:***@db:5432/shop',
      '--level',
      'shop_key',
    ])
      expect(text).toContain(kept);
  });

  test.each([...formats.keys()])('leaks nothing into %s', async (format) => {
    const { out, err } = await asking(leaky, ['--format', format, '--verbose']);
    expect(out + err).not.toMatch(/LEAKED|bGVhay/);
    expect(out).not.toBe('');
  });

  test('is named in what goes wrong', async () => {
    const { code, err } = await cluster([], { DOCKER_HOST: `unix://${join(work, 'nothing.sock')}` });
    expect([code, err]).toEqual([
      2,
      `swarm-lint: cannot ask the engine at ${join(work, 'nothing.sock')}: there is no such socket: start Docker, or say where the engine is with DOCKER_HOST or a Docker context.\n`,
    ]);
  });

  test.each([
    ['a worker', { LocalNodeState: 'active', ControlAvailable: false }, 'is a worker'],
    ['no Swarm', { LocalNodeState: 'inactive', ControlAvailable: false }, 'is in no Swarm'],
    ['a locked manager', { LocalNodeState: 'locked', ControlAvailable: false }, 'is locked'],
  ])('%s is wrong usage, and is asked nothing more', async (_name, Swarm, said) => {
    const { code, err, sent } = await asking({ ...leaky, '/info': { Name: 'node9', Swarm } }, []);
    expect(code).toBe(2);
    expect(err).toContain(`(node9) ${said}`);
    expect(sent.map(({ path }) => path)).toEqual(['/version', '/info']);
  });

  test('is not kept waiting when there is no leader', async () => {
    const Swarm = { LocalNodeState: 'active', ControlAvailable: true, Error: 'The swarm does not have a leader.' };
    const { code, out, sent } = await asking({ ...leaky, '/info': { Name: 'node9', Swarm } }, []);
    expect(code).toBe(1);
    expect(out).toContain('cluster/no-leader');
    expect(sent.map(({ path }) => path)).toEqual(['/version', '/info']);
  });

  test('may refuse a part: the rest is judged, and the gap is told', async () => {
    const { code, out } = await asking(
      { ...leaky, '/secrets': [403, { message: 'authorization denied by plugin' }] },
      [],
    );
    expect(code).toBe(0);
    expect(out).toContain('GET /secrets answered 403: authorization denied by plugin');
    expect(out).toContain('shop_web');
  });

  test('may answer with nonsense', async () => {
    const odd = { ...leaky, '/nodes': { a: 1 }, '/services?status=true': [null, 7, { Spec: [] }], '/tasks': 'no' };
    const { code, err } = await asking(odd, []);
    expect([code, err]).toEqual([0, '']);
  });
});

/** Real Swarms: their answers are kept as `cluster.json`, and what is said of them beside it. */
const folder = resolve('fixtures/clusters');
describe.each(readdirSync(folder))('the snapshot %s', (name) => {
  test.each(['txt', 'json'])('as %s', async (kind) => {
    const words = kind === 'json' ? ['--format', 'json'] : [];
    const { out, err } = await cluster(['--from', join(folder, name, 'cluster.json'), ...words]);
    expect(err).toBe('');
    const file = join(folder, name, `expected.${kind}`);
    if (process.env.UPDATE_EXPECTED || !existsSync(file)) writeFileSync(file, out);
    expect(out).toBe(readFileSync(file, 'utf8'));
  });
});

describe('nodes and tasks stand in every format that holds more than findings', () => {
  const of = (format: string, name = 'node-down') =>
    cluster(['--from', join(folder, name, 'cluster.json'), '--format', format]);
  test('JSON, as its schema says', async () => {
    const schema = JSON.parse(readFileSync('src/report/schema/report.json', 'utf8'));
    const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
    for (const name of readdirSync(folder)) {
      const output = JSON.parse((await of('json', name)).out);
      validate(output);
      expect(validate.errors).toBeNull();
    }
    const { nodes, services } = JSON.parse((await of('json')).out).cluster;
    expect(
      nodes.map(({ name, state }: { readonly name: string; readonly state: string }) => `${name} ${state}`),
    ).toContain('node3 down');
    expect(services[0].tasks.length).toBeGreaterThan(0);
  });
  test('Markdown and HTML', async () => {
    expect((await of('markdown')).out).toMatch(/\| `node3` \| ❌ down \| worker \| \d+ \|/);
    expect((await of('html')).out).toMatch(/<th scope="row">node3<\/th><td><span class="bad">down<\/span>/);
  });
});

describe('a saved snapshot', () => {
  test('is told like the cluster it was taken from', async () => {
    const live = await asking(leaky, ['--save', 'same.json']);
    const saved = await cluster(['--from', 'same.json']);
    expect(saved.out).toBe(live.out);
  });

  test.each([
    ['is missing', undefined, 'cannot read the snapshot "odd.json" (ENOENT)'],
    ['is something else', '{}', 'is no snapshot'],
    ['is no JSON', '{"swarm-lint-snapshot": 1', 'cannot be judged: no JSON'],
    ['is of another version', '{"swarm-lint-snapshot": 99}', 'a snapshot of version 99'],
    ['is nested without end', `{"swarm-lint-snapshot": 1, "a": ${'['.repeat(100_000)}`, 'cannot be judged: no JSON'],
  ])('that %s is wrong usage', async (_name, text, said) => {
    const file = join(work, 'odd.json');
    rmSync(file, { force: true });
    if (text !== undefined) writeFileSync(file, text);
    const { code, err } = await cluster(['--from', 'odd.json']);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  test('takes no engine', async () => {
    const { code, err } = await cluster(['--from', 'same.json', '--save', 'other.json']);
    expect(code).toBe(2);
    expect(err).toContain('--from');
  });

  test('cannot write to the terminal, nor speak as somebody else', async () => {
    const [service] = leaky['/services?status=true'] as readonly [Record<string, unknown>];
    const name = 'evil\u001b[31m\u202e::error::x##[error]y';
    const odd = {
      ...leaky,
      '/nodes': [
        {
          ID: 'n1',
          Spec: { Role: 'manager' },
          Description: { Hostname: name },
          Status: { State: 'down', Message: name },
        },
      ],
      '/services?status=true': [{ ...service, Spec: { Name: name, TaskTemplate: { ContainerSpec: { Image: name } } } }],
      '/tasks': [{ ID: 't', ServiceID: 's1', Slot: 1, Status: { State: 'pending', Err: name } }],
    };
    for (const format of formats.keys()) {
      const { out } = await asking(odd, ['--format', format, '--verbose']);
      expect(out).not.toMatch(/\u001b|\u202e/);
      expect(out).not.toContain('##[error]');
    }
  });
});

describe('held against a repository', () => {
  test('differences are told with the places in its files, and nothing else of them', async () => {
    const repository = join(work, 'repository');
    mkdirSync(repository, { recursive: true });
    writeFileSync(
      join(repository, 'docker-stack.yml'),
      'services:\n  web:\n    image: registry.example/shop:1.5.0\n    deploy:\n      replicas: 2\n  db:\n    image: postgres:latest\n',
    );
    const { out } = await asking(leaky, ['--against', 'repository', '--format', 'json']);
    const { findings } = JSON.parse(out);
    const own = findings.filter(({ path }: { path: string }) => path === 'docker-stack.yml');
    expect(own.map(({ check, start }: { check: string; start: { line: number } }) => [check, start.line])).toEqual([
      ['cluster/not-deployed', 6],
    ]);
    const drift = findings.find(({ check }: { check: string }) => check === 'cluster/drift');
    expect(drift.notes.map(({ path, line }: { path: string; line: number }) => `${path}:${line}`)).toContain(
      'docker-stack.yml:3',
    );
  });

  describe('what the code of a service says holds for the service that runs', () => {
    const put = (files: Record<string, string>): void => {
      rmSync(join(work, 'code'), { recursive: true, force: true });
      mkdirSync(join(work, 'code'), { recursive: true });
      for (const [path, text] of Object.entries(files)) writeFileSync(join(work, 'code', path), text);
    };
    const stack = (image: string, command: string) =>
      `services:\n  web:\n    image: ${image}\n    build: .\n    command: ${command}\n    ports: ["80:3000"]\n`;
    const command = '[serve, --api-key, x, --db-password=y, --level, info]';
    const files = (image = 'registry.example/shop:1.5.0', words = command, ignore = '') => ({
      'docker-stack.yml': stack(image, words),
      Dockerfile: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["node", "server.js"]\n',
      'package.json': '{ "name": "shop", "dependencies": { "express": "5.1.0", "express-session": "1.18.1" } }',
      'server.js': `import express from 'express';\nimport session from 'express-session';\nconst app = express();\n${ignore}app.use(session({ secret: process.env.KEY }));\napp.listen(3000);\n`,
    });
    const told = async (given: Record<string, string>) => {
      put(given);
      const { out } = await asking(leaky, ['--against', 'code', '--format', 'json']);
      const { findings, services } = JSON.parse(out);
      const web = services.find(({ name }: { name: string }) => name === 'web');
      const session = findings.find(({ check }: { check: string }) => check === 'processes/local-session');
      const obligation = web.obligations.find(({ id }: { id: string }) => id === 'sessions');
      return { session, sessions: obligation.status, source: web.source };
    };

    test('with its place in the code', async () => {
      const { session, sessions, source } = await told(files());
      expect([session.path, session.start.line, session.service]).toEqual(['server.js', 4, 'web']);
      expect([sessions, source]).toEqual(['failed', '.']);
    });

    test('not of another image, and not of another command', async () => {
      expect((await told(files('registry.example/other:1.5.0'))).session).toBeUndefined();
      expect((await told(files(undefined, '[serve]'))).session).toBeUndefined();
    });

    test('what was accepted in the code is accepted', async () => {
      const accepted = '// swarm-lint-ignore processes/local-session -- one replica for now\n';
      const { session } = await told(files(undefined, undefined, accepted));
      expect(session.suppressed.reason).toBe('one replica for now');
      put(files(undefined, undefined, '// swarm-lint-ignore processes/local-session\n'));
      const { out } = await asking(leaky, ['--against', 'code', '--format', 'json']);
      // How the repository accepts things is for a run over the repository to say.
      expect(
        JSON.parse(out).findings.filter(({ check }: { check: string }) => check.startsWith('suppression/')),
      ).toEqual([]);
    });
  });
});
