/** Keys below those of services, and below networks, volumes, secrets and configs: none is refused, or dropped without a word. */
import { expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { type Converted, convert } from '../../src/convert/index.ts';
import type { Shape } from '../../src/facts/swarm/shape.ts';
import { documentShape } from '../../src/facts/swarm/top-level-keys.ts';

type Tree = { [key: string]: unknown };

/** What has to stand beside a key so that the rest of the file is in order. */
const beside: readonly (readonly [pattern: RegExp, entries: Tree])[] = [
  [/^services\.web$/, { image: 'a.example.com/web:1' }],
  [/\.ports\.0$/, { target: 80 }],
  [/^services\.web\.(?:secrets|configs)\.0$/, { source: 'one' }],
  [/^services\.web\.build$/, { context: '.' }],
  [/^secrets\.one$|^configs\.one$/, { file: './one' }],
  [/generic_resources\.0\.discrete_resource_spec$/, { kind: 'a', value: 1 }],
  [/devices\.0$/, { capabilities: ['gpu'] }],
];

/** A mount of the type that the options at this path are about. */
function mountOf(path: string): Tree {
  const type = /\.volumes\.0\.(volume|tmpfs|image|cluster)\./.exec(path)?.[1] ?? 'bind';
  return { type, target: '/x', ...(type !== 'tmpfs' && { source: type === 'bind' ? '/etc/localtime' : 'one' }) };
}

/** `a.0.b` as a document. */
function documentOf(path: string, value: unknown): Tree {
  const declared = {
    secrets: { one: { file: './one' } },
    configs: { one: { file: './one' } },
    networks: { one: {} },
    volumes: { one: {} },
  };
  const root: Tree = { services: { web: { image: 'a.example.com/web:1' } }, ...declared };
  const keys = path.split('.');
  let here: Tree = root;
  for (const [index, key] of keys.entries()) {
    const now = keys.slice(0, index + 1).join('.');
    if (index === keys.length - 1) here[key] = value;
    else {
      const mount = now === 'services.web.volumes.0' ? mountOf(path) : undefined;
      const more = mount ?? beside.find(([pattern]) => pattern.test(now))?.[1] ?? {};
      here[key] = keys[index + 1] === '0' ? [] : { ...more, ...(here[key] as Tree | undefined) };
      here = here[key] as Tree;
    }
  }
  return root;
}

const read = (path: string, tree: unknown): unknown =>
  path.split('.').reduce((here, key) => (here as Tree | undefined | null)?.[key], tree);

function run(path: string, value: unknown): Converted {
  const request = {
    read: () => undefined,
    beside: () => undefined,
    project: 'shop',
    profiles: ['*'],
    proposals: false,
  };
  return convert({ ...request, files: [{ path: 'compose.yaml', text: stringify(documentOf(path, value)) }] });
}

function expectTold(path: string, value: unknown): void {
  const { text, changes, left } = run(path, value);
  expect(left.filter(({ refused }) => refused)).toEqual([]);
  if (read(path, parse(text, { merge: true })) !== undefined) return;
  const above = changes.filter(({ path: told }) => path === told || path.startsWith(`${told}.`));
  expect(above).not.toEqual([]);
  for (const { reason } of above) expect(reason.length).toBeGreaterThan(9);
}

/** Every key of the tables that is refused or dropped, with its path. */
function doomedIn(shape: Shape, path: string, depth = 0): readonly (readonly [path: string, value: unknown])[] {
  if (depth > 8) return [];
  const found: (readonly [string, unknown])[] = Object.keys(shape.unknown ?? {}).map((key) => [`${path}.${key}`, 'x']);
  for (const [key, field] of Object.entries(shape.keys ?? {})) {
    const here = path === '' ? key : `${path}.${key}`;
    if (field.forbidden || field.ignored) found.push([here, sampleOf(field.shape)]);
    else found.push(...doomedIn(field.shape, here, depth + 1));
  }
  if (typeof shape.others === 'object')
    found.push(...doomedIn(shape.others, `${path}.${path === 'services' ? 'web' : 'one'}`, depth + 1));
  if (shape.items) found.push(...doomedIn(shape.items, `${path}.0`, depth + 1));
  return found;
}

function sampleOf({ types, oneOf, format, items, keys, required }: Shape): unknown {
  if (oneOf) return oneOf[0];
  if (format === 'duration') return '5s';
  if (types.includes('string')) return 'x';
  if (types.includes('boolean')) return true;
  if (types.includes('integer') || types.includes('number')) return 1;
  if (types.includes('list')) return items ? [sampleOf(items)] : [];
  return Object.fromEntries((required ?? []).map((key) => [key, sampleOf(keys![key]!.shape)]));
}

const walked = doomedIn(documentShape, '').filter(
  ([path]) => path.split('.').length > 2 && !/^services\.web\.[^.]+$/.test(path),
);
test('the walk reaches every part of the tables', () => {
  const parts = ['deploy', 'deploy.resources', 'networks.one', 'volumes.0', 'ports.0'].map(
    (part) => `services.web.${part}.`,
  );
  for (const part of [...parts, 'networks.one.', 'secrets.one.', 'configs.one.'])
    expect(walked.filter(([path]) => path.startsWith(part))).not.toEqual([]);
});
test.each(walked)('%s of the tables is told', (path, value) => expectTold(path, value));

/** What the Compose Specification knows and Swarm may not. */
const specified: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'services.web.build': {
    additional_contexts: { a: './a' },
    args: ['A'],
    cache_from: ['a'],
    dockerfile_inline: 'FROM a',
    secrets: ['one'],
    ssh: ['default'],
    shm_size: '1g',
    target: 'a',
    ulimits: { nofile: 1 },
  },
  'services.web.deploy': { endpoint_mode: 'vip', mode: 'replicated', labels: { a: 'b' }, replicas: 2 },
  'services.web.deploy.placement': { max_replicas_per_node: 1, preferences: [{ spread: 'node.labels.a' }] },
  'services.web.deploy.resources.limits': { cpus: 0.5, memory: '1g', pids: 5 },
  'services.web.deploy.resources.reservations': {
    cpus: 0.5,
    devices: [{ driver: 'nvidia', count: 1, capabilities: ['gpu'] }],
    generic_resources: [{ discrete_resource_spec: { kind: 'a', value: 1 } }],
  },
  'services.web.deploy.restart_policy': { condition: 'unless-stopped', delay: 5, max_attempts: 3, window: '1m' },
  'services.web.deploy.update_config': { parallelism: 1, delay: 5, order: 'start-first', failure_action: 'rollback' },
  'services.web.deploy.rollback_config': { monitor: 5, max_failure_ratio: 0.5 },
  'services.web.healthcheck': {
    disable: true,
    test: ['NONE'],
    start_interval: '5s',
    start_period: 5,
    retries: '3',
    timeout: 5,
  },
  'services.web.ports.0': {
    name: 'web',
    host_ip: '127.0.0.1',
    app_protocol: 'http',
    mode: 'ingress',
    published: '8080',
    protocol: 'tcp',
  },
  'services.web.volumes.0': { consistency: 'cached', read_only: true },
  'services.web.volumes.0.bind': { propagation: 'rslave', create_host_path: true, selinux: 'z', recursive: 'disabled' },
  'services.web.volumes.0.volume': { nocopy: true, subpath: 'a', labels: { a: 'b' } },
  'services.web.volumes.0.tmpfs': { size: '64m', mode: 0o1777 },
  'services.web.volumes.0.image': { subpath: 'a' },
  'services.web.networks.one': {
    aliases: ['a'],
    ipv4_address: '10.0.0.2',
    ipv6_address: '::2',
    link_local_ips: ['169.254.1.1'],
    mac_address: '02:42:ac:11:65:43',
    priority: 1,
    gw_priority: 1,
    interface_name: 'eth0',
    driver_opts: { a: 'b' },
  },
  'services.web.secrets.0': { target: 'a', uid: 1, gid: '1', mode: '0440' },
  'services.web.configs.0': { target: '/a', uid: 1, gid: '1', mode: '0440' },
  'services.web.logging': { driver: 'json-file', options: { 'max-file': 3 } },
  'services.web.credential_spec': { file: 'a', registry: 'b', config: 'one' },
  'services.web.ulimits': { nofile: { soft: '10', hard: 20 }, nproc: 5 },
  'services.web.develop': { watch: [{ path: '.', action: 'sync', target: '/a' }] },
  'services.web.blkio_config': { weight: 300 },
  'services.web.depends_on.web': { condition: 'service_healthy', restart: true, required: false },
  'networks.one': {
    attachable: 'true',
    driver: 'bridge',
    driver_opts: { a: 1 },
    enable_ipv4: false,
    enable_ipv6: true,
    external: true,
    internal: true,
    labels: ['a=b'],
    name: 'n',
  },
  'networks.one.ipam': { driver: 'default', options: { a: 'b' }, config: [{ subnet: '10.0.0.0/24' }] },
  'networks.one.ipam.config.0': { gateway: '10.0.0.1', ip_range: '10.0.0.0/28', aux_addresses: { a: '10.0.0.3' } },
  'volumes.one': { driver: 'local', driver_opts: { type: 'nfs', o: 1 }, external: 'true', labels: ['a'], name: 'v' },
  'secrets.one': { environment: 'A', external: true, labels: { a: 1 }, name: 's', template_driver: 'golang' },
  'configs.one': { content: 'a', environment: 'A', external: true, labels: { a: 1 }, name: 'c' },
};
const rows = Object.entries(specified).flatMap(([path, entries]) =>
  Object.entries(entries).map(([key, value]) => [`${path}.${key}`, value] as const),
);
test.each(rows)('%s of the specification is told, or stays', (path, value) => expectTold(path, value));
