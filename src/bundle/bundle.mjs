/** The command line as few files that start fast: what every run needs, and apart from it the part of the compiler that reads JavaScript. */
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { namesUsed, partOfCompiler } from './compiler.mjs';

const require = createRequire(import.meta.url);

/** In the bundle the compiler comes from the part beside it. */
const compilerFromPart = {
  name: 'compiler',
  setup(esbuild) {
    esbuild.onLoad({ filter: /src[\\/]cli[\\/]parsers[\\/]compiler\.ts$/ }, () => ({
      contents: "export const loadCompiler = () => ({ ts: loadPart('compiler') });",
    }));
  },
};

const shared = {
  bundle: true,
  minify: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  legalComments: 'linked',
  logLevel: 'warning',
  // Everything is ASCII, so that V8 can keep one byte for a character.
  charset: 'ascii',
  banner: { js: '(function(exports,require,module,__filename,__dirname,__url,loadPart){' },
  footer: { js: '})' },
  define: { 'import.meta.url': '__url' },
};

/** Of all code of the library and of the packages it stands on: readings of another one are not taken. */
function hashOfLibrary() {
  const hash = createHash('sha256').update(readFileSync('package-lock.json'));
  for (const name of readdirSync('dist/src', { recursive: true }).sort())
    if (name.endsWith('.js')) hash.update(readFileSync(join('dist/src', name)));
  return hash.digest('hex').slice(0, 16);
}

/** Into `home`: `cli.js` and `cli-parts`. `build`: what readings are kept under; absent: only where somebody asks for it. Returns the files whose code is in it, and the package the compiler is from. */
export async function bundleInto(home, library) {
  const [main] = await Promise.all([
    build({
      ...shared,
      metafile: true,
      entryPoints: { main: 'src/cli/main.ts' },
      outdir: join(home, 'cli-parts'),
      // Of the first, its CommonJS build: the other looks for its own address.
      alias: {
        'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs',
        // Its main file asks for parts at run time, which no bundler follows.
        'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
      },
      define: { ...shared.define, BUILD: library === undefined ? 'undefined' : JSON.stringify(library) },
      plugins: [compilerFromPart],
    }),
    build({
      ...shared,
      stdin: { contents: partOfCompiler(namesUsed('src/readers/javascript')), resolveDir: '.' },
      outfile: join(home, 'cli-parts', 'compiler.js'),
    }),
  ]);
  const hashes = Object.fromEntries(
    ['main', 'compiler'].map((part) => [
      part,
      createHash('sha256')
        .update(readFileSync(join(home, 'cli-parts', `${part}.js`)))
        .digest('hex')
        .slice(0, 16),
    ]),
  );
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  let start = readFileSync('src/bundle/start.cjs', 'utf8');
  for (const [blank, filled] of [
    ['const PARTS = {};', `const PARTS = ${JSON.stringify(hashes)};`],
    ["const VERSION = '';", `const VERSION = ${JSON.stringify(version)};`],
  ]) {
    if (!start.includes(blank)) throw new Error(`start.cjs has no ${blank}`);
    start = start.replace(blank, filled);
  }
  writeFileSync(join(home, 'cli.js'), start, { mode: 0o755 });
  // Starts faster than a module.
  writeFileSync(join(home, 'package.json'), '{ "type": "commonjs" }\n');
  // Looked for beside the bundle.
  cpSync(
    join(dirname(require.resolve('web-tree-sitter')), 'web-tree-sitter.wasm'),
    join(home, 'cli-parts', 'web-tree-sitter.wasm'),
  );
  return [...Object.keys(main.metafile.inputs), 'node_modules/@ts-morph/common'];
}

/** Into `dist`, where the library is. */
export async function bundle() {
  const packed = await bundleInto('dist', hashOfLibrary());
  for (const folder of ['dist/src', 'dist/rules'])
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  return packed;
}
