/** Builds `dist`: the library with its types (tsc), then the command line as a bundle (`src/bundle/bundle.mjs`) with the grammars beside it. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bundle } from './src/bundle/bundle.mjs';

const require = createRequire(import.meta.url);
rmSync('dist', { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc'), '-p', 'tsconfig.build.json'],
  { stdio: 'inherit' },
);

const packed = await bundle();

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
  ...packed.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
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
// The compiler inside that package is under a licence of its own, whose text comes with the compiler itself.
const licence = readFileSync(join(homeOf('typescript'), 'LICENSE'), 'utf8').trim();
notices.push(
  `${'='.repeat(80)}\ntypescript ${require('ts-morph').ts.version}\nLicence: Apache-2.0\n${'-'.repeat(80)}\n${licence}\n`,
);
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
