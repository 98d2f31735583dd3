/** Loads the shell grammar from disk. Everything after loading is synchronous. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { ParseShell } from '../../facts/shell.ts';
import { createShellParser } from '../../readers/shell/parse.ts';

/** Where the grammar lies beside the bundle (`dist/cli.js`), its chunks (`dist/cli-chunks/`) and the library (`dist/src/cli/parsers/`). */
const besideTheBuild = ['./grammars/bash.wasm', '../grammars/bash.wasm', '../../../grammars/bash.wasm'];

async function grammar(): Promise<Uint8Array> {
  for (const place of besideTheBuild) {
    try {
      return await readFile(fileURLToPath(new URL(place, import.meta.url)));
    } catch {
      // Not this layout: try the next.
    }
  }
  const require = createRequire(import.meta.url);
  const home = dirname(require.resolve('@vscode/tree-sitter-wasm/package.json'));
  return readFile(join(home, 'wasm', 'tree-sitter-bash.wasm'));
}

/** Rejects when neither the built grammar nor the package that brings it is there. */
export async function loadShellParser(): Promise<ParseShell> {
  // The baseline compiler alone: a run parses a few kilobytes of shell, which the optimising one never pays back. Measured: half the run.
  setFlagsFromString('--liftoff-only');
  const [{ Language, Parser }, bytes] = await Promise.all([import('web-tree-sitter'), grammar()]);
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(bytes));
  return createShellParser(parser);
}
