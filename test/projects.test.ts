/**
 * Whole small repositories with everything that is said of them. `expected.txt` is meant to be reviewed; after an intended change
 * `UPDATE_EXPECTED=1 npm test -- test/projects` writes it anew.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../src/engine/index.ts';
import { lintTree, readTree } from './support/lint.ts';

const folder = 'fixtures/projects';

function summary({ services, findings, gaps, passedOver }: Report): string {
  const lines = [
    ...services.map(
      ({ service, verdict, singleton, coverage, maxSafeReplicas }) =>
        `service ${service.name}: ${[verdict, singleton].filter(Boolean).join(' ')}, role ${service.role.value}, coverage ${coverage.toFixed(2)}, max safe ${maxSafeReplicas ?? 'open'}`,
    ),
    ...passedOver.map(({ path, why }) => `passed over ${path}: ${why}`),
    ...findings.map(
      ({ place, severity, check, service }) =>
        `${place.path}:${place.start.line}:${place.start.column} ${severity} ${check}${service ? ` (${service.split('#')[1]})` : ''}`,
    ),
    ...gaps.map(({ place, why }) => `gap ${place.path}:${place.start.line}:${place.start.column} ${why}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

describe('projects', () => {
  test.each(readdirSync(folder))('%s', (name) => {
    const { report } = lintTree(readTree(join(folder, name)));
    expect(report.faults).toEqual([]);
    const expected = join(folder, name, 'expected.txt');
    const found = summary(report);
    if (process.env.UPDATE_EXPECTED) writeFileSync(expected, found);
    expect(found).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : '');
  });
});

describe('the flawless project', () => {
  const { report } = lintTree(readTree(join(folder, 'flawless-shop')));

  test('has no finding', () => expect(report.findings).toEqual([]));

  test('is ready wherever it is meant to scale', () => {
    const scaling = report.services.filter(({ verdict }) => verdict !== 'singleton');
    expect(scaling.map(({ service, verdict }) => `${service.name} ${verdict}`)).toEqual(['web ready', 'worker ready']);
    for (const { obligations } of scaling) {
      expect(obligations.filter(({ status }) => status !== 'met' && status !== 'not-applicable')).toEqual([]);
    }
  });
});
