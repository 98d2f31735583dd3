/** What people see, as files to be looked at. */
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { ReportContext } from '../../src/report/index.ts';
import { text } from '../../src/report/text.ts';
import { widthOf } from '../../src/report/wrap.ts';
import { expectGolden } from './golden.ts';
import { context } from './sample.ts';
import { rules, shop, tree } from './shop.ts';

const print = (over: Partial<ReportContext> = {}): string => text(shop(), context({ tree, rules, ...over }));
const shown = (output: string, check: string): boolean => output.includes(`  ${check}\n`);

test.each([
  ['plain', {}],
  ['ascii', { unicode: false }],
  ['narrow', { width: 66 }],
  ['verbose', { verbose: true }],
  ['quiet', { quiet: true }],
  ['by-factor', { groupBy: 'factor' }],
  ['by-service', { groupBy: 'service' }],
  ['by-check', { groupBy: 'check' }],
] as const)('%s', (name, over) => expectGolden(`text-${name}.txt`, print(over)));

test.each([60, 66, 80, 100, 140])('no line is wider than %d columns', (width) => {
  for (const verbose of [false, true])
    for (const line of print({ width, verbose }).trimEnd().split('\n').slice(0, -1))
      expect([line, widthOf(line) <= width]).toEqual([line, true]);
});

test('colour changes nothing but colour, in every grouping', () => {
  for (const groupBy of ['file', 'factor', 'service', 'check'] as const)
    expect(stripVTControlCharacters(print({ groupBy, colour: true }))).toBe(print({ groupBy }));
});

test('secrets of quoted lines are masked; lines about secrets are not quoted', () => {
  const output = print({ verbose: true });
  expect(output).toContain('4 │ app.use(session({ secret: ***, resave: false }));');
  expect(output).not.toMatch(/hunter2|keyboard cat|tiger/);
});

describe('--max-findings', () => {
  const worst = 'build-release-run/unpullable-image';
  test('the worst are kept, in the order of the report; the rest is counted', () => {
    const output = print({ maxFindings: 4 });
    expect(shown(output, worst)).toBe(true);
    expect(shown(output, 'processes/local-session')).toBe(true);
    expect(shown(output, 'config/hardcoded-secret')).toBe(false);
    expect(output).toContain('4 further findings not shown (--max-findings): 3 errors, 1 warning\n');
    expect(output).toContain('7 errors, 1 warning, 0 infos');
  });
  test('nothing is said when all fit', () => {
    for (const maxFindings of [8, 100, undefined]) expect(print({ maxFindings })).not.toContain('not shown');
  });
});

test('a stage for one service: no matrix, what is met in a line', () => {
  const [web] = shop().services;
  const output = text({ ...shop(), services: [web!] }, context({ tree }));
  expect(output).toContain('COVERAGE');
  expect(output).not.toContain('not asked of it');
  expect(output).toContain('    ✓ uploads · mounts · queues');
});
