/**
 * The command line as parts that start fast: what every run needs, and apart from it what is loaded only for a language, a format or a
 * command. Most of the time of a small run goes into reading, checking and unpacking code: what is not loaded costs nothing.
 */
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { namesUsed, partOfCompiler } from './compiler.mjs';

const require = createRequire(import.meta.url);

/** What a repository with stack files alone needs: these modules and all that they import at once. */
const CORE = ['src/cli/main.ts', 'src/cli/lint.ts', 'src/report/text.ts'].map((path) => resolve(path));

/** What says an earlier answer again: loaded ahead of all else, and alone where it can. */
const REPEAT = resolve('src/cli/answers/repeat.ts');

/** Around the code of a part: `src/bundle/start.cjs` calls it. */
const wrapped = (code) => `(function(exports,require,module,__filename,__dirname,__url){${code}\n})`;

/** The bundler lets the first part be run ahead of this one, which takes nothing from it and is there to spare it. */
function alone(fileName, code) {
  if (fileName !== 'repeat.js') return code;
  const own = code.replace(/[,;]require\("\.\/main\.js"\);/, ';');
  if (own.includes('"./')) throw new Error('repeat.js takes something from another part');
  return own;
}

const output = {
  format: 'cjs',
  minify: true,
  comments: false,
  // Everything is ASCII, so that V8 can keep one byte for a character.
  charset: 'ascii',
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
};

/** In the bundle the compiler comes from a part of its own. */
const compilerFromPart = {
  name: 'compiler',
  load(id) {
    if (/src[\\/]cli[\\/]parsers[\\/]compiler\.ts$/.test(id))
      return "import * as ts from 'compiler'; export const loadCompiler = () => ({ ts: { ...ts } });";
    if (id === '\0compiler') return partOfCompiler(namesUsed('src/readers/javascript'));
    return undefined;
  },
  resolveId: (id) => (id === 'compiler' ? '\0compiler' : undefined),
};

/** Fills `found` with modules and all that they import at once, when all are known. */
const findImported = (found, ids) => ({
  name: 'imported',
  buildEnd() {
    const open = [...ids];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      open.push(...(this.getModuleInfo(id)?.importedIds ?? []));
    }
  },
});

/** Of all code of the library and of the packages it stands on: readings of another one are not taken. */
function hashOfLibrary() {
  const hash = createHash('sha256').update(readFileSync('package-lock.json'));
  for (const name of readdirSync('dist/src', { recursive: true }).sort())
    if (name.endsWith('.js')) hash.update(readFileSync(join('dist/src', name)));
  return hash.digest('hex').slice(0, 16);
}

/** Into `home`: `cli.js` and `cli-parts`. `library`: what readings are kept under; absent: only where somebody asks for it. Returns the files whose code is in it, and the package the compiler is from. */
export async function bundleInto(home, library) {
  const core = new Set();
  const repeating = new Set();
  const bundler = await rolldown({
    input: { main: 'src/cli/main.ts', repeat: REPEAT },
    platform: 'node',
    // The first part exports what the others share.
    preserveEntrySignatures: 'allow-extension',
    resolve: {
      alias: {
        // Of the first, its CommonJS build: the other looks for its own address.
        'web-tree-sitter': resolve('node_modules/web-tree-sitter/web-tree-sitter.cjs'),
        // Its main file asks for parts at run time, which no bundler follows.
        'jsonc-parser': resolve('node_modules/jsonc-parser/lib/esm/main.js'),
      },
    },
    transform: {
      target: 'node20.19',
      define: { 'import.meta.url': '__url', BUILD: library === undefined ? 'undefined' : JSON.stringify(library) },
    },
    plugins: [compilerFromPart, findImported(core, CORE), findImported(repeating, [REPEAT])],
    // Of the build of a grammar's engine, which never comes to it.
    checks: { eval: false, ineffectiveDynamicImport: false, bundlerTimings: false },
  });
  const { output: parts } = await bundler.generate({
    ...output,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: 'repeat', test: (id) => repeating.has(id), priority: 3 },
        { name: 'core', test: (id) => core.has(id), priority: 2 },
        // What several languages share, in one piece instead of a dozen.
        { name: 'languages', test: /src[\\/](?:readers|facts)[\\/]/, minShareCount: 2, priority: 1 },
      ],
    },
  });
  await bundler.close();

  const folder = join(home, 'cli-parts');
  mkdirSync(folder, { recursive: true });
  const hashes = {};
  for (const { fileName, code } of parts) {
    const text = wrapped(alone(fileName, code.replace(/^#!.*\n/, '')));
    writeFileSync(join(folder, fileName), text);
    hashes[fileName.replace(/\.js$/, '')] = createHash('sha256').update(text).digest('hex').slice(0, 16);
  }
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  let start = readFileSync('src/bundle/start.cjs', 'utf8');
  for (const [blank, filled] of [
    ['const PARTS = {};', `const PARTS = ${JSON.stringify(hashes)};`],
    ["const VERSION = '';", `const VERSION = ${JSON.stringify(version)};`],
  ]) {
    if (!start.includes(blank)) throw new Error(`start.cjs has no ${blank}`);
    start = start.replace(blank, filled);
  }
  writeFileSync(join(home, 'cli.js'), start);
  chmodSync(join(home, 'cli.js'), 0o755);
  // Starts faster than a module.
  writeFileSync(join(home, 'package.json'), '{ "type": "commonjs" }\n');
  // Looked for beside the bundle.
  cpSync(
    join(dirname(require.resolve('web-tree-sitter')), 'web-tree-sitter.wasm'),
    join(folder, 'web-tree-sitter.wasm'),
  );
  const packed = parts.flatMap(({ moduleIds }) => moduleIds).filter((id) => !id.startsWith('\0'));
  return [...packed.map((id) => relative('.', id)), 'node_modules/@ts-morph/common'];
}

/** Into `dist`, where the library is. */
export async function bundle() {
  const packed = await bundleInto('dist', hashOfLibrary());
  for (const folder of ['dist/src', 'dist/rules'])
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  return packed;
}
