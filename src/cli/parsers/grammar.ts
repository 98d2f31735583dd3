/** Finds and loads grammars of tree-sitter. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { Parser } from 'web-tree-sitter';

/** Where grammars lie beside the bundle (`dist/cli.js`), its parts (`dist/cli-parts/`) and the library (`dist/src/cli/parsers/`). */
const besideTheBuild = ['./grammars/', '../grammars/', '../../../grammars/'];

/** Packages that bring the grammar of one language. */
const packages: Readonly<Record<string, string>> = {
  elixir: 'tree-sitter-elixir',
  kotlin: '@tree-sitter-grammars/tree-sitter-kotlin',
};

async function grammar(name: string): Promise<Uint8Array> {
  for (const place of besideTheBuild) {
    try {
      return await readFile(fileURLToPath(new URL(`${place}${name}.wasm`, import.meta.url)));
    } catch {
      // Not this layout: try the next.
    }
  }
  const require = createRequire(import.meta.url);
  const home = dirname(require.resolve(`${packages[name] ?? '@vscode/tree-sitter-wasm'}/package.json`));
  return readFile(join(home, packages[name] ? '' : 'wasm', `tree-sitter-${name}.wasm`));
}

/** One memory for all grammars: to begin it twice breaks the first. */
let begun: Promise<typeof import('web-tree-sitter')> | undefined;

async function begin(): Promise<typeof import('web-tree-sitter')> {
  // The baseline compiler alone: a run parses a few kilobytes, which the optimising one never pays back. Measured: half the run.
  setFlagsFromString('--liftoff-only');
  const tree = await import('web-tree-sitter');
  await tree.Parser.init();
  return tree;
}

/** Rejects when neither the built grammar nor the package that brings it is there. */
export async function loadGrammar(name: string): Promise<Parser> {
  begun ??= begin();
  const [tree, bytes] = await Promise.all([begun, grammar(name)]);
  const parser = new tree.Parser();
  parser.setLanguage(await tree.Language.load(bytes));
  return parser;
}
