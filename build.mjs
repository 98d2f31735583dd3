/** Builds `dist`: the library with its types (tsc), then the command line as one bundle (esbuild) with the grammars beside it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
rmSync('dist', { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc'), '-p', 'tsconfig.build.json'],
  { stdio: 'inherit' },
);

await build({
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'cli-chunks/[name]-[hash]',
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // CommonJS packages inside an ES module bundle still ask for `require`.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  // Its main file asks for parts at run time, which no bundler follows.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  external: ['ts-morph', 'web-tree-sitter'],
  legalComments: 'linked',
  logLevel: 'warning',
});
chmodSync('dist/cli.js', 0o755);

mkdirSync('dist/grammars', { recursive: true });
const homeOf = (name) => dirname(require.resolve(`${name}/package.json`));
const grammars = [
  ...['bash', 'python', 'go', 'ruby', 'php', 'java', 'c-sharp', 'rust'].map((name) => [
    name,
    join(homeOf('@vscode/tree-sitter-wasm'), 'wasm'),
  ]),
  ['kotlin', homeOf('@tree-sitter-grammars/tree-sitter-kotlin')],
  ['elixir', homeOf('tree-sitter-elixir')],
];
for (const [name, home] of grammars) cpSync(join(home, `tree-sitter-${name}.wasm`), `dist/grammars/${name}.wasm`);
cpSync('src/report/schema', 'dist/schema', { recursive: true });
// Printed from the checks, so it cannot fall behind them.
writeFileSync('dist/schema/configuration.json', execFileSync(process.execPath, ['dist/cli.js', 'config', '--schema']));

const { manualPage } = await import('./dist/src/cli/manual/roff.js');
const { version } = await import('./dist/src/cli/version.js');
mkdirSync('dist/man');
writeFileSync('dist/man/swarm-lint.1', manualPage(version));
