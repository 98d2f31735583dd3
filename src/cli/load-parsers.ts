/** Loads the heavy parsers this tree needs, and none for a tree that needs none. */
import type { Parsers, Reader } from '../facts/index.ts';
import type { FileTree } from '../source/index.ts';

const loaders: { readonly [K in keyof Parsers]-?: () => Promise<NonNullable<Parsers[K]>> } = {
  shell: async () => (await import('./parsers/shell.ts')).loadShellParser(),
  javascript: async () => (await import('./parsers/javascript.ts')).loadJavascriptParser(),
  php: async () => (await import('./parsers/code.ts')).loadPhpParser(),
  python: async () => (await import('./parsers/code.ts')).loadPythonParser(),
};

/** Which parsers the readers ask for; stops looking once all are wanted. */
export function parsersNeeded(tree: FileTree, readers: readonly Reader[]): ReadonlySet<keyof Parsers> {
  const needed = new Set<keyof Parsers>();
  const all = Object.keys(loaders).length;
  const asking = readers.filter(({ needs }) => needs !== undefined);
  for (const [path, text] of Object.entries(tree)) {
    for (const reader of asking) {
      if (!reader.claims(path)) continue;
      const name = reader.needs!({ path, text });
      if (name !== undefined) needed.add(name);
    }
    if (needed.size === all) break;
  }
  return needed;
}

export async function loadParsers(tree: FileTree, readers: readonly Reader[]): Promise<Parsers> {
  const names = [...parsersNeeded(tree, readers)];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await loaders[name]()])));
}
