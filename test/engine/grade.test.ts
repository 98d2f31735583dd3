/** What a score promises: it follows from the findings alone, and cannot be improved by adding any. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../src/engine/ask.ts';
import { gradeOf } from '../../src/engine/grade.ts';
import type { Finding } from '../../src/engine/report.ts';
import type { Check, Severity } from '../../src/kit/index.ts';
import { span } from '../../src/source/index.ts';

const severities: readonly Severity[] = ['error', 'warning', 'info'];
const place = { path: 'a', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };

const check = (index: number): Check =>
  ({
    id: `processes/check-${index}`,
    severity: severities[index % 3],
    confidence: 'high',
    effect: 'none',
  }) as unknown as Check;

const checks = Array.from({ length: 12 }, (_, index) => check(index));
const answers: readonly Answer[] = checks.map((one, index) => ({
  check: one,
  factor: (index % 4) + 5,
  subject: { at: span('a', 0, 1) },
  service: 's',
}));

const finding = (index: number): Finding => ({
  check: checks[index]!.id,
  factor: (index % 4) + 5,
  severity: checks[index]!.severity,
  confidence: index % 2 === 0 ? 'high' : 'medium',
  effect: 'none',
  service: 's',
  message: '',
  why: '',
  remedy: '',
  place,
  notes: [],
  fingerprint: `${index}`,
});

const score = (found: readonly number[]) => gradeOf(answers, found.map(finding), 's', 'ready').counted!;
const indices = fc.uniqueArray(fc.integer({ min: 0, max: checks.length - 1 }));

test('is full without findings and absent without questions', () => {
  expect(score([])).toBe(100);
  expect(gradeOf([], [], 's', 'ready')).toEqual({ factors: [] });
});

test('removing a finding never lowers it', () => {
  fc.assert(
    fc.property(indices, fc.integer({ min: 0, max: 11 }), (found, drop) => {
      expect(score(found.filter((index) => index !== drop))).toBeGreaterThanOrEqual(score(found));
    }),
  );
});

test('order and repetition change nothing', () => {
  fc.assert(
    fc.property(indices, (found) => {
      expect(score([...found].reverse())).toBe(score(found));
      expect(score([...found, ...found])).toBe(score(found));
    }),
  );
});

test('a verdict caps it', () => {
  expect(gradeOf(answers, [], 's', 'blocked').counted).toBe(39);
  expect(gradeOf(answers, [], 's', 'undeployable').counted).toBe(19);
  expect(gradeOf(answers, [], 's', 'conditional').counted).toBe(79);
});

test('a certain error keeps a factor below half', () => {
  const single: readonly Answer[] = [0, 1, 2, 4, 5].map((index) => ({ ...answers[index]!, factor: 6 }));
  expect(gradeOf(single, [{ ...finding(0), factor: 6 }], 's', 'ready').counted).toBeLessThanOrEqual(49);
});
