/** Trees whose texts may be read only once somebody asks for them: copied and picked from without asking. */
import type { FileTree, Source } from './tree.ts';

type Writable = Record<string, string>;

/** Puts a text in a tree that `read` brings, at most once, when it is asked for. */
export function putLate(tree: Writable, path: string, read: () => string): void {
  let text: string | undefined;
  const get = (): string => {
    text ??= read();
    return text;
  };
  Object.defineProperty(tree, path, { configurable: true, enumerable: true, get });
}

/** Its text comes late: nobody may have asked for it yet. */
export const isLate = (tree: FileTree, path: string): boolean =>
  Object.getOwnPropertyDescriptor(tree, path)?.get !== undefined;

const copy = (to: Writable, from: FileTree, path: string): void => {
  const put = Object.getOwnPropertyDescriptor(from, path)!;
  if (put.get === undefined && !isLate(to, path)) to[path] = put.value;
  else Object.defineProperty(to, path, put);
};

/** These of its files, in this order. */
export function picked(tree: FileTree, paths: Iterable<string>): FileTree {
  const some: Writable = Object.create(null);
  for (const path of paths) if (Object.hasOwn(tree, path)) copy(some, tree, path);
  return some;
}

/** Of several texts of a file the last one counts. */
export function joined(...trees: readonly (FileTree | undefined)[]): FileTree {
  const all: Writable = Object.create(null);
  for (const tree of trees) if (tree !== undefined) for (const path of Object.keys(tree)) copy(all, tree, path);
  return all;
}

export const sourceIn = (tree: FileTree, path: string): Source => ({
  path,
  get text() {
    return tree[path]!;
  },
});
