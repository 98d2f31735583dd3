/** What V8 compiled is kept between runs: it changes how long a run takes, and nothing else. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildCli, home, type Ran, runCli } from './built.ts';

const top = mkdtempSync(join(tmpdir(), 'swarm-lint-code-cache-'));
const project = join(top, 'project');
let cli = '';
let plain: Ran;
let count = 0;

/** Runs with a cache folder of its own; the numbers of seconds are taken out. */
const say = (env: Readonly<Record<string, string>>, words: readonly string[] = ['--format', 'json', project]): Ran => {
  const { code, out, err } = runCli(cli, words, top, env);
  return { code, out: out.replace(/"durationMs": \d+/, ''), err };
};
const place = (base: string) => ({ XDG_CACHE_HOME: base, LOCALAPPDATA: base });
const folder = (): string => {
  const path = join(top, String(count++));
  mkdirSync(path);
  return path;
};
const codeIn = (base: string): string => join(base, 'swarm-lint', 'code');
const filesIn = (base: string): readonly string[] => readdirSync(codeIn(base)).map((name) => join(codeIn(base), name));

beforeAll(async () => {
  cpSync('fixtures/projects/nest-bad', project, { recursive: true });
  cli = resolve(buildCli());
  plain = say({ SWARM_LINT_NO_CODE_CACHE: '1' });
}, 600_000);
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  rmSync(top, { recursive: true, force: true });
});

test('the first run, and the next', () => {
  const base = folder();
  expect(say(place(base))).toEqual(plain);
  const files = filesIn(base);
  const parts = files.map((file) => file.replace(/.*[\\/](\w+)-.*/, '$1'));
  expect(parts).toEqual(expect.arrayContaining(['main', 'javascript']));
  // Neither of other languages nor of other commands.
  for (const unused of ['python', 'go', 'prove', 'convert', 'lsp', 'html']) expect(parts).not.toContain(unused);
  const codes = () =>
    filesIn(base).map((file) => [statSync(file).ino, readFileSync(file).subarray(12).toString('hex')]);
  const before = codes();
  for (let run = 0; run < 6; run++) expect(say(place(base))).toEqual(plain);
  // Taken as they are, and not written again; only the count of runs that brought nothing new goes up, to where it is enough.
  expect(codes()).toEqual(before);
  const main = filesIn(base).find((file) => file.includes('main-'))!;
  expect(readFileSync(main).readUInt32LE(8)).toBe(4);
  expect(plain.code).toBe(1);
}, 600_000);

test('switched off, nothing is kept', () => {
  const base = folder();
  expect(say({ ...place(base), SWARM_LINT_NO_CODE_CACHE: '1' })).toEqual(plain);
  expect(readdirSync(base)).toEqual([]);
}, 600_000);

test('the version needs no cache, and says what the package says', () => {
  const base = folder();
  for (const word of ['-V', '--version'])
    expect(say(place(base), [word])).toEqual({
      code: 0,
      out: `${JSON.parse(readFileSync('package.json', 'utf8')).version}\n`,
      err: '',
    });
  expect(readdirSync(base)).toEqual([]);
}, 600_000);

test('damage is no harm, and is mended', () => {
  const base = folder();
  expect(say(place(base))).toEqual(plain);
  const whole = filesIn(base).map((file) => readFileSync(file));
  for (const part of [0, 0.00001, 0.3, 0.99]) {
    for (const [index, file] of filesIn(base).entries()) {
      const bytes = Buffer.from(whole[index]!);
      bytes[Math.floor(bytes.length * part)]! ^= 4;
      writeFileSync(file, bytes);
    }
    expect(say(place(base))).toEqual(plain);
  }
  for (const file of filesIn(base)) writeFileSync(file, '');
  expect(say(place(base))).toEqual(plain);
  for (const file of filesIn(base)) expect(statSync(file).size).toBeGreaterThan(500);
}, 600_000);

test('what another program was compiled to is not run', () => {
  const base = folder();
  say(place(base));
  const [one, other] = filesIn(base);
  cpSync(one!, other!);
  expect(say(place(base))).toEqual(plain);
}, 600_000);

(process.platform === 'win32' ? test.skip : test)(
  'a folder that others can write into is not used',
  () => {
    const base = folder();
    mkdirSync(codeIn(base), { recursive: true });
    chmodSync(codeIn(base), 0o777);
    expect(say(place(base))).toEqual(plain);
    expect(readdirSync(codeIn(base))).toEqual([]);
  },
  600_000,
);

test('no folder: a file in its place, a relative one, no home', () => {
  const file = join(top, 'file');
  writeFileSync(file, '');
  expect(say(place(file))).toEqual(plain);
  expect(say(place('.cache'))).toEqual(plain);
  expect(existsSync(join(top, '.cache'))).toBe(false);
  expect(say({ ...place(''), HOME: '' })).toEqual(plain);
}, 600_000);

test('several runs at once', async () => {
  const base = folder();
  const env = { ...process.env, ...place(base) };
  const runs = [1, 2, 3].map(
    () =>
      new Promise<number | null>((done) => {
        spawn(process.execPath, [cli, '--quiet', project], { env, stdio: 'ignore' }).on('close', done);
      }),
  );
  expect(await Promise.all(runs)).toEqual([1, 1, 1]);
  expect(say(place(base))).toEqual(plain);
  expect(new Set(filesIn(base).map((file) => basename(file).split('-')[0])).size).toBe(filesIn(base).length);
}, 600_000);

test('what nobody wrote for long goes with the first new one', () => {
  const base = folder();
  say(place(base), ['rules']);
  const old = join(codeIn(base), 'main-0-0.bin');
  const recent = join(codeIn(base), 'main-0-1.bin');
  for (const file of [old, recent]) writeFileSync(file, '');
  utimesSync(old, 0, 0);
  say(place(base));
  expect([existsSync(old), existsSync(recent)]).toEqual([false, true]);
}, 600_000);
