/** The command line as it is shipped: a bundle, made once for a test file, run as its own process. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const home = join('node_modules', '.cache', 'swarm-lint-test', String(process.pid));

/** In a process of its own: the bundler is native code, which takes no regular expressions of the sandbox that tests run in. */
const bundleHere = "import { bundleInto } from './src/bundle/bundle.mjs'; await bundleInto(process.argv[1]);";

export function buildCli(): string {
  execFileSync(process.execPath, ['--input-type=module', '--eval', bundleHere, home], { stdio: 'inherit' });
  return join(home, 'cli.js');
}

export { home };

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The second run finds what the first one kept, and the cache of whoever runs the tests stays as it is. */
const ownCache = { XDG_CACHE_HOME: resolve(home, 'cache'), LOCALAPPDATA: resolve(home, 'cache') };

/** Runs it with an environment of its own, so that the colours of whoever runs the tests do not matter. */
export function runCli(
  cli: string,
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Ran {
  const { NO_COLOR: _no, FORCE_COLOR: _force, NODE_OPTIONS: _options, ...inherited } = process.env;
  const done = spawnSync(process.execPath, [cli, ...words], {
    cwd,
    encoding: 'utf8',
    env: { ...inherited, LC_ALL: 'en_US.UTF-8', ...ownCache, ...env },
    timeout: 50_000,
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
