/**
 * The real loader against the model: `docker stack config` needs no daemon, and must refuse exactly the files for which the model holds a
 * note of the stages that it runs. Files are put together at random from pieces, good and bad, under every version of the schema.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadVerdicts } from '../../../src/facts/swarm/index.ts';
import { composeReader } from '../../../src/readers/compose/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'swarm-lint-loader-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Swarm's command line takes variables from its environment: the pieces use none of these names. */
const environment = { PATH: process.env.PATH, HOME: folder };

const answer = (text: string): { readonly refused: boolean; readonly message: string } => {
  const file = join(folder, 'stack.yml');
  writeFileSync(file, text);
  const { status, stderr } = spawnSync('docker', ['stack', 'config', '-c', file], {
    encoding: 'utf8',
    env: environment,
  });
  return { refused: status !== 0, message: stderr.trim() };
};

const available = /docker stack config/.test(
  spawnSync('docker', ['stack', 'config', '--help'], { encoding: 'utf8' }).stdout ?? '',
);
if (!available)
  console.warn(
    'docker stack config is not here: the loader model is compared with recorded answers only (golden.test.ts)',
  );

/** What `stack config` looks at: everything but images, references and what the daemon checks. */
const stages = ['yaml', 'version', 'forbidden', 'interpolation', 'schema', 'decode'];

const predicted = (text: string): readonly string[] => {
  const files = composeReader.read({ path: 'stack.yml', text }, { parsers: {}, exists: () => false }).compose ?? [];
  expect(files).toHaveLength(1);
  return loadVerdicts(files).flatMap(({ path, verdict, stage, message }) =>
    verdict === 'rejected' && stages.includes(stage) ? [`${path}: ${message}`] : [],
  );
};

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

(available ? describe : describe.skip)('docker stack config', () => {
  test('refuses what the model refuses, and nothing else', () => {
    const differences: string[] = [];
    fc.assert(
      fc.property(stack, (text) => {
        const real = answer(text);
        // Files beside the stack file are another question.
        if (/no such file|is a directory/.test(real.message)) return;
        const model = predicted(text);
        if (real.refused !== model.length > 0)
          differences.push(
            `${text}--- ${real.refused ? `refused: ${real.message}` : 'accepted'}\n--- model: ${model.join('; ') || 'accepts'}\n`,
          );
      }),
      {
        numRuns: Number(process.env.LOADER_RUNS ?? 600),
        seed: process.env.LOADER_SEED ? Number(process.env.LOADER_SEED) : 20_260,
      },
    );
    expect(differences.slice(0, 12).join('\n')).toBe('');
  }, 600_000);
});
