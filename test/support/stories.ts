/** The small repositories of the fixtures, as trees: what random files are made from. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FileTree } from '../../src/source/index.ts';
import { readTree } from './lint.ts';

const folders = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((one) => one.isDirectory())
        .map(({ name }) => join(path, name))
        .sort()
    : [];

/** Every story of every check, then every whole project. */
export const storyFolders = (): readonly string[] => [
  ...folders('fixtures/checks').flatMap(folders).flatMap(folders),
  ...folders('fixtures/projects'),
];

export interface Seed {
  readonly tree: FileTree;
  /** The file that is to be changed. */
  readonly path: string;
}

/** All files of the stories with such a name. */
export const seedsFor = (files: RegExp, among: readonly string[] = storyFolders()): readonly Seed[] =>
  among.flatMap((folder) => {
    const tree = readTree(folder);
    return Object.keys(tree)
      .filter((path) => files.test(path))
      .map((path) => ({ tree, path }));
  });
