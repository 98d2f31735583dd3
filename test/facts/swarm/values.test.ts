/** Single values, each tried on `docker stack config` 28.2: what it takes, and what it refuses. */
import { describe, expect, test } from '@jest/globals';
import { loadVerdicts } from '../../../src/facts/swarm/index.ts';
import { composeReader } from '../../../src/readers/compose/index.ts';

const refused = (text: string): readonly string[] =>
  loadVerdicts(composeReader.read({ path: 'a.yml', text }, { parsers: {}, exists: () => true }).compose ?? [])
    .filter(({ verdict, stage }) => verdict === 'rejected' && stage !== 'convert')
    .map(({ path }) => path);

const service = (rest: string): readonly string[] => refused(`services:\n  web:\n    image: a\n    ${rest}\n`);

describe('taken', () => {
  test.each([
    'ports: ["80:80/TCP", "0:80", ":81", "82/", "8090-8092:83", "[::1]:84:84", "1.2.3.4::85"]',
    'volumes: ["a:/b", "C:/a:/b:ro", "a:", "/a:/b:ro,z"]',
    'deploy: {resources: {limits: {memory: "1.5G"}, reservations: {memory: "1e3"}}}',
    'deploy: {resources: {limits: {memory: "1.G"}, reservations: {memory: ".5 gib"}}}',
    'oom_score_adj: "${A:-5}"',
    'healthcheck: {retries: "${A:-5}"}',
    'ulimits: {NOFILE: 1}',
    'command: a "b c" # it\'s a comment',
    'environment: {A: 2020-01-01, B: 1_000, C: 0b1}',
    'stop_grace_period: "1.5h"',
    'x-a: {b: {c: d}}',
    'environment: {A: 1e400, B: ".inf"}',
    'user: 2020-13-01',
  ])('%s', (rest) => expect(service(rest)).toEqual([]));
});

describe('refused', () => {
  test.each([
    ['ports: ["99999:80"]', 'services.web.ports.0'],
    ['ports: ["80-82:80-81"]', 'services.web.ports.0'],
    ['ports: ["80:80-82"]', 'services.web.ports.0'],
    ['ports: ["82-80:82-80"]', 'services.web.ports.0'],
    ['ports: ["80:80/foo"]', 'services.web.ports.0'],
    ['ports: ["80:"]', 'services.web.ports.0'],
    ['ports: [80.5]', 'services.web.ports.0'],
    ['ports: [99999]', 'services.web.ports.0'],
    ['volumes: [""]', 'services.web.volumes.0'],
    ['volumes: [":/a"]', 'services.web.volumes.0'],
    ['volumes: ["/a:/b:ro:z"]', 'services.web.volumes.0'],
    ['volumes: [{type: bind, target: /a}]', 'services.web.volumes.0'],
    ['volumes: [{type: tmpfs, target: /a, tmpfs: {size: -1}}]', 'services.web.volumes.0.tmpfs.size'],
    ['command: "a \'b"', 'services.web.command'],
    ['entrypoint: "a \\\\"', 'services.web.entrypoint'],
    ['deploy: {update_config: {parallelism: -1}}', 'services.web.deploy.update_config.parallelism'],
    ['deploy: {restart_policy: {max_attempts: "${A:--1}"}}', 'services.web.deploy.restart_policy.max_attempts'],
    ['deploy: {resources: {limits: {memory: "-1M"}}}', 'services.web.deploy.resources.limits.memory'],
    ['healthcheck: {retries: -1}', 'services.web.healthcheck.retries'],
    ['networks: {"a b": }', 'services.web.networks.a b'],
    ['user: 1_000', 'services.web.user'],
    ['user: 2020-01-01', 'services.web.user'],
    ['x-a: {b: [{1: c}]}', 'services.web.x-a.b.0.1'],
    ['x-a: [.inf]', 'services.web.x-a.0'],
    ['environment: {A: .nan}', 'services.web.environment.A'],
    ['environment: {true: a}', 'services.web.environment.true'],
    ['environment: {2020-01-01: a}', 'services.web.environment.2020-01-01'],
  ])('%s', (rest, path) => expect(service(rest)).toEqual([path]));

  test.each([
    ['driver_opts: {a: b}', 'volumes.a.driver_opts'],
    ['labels: {a: b}', 'volumes.a.labels'],
    ['driver: x', 'volumes.a.driver'],
  ])('an external volume with %s', (rest, path) =>
    expect(refused(`services:\n  web:\n    image: a\nvolumes: {a: {external: true, ${rest}}}\n`)).toEqual([path]),
  );
});
