/**
 * Who is told to stop: runs each case as PID 1 of a fresh PID namespace, as a container does, with one request under way, sends SIGTERM
 * and writes down what became of the program and of the request. `node test/bench/signals/measure.mjs [part of a name]` as root on Linux;
 * the result replaces the rows of `measured.json` that this machine has the programs for. `test/facts/process/measured.test.ts` holds the
 * process model to that file.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cases } from './cases.mjs';
import { programs } from './programs.mjs';

const result = fileURLToPath(new URL('measured.json', import.meta.url));
/** How long a program is waited for, in milliseconds, before it is killed: Swarm's stop_grace_period, shortened. */
const grace = 5000;
const bootLimit = 30_000;

const allowed = spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']);
if (allowed.status !== 0) {
  console.error(
    `CANNOT MEASURE: no PID namespace may be made here (unshare: ${String(allowed.stderr ?? allowed.error).trim()}).\nRun as root on Linux, or in a container with CAP_SYS_ADMIN. ${result} is unchanged.`,
  );
  process.exit(1);
}

const pathOf = (program) => {
  const found = spawnSync('bash', ['-c', `command -v -- "$1"`, 'bash', program], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim() : undefined;
};
const shellFiles = { dash: pathOf('dash'), busybox: pathOf('busybox'), bash: pathOf('bash') };

/** Puts the wanted shell in the place of /bin/sh, in a mount namespace of its own, and becomes the case. */
const setup = 'mount --bind "$1" "$(readlink -f /bin/sh)" && shift && exec "$@"';

async function measure({ argv, files = {} }, shell, port) {
  const directory = mkdtempSync(join(tmpdir(), 'signals-'));
  chmodSync(directory, 0o777);
  for (const [name, text] of Object.entries({ ...programs, ...files })) {
    writeFileSync(join(directory, name), text);
    chmodSync(join(directory, name), 0o755);
  }
  const words = argv.map((word) => word.replaceAll('PORT', String(port)));
  const [outer, ...flags] = [
    'unshare',
    '--pid',
    '--fork',
    '--mount',
    '--mount-proc',
    '--',
    'bash',
    '-c',
    setup,
    'bash',
  ];
  const child = spawn(outer, [...flags, shellFiles[shell], ...words], {
    cwd: directory,
    env: { ...process.env, PORT: String(port), CI: '1', HOME: directory },
    stdio: ['ignore', 'ignore', process.env.SIGNALS_VERBOSE ? 'inherit' : 'ignore'],
  });
  const left = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? `${signal}`)));
  try {
    const first = await booted(child, port, left);
    if (first === undefined) return undefined;
    const answer = request(port);
    await sleep(300);
    const sent = Date.now();
    process.kill(first, 'SIGTERM');
    const exit = await Promise.race([left, sleep(grace)]);
    const seconds = Math.round((Date.now() - sent) / 100) / 10;
    if (exit === undefined) process.kill(first, 'SIGKILL');
    return {
      told: existsSync(join(directory, 'told')),
      request: (await answer) === 'done' ? 'completed' : 'dropped',
      exit: exit ?? 'killed',
      seconds: exit === undefined ? undefined : seconds,
    };
  } finally {
    child.kill('SIGKILL');
    await Promise.race([left, sleep(2000)]);
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** PID of the case as this process sees it, once something listens. */
async function booted(child, port, left) {
  let gone = false;
  left.then(() => {
    gone = true;
  });
  for (const end = Date.now() + bootLimit; Date.now() < end && !gone; await sleep(100)) {
    const listens = readFileSync('/proc/net/tcp', 'utf8').includes(
      `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`,
    );
    if (listens) return Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim());
  }
  return undefined;
}

const request = (port) =>
  new Promise((resolve) => {
    get({ port, host: '127.0.0.1', path: '/', agent: false }, (response) => {
      let text = '';
      response.on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => resolve(text));
      response.on('error', () => resolve('dropped'));
    }).on('error', () => resolve('dropped'));
  });

/**
 * `delivered`: the program finished and left; `ignored`: it ran on until it was killed; `cut-off`: it ended before the request did.
 */
function outcomeOf({ handles = true }, { told, request: answer, exit }) {
  if (exit === 'killed') return 'ignored';
  return answer === 'completed' && (told || handles !== true) ? 'delivered' : 'cut-off';
}

const versionOf = (program) => {
  const commands = {
    dash: ['dpkg-query', '-W', '-f', '$' + '{Version}', 'dash'],
    busybox: ['busybox'],
    java: ['java', '-version'],
    su: ['su', '--version'],
  };
  const [name, ...words] = commands[program] ?? [program, '--version'];
  const { stdout = '', stderr = '' } = spawnSync(name, words, { encoding: 'utf8', timeout: 20_000 });
  return /\d+(\.\d+)+/.exec(stdout + stderr)?.[0] ?? 'unknown';
};

const known = existsSync(result) ? JSON.parse(readFileSync(result, 'utf8')) : { programs: {}, rows: [] };
const rows = new Map(known.rows.map((row) => [`${row.name} (${row.shell})`, row]));
const wanted = process.argv[2] ?? '';
const missing = new Set();
const used = new Set();
let port = 42_000 + (process.pid % 10_000);

for (const one of cases.filter(({ name }) => name.includes(wanted))) {
  for (const shell of one.shells) {
    const title = `${one.name} (${shell})`;
    const needed = [shell, one.argv[0], ...(one.argv.join(' ').match(/\b(node|npm|cross-env)\b/g) ?? [])].map((word) =>
      /^\.\/|^\/bin\/sh$/.test(word) ? shell : word,
    );
    const absent = needed.filter((program) => !pathOf(program));
    if (absent.length > 0) {
      for (const program of absent) missing.add(program);
      console.error(`NOT MEASURED ${title}: ${absent.join(', ')} is not installed`);
      continue;
    }
    for (const program of needed) used.add(program);
    const seen = await measure(one, shell, ++port);
    if (!seen) {
      console.error(`NOT MEASURED ${title}: it did not start`);
      continue;
    }
    const { name, argv, handles = true, start, files } = one;
    const own = files && !start ? { files } : {};
    const measured = { name, shell, argv, handles, start, ...own, outcome: outcomeOf(one, seen), ...seen };
    rows.set(title, measured);
    console.log(`${title}: ${measured.outcome} ${JSON.stringify(seen)}`);
  }
}

const order = new Map(
  cases.flatMap(({ name, shells }) => shells.map((shell) => `${name} (${shell})`)).map((title, at) => [title, at]),
);
const versions = {
  ...known.programs,
  ...Object.fromEntries([...used].sort().map((program) => [program, versionOf(program)])),
};
const system = execFileSync('uname', ['-sr'], { encoding: 'utf8' }).trim();
const sorted = [...rows]
  .filter(([title]) => order.has(title))
  .sort(([one], [other]) => order.get(one) - order.get(other))
  .map(([, row]) => row);
writeFileSync(
  result,
  `${JSON.stringify({ measured: new Date().toISOString().slice(0, 10), system, programs: versions, rows: sorted }, undefined, 2)}\n`,
);
if (missing.size > 0) console.error(`\nNOT MEASURED HERE, rows kept as they were: ${[...missing].join(', ')}`);
