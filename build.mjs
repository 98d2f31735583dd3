/** Builds `dist`: the library with its types (tsc), then the command line as one bundle (esbuild) with the grammars beside it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const { metafile } = await build({
  metafile: true,
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

/** Folders of the packages whose code or grammars are inside `dist`: their licences must be there, too. */
const bundled = new Set([
  ...Object.keys(metafile.inputs).flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  ...['@vscode/tree-sitter-wasm', '@tree-sitter-grammars/tree-sitter-kotlin', 'tree-sitter-elixir'].map(
    (name) => `node_modules/${name}`,
  ),
]);
const notices = [...bundled].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^(?:licen[cs]e|copying)(?:[.-].*)?$/i.test(one));
  if (file === undefined) throw new Error(`${folder} has no text of its licence`);
  return `${'='.repeat(80)}\n${name} ${version}\nLicence: ${license}\n${'-'.repeat(80)}\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
});
writeFileSync(
  'dist/THIRD-PARTY-NOTICES.txt',
  `swarm-lint contains the work of others, in its bundle and in its grammars.\n\n${notices.join('\n')}`,
);

cpSync('src/report/schema', 'dist/schema', { recursive: true });
// Printed from the checks, so it cannot fall behind them.
writeFileSync('dist/schema/configuration.json', execFileSync(process.execPath, ['dist/cli.js', 'config', '--schema']));

const { manualPage } = await import('./dist/src/cli/manual/roff.js');
const { version } = await import('./dist/src/cli/version.js');
mkdirSync('dist/man');
writeFileSync('dist/man/swarm-lint.1', manualPage(version));
