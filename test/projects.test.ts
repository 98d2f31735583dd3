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

/** The good one of each pair of twins; its bad twin has the sins people really commit. */
const good = readdirSync(folder).filter((name) => name.endsWith('-good'));

test('every good twin has a bad one', () => {
  expect(good.length).toBeGreaterThanOrEqual(13);
  for (const name of good) {
    const { report } = lintTree(readTree(join(folder, name.replace(/-good$/, '-bad'))));
    expect(report.services.some(({ verdict }) => verdict === 'blocked' || verdict === 'undeployable')).toBe(true);
  }
});

describe.each(['flawless-shop', ...good])('%s', (name) => {
  const { report } = lintTree(readTree(join(folder, name)));

  test('has no finding and no gap', () => expect([...report.findings, ...report.gaps]).toEqual([]));

  test('is ready wherever it is meant to scale', () => {
    const scaling = report.services.filter(({ verdict }) => verdict !== 'singleton');
    expect(scaling.length).toBeGreaterThan(0);
    for (const { verdict, coverage, obligations } of scaling) {
      expect({ verdict, coverage }).toEqual({ verdict: 'ready', coverage: 1 });
      expect(obligations.filter(({ status }) => status !== 'met' && status !== 'not-applicable')).toEqual([]);
    }
  });
});
