/** The words of the checks are held to what the checks do. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import type { Check, Facts, Need, Rule } from '../../src/kit/index.ts';
import type { FileTree } from '../../src/source/index.ts';
import { lintTree, readTree, versionControlIn } from '../support/lint.ts';

const checks = rules.flatMap((rule) => rule.checks.map((check) => ({ rule, check })));

test('every trap is a sentence of its own', () => {
  const traps = checks.flatMap(({ check }) => check.traps);
  for (const trap of traps) expect(trap).toMatch(/^\S.{8,200}[^.]\.$/s);
  expect(traps.filter((trap, at) => traps.indexOf(trap) !== at)).toEqual([]);
  expect(checks.filter(({ check }) => check.traps.length > 5)).toEqual([]);
});

test('evidence is said in one breath', () => {
  for (const { check } of checks) {
    expect([check.id, check.evidence]).toEqual([check.id, expect.stringMatching(/^\S[^\n]{30,320}\.$/)]);
    expect(check.evidence.split(' ').length).toBeLessThan(50);
  }
});

test('a trap that sends the reader to another check names one that exists', () => {
  const ids = new Set(checks.map(({ check }) => check.id as string));
  const factors = new Set(rules.map(({ id }) => id));
  const named = checks.flatMap(({ check }) =>
    [...check.traps.join(' ').matchAll(/\b([a-z-]+)\/([a-z0-9-]+)\b/g)]
      .filter(([, factor]) => factors.has(factor!))
      .map(([id]) => ({ in: check.id, id })),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ id }) => !ids.has(id))).toEqual([]);
});

/** What is taken away from a repository to see whether a check falls silent without it. */
const files: Readonly<Record<Exclude<Need, 'swarm' | 'git'>, (facts: Facts) => readonly string[]>> = {
  services: ({ stacks }) => stacks.flatMap(({ id, files: all }) => [id, ...all]),
  dockerfile: ({ dockerfiles }) => dockerfiles.map(({ path }) => path),
  manifest: ({ manifests }) => manifests.map(({ path }) => path),
  code: ({ code }) => code.map(({ path }) => path),
  commands: ({ invocations }) => invocations.map(({ at }) => at.file),
  cluster: ({ live }) => (live ? [live.at.file] : []),
};

/** As many of its stories as tell the difference; each one more costs the suite a second. */
const enough = 2;

function findsWithout(need: Need, rule: Rule, check: Check, tree: FileTree, facts: Facts): boolean {
  const setup = { rules: [{ ...rule, checks: [check] }], ...versionControlIn(tree) };
  const found = (one: FileTree, more: object) => lintTree(one, { ...setup, ...more }).report.findings.length > 0;
  if (need === 'git') return found(tree, { repository: { versionControl: 'unknown' } });
  // Services that a command makes are on Swarm whatever compose files are for.
  if (need === 'swarm')
    return facts.creations.length === 0 && found(tree, { settings: { target: 'compose', deploys: [] } });
  const gone = new Set(files[need](facts));
  return found(Object.fromEntries(Object.entries(tree).filter(([path]) => !gone.has(path))), {});
}

describe('a check finds nothing where something it needs is missing', () => {
  const needy = checks.filter(({ check }) => check.needs.length > 0);
  expect(needy.length).toBeGreaterThan(120);
  test.each(needy.map(({ rule, check }) => [check.id, rule, check] as const))('%s', (id, rule, check) => {
    const folder = join('fixtures/checks', id);
    const loud = readdirSync(folder).filter((story) => {
      const expected = join(folder, story, 'expected.txt');
      return existsSync(expected) && readFileSync(expected, 'utf8').trim() !== '';
    });
    for (const tree of [check.examples.bad, ...loud.slice(0, enough).map((story) => readTree(join(folder, story)))]) {
      const { facts } = lintTree(tree, { rules: [], ...versionControlIn(tree) });
      for (const need of check.needs)
        expect([need, findsWithout(need, rule, check, tree, facts)]).toEqual([need, false]);
    }
  });
});
