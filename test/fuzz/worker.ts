/**
 * One process of a long run: changes files of a format, lints, and keeps what reaches code that nothing reached before. The process that
 * started it watches over it, and reads `current.json` when it no longer answers.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { configuredSeeds, lintedAsConfigured } from '../support/configured.ts';
import { fuzzedFormats, wordsOf } from '../support/formats.ts';
import { mutate } from '../support/mutate.ts';
import { type Broken, keptPromises, lintedWell } from '../support/promises.ts';
import { randomFrom } from '../support/random.ts';
import { type Seed, seedsFor } from '../support/stories.ts';
import { minimise } from './minimise.ts';

const [, , formatName, seedText, secondsText, folder] = process.argv as string[];
const format = fuzzedFormats.find(({ name }) => name === formatName)!;
const random = randomFrom(Number(seedText));
/** Files of the fixtures to begin with. */
const MOST_SEEDS = 120;
/** Inputs between two looks at the coverage: a look costs more than an input. */
const BATCH = 20;

const session = new Session();
session.connect();
/** Results come back before `post` returns. */
const post = (method: string, parameters: object = {}): unknown => {
  let answer: unknown;
  session.post(method, parameters, (error: Error | null, result: unknown) => {
    if (error) throw error;
    answer = result;
  });
  return answer;
};
post('Profiler.enable');
post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

interface Covered {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly { startOffset: number; endOffset: number; count: number }[];
    }[];
  }[];
}

/** Blocks that ran since the last look. */
function reached(): readonly string[] {
  const { result } = post('Profiler.takePreciseCoverage') as Covered;
  return result
    .filter(({ url }) => url.includes('swarm-lint-fuzz'))
    .flatMap(({ functions }) =>
      functions.flatMap(({ ranges }) =>
        ranges.filter(({ count }) => count > 0).map(({ startOffset, endOffset }) => `${startOffset}-${endOffset}`),
      ),
    );
}

const all = format.configures ? configuredSeeds() : seedsFor(format.files);
const judged = format.configures ? lintedAsConfigured : (tree: Seed['tree']) => lintedWell(tree);
const seeds = all.length <= MOST_SEEDS ? all : Array.from({ length: MOST_SEEDS }, () => random.pick(all));
const words = wordsOf(format);
const corpus: Seed[] = [...seeds];
const seen = new Set<string>();
const told = new Set<string>();
let inputs = 0;
let kept = 0;

const keyOf = ({ promise, detail }: Broken): string =>
  `${promise}: ${detail
    .split('\n')
    .filter((line) => !/node_modules/.test(line))
    .slice(0, 3)
    .join(' | ')
    .replace(/\d+/g, '#')
    .slice(0, 200)}`;

async function allBroken(tree: Seed['tree'], thorough: boolean): Promise<readonly Broken[]> {
  const { linted, broken } = judged(tree);
  return thorough && !format.configures ? [...broken, ...(await keptPromises(tree, linted))] : broken;
}

async function tell(one: Broken, { tree, path }: Seed, thorough: boolean): Promise<void> {
  const key = keyOf(one);
  if (told.has(key)) return;
  told.add(key);
  // A machine that was busy is no hang.
  const again = await allBroken(tree, thorough);
  if (!again.some((other) => keyOf(other) === key || other.promise === one.promise)) return;
  const small = await minimise({ tree, path }, async (smaller) =>
    (await allBroken(smaller, thorough)).some((other) => keyOf(other) === key),
  );
  mkdirSync(folder!, { recursive: true });
  const file = join(folder!, `${formatName}-${seedText}-${told.size}.json`);
  writeFileSync(file, JSON.stringify({ ...one, path, tree: small }, null, 2));
  console.log(`BROKEN ${formatName}: ${key}\n  ${file}`);
}

function next(): Seed {
  const { tree, path } =
    random.chance(0.5) && corpus.length > seeds.length
      ? corpus[seeds.length + random.below(corpus.length - seeds.length)]!
      : random.pick(corpus);
  const { tree: otherTree, path: otherPath } = random.pick(corpus);
  return { path, tree: { ...tree, [path]: mutate(tree[path]!, random, { other: otherTree[otherPath]!, words }) } };
}

if (seeds.length === 0) throw new Error(`no fixture for ${formatName}`);
// What the fixtures reach is nothing new.
for (const { tree } of seeds) judged(tree);
for (const block of reached()) seen.add(block);
const atStart = seen.size;

const until = Date.now() + Number(secondsText) * 1000;
while (Date.now() < until) {
  const batch: Seed[] = [];
  for (let at = 0; at < BATCH && Date.now() < until; at++) {
    const seed = next();
    batch.push(seed);
    writeFileSync(join(folder!, `current-${process.pid}.json`), JSON.stringify(seed));
    process.send?.('alive');
    const thorough = random.chance(0.05);
    for (const one of await allBroken(seed.tree, thorough)) await tell(one, seed, thorough);
    inputs++;
  }
  if (!reached().some((block) => !seen.has(block))) continue;
  for (const seed of batch) {
    judged(seed.tree);
    const blocks = reached().filter((block) => !seen.has(block));
    if (blocks.length === 0) continue;
    for (const block of blocks) seen.add(block);
    corpus.push(seed);
    kept++;
    const thorough = random.chance(0.3);
    for (const one of await allBroken(seed.tree, thorough)) await tell(one, seed, thorough);
  }
}
console.log(
  `${formatName}: seed ${seedText}, ${inputs} inputs, ${kept} kept, ${seen.size - atStart} blocks beyond the ${atStart} of the fixtures, ${told.size} broken`,
);
process.exit(told.size > 0 ? 1 : 0);
