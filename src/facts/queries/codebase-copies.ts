/** Folders of source code that are copies of each other, one for each environment. */
import { directoryOf, fileNameOf, type Located, pathsUnder, startOf } from '../../source/index.ts';
import { isAmongTests } from '../assemble/among-tests.ts';
import type { Facts } from '../model.ts';
import { memoise } from './memoise.ts';

/** A folder of programs with one beside it whose name differs by nothing but an environment. */
export interface EnvironmentCopy extends Located {
  readonly folder: string;
  readonly original: string;
  /** Source files with the same content, and all source files of the smaller folder. */
  readonly same: number;
  readonly all: number;
}

const environment =
  /(^|[-_.])(prod|production|live|staging|stage|uat|qa|test|testing|dev|development|preprod)(?=[-_.]|$)/i;
/** What runs; settings, templates and descriptions of machines may well differ by environment. */
const source = /\.([cm]?[jt]sx?|py|go|rb|php|java|kt|cs|rs|exs?|vue|svelte)$/i;
const notOurs = /(^|\/)(node_modules|vendor|third_party|dist|build|out|target|migrations|\.git)\//;

/** Fewer files tell nothing: small programs are alike by nature. */
const fewest = 5;

/** Pairs of such folders where git knows the content of their files. */
export const environmentCopies = memoise(({ repository }: Facts): readonly EnvironmentCopy[] => {
  const { contents } = repository;
  if (!contents) return [];
  const files = [...contents.keys()]
    .filter((path) => source.test(path) && !notOurs.test(path) && !isAmongTests(path))
    .sort();
  const families = new Map<string, Set<string>>();
  for (const folder of new Set(files.flatMap(foldersAbove))) {
    const name = fileNameOf(folder)
      .replace(environment, '')
      .replace(/^[-_.]+|(?<![-_.])[-_.]+$/g, '');
    const family = `${directoryOf(folder)}/${name}`;
    families.set(family, (families.get(family) ?? new Set()).add(folder));
  }
  return [...families.values()]
    .filter(({ size }) => size > 1)
    .flatMap((folders) =>
      pairs(
        [...folders]
          .map((folder) => ({ folder, paths: pathsUnder(files, folder) }))
          .filter(({ paths }) => paths.length >= fewest),
        contents,
      ),
    );
});

const foldersAbove = (path: string): readonly string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
};

interface Folder {
  readonly folder: string;
  readonly paths: readonly string[];
}

function pairs(folders: readonly Folder[], contents: ReadonlyMap<string, string>): readonly EnvironmentCopy[] {
  const [first, ...others] = [...folders].sort(
    (one, other) => one.folder.length - other.folder.length || one.folder.localeCompare(other.folder),
  );
  if (!first) return [];
  return others.map(({ folder, paths }) => {
    const same = paths.filter(
      (path) => contents.get(path) === contents.get(`${first.folder}${path.slice(folder.length)}`),
    ).length;
    const all = Math.min(first.paths.length, paths.length);
    return { at: startOf([...paths].sort()[0]!), folder, original: first.folder, same, all };
  });
}
