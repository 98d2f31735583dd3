/**
 * Which programs a run reads: those that some image of the repository ships, with what they import. Of all others nothing is asked, and in
 * most repositories they are most of the text.
 */
import { type Discovery, withPrograms } from '../discover/index.ts';
import { fileListing } from '../facts/assemble/index.ts';
import { shippedAnywhere } from '../facts/assemble/link.ts';
import { speaksOfMigration } from '../facts/queries/process-unmigrated.ts';
import { isLeftOut } from '../facts/tables/source-paths.ts';
import type { Phase } from '../lint.ts';
import { fileReader, readAll } from '../readers/index.ts';
import { pathsUnder } from '../source/index.ts';
import type { Workshop } from './readings/workshop.ts';

const isGo = (path: string): boolean => path.endsWith('.go');

export async function withShippedPrograms(
  around: Discovery,
  workshop: Workshop,
  progress: ((phase: Phase) => void) | undefined,
): Promise<Discovery> {
  const { tree, listing } = around;
  if (around.programs.length === 0) return around;
  const shipped = await workshop.run(tree, (setup) => {
    const told = progress && ((done: number, of: number) => progress({ what: 'read', done, of }));
    const { reading } = readAll(tree, { ...setup, listing, progress: told });
    return reading.dockerfiles.length === 0 ? [] : shippedAnywhere(reading, fileListing(listing));
  });
  const open = new Set(around.programs);
  const inImages = shipped.flatMap((from) => pathsUnder(around.programs, from)).filter((path) => !isLeftOut(path));
  // What migrates a database may be run from elsewhere than from an image.
  const migrations = shipped.length === 0 ? [] : around.programs.filter((path) => speaksOfMigration.test(path));
  let found = around;
  let next: readonly string[] = [...new Set([...inImages, ...migrations])];
  // A program of Go is made of packages, which imports name by the address of their module.
  if (next.some(isGo)) next = [...new Set([...next, ...around.programs.filter(isGo)])];
  while (next.length > 0) {
    for (const path of next) open.delete(path);
    found = withPrograms(found, next);
    const texts = Object.fromEntries(next.flatMap((path) => (path in found.tree ? [[path, found.tree[path]!]] : [])));
    const imported = await workshop.run(texts, (setup) => {
      const read = fileReader(new Set(listing), setup);
      return Object.entries(texts).flatMap(([path, text]) =>
        read({ path, text }, []).flatMap(({ code = [] }) => code.flatMap(({ imports }) => imports)),
      );
    });
    next = [...new Set(imported)].filter((path) => open.has(path));
  }
  return found;
}
