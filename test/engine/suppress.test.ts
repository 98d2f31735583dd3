/** Accepting a finding: by a comment above or behind it, or in the service; with a reason, and never for nothing. */
import { describe, expect, test } from '@jest/globals';
import { lintTree } from '../support/lint.ts';

const tag = 'build-release-run/mutable-image-tag';
const stack = (lines: readonly string[]) => ({ 'docker-stack.yml': `${lines.join('\n')}\n` });
const outcome = (lines: readonly string[]) => {
  const { report } = lintTree(stack(lines));
  const own = report.findings.filter(({ check }) => check === tag);
  return {
    accepted: own.map(({ suppressed }) => suppressed?.by),
    remarks: report.gaps.filter(({ why }) => why.startsWith('swarm-lint-ignore')).map(({ why }) => why),
  };
};

describe('a finding is accepted', () => {
  test.each([
    [
      'above it',
      [
        'services:',
        '  web:',
        `    # swarm-lint-ignore ${tag} -- nightly`,
        '    image: x.example/web:latest',
        '    deploy: {replicas: 1}',
      ],
      'comment',
    ],
    [
      'behind it',
      [
        'services:',
        '  web:',
        `    image: x.example/web:latest # swarm-lint-ignore ${tag} -- nightly`,
        '    deploy: {replicas: 1}',
      ],
      'comment',
    ],
    [
      'above the service',
      [
        'services:',
        `  # swarm-lint-ignore ${tag} -- nightly`,
        '  web:',
        '    image: x.example/web:latest',
        '    deploy: {replicas: 1}',
      ],
      'comment',
    ],
    [
      'in the service',
      [
        'services:',
        '  web:',
        '    image: x.example/web:latest',
        '    x-swarm-lint:',
        '      ignore:',
        `        ${tag}: nightly`,
        '    deploy: {replicas: 1}',
      ],
      'service',
    ],
  ])('%s', (_where, lines, by) => expect(outcome(lines)).toEqual({ accepted: [by], remarks: [] }));
});

describe('a comment that does nothing is told', () => {
  const around = (comment: string) => [
    'services:',
    `  # swarm-lint-ignore ${comment}`,
    '  web:',
    '    image: x.example/web:1.0.0',
    '    deploy: {replicas: 1}',
  ];
  test.each([
    [
      'without a reason',
      tag,
      'swarm-lint-ignore gives no reason: write "swarm-lint-ignore CHECK -- reason"; nothing is ignored',
    ],
    [
      'for an unknown check',
      'config/nonsense -- why',
      'swarm-lint-ignore names config/nonsense, and no check is called that',
    ],
    ['for nothing', `${tag} -- nightly`, `swarm-lint-ignore ${tag} silences nothing: take it out`],
  ])('%s', (_case, comment, remark) => expect(outcome(around(comment)).remarks).toEqual([remark]));
});

test('an accepted finding keeps its weight in the verdict', () => {
  const lines = [
    'services:',
    '  db:',
    '    image: postgres:17.5',
    '    volumes: [data:/var/lib/postgresql/data] # swarm-lint-ignore backing-services/stateful-volume-unpinned -- one node',
    '    deploy: {replicas: 1}',
    'volumes: {data: }',
  ];
  const { report } = lintTree(stack(lines));
  expect(
    report.findings.find(({ check }) => check === 'backing-services/stateful-volume-unpinned')?.suppressed?.reason,
  ).toBe('one node');
  expect(report.services[0]?.obligations.find(({ id }) => id === 'mounts')?.status).toBe('failed');
});

test('a comment above a docker command covers all of its lines', () => {
  const { report } = lintTree({
    'deploy.sh': `#!/bin/sh
# swarm-lint-ignore ${tag} -- nightly
docker service create \\
  --name web \\
  registry.example/acme/web:latest
`,
  });
  expect(report.findings.filter(({ check }) => check === tag).map(({ suppressed }) => suppressed?.by)).toEqual([
    'comment',
  ]);
  expect(report.gaps.filter(({ why }) => why.startsWith('swarm-lint-ignore'))).toEqual([]);
});
