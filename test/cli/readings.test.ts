/** The cache of readings changes how long a run takes, and nothing else. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { examine } from '../../src/cli/examine.ts';
import { locate, storedReadings } from '../../src/cli/readings/index.ts';
import { close, open, sealFor } from '../../src/cli/readings/seal.ts';
import { readers } from '../../src/readers/index.ts';

const home = mkdtempSync(join(tmpdir(), 'swarm-lint-readings-'));
/** Readers and parsers are loaded once a process: one by one, for jest fails to link what is imported twice at once. */
beforeAll(async () => {
  for (const { load } of readers) await load?.();
  await run('fixtures/projects/nest-good');
}, 600_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));
let count = 0;
const folder = (): string => {
  const path = join(home, String(count++));
  mkdirSync(path);
  return path;
};
const project = (name: string): string => {
  const path = folder();
  cpSync(join('fixtures/projects', name), path, { recursive: true });
  return path;
};

/** What a run says, and how many readings it took from the cache. */
async function run(root: string, cache?: string, version = '1') {
  let taken = 0;
  const { report, facts } = await examine(root, [], {
    readings:
      cache === undefined
        ? undefined
        : (at) => {
            const stored = storedReadings(locate(at, {}, cache)!, version);
            return {
              ...stored,
              get: (source) => {
                const kept = stored.get(source);
                if (kept !== undefined) taken++;
                return kept;
              },
            };
          },
  });
  return { said: JSON.stringify(report), gaps: facts.gaps.length, taken };
}
const packIn = (cache: string): string => join(cache, readdirSync(cache).find((name) => name.endsWith('.readings'))!);

describe('the same report without cache, with an empty one, and with a full one', () => {
  test.each(readdirSync('fixtures/projects'))(
    '%s',
    async (name) => {
      const cache = folder();
      const root = join('fixtures/projects', name);
      const without = await run(root);
      const cold = await run(root, cache);
      const warm = await run(root, cache);
      expect(cold.said).toBe(without.said);
      expect(warm.said).toBe(without.said);
      expect([cold.gaps, warm.gaps]).toEqual([without.gaps, without.gaps]);
    },
    60_000,
  );
});

describe('a cache', () => {
  let root: string;
  let cache: string;
  let full: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    root = project('nest-good');
    cache = folder();
    await run(root, cache);
    full = await run(root, cache);
  }, 600_000);

  const other = async (change: (pack: string) => void): Promise<Awaited<ReturnType<typeof run>>> => {
    const copy = folder();
    cpSync(cache, copy, { recursive: true });
    change(packIn(copy));
    return run(root, copy);
  };

  test('is used', () => expect(full.taken).toBeGreaterThan(3));

  test('of another version is ignored', async () => {
    const copy = folder();
    cpSync(cache, copy, { recursive: true });
    expect(await run(root, copy, '2')).toEqual({ ...full, taken: 0 });
  });

  test('that is cut off anywhere changes nothing', async () => {
    const { length } = readFileSync(packIn(cache));
    for (const part of [0, 0.001, 0.02, 0.5, 0.99])
      expect((await other((pack) => writeFileSync(pack, readFileSync(pack).subarray(0, length * part)))).said).toBe(
        full.said,
      );
  }, 600_000);

  test('with a flipped bit changes nothing', async () => {
    const { length } = readFileSync(packIn(cache));
    for (const part of [0.001, 0.01, 0.1, 0.3, 0.6, 0.95]) {
      const damaged = await other((pack) => {
        const bytes = readFileSync(pack);
        bytes[Math.floor(length * part)]! ^= 4;
        writeFileSync(pack, bytes);
      });
      expect(damaged.said).toBe(full.said);
    }
  }, 600_000);

  test('whose key is another one is ignored', async () => {
    const copy = folder();
    cpSync(cache, copy, { recursive: true });
    writeFileSync(join(copy, 'key'), Buffer.alloc(32));
    expect(await run(root, copy)).toEqual({ ...full, taken: 0 });
  });

  test('gives no reading of a file that changed', async () => {
    const changed = folder();
    const copy = folder();
    cpSync(root, changed, { recursive: true });
    await run(changed, copy);
    writeFileSync(join(changed, 'docker-stack.yml'), 'services:\n  other:\n    image: other:1\n');
    const warm = await run(changed, copy);
    expect(warm.said).toBe((await run(changed)).said);
    expect(warm.said).toContain('"other"');
    expect(warm.taken).toBe(full.taken - 1);
  }, 600_000);

  test('may be filled by several runs at once', async () => {
    const shared = folder();
    const runs = await Promise.all([1, 2, 3].map(() => run(root, shared)));
    for (const { said } of runs) expect(said).toBe(full.said);
    expect((await run(root, shared)).taken).toBe(full.taken);
    expect(readdirSync(shared).sort()).toEqual([expect.stringMatching(/\.readings$/), 'key'].sort());
  }, 600_000);

  test('that cannot be written is no error', async () => {
    const closed = folder();
    await run(root, closed);
    rmSync(packIn(closed));
    chmodSync(closed, 0o500);
    expect((await run(root, closed)).said).toBe(full.said);
    chmodSync(closed, 0o700);
  }, 600_000);
});

test('nothing of a file stands in the cache in clear', async () => {
  const root = folder();
  const cache = folder();
  const planted = 'pl4nted-S3cret-value';
  writeFileSync(join(root, '.env'), `API_TOKEN=${planted}\n`);
  writeFileSync(join(root, 'deploy.sh'), `export PASSWORD=${planted}\ndocker stack deploy -c docker-stack.yml shop\n`);
  writeFileSync(
    join(root, 'docker-stack.yml'),
    `services:\n  web:\n    image: shop:1\n    command: sh -c "run --key ${planted}"\n    environment:\n      DATABASE_PASSWORD: ${planted}\n`,
  );
  await run(root, cache);
  expect((await run(root, cache)).taken).toBeGreaterThan(1);
  for (const name of readdirSync(cache)) expect(readFileSync(join(cache, name), 'latin1')).not.toContain(planted);
});

test('a seal opens with the same key only', () => {
  const seal = sealFor(Buffer.alloc(32), ['a', 'bc']);
  const sealed = close(seal, { one: [1, undefined, new Map([['a', 1]])] });
  expect(open(seal, sealed)).toEqual({ one: [1, undefined, new Map([['a', 1]])] });
  expect(open(sealFor(Buffer.alloc(32), ['ab', 'c']), sealed)).toBeUndefined();
  expect(open(sealFor(Buffer.alloc(32, 1), ['a', 'bc']), sealed)).toBeUndefined();
});

test('its place is beside installed packages, and never behind a link of the repository', () => {
  const root = folder();
  const user = folder();
  const env = { XDG_CACHE_HOME: user, LOCALAPPDATA: user };
  expect(locate(root, env)!.file.startsWith(root)).toBe(false);
  mkdirSync(join(root, 'node_modules'));
  expect(locate(root, env)!.file).toBe(join(root, 'node_modules', '.cache', 'swarm-lint', 'readings'));
  const elsewhere = folder();
  rmSync(join(root, 'node_modules', '.cache', 'swarm-lint'), { recursive: true });
  symlinkSync(elsewhere, join(root, 'node_modules', '.cache', 'swarm-lint'));
  expect(locate(root, env)!.file.startsWith(root)).toBe(false);
  expect(existsSync(join(elsewhere, 'readings'))).toBe(false);
});

test('a link that a repository put in its place is not read, and not written through', async () => {
  const root = project('nest-good');
  const user = folder();
  const env = { XDG_CACHE_HOME: user, LOCALAPPDATA: user };
  const beside = join(root, 'node_modules', '.cache', 'swarm-lint');
  mkdirSync(beside, { recursive: true });
  const elsewhere = join(folder(), 'elsewhere');
  const at = locate(root, env)!;
  const first = storedReadings(at, '1');
  await examine(root, [], { readings: () => first });
  renameSync(at.file, elsewhere);
  symlinkSync(elsewhere, at.file);
  const before = readFileSync(elsewhere);
  const second = storedReadings(at, '1');
  expect(
    second.get({ path: 'docker-stack.yml', text: readFileSync(join(root, 'docker-stack.yml'), 'utf8') }),
  ).toBeUndefined();
  await examine(root, [], { readings: () => second });
  expect(readFileSync(elsewhere)).toEqual(before);
}, 600_000);

test('there is none where it would lie in the repository, or nowhere', () => {
  expect(locate(folder(), { XDG_CACHE_HOME: '.cache', LOCALAPPDATA: '.cache' })).toBeUndefined();
});
