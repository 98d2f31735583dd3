/** Rules about rules: every check keeps its promises. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rules } from '../rules/index.ts';
import { lintTree, readTree, versionControlIn } from './support/lint.ts';

const checks = rules.flatMap((rule) => rule.checks.map((check) => ({ rule, check })));

describe('every check', () => {
  test.each(checks.map(({ rule, check }) => [check.id, rule, check] as const))('%s', (id, rule, check) => {
    const folder = `${String(rule.factor).padStart(2, '0')}-${rule.id}`;
    const [factor, problem] = id.split('/');
    expect(factor).toBe(rule.id);
    expect(existsSync(join('rules', folder, `${problem}.ts`))).toBe(true);
    for (const words of [check.title, check.rationale, check.remedy]) expect(words.length).toBeGreaterThan(10);

    const bad = lintTree(check.examples.bad, versionControlIn(check.examples.bad));
    expect(bad.report.faults).toEqual([]);
    expect(bad.report.findings.map((finding) => finding.check)).toContain(id);

    const good = lintTree(check.examples.good, versionControlIn(check.examples.good));
    expect(good.report.faults).toEqual([]);
    expect(good.report.findings.map((finding) => finding.check)).not.toContain(id);
    // The good example makes the check look at something: silence about nothing proves nothing.
    expect(check.each(good.facts).length).toBeGreaterThan(0);
  });

  test('has an id of its own', () => {
    const ids = checks.map(({ check }) => check.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has a story', () => {
    const missing = checks.filter(({ check }) => !existsSync(join('fixtures/checks', check.id)));
    expect(missing.map(({ check }) => check.id)).toEqual([]);
  });
});

/** `fixtures/checks/<factor>/<check>/<story>/` is a small repository; its `expected.txt` lists what that check says of it. */
const stories = checks.flatMap(({ check }) => {
  const folder = join('fixtures/checks', check.id);
  return existsSync(folder) ? readdirSync(folder).map((story) => [check.id, story, join(folder, story)] as const) : [];
});

describe('stories', () => {
  test.each(stories)('%s: %s', (id, _story, folder) => {
    const tree = readTree(folder);
    const { report } = lintTree(tree, versionControlIn(tree));
    expect(report.faults).toEqual([]);
    const found = report.findings
      .filter((finding) => finding.check === id)
      .map(({ place, severity }) => `${place.path}:${place.start.line}:${place.start.column} ${severity}`);
    const expected = readFileSync(join(folder, 'expected.txt'), 'utf8').split('\n').filter(Boolean);
    expect(found).toEqual(expected);
  });
});
