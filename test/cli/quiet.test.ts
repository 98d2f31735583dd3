/** Programs in which nothing was found are not opened again, and nothing else follows from that. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { examine } from '../../src/cli/examine.ts';
import { locate, storedReadings } from '../../src/cli/readings/index.ts';
import { quietReadings } from '../../src/cli/readings/quiet.ts';
import { fileLoader } from '../../src/discover/load.ts';
import type { KeptReading } from '../../src/facts/index.ts';
import { readers } from '../../src/readers/index.ts';
import { isLate, joined, picked, putLate, sourceIn } from '../../src/source/index.ts';

const home = mkdtempSync(join(tmpdir(), 'swarm-lint-quiet-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
/** Files of these tests were written a moment ago; nothing is kept of what may be written again within a tick of the clock. */
beforeAll(async () => {
  const later = Date.now;
  jest.spyOn(Date, 'now').mockImplementation(() => later() + 10_000);
  for (const { load } of readers) await load?.();
}, 600_000);
let count = 0;

const FILES = {
  'docker-stack.yml': 'services:\n  web:\n    image: shop:1\n    build: .\n    deploy: { replicas: 2 }\n',
  Dockerfile: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "src/main.js"]\n',
  'package.json': '{ "name": "shop", "version": "1.0.0", "dependencies": { "express": "5.1.0" } }\n',
  'src/main.js': "import express from 'express';\nimport { total } from './total.js';\nexpress().listen(3000);\n",
  'src/total.js': "import { rate } from './rate';\nexport const total = (values) => values.map(rate);\n",
  'src/rate.js': 'export const rate = (value) => value * 2;\n',
};

function repository(files: Readonly<Record<string, string>> = FILES): string {
  const root = join(home, String(count++));
  for (const [path, text] of Object.entries(files)) write(root, path, text);
  return root;
}
function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** What is said, and which files were known without being opened. */
async function run(root: string, cache?: string) {
  const known: string[] = [];
  const { report, discovery } = await examine(root, [], {
    readings: cache === undefined ? undefined : (at) => storedReadings(locate(at, {}, cache)!, '1'),
  });
  for (const path of Object.keys(discovery.tree)) if (isLate(discovery.tree, path)) known.push(path);
  return { said: JSON.stringify(report), known, tree: discovery.tree };
}

async function twice() {
  const root = repository();
  const cache = join(home, String(count++));
  mkdirSync(cache);
  const first = await run(root, cache);
  expect(first.known).toEqual([]);
  return { root, cache, first };
}

test('what nothing was found in is not opened again, and said is the same', async () => {
  const { root, cache, first } = await twice();
  const second = await run(root, cache);
  expect(second.known).toEqual(['src/rate.js', 'src/total.js']);
  expect(second.said).toBe(first.said);
  expect(second.said).toBe((await run(root)).said);
  expect({ ...second.tree }).toEqual({ ...first.tree });
});

test('what was written since is read', async () => {
  const { root, cache } = await twice();
  write(root, 'src/rate.js', "import session from 'express-session';\nexport const rate = session({ secret: 'x' });\n");
  const second = await run(root, cache);
  expect(second.known).toEqual(['src/total.js']);
  expect(second.said).toContain('express-session');
  expect(second.said).toBe((await run(root)).said);
});

test('another file in the place of one is read, though it has its size', async () => {
  const { root, cache, first } = await twice();
  write(root, 'src/other', FILES['src/rate.js'].replace('2', '3'));
  renameSync(join(root, 'src/other'), join(root, 'src/rate.js'));
  const second = await run(root, cache);
  expect(second.known).toEqual(['src/total.js']);
  expect(second.tree['src/rate.js']).not.toBe(first.tree['src/rate.js']);
});

test('what imports another file now is read again', async () => {
  const { root, cache } = await twice();
  rmSync(join(root, 'src/rate.js'));
  write(root, 'src/rate.ts', 'export const rate = (value: number) => Number(process.env.RATE) * value;\n');
  const second = await run(root, cache);
  expect(second.said).toContain('RATE');
  expect(second.said).toBe((await run(root)).said);
});

test('not even the names of modules stand in the cache in clear', async () => {
  const { cache } = await twice();
  const [pack] = readdirSync(cache).filter((name) => name.endsWith('.readings'));
  expect(readFileSync(join(cache, pack!)).includes('src/rate.js')).toBe(false);
});

test('a run that looks at no program keeps what is known of them', async () => {
  const { root, cache } = await twice();
  const { root: real } = (await examine(root, [])).discovery;
  const stored = storedReadings(locate(real, {}, cache)!, '1');
  stored.set({ path: 'docker-stack.yml', text: 'x' }, { reading: {}, present: [], absent: [], parsers: ['shell'] });
  stored.save(new Set(Object.keys(FILES)));
  expect((await run(root, cache)).known).toEqual(['src/rate.js', 'src/total.js']);
});

const kind = (more: Partial<Stats> = {}): Stats =>
  ({ size: 10, mtimeMs: 1000.5, ctimeMs: 1000.5, ino: 7, ...more }) as Stats;
const kept = (more: Partial<KeptReading> = {}): KeptReading => ({
  reading: {
    code: [
      {
        path: 'a.js',
        language: 'javascript',
        at: { file: 'a.js', start: 0, end: 10 },
        imports: ['b.js'],
        packages: ['left-pad'],
        client: true,
        facts: [],
        parsed: false,
      },
    ],
    gaps: [],
  },
  present: ['b.js'],
  absent: ['b.ts'],
  parsers: [],
  ...more,
});
const keptBetween = (reading: KeptReading, first: Stats, second: Stats): KeptReading | undefined => {
  const before = quietReadings(() => undefined);
  before.isUnchanged('a.js', first);
  before.set('a.js', reading);
  const text = before.toKeep(new Set(['a.js']));
  const after = quietReadings(() => text);
  return after.isUnchanged('a.js', second) ? after.get('a.js') : undefined;
};

test('a reading comes back as it was', () => {
  expect(keptBetween(kept(), kind(), kind())).toEqual({ ...kept(), reading: { code: kept().reading.code } });
  expect(keptBetween(kept({ present: ['c.js'], absent: [] }), kind(), kind())).toMatchObject({
    present: ['c.js'],
    absent: [],
  });
});

test('nothing is kept of what is gone', () => {
  const before = quietReadings(() => undefined);
  before.isUnchanged('a.js', kind());
  before.set('a.js', kept());
  expect(before.toKeep(new Set(['b.js']))).toBe('[]');
});

test.each([{ size: 11 }, { mtimeMs: 1000.25 }, { ctimeMs: 2000 }, { ino: 8 }])('%j is another file', (more) => {
  expect(keptBetween(kept(), kind(), kind(more))).toBeUndefined();
});

test('what was touched a moment ago is not kept', () => {
  expect(keptBetween(kept(), kind({ mtimeMs: Date.now() }), kind({ mtimeMs: Date.now() }))).toBeUndefined();
  const now = Date.now() - 500;
  expect(keptBetween(kept(), kind({ ctimeMs: now }), kind({ ctimeMs: now }))).toBeUndefined();
});

const [code] = kept().reading.code!;
test.each<[string, Partial<KeptReading>]>([
  ['a parser was taken', { parsers: ['javascript'] }],
  ['it has gaps', { reading: { code: [code!], gaps: [{ at: code!.at, why: 'minified' }] } }],
  ['it was parsed', { reading: { code: [{ ...code!, parsed: true }] } }],
  ['it is no code', { reading: {} }],
])('nothing is kept where %s', (_, more) => {
  expect(keptBetween(kept(more), kind(), kind())).toBeUndefined();
});

test('a late text is read once, by whoever asks first, and not for being moved about', () => {
  let asked = 0;
  const tree: Record<string, string> = { b: 'two' };
  putLate(tree, 'a', () => `one ${++asked}`);
  const moved = picked(joined(tree, { c: 'three' }, undefined), ['c', 'a', 'none']);
  expect(Object.keys(moved)).toEqual(['c', 'a']);
  expect([isLate(moved, 'a'), isLate(moved, 'c'), isLate(moved, 'none')]).toEqual([true, false, false]);
  const source = sourceIn(moved, 'a');
  expect(asked).toBe(0);
  expect([source.text, tree.a, moved.a]).toEqual(['one 1', 'one 1', 'one 1']);
  expect(joined(tree, { a: 'new' }).a).toBe('new');
});

test('a file that vanishes before its text is asked for reads as empty', () => {
  const root = repository({ 'a.js': 'text\n', 'b.js': 'other\n' });
  const load = fileLoader(root);
  const [one, other] = ['a.js', 'b.js'].map((path) => load(path, () => true));
  rmSync(join(root, 'a.js'));
  expect([one, other].map((loaded) => 'late' in loaded! && loaded.late())).toEqual(['', 'other\n']);
});
