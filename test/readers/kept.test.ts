/** Readings are taken from a cache only when nothing they depend on is different. */
import { expect, test } from '@jest/globals';
import { loadReaders } from '../../src/cli/load-readers.ts';
import type { KeptReading, ReadingCache } from '../../src/facts/index.ts';
import { readAll, readers } from '../../src/readers/index.ts';

function inMemory(): ReadingCache & { readonly kept: Map<string, KeptReading>; asked: string[] } {
  const kept = new Map<string, KeptReading>();
  const asked: string[] = [];
  return {
    kept,
    asked,
    get: ({ path, text }) => {
      const found = kept.get(`${path}\0${text}`);
      if (found) asked.push(path);
      return found;
    },
    set: ({ path, text }, reading) => void kept.set(`${path}\0${text}`, reading),
  };
}

const tree = {
  'docker-stack.yml': 'services:\n  web:\n    image: shop:1\n    environment:\n      A: ${B}\n',
  'deploy.sh': 'docker stack deploy -c docker-stack.yml shop\n',
  'src/main.js': "import { go } from './other';\nprocess.env.PORT;\ngo();\n",
};

async function read(files: Record<string, string>, readings?: ReadingCache, without: readonly string[] = []) {
  const loaded = await loadReaders(files, readers);
  const parsers = Object.fromEntries(Object.entries(loaded.parsers).filter(([name]) => !without.includes(name)));
  return readAll(files, { ...loaded, parsers, readings });
}

test('what is kept reads as what was read', async () => {
  const readings = inMemory();
  const first = await read(tree, readings);
  expect(readings.asked).toEqual([]);
  expect(await read(tree, readings)).toEqual(first);
  expect(readings.asked).toEqual(['deploy.sh', 'docker-stack.yml', 'src/main.js']);
  expect(first).toEqual(await read(tree));
});

test('a reading is not taken when a file it looked for has come', async () => {
  const readings = inMemory();
  await read(tree, readings);
  const grown = { ...tree, 'src/other.ts': 'export const go = () => 1;\n' };
  const { reading } = await read(grown, readings);
  expect(reading).toEqual((await read(grown)).reading);
  expect(JSON.stringify(reading.code)).toContain('src/other.ts');
});

test('a reading that missed its parser is not kept', async () => {
  const readings = inMemory();
  await read(tree, readings, ['javascript']);
  expect([...readings.kept.keys()].some((key) => key.startsWith('src/main.js'))).toBe(false);
  expect([...readings.kept.keys()].some((key) => key.startsWith('docker-stack.yml'))).toBe(true);
});
