/** `convert`: what comes out is taken by the loader, loses no comment, says why, and does not change when it is converted again. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ConvertError, type Converted, convert, type Request } from '../../src/convert/index.ts';
import { serviceKeys, unknownServiceKeys } from '../../src/facts/swarm/service-keys.ts';
import { available } from '../support/stack-config.ts';

const files: Readonly<Record<string, string>> = {
  'nginx.conf': 'server {}',
  'base.yml': 'services:\n  app:\n    image: a:1\n    env_file: x.env\n    restart: always\n',
  'plain.yml': 'services:\n  app:\n    image: a:1\n    restart: always\n',
  'deep/more.yml': 'services:\n  cache:\n    image: redis:8\n    volumes: ["./conf:/conf"]\n',
  'loop.yml': 'include: [loop.yml]\nservices: {}\n',
};

const run = (text: string, more: Partial<Request> = {}): Converted =>
  convert({
    files: [{ path: 'compose.yaml', text }],
    read: (path) => files[path],
    beside: (path) =>
      path === '' || path === 'src' || path === 'deep/conf'
        ? { kind: 'directory' }
        : path in files
          ? { kind: 'file', bytes: files[path]!.length }
          : { kind: 'nothing' },
    project: 'shop',
    proposals: false,
    ...more,
  });

const service = (lines: string): string =>
  `services:\n  web:\n    image: a.example.com/web:1\n${lines.replace(/^/gm, '    ')}\n`;
const webOf = ({ text }: Converted): Record<string, never> => parse(text, { merge: true }).services.web;

/** Whether the real command line takes it; `undefined` where it is missing. */
function accepted(text: string): boolean | undefined {
  if (!available) return undefined;
  const names = [...text.matchAll(/\$\{(\w+):?\?/g)].map(([, name]) => [name, 'x']);
  const { status } = spawnSync('docker', ['stack', 'config', '-c', '-'], {
    input: text,
    encoding: 'utf8',
    env: { ...Object.fromEntries(names), PATH: process.env.PATH },
  });
  return status === 0;
}
if (!available)
  console.warn('\n*** docker stack config is not on this machine: nothing is put before the real loader. ***\n');

function sound(converted: Converted, more: Partial<Request> = {}): void {
  expect(converted.left.filter(({ refused }) => refused)).toEqual([]);
  expect(run(converted.text, more).text).toBe(converted.text);
  expect(accepted(converted.text)).not.toBe(false);
}

describe('every key that the loader refuses or drops', () => {
  const keys = [
    ...Object.entries(serviceKeys).flatMap(([key, { forbidden, ignored }]) => (forbidden || ignored ? [key] : [])),
    ...Object.keys(unknownServiceKeys),
  ].filter((key) => key !== 'depends_on');
  const values: Readonly<Record<string, string>> = {
    extends: '{ file: plain.yml, service: app }',
    build: '.',
    volumes_from: '[other]',
    links: '[web]',
    devices: '[/dev/x:/dev/x]',
    expose: '["80"]',
    security_opt: '[a:b]',
    external_links: '[x]',
    tmpfs: '/run',
    privileged: 'true',
    oom_score_adj: '5',
    mem_limit: '64m',
    mem_reservation: '64m',
    profiles: '[a]',
  };
  test.each(keys)('%s goes with a reason', (key) => {
    const converted = run(service(`${key}: ${values[key] ?? '"1"'}`), { profiles: ['*'] });
    expect(webOf(converted)).not.toHaveProperty(key);
    const told = converted.changes.filter(({ path }) => path === `services.web.${key}`);
    expect(told).not.toEqual([]);
    for (const { reason } of told) expect(reason.length).toBeGreaterThan(9);
    sound(converted, { profiles: ['*'] });
  });
});

describe('keys that move', () => {
  test.each([
    ['mem_limit: 512m', { deploy: { resources: { limits: { memory: '512m' } } } }],
    ['mem_limit: 536870912', { deploy: { resources: { limits: { memory: '512M' } } } }],
    ['mem_reservation: 1g', { deploy: { resources: { reservations: { memory: '1g' } } } }],
    ['cpus: 0.5', { deploy: { resources: { limits: { cpus: '0.5' } } } }],
    ['cpu_quota: 50000', { deploy: { resources: { limits: { cpus: '0.5' } } } }],
    ['pids_limit: 100', { deploy: { resources: { limits: { pids: 100 } } } }],
    ['scale: 3', { deploy: { replicas: 3 } }],
    ['restart: unless-stopped', { deploy: { restart_policy: { condition: 'any' } } }],
    ['restart: "no"', { deploy: { restart_policy: { condition: 'none' } } }],
    ['restart: no', { deploy: { restart_policy: { condition: 'none' } } }],
    ['restart: on-failure:5', { deploy: { restart_policy: { condition: 'on-failure', max_attempts: 5 } } }],
    ['restart: ${R:-always}', { deploy: { restart_policy: { condition: 'any' } } }],
    ['platform: linux/amd64', { deploy: { placement: { constraints: ['node.platform.arch == x86_64'] } } }],
    ['tmpfs: /run:size=64m', { volumes: [{ type: 'tmpfs', target: '/run', tmpfs: { size: 67_108_864 } }] }],
    ['shm_size: 1gb', { volumes: [{ type: 'tmpfs', target: '/dev/shm', tmpfs: { size: 2 ** 30 } }] }],
    ['network_mode: host\nports: ["80:80"]', { networks: { host: {} } }],
    [
      'labels: { traefik.enable: "true", a: b }',
      { labels: { a: 'b' }, deploy: { labels: { 'traefik.enable': 'true' } } },
    ],
    ['depends_on: { db: { condition: service_healthy } }', { depends_on: ['db'] }],
    ['environment: { A: true, B: 010, C: 1 }', { environment: { A: 'true', B: '010', C: 1 } }],
    ['ports: [{ target: 80, published: "8080" }]', { ports: [{ target: 80, published: 8080 }] }],
    ['ports: ["127.0.0.1:5432:5432", "0.0.0.0:80:80"]', { ports: ['80:80'] }],
    [
      'volumes: ["./nginx.conf:/etc/nginx.conf:ro"]',
      { configs: [{ source: 'nginx_conf', target: '/etc/nginx.conf' }] },
    ],
    ['build: .\nvolumes: [".:/app", "/app/node_modules"]', {}],
    ['env_file: [{ path: a.env, required: false }]', { env_file: ['a.env'] }],
    ['healthcheck: { test: [CMD, "true"], interval: 10 }', { healthcheck: { test: ['CMD', 'true'], interval: '10s' } }],
    ['healthcheck: { test: [CMD, "true"], disable: true }', { healthcheck: { disable: true } }],
    ['volumes: [{ type: image, source: a, target: /a }]', {}],
    ['user: 1000', { user: '1000' }],
    ['ports:', {}],
  ])('%s', (lines, expected) => {
    const converted = run(service(lines));
    expect(webOf(converted)).toEqual({ image: 'a.example.com/web:1', ...expected });
    if (!lines.startsWith('env_file')) sound(converted);
  });

  test('what a merge key brings is moved for each service, and gone from the shared mapping', () => {
    const converted = run(
      'x-all: &all\n  mem_limit: 1g\n  init: true\nservices:\n  a: { <<: *all, image: a:1 }\n  b: { <<: *all, image: b:1, deploy: { replicas: 2 } }\n',
    );
    const { services, 'x-all': all } = parse(converted.text, { merge: true });
    expect(all).toEqual({ init: true });
    expect(services.a.deploy).toEqual({ resources: { limits: { memory: '1g' } } });
    expect(services.b.deploy).toEqual({ replicas: 2, resources: { limits: { memory: '1g' } } });
    sound(converted);
  });

  test('an anchor in what goes away moves to where it is used', () => {
    const text =
      'services:\n  a: { image: a:1, profiles: [x], deploy: { mode: global }, environment: &e { A: "1" } }\n  b: { image: b:1, environment: *e }\n';
    const converted = run(text);
    expect(parse(converted.text).services).toEqual({ b: { image: 'b:1', environment: { A: '1' } } });
    sound(converted);
  });
});

describe('profiles', () => {
  const web = 'services:\n  web: { image: a:1, ports: ["80:80"] }\n';
  const debug = (more = '') => `${web}  debug: { image: b:1, profiles: [debug]${more} }\n`;
  const servicesOf = (text: string, more?: Partial<Request>) => parse(run(text, more).text).services;

  test('what docker compose up does not start stays without a task, and is told', () => {
    const converted = run(debug());
    expect(parse(converted.text).services.debug).toEqual({ image: 'b:1', deploy: { replicas: 0 } });
    expect(converted.text).toContain('docker service scale shop_debug=1');
    expect(converted.changes).toMatchObject([{ kind: 'dropped', path: 'services.debug.profiles' }]);
    sound(converted);
  });
  test('--profile starts it, and so does COMPOSE_PROFILES in .env', () => {
    expect(servicesOf(debug(), { profiles: ['debug'] }).debug).toEqual({ image: 'b:1' });
    const read = (path: string) => (path === '.env' ? 'A=1\nCOMPOSE_PROFILES=x,debug\n' : undefined);
    expect(servicesOf(debug(), { read }).debug).toEqual({ image: 'b:1' });
  });
  test('it is left out where it would want the port of another one', () => {
    const converted = run(debug(', ports: ["80:81"]').replace('ports: ["80:80"]', 'ports: ["80:80"], depends_on: [x]'));
    expect(parse(converted.text).services).not.toHaveProperty('debug');
    expect(converted.changes[0]!.reason).toContain('web publishes the same port');
  });
  test('a service that others wait for runs; where all have profiles all do', () => {
    expect(servicesOf(debug().replace('ports: ["80:80"]', 'depends_on: [debug]')).debug).toEqual({ image: 'b:1' });
    expect(servicesOf(debug().replace('image: a:1', 'image: a:1, profiles: [x]')).debug).toEqual({ image: 'b:1' });
  });
});

describe('variables', () => {
  test.each([
    ['${X}', '${X}'],
    ['${X:-a}', '${X:-a}'],
    ['${X:+a}', '${X_TEXT:-}'],
    ['${X:-${Y:-b}}', '${X:-b}'],
    ['${X:?set-me}', '${X:?set me}'],
    ['a/$X-web:1', 'a/${X}-web:1'],
    ['$$X', '$$X'],
    ['cost $5', 'cost $$5'],
  ])('%s', (written, expected) => {
    const converted = run(service(`environment: { A: '${written}' }`));
    expect(webOf(converted)).toMatchObject({ environment: { A: expected } });
    sound(converted);
  });
});

test('what is refused while a variable is not set is told', () => {
  const { changes } = run(service('ports: ["${P}", "${Q:-1}:80"]\nvolumes: ["${V}:/x"]'));
  const { reason } = changes.find(({ path }) => path === 'variables')!;
  expect(reason).toMatch(/Without them it refuses web\.ports, web\.volumes$/);
  expect(run(service('ports: ["${P:-1}:80"]\nuser: ${V}')).changes.at(-1)!.reason).not.toContain('refuses');
});

describe('several files', () => {
  test('a second file is laid over the first', () => {
    const over =
      'services:\n  web:\n    image: b:2\n    environment: [B=2]\n    ports: !override ["81:80"]\n    command: !reset null\n';
    const { text } = run('', {
      files: [
        { path: 'compose.yaml', text: service('command: x\nports: ["80:80"]\nenvironment: { A: "1" }') },
        { path: 'prod.yaml', text: over },
      ],
    });
    expect(parse(text).services.web).toEqual({ image: 'b:2', ports: ['81:80'], environment: { A: '1', B: '2' } });
  });

  test('include and extends are written out, with their paths', () => {
    const { text } = run(
      'include: [deep/more.yml]\nservices:\n  web:\n    extends: { file: base.yml, service: app }\n    image: b:2\n',
    );
    expect(parse(text).services).toMatchObject({
      web: { image: 'b:2', env_file: 'x.env', deploy: { restart_policy: { condition: 'any' } } },
      cache: { image: 'redis:8', volumes: ['./deep/conf:/conf'] },
    });
  });

  test.each([
    ['include: [loop.yml]\nservices: { a: { image: a } }', /circle/],
    ['services:\n  a: { extends: b }\n  b: { extends: a }\n', /circle/],
    ['include: [../outside.yml]\nservices: { a: { image: a } }', /no file of this repository/],
    ['a: [', /broken YAML/],
    ['a: 1', /no services/],
  ])('%j is refused with a reason', (text, message) => {
    expect(() => run(text)).toThrow(ConvertError);
    expect(() => run(text)).toThrow(message);
  });
});

describe('comments and style', () => {
  test('stay where they are', () => {
    const text = `# head
services:
    # the web
    web:
        image: a:1   # pinned
        command: >
            one
            two
        ports: ["80:80"]
        # volumes:
        #   - x

    # the cache
    cache:
        image: redis:8
        # why it is limited
        mem_limit: 1g # enough
`;
    const { text: out } = run(text);
    for (const comment of [
      '# head',
      '    # the web',
      ' # pinned',
      '        #   - x\n\n    # the cache',
      '# why it is limited',
      '1g # enough',
    ])
      expect(out).toContain(comment);
    expect(out).toContain('        command: >\n            one\n            two\n        ports: ["80:80"]');
  });

  test('lists over several lines keep them, and blank lines stay between the parts', () => {
    const text = `services:
  web:
    image: a:1
    command:
      [
        "a",
        "some longer text here"
      ]
    restart: always

volumes:
  a:

networks:
  b:
`;
    const { text: out } = run(text);
    expect(out).toContain('    command:\n      [\n        "a",\n        "some longer text here"\n      ]\n');
    expect(out).toContain('\n\nvolumes:\n  a:\n\nnetworks:\n  b:\n');
  });

  test('a stack file that needs nothing comes back byte by byte', () => {
    const text = service('ports: [ "80:80" ]   # odd   spacing').replace('\n', '\n\n\n');
    expect(run(text).text).toBe(text);
  });
});

test('proposals are explained, parse, and are made once', () => {
  const text =
    'services:\n  web:\n    build: .\n  db:\n    image: postgres:17\n    volumes: [pg:/var/lib/postgresql/data]\nvolumes:\n  pg:\n';
  const converted = run(text, { proposals: true });
  const { services } = parse(converted.text);
  expect(services.web.deploy.update_config.order).toBe('start-first');
  expect(services.db.deploy.update_config.order).toBe('stop-first');
  expect(services.web.image).toBe('registry.example.com/shop-web:1');
  expect(converted.text).toContain(
    '# TODO: healthcheck: { test: \'pg_isready -U "$${POSTGRES_USER:-postgres}"\', interval: 10s',
  );
  expect(converted.changes.find(({ path }) => path === 'services.web.build')!.reason).toContain(
    'docker build -t registry.example.com/shop-web:1 .',
  );
  sound(converted, { proposals: true });
});
