/** Folders of source code that are copies of each other, one for each environment. */
import { directoryOf, fileNameOf, type Located, startOf } from '../../source/index.ts';
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
  const below = new Map<string, Map<string, string>>();
  for (const [path, content] of contents) {
    if (!source.test(path) || notOurs.test(path) || isAmongTests(path)) continue;
    for (let folder = directoryOf(path); folder !== ''; folder = directoryOf(folder)) {
      const files = below.get(folder) ?? new Map<string, string>();
      files.set(path.slice(folder.length + 1), content);
      below.set(folder, files);
    }
  }
  const families = new Map<string, string[]>();
  for (const [folder, files] of below) {
    if (files.size < fewest) continue;
    const family = `${directoryOf(folder)}/${fileNameOf(folder)
      .replace(environment, '')
      .replace(/^[-_.]+|[-_.]+$/g, '')}`;
    families.set(family, [...(families.get(family) ?? []), folder]);
  }
  return [...families.values()].filter((folders) => folders.length > 1).flatMap((folders) => pairs(folders, below));
});

function pairs(
  folders: readonly string[],
  below: ReadonlyMap<string, ReadonlyMap<string, string>>,
): readonly EnvironmentCopy[] {
  const [original = '', ...others] = [...folders].sort(
    (one, other) => one.length - other.length || one.localeCompare(other),
  );
  const first = below.get(original)!;
  return others.map((folder) => {
    const files = below.get(folder)!;
    const same = [...files].filter(([path, content]) => first.get(path) === content).length;
    const path = `${folder}/${[...files.keys()].sort()[0]}`;
    return { at: startOf(path), folder, original, same, all: Math.min(first.size, files.size) };
  });
}
