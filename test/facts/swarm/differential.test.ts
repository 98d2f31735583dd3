/**
 * The real loader against the model: `docker stack config` needs no daemon, and must refuse exactly the files for which the model holds a
 * note of the stages that it runs. Files are put together at random from pieces, good and bad, under every version of the schema.
 */
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LoaderNote, loadVerdicts } from '../../../src/facts/swarm/index.ts';
import { composeReader } from '../../../src/readers/compose/index.ts';
import { namedIn } from '../../support/loader-messages.ts';
import { loader, variables } from '../../support/stack-config.ts';

const { ask, close } = loader('differential');
afterAll(close);

/** What `stack config` looks at: everything but images, references and what the daemon checks. */
const stages = ['yaml', 'version', 'forbidden', 'interpolation', 'schema', 'decode'];

const predicted = (text: string): readonly LoaderNote[] => {
  const files =
    composeReader.read({ path: 'stack.yml', text }, { parsers: {}, exists: () => false, variables }).compose ?? [];
  expect(files).toHaveLength(1);
  return loadVerdicts(files, { beside: () => ({ kind: 'nothing' }) }).filter(
    ({ verdict, stage, key }) => verdict === 'rejected' && (stages.includes(stage) || key === 'env_file'),
  );
};

/** The first complaint of the command line, when no note of ours is about its key. */
function unnamed(message: string | undefined, notes: readonly LoaderNote[]): string | undefined {
  if (message === undefined) return undefined;
  const named = namedIn(message.split('\n').filter(Boolean).join(' ⏎ '));
  if (!named) return `what is this about: ${message}`;
  // Behind a version that nobody knows the model judges no key; the command line interpolates first.
  const unversioned = notes.some(({ stage, path }) => stage === 'version' && path === 'version');
  // What lies under a key that is refused itself needs no note.
  const above = notes.some(({ path }) => path !== '' && message.includes(` ${path}.`));
  return named.key === '' || unversioned || above || notes.some(({ path }) => `.${path}.`.includes(`.${named.key}.`))
    ? undefined
    : `no note about ${named.key}: ${message}`;
}

/** Lines of a service. Values of every type stand where others belong. */
const values = [
  'x',
  '"x"',
  '1',
  '"1"',
  '0.5',
  '"0.5"',
  'true',
  '"true"',
  'null',
  '[]',
  '[a]',
  '[a, b]',
  '[a, a]',
  '[1, 2]',
  '[true]',
  '{}',
  '{a: b}',
  '{a: 1}',
  '{a: true}',
  '{a: null}',
  '10s',
  '"10"',
  '1m30s',
  '1d',
  '${A:-1}',
  '${A-true}',
  '${A:-x}',
  '"$$x"',
  '64M',
  '{x-a: b}',
  '!reset []',
  '!reset 3',
  '.inf',
  '2020-01-01',
  '010',
  '0x1F',
  '1e3',
  '1.0',
  '-1',
  '""',
  '[[a]]',
  '{a: [b]}',
  '{a: {b: c}}',
  '{<<: {a: b}}',
  '{1: a}',
  '"${UNSET}"',
  '${NUMBER}',
  '${YES}',
  '${UNSET:?message}',
  '${SET:+x}',
  '"a$"',
];
const keys = [
  'image',
  'build',
  'command',
  'entrypoint',
  'environment',
  'env_file_',
  'labels',
  'hostname',
  'init',
  'stop_grace_period',
  'stop_signal',
  'user',
  'working_dir',
  'tty',
  'stdin_open',
  'read_only',
  'cap_add',
  'cap_drop',
  'sysctls',
  'dns',
  'dns_search',
  'extra_hosts',
  'isolation',
  'tmpfs',
  'depends_on',
  'oom_score_adj',
  'restart',
  'container_name',
  'expose_',
  'cgroup_parent',
  'cgroupns_mode',
  'devices',
  'domainname',
  'external_links',
  'ipc',
  'links',
  'mac_address',
  'network_mode',
  'pid',
  'privileged',
  'security_opt',
  'userns_mode',
  'extends',
  'mem_limit',
  'cpus',
  'profiles',
  'platform',
  'pids_limit',
  'x-own',
  'unknown',
  'logging',
  'healthcheck',
  'networks',
  'volumes_',
  'ports_',
  'secrets',
  'configs',
  'deploy',
].filter((key) => !key.endsWith('_'));
const nested: Readonly<Record<string, readonly string[]>> = {
  deploy: ['mode', 'replicas', 'endpoint_mode', 'labels', 'x-a', 'unknown'],
  'deploy.update_config': [
    'parallelism',
    'delay',
    'failure_action',
    'monitor',
    'max_failure_ratio',
    'order',
    'unknown',
  ],
  'deploy.rollback_config': ['parallelism', 'order'],
  'deploy.restart_policy': ['condition', 'delay', 'max_attempts', 'window', 'name'],
  'deploy.resources.limits': ['cpus', 'memory', 'pids', 'devices'],
  'deploy.resources.reservations': ['cpus', 'memory', 'generic_resources', 'devices'],
  'deploy.placement': ['constraints', 'preferences', 'max_replicas_per_node', 'unknown'],
  healthcheck: ['test', 'disable', 'interval', 'timeout', 'retries', 'start_period', 'start_interval', 'unknown'],
  logging: ['driver', 'options', 'unknown'],
  build: ['context', 'args', 'labels', 'target', 'cache_from', 'network', 'unknown'],
  credential_spec: ['config', 'file', 'unknown'],
  ulimits: ['nofile', 'NOFILE', 'no_file'],
  'ulimits.nofile': ['soft', 'hard', 'unknown'],
  'networks.a': ['aliases', 'ipv4_address', 'driver_opts', 'priority', 'x-a'],
  'x-own': ['a', '1'],
};
const ports = [
  '"80:80"',
  '80',
  '"8000-8002:80-82"',
  '"80:80/udp"',
  '"127.0.0.1:80:80"',
  '{target: 80}',
  '{target: 80, published: 80}',
  '{target: "80"}',
  '{target: 80, published: "80"}',
  '{target: 80, mode: host}',
  '{target: 80, host_ip: 1.1.1.1}',
  '"abc:80"',
  'true',
  '{target: 80, published: "${A:-80}"}',
];
const volumes = [
  'a:/a',
  '/a',
  './a:/a',
  './a:/a:ro',
  './a:/a:ro,z',
  '{type: bind, source: /a, target: /a}',
  '{source: a, target: /a}',
  '{type: tmpfs, target: /a, tmpfs: {size: 1}}',
  '{type: tmpfs, target: /a, tmpfs: {size: 10m}}',
  '{type: volume, source: a, target: /a, volume: {nocopy: true}}',
  '{type: volume, target: /a, unknown: 1}',
  '1',
  '{type: bind, source: /a, target: /a, bind: {create_host_path: true}}',
  '{type: bind, source: /a, target: /a, read_only: "true"}',
];

const piece = fc.oneof(
  fc
    .record({ key: fc.constantFrom(...keys), value: fc.constantFrom(...values) })
    .map(({ key, value }) => `    ${key}: ${value}\n`),
  fc
    .constantFrom(...Object.entries(nested).flatMap(([path, names]) => names.map((name) => [path, name] as const)))
    .chain(([path, name]) =>
      fc.constantFrom(...values).map((value) => {
        const parts = path.split('.');
        return (
          parts.map((part, depth) => `${' '.repeat(4 + 2 * depth)}${part}:\n`).join('') +
          `${' '.repeat(4 + 2 * parts.length)}${name}: ${value}\n`
        );
      }),
    ),
  fc
    .array(fc.constantFrom(...ports), { minLength: 1, maxLength: 2 })
    .map((list) => `    ports: [${list.join(', ')}]\n`),
  fc
    .array(fc.constantFrom(...volumes), { minLength: 1, maxLength: 2 })
    .map(
      (list) =>
        `    volumes: [${list.map((one) => (one.startsWith('{') ? one : `"${one}"`.replace('"1"', '1'))).join(', ')}]\n`,
    ),
);
const section = fc.oneof(
  fc
    .record({
      kind: fc.constantFrom('networks', 'volumes', 'secrets', 'configs'),
      key: fc.constantFrom(
        'name',
        'driver',
        'driver_opts',
        'external',
        'labels',
        'internal',
        'attachable',
        'file_',
        'template_driver',
        'x-a',
        'unknown',
        'ipam',
        'content',
      ),
      value: fc.constantFrom(...values),
    })
    .map(({ kind, key, value }) => `${kind}:\n  a:\n    ${key.endsWith('_') ? 'labels' : key}: ${value}\n`),
  fc
    .record({
      key: fc.constantFrom('name', 'include', 'x-top', 'networks', 'volumes', 'unknown'),
      value: fc.constantFrom(...values),
    })
    .map(({ key, value }) => `${key}: ${value}\n`),
);
const version = fc.constantFrom(
  '',
  '',
  '',
  ...Array.from({ length: 15 }, (_, minor) => `version: "3.${minor}"\n`),
  'version: "3"\n',
  'version: 3.8\n',
  'version: "2.4"\n',
);

const stack = fc
  .record({
    version,
    pieces: fc.uniqueArray(piece, { maxLength: 2, selector: (text) => text.trimStart().split(':')[0]! }),
    section: fc.option(section, { nil: '', freq: 3 }),
  })
  .map(
    ({ version: first, pieces, section: last }) =>
      `${first}services:\n  web:\n${pieces.some((text) => text.startsWith('    image:')) ? '' : '    image: registry.example/web:1\n'}${pieces.join('')}${last}`,
  );

/** What both sides say, where they do not say the same. */
function difference(text: string): string | undefined {
  const real = ask([text]);
  if (!real) return undefined;
  const notes = predicted(text);
  const wrong =
    real.refused === notes.length > 0
      ? unnamed(real.message, notes)
      : real.refused
        ? `refused: ${real.message}`
        : 'accepted';
  return (
    wrong &&
    `${text}--- ${wrong}\n--- model: ${notes.map(({ path, message }) => `${path}: ${message}`).join('; ') || 'accepts'}\n`
  );
}

describe('docker stack config', () => {
  test('refuses what the model refuses, for the same key, and nothing else', () => {
    const differences: string[] = [];
    fc.assert(
      fc.property(stack, (text) => {
        const found = difference(text);
        if (found !== undefined) differences.push(found);
      }),
      { numRuns: Number(process.env.SWARM_DIFF_RUNS ?? 600), seed: Number(process.env.SWARM_DIFF_SEED ?? 20_260) },
    );
    expect(differences.slice(0, 12).join('\n')).toBe('');
  }, 600_000);
});
