/**
 * Which programs a run reads: those that some image of the repository ships or some service starts, with what they import. Of all others
 * nothing is asked, and in most repositories they are most of the text.
 */
import { type Discovery, withPrograms } from '../discover/index.ts';
import { fileListing } from '../facts/assemble/index.ts';
import { shippedAnywhere } from '../facts/assemble/link.ts';
import type { Facts } from '../facts/index.ts';
import { speaksOfMigration } from '../facts/queries/process-unmigrated.ts';
import { isLeftOut } from '../facts/tables/source-paths.ts';
import type { Phase } from '../lint.ts';
import { fileReader, readAll } from '../readers/index.ts';
import { pathsUnder, picked, sourceIn } from '../source/index.ts';
import type { Workshop } from './readings/workshop.ts';

const isGo = (path: string): boolean => path.endsWith('.go');

/** What lies among examples is left out of a repository, and not of an image that is made of one example. */
const isKept = (path: string, from: string): boolean =>
  !isLeftOut(path) || !isLeftOut(path.slice(from === '' ? 0 : from.length + 1));

export async function withShippedPrograms(
  around: Discovery,
  workshop: Workshop,
  progress: ((phase: Phase) => void) | undefined,
): Promise<Discovery> {
  const { tree, listing, programs } = around;
  if (programs.length === 0) return around;
  const shipped = await workshop.run(tree, (setup) => {
    const told = progress && ((done: number, of: number) => progress({ what: 'read', done, of }));
    const { reading } = readAll(tree, { ...setup, listing, progress: told });
    return reading.dockerfiles.length === 0 ? [] : shippedAnywhere(reading, fileListing(listing));
  });
  if (shipped.length === 0) return around;
  const inImages = shipped.flatMap((from) => pathsUnder(programs, from).filter((path) => isKept(path, from)));
  // What migrates a database may be run from elsewhere than from an image.
  const migrations = programs.filter((path) => speaksOfMigration.test(path));
  // A program of Go is made of packages, which imports name by the address of their module.
  const packages = inImages.some(isGo) ? programs.filter(isGo) : [];
  return withImports(around, [...inImages, ...migrations, ...packages], workshop);
}

/** Files that services start and nobody has read yet: they may lie where programs mostly do not. */
export const unreadEntries = ({ services }: Facts, { programs, tree }: Discovery): readonly string[] => {
  const open = new Set(programs.filter((path) => !Object.hasOwn(tree, path)));
  return services.flatMap(({ process }) => process.entryFile ?? []).filter((path) => open.has(path));
};

/** Lets what came in meanwhile be heard: what git says of a change, and what it is to be asked next. */
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The same with these programs, with what they import, and what that imports. */
export async function withImports(around: Discovery, paths: readonly string[], workshop: Workshop): Promise<Discovery> {
  const open = new Set(around.programs);
  let found = around;
  for (let next = new Set(paths); next.size > 0; ) {
    for (const path of next) open.delete(path);
    found = withPrograms(found, [...next], workshop.isUnchanged);
    await breath();
    const texts = picked(found.tree, next);
    const imported = await workshop.run(texts, (setup) => {
      const read = fileReader(new Set(around.listing), setup);
      return Object.keys(texts).flatMap((path) =>
        read(sourceIn(texts, path), []).flatMap(({ code = [] }) => code.flatMap(({ imports }) => imports)),
      );
    });
    next = new Set(imported.filter((path) => open.has(path)));
  }
  return found;
}
