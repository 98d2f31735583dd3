/**
 * A repository larger than any team's, with three files that would fill the memory: it must come to its end, lose nothing, and say what it
 * did not read. After a build:
 *
 *   npm run bench:large -- [--files 200000] [--huge 100]
 *
 * `--huge`: megabytes of each of three files: a Dockerfile, a stack file, a script. Prints the time by the clock and the peak of memory beside
 * those of a process that lists and reads the files. Ends with 1 when something is missing.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generate.mjs';

const { values } = parseArgs({
  options: { files: { type: 'string', default: '200000' }, huge: { type: 'string', default: '100' } },
});
const scratch = mkdtempSync(join(tmpdir(), 'swarm-lint-large-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const root = join(scratch, 'repository');
mkdirSync(join(root, 'huge'), { recursive: true });
generate(root, Number(values.files));

/** One line without an end behind a beginning that makes it worth reading. */
function huge(name, beginning, letter) {
  const file = openSync(join(root, 'huge', name), 'w');
  writeSync(file, beginning);
  const piece = letter.repeat(1024 * 1024);
  for (let left = Number(values.huge); left > 0; left--) writeSync(file, piece);
  closeSync(file);
}
huge('Dockerfile', 'FROM scratch\n', 'a');
huge('docker-stack.yml', 'services:\n', 'b');
huge('deploy.sh', 'docker stack deploy -c docker-stack.yml shop\n', 'c');
const git = (...words) =>
  execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@example.com', ...words], { cwd: root });
git('init', '-q');
git('add', '-A');
git('commit', '-qm', 'All');

const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = {
  ...inherited,
  XDG_CACHE_HOME: join(scratch, 'cache'),
  LOCALAPPDATA: join(scratch, 'cache'),
  NO_COLOR: '1',
};
/** Tells its peak at its end, beside what it says. */
const peak = join(scratch, 'peak.cjs');
const note = openSync(peak, 'w');
writeSync(note, "process.on('exit', () => process.stderr.write(`\\npeak ${process.resourceUsage().maxRSS}\\n`));");
closeSync(note);

function run(name, ...words) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', peak, ...words], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  const seconds = (performance.now() - started) / 1000;
  const megabytes = Number(/^peak (\d+)$/m.exec(stderr)?.[1]) / 1024;
  console.log(`${name.padEnd(28)}${seconds.toFixed(1).padStart(8)} s${megabytes.toFixed(0).padStart(8)} MB`);
  return { status, stdout };
}

const failures = [];
const expect = (what, holds) => {
  if (!holds) failures.push(what);
};
const cli = resolve('dist/cli.js');
const reading = `const fs=require('fs');for(const f of require('child_process').execFileSync('git',['ls-files','-z'],{maxBuffer:1e9}).toString().split('\\0'))if(f)fs.readFileSync(f)`;
run('list and read', '-e', reading);
/** Without its time. */
const said = ({ stdout }) => stdout.replace(/· [\d.]+ s\n$/, '');
const cold = run('cold', cli, '.');
const services = Math.floor(Number(values.files) / 200);
expect(`${services} services`, cold.stdout.includes(` ${services} services:`));
for (const name of ['Dockerfile', 'docker-stack.yml', 'deploy.sh'])
  expect(`a gap for ${name}`, new RegExp(`larger than 5 MiB; not read[^?]*huge/${name}`).test(cold.stdout));
expect('no fault', cold.status === 0 || cold.status === 1);
expect('the same again', said(run('again', cli, '.')) === said(cold));
appendFileSync(join(root, 'services/service-0/src/module-3.js'), '// one more line\n');
expect('the same with a comment more', said(run('again, one file changed', cli, '.')) === said(cold));
expect('the same without a cache', said(run('without a cache', cli, '.', '--no-cache')) === said(cold));
for (const failure of failures) console.log(`missing: ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
