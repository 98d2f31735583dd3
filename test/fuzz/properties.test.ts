/** Random changes to real files of every format: a few of each here, as many as wanted with `npm run fuzz`. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { configurations, configuredSeeds, lintedAsConfigured } from '../support/configured.ts';
import { fuzzedFormats, wordsOf } from '../support/formats.ts';
import { mutate, mutations } from '../support/mutate.ts';
import { keptPromises, lintedWell } from '../support/promises.ts';
import { randomFrom } from '../support/random.ts';
import { seedsFor, storyFolders } from '../support/stories.ts';

const seed = fc.integer({ min: 0, max: 0x7fffffff });
const chosen = randomFrom(20_250_601);
/** A few dozen stories are enough here. */
const folders = storyFolders().filter(() => chosen.chance(0.03));
const projects = storyFolders().filter((folder) => /projects\/\w+-bad$/.test(folder));

describe.each(fuzzedFormats.filter(({ configures }) => !configures))('$name', (format) => {
  const seeds = seedsFor(format.files, [...folders, ...projects]);
  const words = wordsOf(format);

  test('there is something to change', () => {
    expect(seeds.length).toBeGreaterThan(0);
    expect(words.length).toBeGreaterThan(5);
  });

  test('broken in any way, it breaks nothing', async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (number) => {
        const random = randomFrom(number);
        const { tree, path } = random.pick(seeds);
        const { tree: otherTree, path: otherPath } = random.pick(seeds);
        // One file that changes, and the stack it belongs to: whole projects take longer than they tell.
        const around = Object.fromEntries(
          Object.entries(tree).filter(([name]) => /compose|stack|Dockerfile|package\.json/.test(name)),
        );
        const changed = { ...around, [path]: mutate(tree[path]!, random, { other: otherTree[otherPath]!, words }) };
        const { linted, broken } = lintedWell(changed);
        expect(broken).toEqual([]);
        if (random.chance(0.25)) expect(await keptPromises(changed, linted)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

test('configurations: every problem has a place inside the file, and nothing throws', () => {
  const words = wordsOf(fuzzedFormats.find(({ configures }) => configures)!);
  const seeds = configuredSeeds();
  fc.assert(
    fc.property(seed, (number) => {
      const random = randomFrom(number);
      const { tree, path } = random.pick(seeds);
      const other = random.pick(configurations);
      const changed = { ...tree, [path]: mutate(tree[path]!, random, { other, words }) };
      expect(lintedAsConfigured(changed).broken).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('the same seed makes the same change, and every kind of change changes something', () => {
  const text = 'services:\n  web:\n    image: "a:1" # ok\n    ports: [80]\n';
  const material = { other: 'x: {y: 1}\nz: 2\n', words: ['deploy', 'replicas'] };
  expect(mutate(text, randomFrom(7), material)).toBe(mutate(text, randomFrom(7), material));
  for (const [name, change] of Object.entries(mutations))
    expect([
      name,
      Array.from({ length: 30 }, (_, at) => change(text, randomFrom(at), material)).some((one) => one !== text),
    ]).toEqual([name, true]);
});
