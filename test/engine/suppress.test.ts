/** Accepting a finding: by a comment above or behind it, or in the service; with a reason, and never for nothing. */
import { describe, expect, test } from '@jest/globals';
import { suppressionRule } from '../../src/engine/index.ts';
import { lintTree } from '../support/lint.ts';

const tag = 'build-release-run/mutable-image-tag';
const stack = (lines: readonly string[]) => ({ 'docker-stack.yml': `${lines.join('\n')}\n` });
const outcome = (lines: readonly string[], today?: string) => {
  const { report } = lintTree(stack(lines), { today });
  const own = report.findings.filter(({ check }) => check === tag);
  return {
    accepted: own.map(({ suppressed }) => suppressed?.by),
    remarks: report.findings
      .filter(({ check }) => check.startsWith('suppression/'))
      .map(({ check, severity, message }) => `${severity} ${check}: ${message}`),
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
  const unused = (date: string) => `${tag} -- nightly (until ${date})`;
  test.each([
    [
      'without a reason',
      tag,
      `warning suppression/malformed: swarm-lint-ignore ${tag} gives no reason, so nothing is ignored.`,
    ],
    ['without a check', '', 'warning suppression/malformed: swarm-lint-ignore names no check, so nothing is ignored.'],
    [
      'for an unknown check',
      'build-release-run/mutable-image-tags -- why',
      `error suppression/unknown-check: swarm-lint-ignore names "build-release-run/mutable-image-tags", and no check is called that. Did you mean "${tag}"?`,
    ],
    ['for nothing', `${tag} -- nightly`, `info suppression/unused: swarm-lint-ignore ${tag} silences nothing.`],
    [
      'for nothing any more',
      unused('2020-01-31'),
      `info suppression/unused: swarm-lint-ignore ${tag} silences nothing.`,
    ],
    [
      'with a date that is none',
      unused('2027-02-31'),
      `warning suppression/malformed: swarm-lint-ignore ${tag} is meant to end, but "2027-02-31" is no date: write YYYY-MM-DD.`,
    ],
  ])('%s', (_case, comment, remark) => expect(outcome(around(comment), '2027-01-31').remarks).toEqual([remark]));

  test('with a word that means nothing', () => {
    const lines = around('').map((line) => line.replace('swarm-lint-ignore', `swarm-lint-ignore-line ${tag} -- why`));
    expect(outcome(lines).remarks).toEqual([
      'warning suppression/malformed: There is no "swarm-lint-ignore-line": write swarm-lint-ignore or swarm-lint-ignore-file.',
    ]);
  });

  test('in a stack that is passed over nobody knows', () => {
    const tree = {
      'docker-compose.dev.yml': `${around(`${tag} -- nightly`).join('\n')}\n`,
      ...stack(around('x').slice(2)),
    };
    const production = stack(['services:', '  web:', '    image: x.example/web:1.0.0', '    deploy: {replicas: 1}']);
    const { report } = lintTree({ ...tree, ...production });
    expect(report.passedOver.map(({ path }) => path)).toEqual(['docker-compose.dev.yml']);
    expect(report.findings.filter(({ check }) => check.startsWith('suppression/'))).toEqual([]);
  });

  test('in a service it is told, too', () => {
    const lines = (entry: string) => [
      'services:',
      '  web:',
      '    image: x.example/web:1.0.0',
      '    deploy: {replicas: 1}',
      `    x-swarm-lint: {ignore: {${entry}}}`,
    ];
    expect(outcome(lines(`${tag}: nightly`)).remarks).toEqual([
      `info suppression/unused: x-swarm-lint ${tag} silences nothing.`,
    ]);
    expect(outcome(lines(`${tag}: `)).remarks).toEqual([
      `warning suppression/malformed: x-swarm-lint ${tag} gives no reason, so nothing is ignored.`,
    ]);
    expect(outcome(lines('config/nonsense: why')).remarks).toEqual([
      'error suppression/unknown-check: x-swarm-lint names "config/nonsense", and no check is called that.',
    ]);
  });

  test('and can be accepted like anything else, and weighs nothing', () => {
    const lines = ['# swarm-lint-ignore-file suppression/unused -- generated', ...around(`${tag} -- nightly`)];
    const { report } = lintTree(stack(lines));
    const [remark] = report.findings.filter(({ check }) => check === 'suppression/unused');
    expect(remark?.suppressed).toEqual({ reason: 'generated', by: 'comment' });
    const without = lintTree(stack(lines.filter((line) => !line.includes('swarm-lint-ignore')))).report;
    expect([report.scoring, report.factors, report.asked]).toEqual([without.scoring, without.factors, without.asked]);
  });
});

describe('an end', () => {
  const lines = (until: string) => [
    'services:',
    '  web:',
    `    image: x.example/web:latest # swarm-lint-ignore ${tag} -- nightly (until ${until})`,
    '    deploy: {replicas: 1}',
  ];
  const until = (date: string) => outcome(lines(date), '2027-01-31');
  test('holds on the day itself', () => expect(until('2027-01-31')).toEqual({ accepted: ['comment'], remarks: [] }));
  test('a day later the finding is back', () =>
    expect(until('2027-01-30')).toEqual({
      accepted: [undefined],
      remarks: [`warning suppression/expired: swarm-lint-ignore ${tag} ended on 2027-01-30: its findings are back.`],
    }));
  test('in words is a part of the reason', () =>
    expect(until('we move')).toEqual({ accepted: ['comment'], remarks: [] }));
  test('is told in the report', () => {
    const { report } = lintTree(stack(lines('2027-03-31')), { today: '2027-01-31' });
    expect(report.findings.find(({ check }) => check === tag)?.suppressed).toEqual({
      reason: 'nightly',
      by: 'comment',
      until: '2027-03-31',
    });
  });
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
  expect(report.findings.filter(({ check }) => check.startsWith('suppression/'))).toEqual([]);
});

describe.each(suppressionRule.checks)('the examples of $id', ({ id, examples }) => {
  const found = (tree: Readonly<Record<string, string>>) =>
    lintTree(tree, { today: '2027-01-31' })
      .report.findings.map(({ check }) => check)
      .filter((check) => check.startsWith('suppression/'));
  test('go wrong and well', () => {
    expect(found(examples.bad)).toEqual([id]);
    expect(found(examples.good)).toEqual([]);
  });
});
