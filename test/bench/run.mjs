/**
 * Times whole processes side by side: rounds are interleaved, so that a slow minute of the machine hits every case alike, and only the
 * ratios between the medians of one run mean anything. Where other work is going on, processor time (of the process itself, without git that
 * it starts) says more than the clock. After a build:
 *
 *   npm run bench -- [--rounds 11] [--checkouts FOLDER] [--largest 50000] [--peers]
 *
 * `--checkouts` (or SWARM_LINT_CHECKOUTS): a folder with checkouts named example-voting-app, medusa, symfony, spring-boot; what is missing is
 * skipped with a word. `--peers` installs other linters from npm into a folder that is removed afterwards.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generate, generateStacks } from './generate.mjs';
import { installPeers, peerCases } from './peers.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '11' },
    checkouts: { type: 'string', default: process.env.SWARM_LINT_CHECKOUTS ?? '' },
    largest: { type: 'string', default: '50000' },
    peers: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const scratch = mkdtempSync(join(tmpdir(), 'swarm-lint-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const cli = resolve('dist/cli.js');
/**
 * Caches of our own, one for each repository: what is kept of compiled code fits the repository that is linted, and most teams have one.
 * Extra certificates, which every Node process loads, would drown the differences.
 */
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const environment = (name) => {
  const cache = join(scratch, 'caches', name.replace(/, warm$/, ''));
  return { ...inherited, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, NO_COLOR: '1' };
};
const git = (cwd, ...words) =>
  execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...words], { cwd });

function repository(name, fill) {
  const path = join(scratch, name);
  mkdirSync(path);
  fill(path);
  git(path, 'init', '-q');
  git(path, 'add', '-A');
  return path;
}
const project = (name) => repository(name, (path) => cpSync(`fixtures/projects/${name}`, path, { recursive: true }));

/** Lists the files as git does, and reads them. */
const readEverything = `const fs=require('fs'),p=require('path');for(const f of require('child_process').execFileSync('git',['ls-files','-z'],{cwd:process.argv[1],maxBuffer:1e9}).toString().split('\\0'))if(f)try{fs.readFileSync(p.join(process.argv[1],f))}catch{}`;

/** `reads`: the case this one is compared with beside `node -e 0`. `before`: done ahead of every run, outside the clock. */
const cases = [];
const add = (name, args, more = {}) => cases.push({ name, command: process.execPath, args, ...more });
add('node -e 0', ['-e', '0']);
add('--version', [cli, '--version']);

const smallest = project('compose-only-development');
const stackAlone = repository('stack-alone', (path) =>
  cpSync('fixtures/projects/django-good/docker-stack.yml', join(path, 'docker-stack.yml')),
);
add('stack file alone', [cli, stackAlone, '--no-cache']);
add('smallest project', [cli, smallest, '--no-cache']);
const service = project('nest-good');
add('small TypeScript service', [cli, service, '--no-cache']);
add('small TypeScript service, warm', [cli, service]);
const stacks = repository('stacks', (path) => generateStacks(path, 200));
add('200 stack files', [cli, stacks, '--no-cache']);

function repositoryCases(name, path) {
  add(`${name}: list and read`, ['-e', readEverything, path]);
  const reads = `${name}: list and read`;
  add(name, [cli, path, '--no-cache'], { reads });
  add(`${name}, warm`, [cli, path], { reads });
}
for (const name of ['example-voting-app', 'medusa', 'symfony', 'spring-boot']) {
  const path = join(values.checkouts, name);
  if (values.checkouts && existsSync(path)) repositoryCases(name, path);
  else console.log(`skipped: ${name} (no checkout of it in ${values.checkouts || '--checkouts'})`);
}

const sizes = [100, 1000, 10_000, 50_000, 200_000].filter((size) => size <= Number(values.largest));
for (const size of sizes)
  repositoryCases(
    `${size} files`,
    repository(`generated-${size}`, (path) => generate(path, size)),
  );
if (sizes.includes(10_000)) {
  const path = repository('hook', (folder) => generate(folder, 10_000));
  git(path, 'commit', '-qm', 'All');
  const before = () => {
    appendFileSync(join(path, 'services/service-7/src/main.js'), '// one more line\n');
    git(path, 'add', '-A');
  };
  add('pre-commit, 1 of 10000 changed', [cli, path, '--staged'], { before, reads: '10000 files: list and read' });
}
if (values.peers) {
  const bin = installPeers(join(scratch, 'peers'));
  const trees = [
    ['stack file alone', stackAlone],
    ['small TypeScript service', service],
    ['200 stack files', stacks],
    ['example-voting-app', join(values.checkouts, 'example-voting-app')],
  ].filter(([, path]) => existsSync(path));
  for (const one of peerCases(bin, trees)) cases.push(one);
}

/** Of every case: milliseconds by the clock, and, from rounds of their own, of the processor, and the peak of memory in megabytes. */
const times = new Map(cases.map(({ name }) => [name, []]));
const work = new Map(cases.map(({ name }) => [name, []]));
const memory = new Map();
const accounts = join(scratch, 'accounts.cjs');
writeFileSync(
  accounts,
  `process.on('exit',()=>{const u=process.resourceUsage();require('fs').writeFileSync(${JSON.stringify(join(scratch, 'account'))},(u.userCPUTime+u.systemCPUTime)/1000+' '+u.maxRSS/1024)})`,
);
for (let round = 0; round < 2 * rounds; round++) {
  // The first round also fills caches.
  const accounting = round % 2 === 0;
  for (const { name, command, args, before } of cases) {
    const ours = command === process.execPath;
    // Peers start others of their own: only the clock tells.
    if (accounting && !ours) continue;
    before?.();
    const own = accounting ? ['--require', accounts] : [];
    const start = process.hrtime.bigint();
    const { status, signal, error } = spawnSync(command, [...own, ...args], {
      env: environment(name),
      stdio: 'ignore',
    });
    if (error || signal || (ours && status > 2)) throw error ?? new Error(`${name}: ended with ${signal ?? status}`);
    if (!accounting) times.get(name).push(Number(process.hrtime.bigint() - start) / 1e6);
    else if (existsSync(join(scratch, 'account'))) {
      const [milliseconds, megabytes] = readFileSync(join(scratch, 'account'), 'utf8').split(' ').map(Number);
      if (round > 0 || rounds === 1) work.get(name).push(milliseconds);
      memory.set(name, Math.max(memory.get(name) ?? 0, megabytes));
      rmSync(join(scratch, 'account'));
    }
  }
}

const median = (list) => [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
const floor = median(times.get('node -e 0'));
const least = median(work.get('node -e 0'));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const processor = cpus();
console.log(
  `\nswarm-lint ${version}, Node ${process.version}, ${processor.length} × ${processor[0]?.model.trim() || process.arch}, ${new Date().toISOString().slice(0, 10)}; medians of ${rounds} interleaved rounds; load ${loadavg()[1].toFixed(1)}\n`,
);
const row = (name, ...cells) => console.log(`${name.padEnd(40)}${cells.map((cell) => cell.padStart(13)).join('')}`);
row('case', 'ms', '× node -e 0', '× reading', 'CPU ms', '× node -e 0', '× reading', 'peak MB');
for (const { name, reads } of cases) {
  const time = median(times.get(name));
  const busy = median(work.get(name));
  const megabytes = memory.get(name);
  row(
    name,
    time.toFixed(0),
    (time / floor).toFixed(1),
    reads ? (time / median(times.get(reads))).toFixed(2) : '',
    busy ? busy.toFixed(0) : '',
    busy ? (busy / least).toFixed(1) : '',
    reads ? (median(work.get(name)) / median(work.get(reads))).toFixed(2) : '',
    megabytes ? megabytes.toFixed(0) : '',
  );
}

/** The slope on logarithmic axes, above what a run costs whatever it reads: 1 is linear. */
function exponent(measured, suffix, start) {
  const points = sizes
    .filter((size) => size >= 1000)
    .map((size) => [
      Math.log(size),
      Math.log(Math.max(1, median(measured.get(`${size} files${suffix}`)) - median(measured.get(start)))),
    ]);
  if (points.length < 2) return undefined;
  const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  return (
    points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
  );
}
for (const [suffix, word, start] of [
  ['', 'cold', 'stack file alone'],
  [', warm', 'warm', 'node -e 0'],
]) {
  const [clock, busy] = [times, work].map((measured) => exponent(measured, suffix, start)?.toFixed(2));
  if (clock !== undefined)
    console.log(
      `growth ${word} from 1000 to ${sizes.at(-1)} files: exponent ${clock} by the clock, ${busy} in processor time`,
    );
}
