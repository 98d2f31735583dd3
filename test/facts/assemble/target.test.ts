/** `--target` and `target:` decide what a compose file is for where its contents do not. */
import { describe, expect, test } from '@jest/globals';
import type { Target } from '../../../src/facts/index.ts';
import { lintTree } from '../../support/lint.ts';

const shared = `services:
  web:
    build: .
    image: registry.example/web:1.4.2
    shm_size: 1gb
    ports: ["127.0.0.1:80:80"]
`;

const checksOf = (tree: Record<string, string>, target: Target): readonly string[] => {
  const { report } = lintTree(tree, { settings: { target, deploys: [] } });
  return report.findings.map(({ place, severity, check }) => `${place.path} ${severity} ${check}`);
};

describe('a file for Compose as well as for Swarm', () => {
  const tree = { 'docker-compose.yml': shared, Dockerfile: 'FROM scratch\n' };
  const ignored = (severity: string) => `docker-compose.yml ${severity} build-release-run/stack-key-ignored`;

  test('auto: nothing tells of Swarm', () => {
    expect(checksOf(tree, 'auto')).toEqual([]);
  });
  test('compose: no finding about Swarm, whatever the file holds', () => {
    const deployed = { ...tree, 'deploy.sh': '#!/bin/sh\ndocker stack deploy -c docker-compose.yml shop\n' };
    expect(checksOf(deployed, 'auto')).toContain(ignored('info'));
    expect(checksOf(deployed, 'compose').filter((one) => /stack-key|host-ip|unbounded/.test(one))).toEqual([]);
  });
  test('swarm: every key counts in full', () => {
    expect(checksOf(tree, 'swarm')).toContain(ignored('warning'));
    expect(checksOf(tree, 'swarm')).toContain('docker-compose.yml error port-binding/host-ip-ignored');
  });
  test('both: what Compose has a use for weighs less', () => {
    expect(checksOf(tree, 'both')).not.toContain(ignored('warning'));
    expect(checksOf(tree, 'both')).toContain(ignored('info'));
  });
});

describe('what the target does not decide', () => {
  const stack = shared.replace('build: .\n    ', '');
  test.each(['docker-compose.override.yml', 'docker-compose.dev.yml', 'test/compose.yml', 'examples/compose.yml'])(
    '%s stays a development file',
    (path) => {
      expect(checksOf({ [path]: stack }, 'swarm')).toEqual([]);
    },
  );
  test('a development file beside a stack for production', () => {
    const found = checksOf({ 'docker-stack.yml': stack, 'dev/compose.yml': shared }, 'swarm');
    expect(found.filter((one) => !one.startsWith('docker-stack.yml'))).toEqual([]);
  });
});

test('the port of n8n is no debugger', () => {
  const purposeOf = (image: string) =>
    lintTree({ 'docker-compose.prod.yml': `services:\n  a:\n    image: ${image}\n    ports: ["5678:5678"]\n` }).facts
      .stacks[0]?.purpose.value;
  expect(purposeOf('n8nio/n8n:1.80.0')).toBe('production');
  expect(purposeOf('registry.example/api:1')).toBe('unknown');
});

describe('deploys of the configuration', () => {
  const tree = {
    'base.yml': 'services:\n  web:\n    image: registry.example/web:${RELEASE}\n',
    'production.yml': 'services:\n  web:\n    deploy:\n      replicas: 2\n',
    'deploy.sh': '#!/bin/sh\ndocker stack deploy -c other.yml shop\n',
  };

  test('are merged like those of a script', () => {
    const settings = '.swarm-lint.yaml';
    const { facts } = lintTree({ ...tree, [settings]: 'deploys:\n  - files: [base.yml, production.yml]\n' });
    expect(facts.stacks.map(({ files }) => files)).toEqual([['base.yml', 'production.yml']]);
    expect(facts.stacks[0]?.swarm).toMatchObject({ value: true, why: 'it is named by docker stack deploy' });
    expect(facts.services[0]?.scale.replicas).toBe(2);
  });
  test('are no commands to find fault with', () => {
    const login = { 'login.sh': '#!/bin/sh\ndocker login registry.example\n' };
    const { report } = lintTree({ ...tree, ...login, '.swarm-lint.yaml': 'deploys:\n  - files: [base.yml]\n' });
    expect(report.findings.filter(({ place }) => place.path === '.swarm-lint.yaml')).toEqual([]);
  });
});

describe('files that the configuration names', () => {
  const tree = {
    'docker-stack.yml': 'services:\n  web:\n    image: registry.example/web:1.4.2\n    deploy: {replicas: 2}\n',
    'compose.dev.yml': 'services:\n  web:\n    image: registry.example/web:1.4.2\n',
  };
  const run = (configuration: string) => {
    const { facts, report } = lintTree({ ...tree, '.swarm-lint.yaml': configuration });
    return {
      purposes: facts.stacks.map(({ id, purpose }) => `${id} ${purpose.value}: ${purpose.why}`),
      gaps: report.gaps
        .filter(({ place }) => place.path === '.swarm-lint.yaml')
        .map(({ place, why }) => `${place.path}:${place.start.line} ${why}`),
    };
  };

  test('stand above the evidence', () => {
    expect(run('production: compose.dev.yml\ndevelopment: ["*-stack.yml"]\n')).toEqual({
      purposes: [
        'compose.dev.yml production: .swarm-lint.yaml says so',
        'docker-stack.yml development: .swarm-lint.yaml says so',
      ],
      gaps: [],
    });
  });
  test('exceptions of what is deployed are development', () => {
    expect(run('production: "*"\ndevelopment: "*.dev.yml"\n').purposes).toEqual([
      'compose.dev.yml development: .swarm-lint.yaml says so',
      'docker-stack.yml production: .swarm-lint.yaml says so',
    ]);
  });
  test('a pattern for nothing is told', () => {
    expect(run('production: deploy/\n').gaps).toEqual(['.swarm-lint.yaml:1 "deploy/" fits no compose file']);
  });
});
