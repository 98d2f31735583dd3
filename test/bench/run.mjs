/**
 * Times whole processes side by side: rounds are interleaved, so that a slow minute of the machine hits every case alike, and only the
 * ratios between the medians of one run mean anything. `npm run bench [rounds]` after a build.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from './generate.mjs';

const rounds = Number(process.argv[2] ?? 11);
const scratch = mkdtempSync(join(tmpdir(), 'swarm-lint-bench-'));
const cli = join(process.cwd(), 'dist/cli.js');

function repository(name, fill) {
  const path = join(scratch, name);
  fill(path);
  execFileSync('git', ['init', '-q'], { cwd: path });
  execFileSync('git', ['add', '-A'], { cwd: path });
  return path;
}

const smallest = repository('smallest', (path) =>
  cpSync('fixtures/projects/compose-only-development', path, { recursive: true }),
);
const flawless = repository('flawless', (path) => cpSync('fixtures/projects/flawless-shop', path, { recursive: true }));
const copyOf = (project) => (path) => cpSync(`fixtures/projects/${project}`, path, { recursive: true });
/** What a language costs where it is used: the good application of each, its stack file alone beside it. */
const languages = [
  ['JavaScript', 'nest-good'],
  ['Python', 'django-good'],
  ['Go', 'gin-good'],
  ['Ruby', 'rails-good'],
  ['PHP', 'laravel-good'],
  ['Java', 'spring-good'],
  ['Kotlin', 'ktor-good'],
  ['C#', 'aspnet-good'],
  ['Rust', 'axum-good'],
  ['Elixir', 'phoenix-good'],
].map(([language, project]) => [`${language} (${project})`, [cli, repository(project, copyOf(project))]]);
const stackAlone = repository('stack-alone', (path) =>
  cpSync('fixtures/projects/django-good/docker-stack.yml', join(path, 'docker-stack.yml')),
);
const large = repository('large', (path) => generate(path, 10_000));
const readEverything = `const fs=require('fs'),p=require('path');for(const f of require('child_process').execFileSync('git',['ls-files','-z'],{cwd:process.argv[1],maxBuffer:1e9}).toString().split('\\0'))if(f)fs.readFileSync(p.join(process.argv[1],f))`;

const cases = [
  ['node -e 0', ['-e', '0']],
  ['--version', [cli, '--version']],
  ['smallest project', [cli, smallest]],
  ['stack file alone', [cli, stackAlone]],
  ['flawless project', [cli, flawless]],
  ...languages,
  ['list and read 10,000 files', ['-e', readEverything, large]],
  ['10,000 files', [cli, large]],
];

// Extra certificates are loaded by every Node process and would drown the difference between the cases.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
const times = new Map(cases.map(([name]) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, args] of cases) {
    const start = process.hrtime.bigint();
    const { status, signal } = spawnSync(process.execPath, args, { env, stdio: 'ignore' });
    if (signal || status > 2) throw new Error(`${name}: ended with ${signal ?? status}`);
    times.get(name).push(Number(process.hrtime.bigint() - start) / 1e6);
  }
}
rmSync(scratch, { recursive: true, force: true });

const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];
const floor = median(times.get('node -e 0'));
const reading = median(times.get('list and read 10,000 files'));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
console.log(`swarm-lint ${version}, Node ${process.version}, ${rounds} interleaved rounds, medians\n`);
console.log(`${'case'.padEnd(30)}${'ms'.padStart(8)}${'× node -e 0'.padStart(14)}${'× reading'.padStart(12)}`);
for (const [name, values] of times) {
  const time = median(values);
  console.log(
    `${name.padEnd(30)}${time.toFixed(0).padStart(8)}${(time / floor).toFixed(1).padStart(14)}${(time / reading).toFixed(1).padStart(12)}`,
  );
}
