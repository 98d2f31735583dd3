/** Whatever a repository holds, no pattern begins anew at every character of it: measured, for every pattern of the sources. */
import { expect, test } from '@jest/globals';
import { slowTexts, writtenPatterns } from './support/regular-expressions.ts';

/** As long as the longest line that is read, in UTF-16 units. Linear patterns take a tenth of a millisecond. */
const LENGTH = 20_000;
/** Milliseconds of the processor. A pattern of quadratic time takes 200 and more, one of cubic time hours. */
const PATIENCE = 110;

/** What never is that long, with its bound. */
const bounded: readonly (readonly [place: RegExp, length: number, why: string])[] = [
  [
    /\/paths\.ts:|\/(?:migration-folders|storage|daemons|credentials|formats|recognise|index)\.ts:|rust\/imports\.ts:|markdown\.ts:/,
    4_096,
    'paths: no system has longer ones',
  ],
  [/src\/facts\/swarm\/decode\.ts:/, 100, 'longer values are sorted out before'],
  [/src\/cli\/progress\.ts:|src\/docs\//, 100, 'our own numbers and pages'],
  [/jvm\/logging\.ts:/, 1_000, 'names of classes'],
];

function slowest(pattern: (typeof patterns)[number], length: number): number {
  const expression = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  let worst = 0;
  for (const text of slowTexts(pattern, length)) {
    // A collection of garbage may fall into one attempt, not into three.
    let least = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 3 && least > PATIENCE; attempt++) {
      const before = process.cpuUsage();
      expression.exec(text);
      least = Math.min(least, process.cpuUsage(before).user / 1000);
    }
    worst = Math.max(worst, least);
    if (worst > PATIENCE) break;
  }
  return worst;
}

const patterns = writtenPatterns(['src', 'rules']).filter(({ source }) => /[*+]|\{\d*,/.test(source));

test('there are patterns', () => expect(patterns.length).toBeGreaterThan(500));

test.each([
  ['a quantifier in another', '^(?:a+)+$', 28],
  ['two beside each other', '^a*a*a*$', 2_000],
  ['a new begin at every character', '/+$', LENGTH],
])('a bad one is seen: %s', (_story, source, length) =>
  expect(slowest({ place: '', source, flags: '' }, length)).toBeGreaterThan(PATIENCE),
);

test('no pattern is slow', () => {
  const slow = patterns.flatMap((pattern) => {
    const length = bounded.find(([place]) => place.test(pattern.place))?.[1] ?? LENGTH;
    const took = slowest(pattern, length);
    return took > PATIENCE ? [`${pattern.place}: ${Math.round(took)} ms`] : [];
  });
  expect(slow).toEqual([]);
}, 240_000);
