/** Loads the readers and the heavy parsers this tree needs, and none for a tree that needs none. */
import type { ParserName, Parsers, Reader } from '../facts/index.ts';
import { type FileTree, sourceIn } from '../source/index.ts';

async function parserFor(name: ParserName): Promise<Parsers[ParserName]> {
  switch (name) {
    case 'shell':
      return (await import('./parsers/shell.ts')).loadShellParser();
    case 'javascript':
      return (await import('./parsers/javascript.ts')).loadJavascriptParser();
    default:
      return (await import('./parsers/code.ts')).loadCodeParser(name);
  }
}

/** Which parsers the readers ask for. */
export function parsersNeeded(tree: FileTree, readers: readonly Reader[]): ReadonlySet<ParserName> {
  const needed = new Set<ParserName>();
  const asking = readers.filter(({ needs }) => needs !== undefined);
  for (const path of Object.keys(tree)) {
    const source = sourceIn(tree, path);
    for (const reader of asking) {
      if (!reader.claims(path)) continue;
      const name = reader.needs!(source);
      if (name !== undefined) needed.add(name);
    }
  }
  return needed;
}

export interface Loaded {
  readonly readers: readonly Reader[];
  readonly parsers: Parsers;
}

export async function loadReaders(tree: FileTree, readers: readonly Reader[]): Promise<Loaded> {
  const paths = Object.keys(tree);
  const loaded = await Promise.all(
    readers.map((reader) => (reader.load && paths.some(reader.claims) ? reader.load() : reader)),
  );
  return { readers: loaded, parsers: await loadParsers([...parsersNeeded(tree, loaded)]) };
}

export const loadParsers = async (names: readonly ParserName[]): Promise<Parsers> =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await parserFor(name)])));
