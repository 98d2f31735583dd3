/** A finding counts when any of its places lies in the change: what was touched, and what was caused elsewhere. */
import { describe, expect, test } from '@jest/globals';
import { withinChange } from '../../src/engine/change.ts';
import { locator } from '../../src/engine/index.ts';
import type { Change, ChangedLines } from '../../src/source/index.ts';
import { lintTree, readTree } from '../support/lint.ts';

const stack = `services:
  web:
    image: registry.example/web:latest
    deploy:
      replicas: 3
  other:
    image: registry.example/other:1.0.0
    deploy:
      replicas: 2
`;
const lintChange = (
  tree: Readonly<Record<string, string>>,
  change: Record<string, readonly ChangedLines[] | 'all'>,
) => {
  const { report, facts } = lintTree(tree);
  const asMap: Change = new Map(Object.entries(change));
  return { whole: report, part: withinChange(report, asMap, facts, tree, locator(tree)) };
};
const told = (lines: readonly ChangedLines[] | 'all', path = 'docker-stack.yml') =>
  lintChange({ 'docker-stack.yml': stack }, { [path]: lines }).part.findings.map(
    ({ check, service }) => `${service?.split('#')[1]} ${check.split('/')[1]}`,
  );
const missing = (service: string) =>
  lintChange({ 'docker-stack.yml': stack }, { 'docker-stack.yml': 'all' })
    .whole.findings.filter(
      (one) => one.service?.endsWith(`#${service}`) && one.check !== 'build-release-run/mutable-image-tag',
    )
    .map(({ check }) => `${service} ${check.split('/')[1]}`);

test('there are findings on the name of each service', () => {
  expect(missing('web').length).toBeGreaterThan(0);
  expect(missing('other').length).toBeGreaterThan(0);
});

describe('in a stack file', () => {
  test('a line that changed, with what is missing in its service', () =>
    expect(told([{ first: 3, last: 3 }])).toEqual(
      expect.arrayContaining(['web mutable-image-tag', ...missing('web')]),
    ));
  test('and nothing of the service below', () =>
    expect(told([{ first: 3, last: 5 }]).filter((one) => one.startsWith('other'))).toEqual([]));
  test('a line that is gone from the middle of a service', () => {
    expect(told([{ below: 3, indent: 4 }])).toEqual(expect.arrayContaining(missing('web')));
    expect(told([{ below: 3, indent: 4 }])).not.toContain('web mutable-image-tag');
  });
  test('or from its end', () =>
    expect(told([{ below: 5, indent: 4 }])).toEqual(expect.arrayContaining(missing('web'))));
  test('but not a service that stood behind it', () => expect(told([{ below: 5, indent: 2 }])).toEqual([]));
  test('nothing where nothing changed', () => {
    expect(told([])).toEqual([]);
    expect(told('all', 'elsewhere.yml')).toEqual([]);
  });
});

describe('in a whole repository', () => {
  const tree = readTree('fixtures/projects/lift-and-shift-shop');
  test('what a changed line causes in files that did not change', () => {
    const { whole } = lintChange(tree, {});
    const joined = whole.findings.find(({ place, notes }) => notes.some((note) => note.place.path !== place.path))!;
    const { place } = joined.notes.find((note) => note.place.path !== joined.place.path)!;
    const { part } = lintChange(tree, { [place.path]: [{ first: place.start.line, last: place.start.line }] });
    expect(part.findings).toContainEqual(joined);
    expect(part.findings.length).toBeLessThan(whole.findings.length);
  });
  test('everything, when everything is new; nothing, when nothing is; verdicts stay', () => {
    const all = lintChange(tree, Object.fromEntries(Object.keys(tree).map((path) => [path, 'all' as const])));
    expect(all.part.findings).toEqual(all.whole.findings);
    const none = lintChange(tree, {});
    expect(none.part.findings).toEqual([]);
    expect(none.part.services).toEqual(none.whole.services);
  });
  test('a stage counts when something is taken out of it', () => {
    const dockerfile =
      'FROM node:22 AS build\nRUN npm ci\n\nFROM node:22\nCOPY --from=build /app /app\nCMD ["node", "a.js"]\n';
    const files = { Dockerfile: dockerfile, 'docker-stack.yml': stack };
    const { facts, report } = lintTree(files);
    const at = facts.dockerfiles[0]!.stages[1]!.at;
    const finding = { ...report.findings[0]!, place: locator(files)(at), notes: [] };
    const count = (below: number) =>
      withinChange(
        { ...report, findings: [finding] },
        new Map([['Dockerfile', [{ below, indent: 0 }]]]),
        facts,
        files,
        locator(files),
      ).findings.length;
    expect([1, 2, 4, 5, 6].map(count)).toEqual([0, 0, 1, 1, 1]);
  });
});
