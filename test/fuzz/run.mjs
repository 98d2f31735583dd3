/**
 * Fuzzes for as long as wanted: `npm run fuzz -- [--minutes 10] [--seed 1] [--formats compose,shell] [--out folder]`. One process per format
 * after the other; one that does not answer for five minutes is a hang. Every failing input is written out, made small.
 */
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'rolldown';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    formats: { type: 'string' },
    out: { type: 'string' },
  },
});

/** Milliseconds without a sign of life. */
const SILENCE = 300_000;

const home = join('node_modules', '.cache', 'swarm-lint-fuzz', String(process.pid));
await build({
  input: { worker: 'test/fuzz/worker.ts', formats: 'test/support/formats.ts' },
  platform: 'node',
  external: ['ts-morph', 'web-tree-sitter'],
  // The main file of jsonc-parser asks for its others in a way that no bundler sees.
  resolve: { mainFields: ['module', 'main'] },
  logLevel: 'warn',
  output: { dir: home, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
});
let worker;
process.on('exit', () => {
  worker?.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const { fuzzedFormats } = await import(resolve(home, 'formats.mjs'));
const names = values.formats?.split(',') ?? fuzzedFormats.map(({ name }) => name);
const out = values.out ?? mkdtempSync(join(tmpdir(), 'swarm-lint-fuzz-'));
mkdirSync(out, { recursive: true });
const seconds = (Number(values.minutes) * 60) / names.length;
console.log(`seed ${values.seed}, ${Math.round(seconds)} s for each of ${names.join(', ')}; what fails goes to ${out}`);

const fuzz = (name) =>
  new Promise((done) => {
    worker = fork(resolve(home, 'worker.mjs'), [name, values.seed, String(seconds), out], { stdio: 'inherit' });
    const current = join(out, `current-${worker.pid}.json`);
    let watch;
    const alive = () => {
      clearTimeout(watch);
      watch = setTimeout(() => {
        const file = join(out, `${name}-${values.seed}-hang.json`);
        try {
          writeFileSync(file, readFileSync(current));
        } catch {
          // It hung before the first input.
        }
        console.log(`BROKEN ${name}: no answer for ${SILENCE / 1000} s\n  ${file}`);
        worker.kill('SIGKILL');
      }, SILENCE);
    };
    // The fixtures come first, all of them.
    watch = setTimeout(() => worker.kill('SIGKILL'), 600_000);
    worker.on('message', alive);
    worker.on('exit', (code) => {
      clearTimeout(watch);
      rmSync(current, { force: true });
      done(code === 0);
    });
  });

let whole = true;
for (const name of names) whole = (await fuzz(name)) && whole;
process.exitCode = whole ? 0 : 1;
