/** Whatever a repository holds, no pattern begins anew at every character of it: measured, for every pattern of the sources. */
import { expect, test } from '@jest/globals';
import { slowTexts, writtenPatterns } from './support/regular-expressions.ts';

/** As long as the longest line that is read, in UTF-16 units. Linear patterns take a tenth of a millisecond. */
const LENGTH = 20_000;

/** Milliseconds of the processor, the least of three: a collection of garbage may fall into one attempt, not into all. */
function timed(expression: RegExp, text: string, enough = 0): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && least > enough; attempt++) {
    const before = process.cpuUsage();
    expression.exec(text);
    least = Math.min(least, process.cpuUsage(before).user / 1000);
  }
  return least;
}

/** Part of what the simplest pattern of quadratic time takes here, so that the machine does not matter. One of cubic time takes hours. */
const patienceNow = (): number => 0.6 * timed(/\/+$/, `${'/'.repeat(LENGTH)}\u0001`);
const PATIENCE = patienceNow();

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

/** Short texts first: nobody can stop a pattern of cubic time once it has begun with a long one. */
function slowest(pattern: (typeof patterns)[number], length: number): number {
  for (const part of [16, 4]) {
    const took = slowestOf(pattern, Math.ceil(length / part));
    if (took > PATIENCE) return took;
  }
  return slowestOf(pattern, length);
}

function slowestOf(pattern: (typeof patterns)[number], length: number): number {
  const expression = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  let worst = 0;
  for (const text of slowTexts(pattern, length)) {
    const took = timed(expression, text, PATIENCE);
    if (took > PATIENCE && isSlowNow(expression, text)) return took;
    worst = Math.max(worst, Math.min(took, PATIENCE));
  }
  return worst;
}

/** The machine may have slept since patience was measured: measured again side by side, and believed only when it never comes out otherwise. */
function isSlowNow(expression: RegExp, text: string): boolean {
  for (let attempt = 0; attempt < 2; attempt++) {
    const patience = patienceNow();
    if (timed(expression, text, patience) <= patience) return false;
  }
  return true;
}

const patterns = writtenPatterns(['src', 'rules']).filter(({ source }) => /[*+]|\{\d*,/.test(source));

test('there are patterns', () => expect(patterns.length).toBeGreaterThan(500));

test.each([
  ['a quantifier in another', '^(?:a+)+$', 27],
  ['two beside each other', '^a*a*a*$', 1_500],
  ['a new begin at every character', '/+$', LENGTH],
])('a bad one is seen: %s', (_story, source, length) =>
  // The machine may be several times faster now than it was when patience was measured; a linear one takes a thousandth.
  expect(slowest({ place: '', source, flags: '' }, length)).toBeGreaterThan(PATIENCE / 10),
);

test('no pattern is slow', () => {
  const slow = patterns.flatMap((pattern) => {
    const length = bounded.find(([place]) => place.test(pattern.place))?.[1] ?? LENGTH;
    const took = slowest(pattern, length);
    return took > PATIENCE ? [`${pattern.place}: ${Math.round(took)} ms`] : [];
  });
  expect(slow).toEqual([]);
}, 240_000);
