/** Makes a failing repository small: files it fails without are dropped, then pieces of the changed file, large ones first. */
import type { FileTree } from '../../src/source/index.ts';
import type { Seed } from '../support/stories.ts';

/** Milliseconds. */
const PATIENCE = 60_000;

export async function minimise({ tree, path }: Seed, fails: (tree: FileTree) => Promise<boolean>): Promise<FileTree> {
  const until = Date.now() + PATIENCE;
  let smallest = tree;
  for (const name of Object.keys(tree)) {
    if (name === path) continue;
    const { [name]: _dropped, ...rest } = smallest;
    if (Date.now() < until && (await fails(rest))) smallest = rest;
  }
  for (const name of [path, ...Object.keys(smallest).filter((one) => one !== path)])
    for (let size = Math.ceil(smallest[name]!.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      for (let at = 0; at < smallest[name]!.length && Date.now() < until; ) {
        const text = smallest[name]!;
        const shorter = { ...smallest, [name]: text.slice(0, at) + text.slice(at + size) };
        if (await fails(shorter)) smallest = shorter;
        else at += size;
      }
  return smallest;
}
