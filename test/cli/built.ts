/** The command line as it is shipped: one bundle, made once for a test file, run as its own process. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';

const home = join('node_modules', '.cache', 'swarm-lint-test', String(process.pid));

export async function buildCli(): Promise<string> {
  await build({
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: home,
    bundle: true,
    splitting: true,
    chunkNames: 'cli-chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    external: ['ts-morph', 'web-tree-sitter'],
    logLevel: 'silent',
  });
  return join(home, 'cli.js');
}

export { home };

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

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
    env: { ...inherited, LC_ALL: 'en_US.UTF-8', ...env },
    timeout: 50_000,
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
