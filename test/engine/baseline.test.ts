/** What was found before does not fail a build; what is new does, and so does a verdict that became worse. */
import { describe, expect, test } from '@jest/globals';
import {
  baselineOf,
  parseBaseline,
  printBaseline,
  pruned,
  verdictDrops,
  withBaseline,
} from '../../src/engine/baseline.ts';
import type { Report } from '../../src/engine/report.ts';
import { lintTree, readTree } from '../support/lint.ts';

const stack = (lines: readonly string[]) => ({ 'docker-stack.yml': `${lines.join('\n')}\n` });
const web = ['services:', '  web:', '    image: x.example/web:latest', '    deploy: {replicas: 2}'];
const reportOf = (lines: readonly string[]): Report => lintTree(stack(lines)).report;
const open = ({ findings }: Report) => findings.filter(({ suppressed }) => !suppressed).map(({ check }) => check);

const report = reportOf(web);
const baseline = baselineOf(report, '');

test('all findings of a run are accepted in the next one', () => {
  expect(open(report).length).toBeGreaterThan(1);
  const next = withBaseline(reportOf(web), baseline);
  expect(open(next)).toEqual([]);
  expect(next.findings[0]?.suppressed).toEqual({ reason: 'it is in the baseline', by: 'baseline' });
});

test('lines that move take their findings along', () =>
  expect(
    open(
      withBaseline(
        reportOf(['# A stack.', '', 'x-note: 1', '', ...web.slice(0, 2), '    labels: [a=b]', ...web.slice(2)]),
        baseline,
      ),
    ),
  ).toEqual([]));

test('in a whole repository, too', () => {
  const tree = readTree('fixtures/projects/lift-and-shift-shop');
  const before = lintTree(tree).report;
  const moved = Object.fromEntries(
    Object.entries(tree).map(([path, text]) => [
      path,
      /\.(?:ya?ml|js|ts|py|sh)$|Dockerfile/.test(path) ? moveDown(path, text) : text,
    ]),
  );
  const after = withBaseline(lintTree(moved).report, baselineOf(before, ''));
  expect(before.findings.length).toBeGreaterThan(10);
  expect(open(after)).toEqual([]);
  expect(after.findings.some(({ place }, at) => place.start.line !== before.findings[at]?.place.start.line)).toBe(true);
});

/** Three lines of comment in front; what must stay on the first line does. */
function moveDown(path: string, text: string): string {
  const mark = /\.(?:js|ts)$/.test(path) ? '//' : '#';
  const [first = '', ...rest] = text.split('\n');
  const comments = [1, 2, 3].map((number) => `${mark} ${number}`);
  return (
    first.startsWith('#!') || first.startsWith('# syntax')
      ? [first, ...comments, ...rest]
      : [...comments, first, ...rest]
  ).join('\n');
}

test('a new finding is not in it', () => {
  const next = withBaseline(reportOf([...web, '    environment: {DB_PASSWORD: sesame-open-now}']), baseline);
  expect(open(next)).toEqual(['config/secret-in-stack-env']);
});

test('neither verdicts nor scores are better for it', () => {
  const { services, score } = withBaseline(report, baseline);
  expect({ services, score }).toEqual({ services: report.services, score: report.score });
});

test('what is accepted with a reason needs no baseline', () => {
  const accepted = reportOf(
    web.map((line) =>
      line.replace('latest', 'latest # swarm-lint-ignore build-release-run/mutable-image-tag -- nightly'),
    ),
  );
  expect(baselineOf(accepted, '').findings.map(({ check }) => check)).not.toContain(
    'build-release-run/mutable-image-tag',
  );
});

describe('the file', () => {
  test('has one finding a line, and is read as it was written', () => {
    const text = printBaseline(baseline);
    expect(parseBaseline(text)).toEqual(baseline);
    for (const { fingerprint } of baseline.findings)
      expect(text.split('\n').filter((line) => line.includes(fingerprint))).toHaveLength(1);
    expect(text).toContain('{"stack":"docker-stack.yml","service":"web","verdict":"unknown"}');
  });
  test('is the same for the same findings in another order', () =>
    expect(printBaseline(baselineOf({ ...report, findings: [...report.findings].reverse() }, ''))).toBe(
      printBaseline(baseline),
    ));
  test('an empty one is one', () => {
    const empty = { services: [], findings: [] };
    expect(parseBaseline(printBaseline(empty))).toEqual(empty);
  });
  test.each([
    ['<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> main\n', 'it holds the marks of a merge that is not finished'],
    ['nonsense', 'it is not JSON'],
    ['{"name": "app"}', 'it is not a baseline of swarm-lint'],
    ['[]', 'it is not a baseline of swarm-lint'],
    ['{"swarm-lint-baseline": 2}', 'it has the format 2, and this version of swarm-lint reads 1: write it anew'],
    [
      '{"swarm-lint-baseline": 1, "services": [], "findings": [{"check": "a/b"}]}',
      'something in "findings" is no finding',
    ],
    [
      '{"swarm-lint-baseline": 1, "services": [{"stack": "a", "service": "b", "verdict": "fine"}], "findings": []}',
      'something in "services" is no service with a verdict',
    ],
  ])('%j is none', (text, why) => expect(parseBaseline(text)).toBe(why));
});

describe('the ratchet', () => {
  const services = (verdict: string) => ({
    ...baseline,
    services: [{ stack: 'docker-stack.yml', service: 'web', verdict }],
  });
  test.each([
    ['ready', 1],
    ['conditional', 1],
    ['unknown', 0],
    ['blocked', 0],
    ['singleton broken', 0],
  ])('unknown after %s: %d drop', (before, count) =>
    expect(verdictDrops(services(before), report)).toHaveLength(count),
  );
  test('a new service has not dropped', () => expect(verdictDrops({ ...baseline, services: [] }, report)).toEqual([]));
  test('pruning keeps the better verdict, never the worse', () => {
    expect(pruned(services('blocked'), report).services[0]?.verdict).toBe('unknown');
    expect(pruned(services('ready'), report).services[0]?.verdict).toBe('ready');
  });
  test('pruning drops what is gone, and adds nothing', () => {
    const fixed = reportOf([...web, '    environment: {DB_PASSWORD: sesame-open-now}', '    logging: {driver: local}']);
    const rest = pruned({ ...baseline, services: [{ stack: 'old.yml', service: 'web', verdict: 'ready' }] }, fixed);
    expect(rest.services).toEqual([]);
    expect(baseline.findings.filter((one) => !rest.findings.includes(one)).map(({ check }) => check)).toEqual([
      'logs/unbounded-driver',
    ]);
    expect(rest.findings.map(({ check }) => check)).not.toContain('config/secret-in-stack-env');
  });
});
