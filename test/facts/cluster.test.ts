/** What the configuration says of the cluster: findings that rest on not knowing it go away, and those that do not stay. */
import { describe, expect, test } from '@jest/globals';
import { lintTree } from '../support/lint.ts';

type Tree = Readonly<Record<string, string>>;

const run = (tree: Tree, cluster = '') => {
  const { report } = lintTree(cluster === '' ? tree : { ...tree, '.swarm-lint.yaml': `cluster: ${cluster}\n` });
  return {
    has: (check: string) => report.findings.some((finding) => finding.check === check),
    bounds: report.services.flatMap(({ bounds }) => bounds.map(({ text }) => text)),
  };
};

test('registryAuthOnNodes: nobody need hand on a login', () => {
  const tree = {
    'deploy.sh':
      '#!/bin/sh\ndocker login -u ci --password-stdin registry.example\ndocker stack deploy -c docker-stack.yml shop\n',
    'docker-stack.yml': 'services:\n  web:\n    image: registry.example/web:1.4.2\n',
  };
  const auth = 'build-release-run/missing-registry-auth';
  expect(run(tree).has(auth)).toBe(true);
  expect(run(tree, '{ registryAuthOnNodes: false }').has(auth)).toBe(true);
  expect(run(tree, '{ registryAuthOnNodes: true }').has(auth)).toBe(false);
});

describe('sharedVolumes: all nodes see the same', () => {
  const shared = 'processes/local-volume-shared';
  const stack = (mount: string, volumes = '') => ({
    'docker-stack.yml': `services:
  web:
    image: registry.example/cms:5.2.0
    volumes: ["${mount}:/app/media"]
    deploy: {replicas: 2}
${volumes}`,
  });
  test.each([
    ['a volume', stack('media', 'volumes: {media: }\n'), 'media', 'medi'],
    ['a volume by the name it gets', stack('media', 'volumes: {media: {name: shop_media}}\n'), 'shop_media', 'shop'],
    ['a folder and what lies below it', stack('/data/media'), '/data', '/dat'],
    [
      'the folder behind a volume',
      stack('media', 'volumes: {media: {driver_opts: {type: none, o: bind, device: /data/media}}}\n'),
      '/data/media',
      '/data/media/x',
    ],
  ])('%s', (_what, tree, named, other) => {
    expect(run(tree).has(shared)).toBe(true);
    expect(run(tree, `{ sharedVolumes: [${other}] }`).has(shared)).toBe(true);
    expect(run(tree, `{ sharedVolumes: [${named}] }`).has(shared)).toBe(false);
  });
});

test('environment: variables that are set wherever a stack is deployed', () => {
  const tree = {
    'deploy.sh': '#!/bin/sh\ndocker stack deploy -c docker-stack.yml shop\n',
    'docker-stack.yml': 'services:\n  web:\n    image: "registry.example/web:${TAG}"\n    deploy: {replicas: 2}\n',
  };
  const unset = 'config/interpolation-unset';
  expect(run(tree).has(unset)).toBe(true);
  expect(run(tree, '{ environment: [TAGS] }').has(unset)).toBe(true);
  expect(run(tree, '{ environment: [TAG] }').has(unset)).toBe(false);
});

describe('daemonLogging', () => {
  const unbounded = 'logs/unbounded-driver';
  const stack = (logging: string) => ({
    'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    deploy: {replicas: 2, update_config: {order: start-first}}
${logging}`,
  });
  const silent = stack('');
  const own = stack('    logging: {driver: json-file}\n');
  test.each([
    ['local rotates by itself', silent, 'local', false],
    ['json-file does not', silent, 'json-file', true],
    ['unless it is bounded', silent, '{ driver: json-file, max-size: 10m }', false],
    [
      'a driver of the service takes the options of the same driver',
      own,
      '{ driver: json-file, max-size: 10m }',
      false,
    ],
    ['and not those of another one', own, 'local', true],
  ])('%s', (_what, tree, said, found) => {
    expect(run(tree).has(unbounded)).toBe(true);
    expect(run(tree, `{ daemonLogging: ${said} }`).has(unbounded)).toBe(found);
  });
});

test('nodes: how many tasks find room', () => {
  const stack = (placement: string) => ({
    'docker-stack.yml': `services:\n  web:\n    image: registry.example/web:1.4.2\n    deploy: {replicas: 2, placement: {${placement}}}\n`,
  });
  const free = stack('max_replicas_per_node: 2');
  expect(run(free).bounds).toContain('2 (max_replicas_per_node) for each node that may run it');
  expect(run(free, '{ nodes: 3 }').bounds).toContain('3 nodes × max_replicas_per_node of 2 = 6');
  const some = stack('max_replicas_per_node: 2, constraints: [node.role == worker]');
  expect(run(some, '{ nodes: 3 }').bounds).toContain('2 (max_replicas_per_node) for each node that may run it');
});
