#!/usr/bin/env node
'use strict';
/**
 * Starts the command line. V8 forgets between runs what it compiled: parts of the program are run with what an earlier run left of that in
 * the user's cache folder. Whatever is wrong with it (another version of Node, no folder, damage) costs time and nothing else.
 */
const {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} = require('node:fs');
const { homedir } = require('node:os');
const { dirname, isAbsolute, join } = require('node:path');
const { pathToFileURL } = require('node:url');

/** Written by the build: part → hash of its source, and the version of the package. */
const PARTS = {};
const VERSION = '';
/** Files of other versions that nobody wrote for so many milliseconds go. */
const OLD = 30 * 24 * 3600 * 1000;
/** Bytes of newly compiled code that make it worth to write the cache again. */
const WORTH = 96 * 1024;

/** After so many runs that compiled nothing new, only some of the runs are asked: to find out takes as long as to load a reader. */
const CALM = 4;
const SOME = 16;
/** Checksum and length of the code, and how many runs have compiled nothing new. */
const HEAD = 12;
/** Libraries of Node's that take milliseconds and that not every run uses: loaded when the first thing is asked of them. */
const LATE = new Set(['node:crypto']);

let v8;
let Script;
let crc32;
/** Of the cache; absent: nothing is kept. */
let folder;
/** Of V8 and its flags: code of another one cannot be run. */
let tag;

/** Only a folder that nobody else can write into: what lies there is run. */
function cacheFolder() {
  try {
    const { env, platform } = process;
    if (env.SWARM_LINT_NO_CODE_CACHE) return undefined;
    const base =
      platform === 'win32'
        ? env.LOCALAPPDATA
        : env.XDG_CACHE_HOME || join(homedir(), platform === 'darwin' ? 'Library/Caches' : '.cache');
    // A relative one would lie in the repository.
    if (!base || !isAbsolute(base) || isSomebodyElses(base)) return undefined;
    const path = join(base, 'swarm-lint', 'code');
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const kind = lstatSync(path);
    if (!kind.isDirectory()) return undefined;
    if (process.getuid && (kind.uid !== process.getuid() || (kind.mode & 0o077) !== 0)) return undefined;
    return path;
  } catch {
    return undefined;
  }
}

/** Root may write everywhere; with the home of a user (`sudo`) it would leave folders there that the user cannot use. */
function isSomebodyElses(path) {
  if (process.getuid?.() !== 0) return false;
  const there = statSync(path, { throwIfNoEntry: false });
  return there ? there.uid !== 0 : isSomebodyElses(dirname(path));
}

/** Checksum and length stand in front: V8 trusts what it is given. */
function cachedCode(file) {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(HEAD);
    if (bytes.readUInt32LE(0) !== crc32(code) || bytes.readUInt32LE(4) !== code.length) return undefined;
    return { code, calm: bytes.readUInt32LE(8) };
  } catch {
    return undefined;
  }
}

function countCalm({ file, calm }) {
  const open = openSync(file, 'r+');
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(calm + 1);
  writeSync(open, bytes, 0, 4, 8);
  closeSync(open);
}

function keep(file, script, calm) {
  const unfinished = `${file}.${process.pid}`;
  try {
    const code = script.createCachedData();
    const head = Buffer.alloc(HEAD);
    head.writeUInt32LE(crc32(code), 0);
    head.writeUInt32LE(code.length, 4);
    head.writeUInt32LE(calm, 8);
    writeFileSync(unfinished, Buffer.concat([head, code]), { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, file);
  } catch {
    rmSync(unfinished, { force: true });
  }
}

function tidy() {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (scripts.some((one) => one.file === file)) continue;
    const there = lstatSync(file, { throwIfNoEntry: false });
    if (there && Date.now() - there.mtimeMs > OLD) rmSync(file, { force: true });
  }
}

const compiledBytes = () => v8.getHeapCodeStatistics().bytecode_and_metadata_size;
const scripts = [];
/** Of them the one that holds most of the code; absent: an earlier answer was said again without it. */
let core;
/** What was compiled when the first part had been loaded; absent: nobody asks in this run. */
let compiled;

const loaded = new Map();
/** What a part asks for: a library of Node's, or another part. */
const requireLate = (name) => {
  if (LATE.has(name)) return new Proxy({}, { get: (_, member) => require(name)[member] });
  return name.startsWith('./') ? (loaded.get(name) ?? load(name)) : require(name);
};

function load(name) {
  const part = name.slice('./'.length, -'.js'.length);
  const filename = join(__dirname, 'cli-parts', `${part}.js`);
  const file = folder && join(folder, `${part}-${PARTS[part]}-${tag}.bin`);
  const cached = file && cachedCode(file);
  const cachedData = cached?.code;
  const before = compiled && compiledBytes();
  // Written by the build in ASCII.
  const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData });
  // What the cache of a later part brings is not new.
  if (compiled) compiled += compiledBytes() - before;
  const isNew = cachedData === undefined || script.cachedDataRejected === true;
  const asks = folder && part === 'main' && !isNew && (cached.calm < CALM || process.pid % SOME === 0);
  const own = { file, script, isNew, calm: cached?.calm };
  if (part === 'main') core = own;
  scripts.push(own);
  const module = { exports: {} };
  // Ahead of its own code: parts may ask for each other.
  loaded.set(name, module.exports);
  script.runInThisContext()(
    module.exports,
    requireLate,
    module,
    filename,
    dirname(filename),
    pathToFileURL(filename).href,
  );
  if (asks) compiled = compiledBytes();
  return module.exports;
}

function keepAll() {
  try {
    const grown = compiled && compiledBytes() - compiled > WORTH;
    if (compiled && !grown && core.calm < CALM) countCalm(core);
    // What says answers again compiled most of itself just now, and once is enough.
    const first = core === undefined && scripts[0].calm === 0;
    for (const { file, script, isNew } of scripts) if (isNew || grown || first) keep(file, script, first ? 1 : 0);
    if (scripts.some(({ isNew }) => isNew)) tidy();
  } catch {
    // Next time.
  }
}

function start() {
  v8 = require('node:v8');
  ({ Script } = require('node:vm'));
  ({ crc32 } = require('node:zlib'));
  folder = cacheFolder();
  if (folder) {
    // What V8 compiled holds for the flags it was compiled under: the one that grammars ask for is set from the start.
    v8.setFlagsFromString('--liftoff-only');
    // Most functions run a few times: to optimise them early takes longer than they do. Measured: an eighth of a small run, nothing of a long one.
    v8.setFlagsFromString('--interrupt-budget=500000');
    // Functions of an earlier run must live until they are written again.
    v8.setFlagsFromString('--no-flush-bytecode');
    process.on('exit', keepAll);
  }
  tag = v8.cachedDataVersionTag();
  load('./repeat.js')
    .repeat(folder, process.argv.slice(2))
    // Whatever goes wrong with it, the run itself tells.
    .catch(() => false)
    .then((done) => done || load('./main.js'));
}

const [word, ...others] = process.argv.slice(2);
// Asked by scripts and editors, over and over: nothing else is loaded for it.
if (others.length === 0 && (word === '--version' || word === '-V')) {
  process.stdout.on('error', ({ code }) => {
    if (code === 'EPIPE') process.exit();
    process.stderr.write(`swarm-lint: cannot write to standard output (${code}).\n`);
    process.exit(2);
  });
  process.stdout.write(`${VERSION}\n`);
} else start();
