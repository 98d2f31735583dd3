/** Random changes to real files of every format: a few of each here, as many as wanted with `npm run fuzz`. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rules } from '../../rules/index.ts';
import { readSettings } from '../../src/config/gather.ts';
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

describe.each(fuzzedFormats)('$name', (format) => {
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
  const text =
    'extends: strict\ntarget: swarm\nproduction: [docker-stack.yml]\nchecks:\n  processes/*: warning\n  logs/*: { level: off, paths: [a/] }\nignore:\n  - { checks: "*", paths: b/, reason: x, until: 2027-01-01 }\ncluster: { nodes: 3 }\n';
  const checks = rules.flatMap((rule) => rule.checks);
  const words = [
    'extends',
    'target',
    'deploys',
    'files',
    'ignore',
    'reason',
    'until',
    '__proto__',
    'constructor',
    'recommended',
    'all',
  ];
  fc.assert(
    fc.property(seed, (number) => {
      const changed = mutate(text, randomFrom(number), { other: text, words });
      for (const { at } of readSettings('.swarm-lint.yaml', changed, checks).problems) {
        expect(at.start).toBeGreaterThanOrEqual(0);
        expect(at.start).toBeLessThanOrEqual(at.end);
        expect(at.end).toBeLessThanOrEqual(changed.length);
      }
    }),
    { numRuns: 300 },
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
