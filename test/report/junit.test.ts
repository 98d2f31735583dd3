import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { junit } from '../../src/report/junit.ts';
import { expectGolden } from './golden.ts';
import { anyWords, EVIL, empty, everything, fixed, said } from './machine-sample.ts';
import { finding, report, serviceReport } from './sample.ts';
import { type Node, parseXml } from './xml-tree.ts';

const tree = (...words: Parameters<typeof junit>): Node => parseXml(junit(...words));
const casesOf = (root: Node): readonly Node[] => root.children.flatMap(({ children }) => children);
const outcomes = (root: Node) =>
  casesOf(root).map(({ attributes, children }) => [
    attributes.classname,
    attributes.name,
    children[0]?.name ?? 'passed',
  ]);

describe('junit', () => {
  test('golden', () => expectGolden('sample.junit.xml', junit(everything, fixed())));

  test('a suite per service: errors and warnings fail, infos are skipped, what is accepted is left out', () => {
    expect(outcomes(tree(everything, fixed()))).toEqual([
      ['api', 'processes/local-session src/app.ts', 'failure'],
      ['api', 'processes/local-upload src/größe 1.ts', 'failure'],
      ['worker', 'no open errors or warnings', 'passed'],
      ['riddle', 'no open errors or warnings', 'skipped'],
      ['db', 'no open errors or warnings', 'passed'],
      ['repository', 'processes/local-session package.json SESSION_KEY', 'skipped'],
    ]);
  });

  test('where no service was found nothing has passed', () => {
    const unasked = ['repository', 'no open errors or warnings', 'skipped'];
    expect(outcomes(tree(empty, fixed()))).toEqual([unasked]);
    expect(outcomes(tree(report({ services: [] }), fixed()))).toEqual([
      unasked,
      ['repository', 'processes/local-session src/app.ts', 'failure'],
    ]);
  });

  test('an accepted finding does not fail its service', () => {
    const findings = [finding({ suppressed: { by: 'comment', reason: 'r' } })];
    expect(outcomes(tree(report({ findings, services: [serviceReport()] }), fixed()))).toEqual([
      ['api', 'no open errors or warnings', 'passed'],
    ]);
  });

  test('names are unique, hold no line, and class names no dot', () => {
    const twin = serviceReport({ service: { ...serviceReport().service, stack: 'other.yml' } });
    const findings = [
      finding(),
      finding({ fingerprint: 'f2' }),
      finding({ service: 'other.yml#api', fingerprint: 'f3' }),
    ];
    const names = casesOf(tree(report({ findings, services: [serviceReport(), twin] }), fixed())).map(
      ({ attributes }) => `${attributes.classname} ${attributes.name}`,
    );
    expect(names).toEqual([
      'api (docker-stack_yml) processes/local-session src/app.ts',
      'api (docker-stack_yml) processes/local-session src/app.ts #2',
      'api (other_yml) processes/local-session src/app.ts',
    ]);
  });

  test('a failure says where, what to do and why', () => {
    const [first] = casesOf(tree(everything, fixed({ folder: 'shop' })));
    expect(first!.attributes).toMatchObject({ file: 'shop/src/app.ts', line: '14' });
    const [failure] = first!.children;
    expect(failure!.attributes).toEqual({ message: expect.stringContaining('keeps its sessions'), type: 'error' });
    expect(failure!.text.trim().split('\n')).toEqual([
      'shop/src/app.ts:14:9',
      'shop/docker-stack.yml:9 replicas: 3',
      'Fix: Keep sessions in Redis or a database, or in a signed cookie.',
      'Why: Swarm spreads connections over the replicas.',
    ]);
  });

  test('sums are those of the cases', () => {
    const root = tree(report({ faults: [{ what: 'a check', error: 'broke' }] }), fixed());
    expect(root.attributes).toMatchObject({ tests: '3', failures: '1', errors: '1', skipped: '0', time: '0.312' });
    for (const suite of root.children) expect(suite.attributes.tests).toBe(String(suite.children.length));
  });

  test('hostile and random words stay words', () => {
    expect(casesOf(tree(said(EVIL), fixed()))).toHaveLength(3);
    fc.assert(
      fc.property(anyWords, (words) => {
        expect(casesOf(tree(said(words), fixed()))).toHaveLength(3);
      }),
    );
  });
});
