/** What the configuration makes of findings: it decides what a build thinks of them, never what a second replica does. */
import { describe, expect, test } from '@jest/globals';
import { graded } from '../../src/engine/policy.ts';
import type { Finding } from '../../src/engine/report.ts';
import { type LevelRule, noSettings } from '../../src/facts/settings.ts';
import type { Rule } from '../../src/kit/index.ts';
import { span } from '../../src/source/index.ts';
import { finding } from '../report/sample.ts';
import { lintTree } from '../support/lint.ts';

const tag = 'build-release-run/mutable-image-tag';
const volume = 'processes/local-volume-shared';
const probe = 'disposability/no-healthcheck';

const stack = `services:
  web:
    image: x.example/web:latest
    volumes: [media:/app/media]
    deploy: {replicas: 3}
  api:
    image: x.example/api:latest
    deploy: {replicas: 2}
volumes:
  media:
`;
const run = (configuration: string, today?: string) => {
  const { report } = lintTree(
    { 'deploy/docker-stack.yml': stack, '.swarm-lint.yaml': configuration },
    today ? { today } : {},
  );
  const of = (check: string) =>
    report.findings
      .filter((finding) => finding.check === check)
      .map(({ severity, suppressed }) => (suppressed ? `accepted: ${suppressed.reason}` : severity));
  const { score, services } = report;
  const remarks = report.findings
    .filter(({ place }) => place.path === '.swarm-lint.yaml')
    .map(({ severity, check, message }) => `${severity} ${check}: ${message}`);
  return { of, judged: { score, verdicts: services.map(({ verdict }) => verdict) }, remarks };
};
const plain = run('');

describe('severity', () => {
  test('of a check, of a pattern, for some paths', () => {
    expect([plain.of(tag), plain.of(volume)]).toEqual([['warning', 'warning'], ['error']]);
    expect(run(`checks: { ${tag}: error }`).of(tag)).toEqual(['error', 'error']);
    expect(run('checks: { build-release-run/*: info }').of(tag)).toEqual(['info', 'info']);
    const override = (paths: string) => run(`overrides: [{ paths: [${paths}], checks: { ${tag}: info } }]`).of(tag);
    expect(override('deploy/')).toEqual(['info', 'info']);
    expect(override('"*.yaml", "!deploy/"')).toEqual(['warning', 'warning']);
  });

  test('changes neither verdict nor score', () => {
    const softened = run(`checks: { "*": info }`);
    expect(softened.of(volume)).toEqual(['info']);
    expect(softened.judged).toEqual(plain.judged);
    expect(plain.judged.verdicts).toContain('blocked');
  });

  test('what a check itself holds to be milder is not made louder', () => {
    const check = { id: 'x/y', severity: 'warning' };
    const rules = [{ checks: [check] }] as unknown as readonly Rule[];
    const at = span('.swarm-lint.yaml', 0, 0);
    const under = (level: LevelRule['level'], own: Partial<Finding>) => {
      const settings = { ...noSettings, levels: [{ at, level, checks: { at, name: 'x/y', ids: ['x/y'] } }] };
      const [found] = graded([finding({ check: 'x/y', severity: 'warning', ...own })], settings, rules);
      return [found?.severity, found?.activeSeverity];
    };
    expect(under('error', {})).toEqual(['error', undefined]);
    expect(under('error', { severity: 'info' })).toEqual(['info', undefined]);
    expect(under('error', { severity: 'info', confidence: 'low' })).toEqual(['info', undefined]);
    expect(under('louder', { severity: 'info' })).toEqual(['info', undefined]);
    expect(under('louder', { activeSeverity: 'error' })).toEqual(['error', 'error']);
    expect(under('info', { severity: 'error', activeSeverity: 'error' })).toEqual(['info', undefined]);
    expect(under('own', { activeSeverity: 'error' })).toEqual(['warning', 'error']);
  });

  test('strict is one step louder, all gives back what was switched off', () => {
    expect([run('extends: strict').of(tag), run('extends: strict').of(volume)]).toEqual([
      ['error', 'error'],
      ['error'],
    ]);
    expect(run(`extends: strict\nchecks: { ${tag}: info }`).of(tag)).toEqual(['info', 'info']);
    expect(run('extends: strict').judged).toEqual(plain.judged);
    expect(run('extends: [strict, all]').of(tag)).toEqual(['warning', 'warning']);
  });

  test('off: its findings are accepted, and no service becomes ready by it', () => {
    const off = run(`checks: { ${tag}: off, ${volume}: off }`);
    expect(off.of(tag)).toEqual(['accepted: off in .swarm-lint.yaml', 'accepted: off in .swarm-lint.yaml']);
    expect(off.judged.score).toBe(plain.judged.score);
    expect(off.judged.verdicts).not.toContain('ready');
  });
});

describe('accepted by the configuration', () => {
  const ignore = (rest: string) => `ignore: [{ checks: ${tag}, reason: nightly, ${rest} }]`;

  test('by check, path and service', () => {
    expect(run(ignore('')).of(tag)).toEqual(['accepted: nightly', 'accepted: nightly']);
    expect(run(ignore('services: web')).of(tag)).toEqual(['accepted: nightly', 'warning']);
    expect(run(ignore('paths: other/')).of(tag)).toEqual(['warning', 'warning']);
  });

  test('until a day, that day included', () => {
    const until = ignore('until: 2027-03-31');
    expect(run(until, '2027-03-31').of(tag)).toEqual(['accepted: nightly', 'accepted: nightly']);
    const after = run(until, '2027-04-01');
    expect(after.of(tag)).toEqual(['warning', 'warning']);
    expect(after.remarks).toEqual([
      'warning suppression/expired: This acceptance ended on 2027-03-31: its findings are back.',
    ]);
    const idle = run(ignore('until: 2027-03-31, services: none'), '2027-04-01');
    expect(idle.remarks).toEqual([
      'info suppression/unused: This acceptance ended on 2027-03-31 and would silence nothing.',
    ]);
  });

  test('what accepts nothing is told', () => {
    expect(run(ignore('')).remarks).toEqual([]);
    expect(run(`ignore: [{ checks: [${tag}, ${probe}], services: none, reason: x }]`).remarks).toEqual([
      `info suppression/unused: Accepting ${tag} silences nothing.`,
      `info suppression/unused: Accepting ${probe} silences nothing.`,
    ]);
  });
});
