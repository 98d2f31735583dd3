/**
 * Times whole processes side by side: rounds are interleaved, so that a slow minute of the machine hits every case alike, and only the
 * ratios between the medians of one run mean anything. After a build:
 *
 *   npm run bench -- [--rounds 11] [--checkouts FOLDER] [--largest 50000] [--peers]
 *
 * `--checkouts` (or SWARM_LINT_CHECKOUTS): a folder with checkouts named example-voting-app, medusa, symfony, spring-boot; what is missing is
 * skipped with a word. `--peers` installs other linters from npm into a folder that is removed afterwards.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generate.mjs';
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
/** A folder of our own for caches; extra certificates, which every Node process loads, would drown the differences. */
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = {
  ...inherited,
  XDG_CACHE_HOME: join(scratch, 'cache'),
  LOCALAPPDATA: join(scratch, 'cache'),
  NO_COLOR: '1',
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

const sizes = [100, 1000, 10_000, 50_000].filter((size) => size <= Number(values.largest));
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
  ];
  for (const one of peerCases(bin, trees)) cases.push(one);
}

const times = new Map(cases.map(({ name }) => [name, []]));
const memory = new Map();
/** The peak is the process's own word, taken once, outside the clock. */
const peak = `process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS))`;
for (let round = -1; round < rounds; round++) {
  for (const { name, command, args, before } of cases) {
    before?.();
    const first = round === -1;
    const own =
      command === process.execPath && first ? ['--import', `data:text/javascript,${encodeURIComponent(peak)}`] : [];
    const start = process.hrtime.bigint();
    const { status, signal, stderr, error } = spawnSync(command, [...own, ...args], {
      env,
      stdio: ['ignore', 'ignore', first ? 'pipe' : 'ignore'],
      encoding: 'utf8',
    });
    if (error || signal || (command === process.execPath && status > 2))
      throw error ?? new Error(`${name}: ended with ${signal ?? status}`);
    // The first round fills caches.
    if (first) memory.set(name, Number(/peak (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024);
    else times.get(name).push(Number(process.hrtime.bigint() - start) / 1e6);
  }
}

const median = (list) => [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
const floor = median(times.get('node -e 0'));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const processor = cpus();
console.log(
  `\nswarm-lint ${version}, Node ${process.version}, ${processor.length} × ${processor[0]?.model.trim() || process.arch}, ${new Date().toISOString().slice(0, 10)}; medians of ${rounds} interleaved rounds\n`,
);
const row = (name, ...cells) => console.log(`${name.padEnd(36)}${cells.map((cell) => cell.padStart(13)).join('')}`);
row('case', 'ms', '× node -e 0', '× reading', 'peak MB');
for (const { name, reads } of cases) {
  const time = median(times.get(name));
  const megabytes = memory.get(name);
  row(
    name,
    time.toFixed(0),
    (time / floor).toFixed(1),
    reads ? (time / median(times.get(reads))).toFixed(2) : '',
    megabytes ? megabytes.toFixed(0) : '',
  );
}

/** The slope on logarithmic axes, above what every run costs: 1 is linear. */
function exponent(suffix) {
  const points = sizes
    .filter((size) => size >= 1000)
    .map((size) => [
      Math.log(size),
      Math.log(Math.max(1, median(times.get(`${size} files${suffix}`)) - median(times.get('stack file alone')))),
    ]);
  if (points.length < 2) return undefined;
  const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  return (
    points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
  );
}
for (const [suffix, word] of [
  ['', 'cold'],
  [', warm', 'warm'],
]) {
  const slope = exponent(suffix);
  if (slope !== undefined)
    console.log(`growth ${word} from 1000 to ${sizes.at(-1)} files: exponent ${slope.toFixed(2)}`);
}
