/**
 * The source file of a program that Cargo built: `/usr/local/bin/worker` is `src/bin/worker.rs`.
 * https://doc.rust-lang.org/cargo/guide/project-layout.html
 */
import { directoryOf, fileNameOf, isUnder, joinPath } from '../../source/index.ts';
import type { Manifest } from '../manifest.ts';
import type { FileListing, Image, StartCommand } from '../model.ts';
import { programName } from './wrappers.ts';

export function cargoEntryOf(
  main: StartCommand | undefined,
  image: Image | undefined,
  manifests: readonly Manifest[],
  files: FileListing,
): string | undefined {
  const command = main?.argv[0];
  if (!image || command === undefined || command.includes('$')) return undefined;
  const packages = manifests.filter(
    ({ ecosystem, path }) => ecosystem === 'rust' && image.ships.some((from) => isUnder(path, from)),
  );
  if (packages.length === 0) return undefined;
  const name = nameBefore(programName(command), image);
  const found = new Set(packages.flatMap((one) => entryIn(one, name, files) ?? []));
  if (found.size > 0) return found.size === 1 ? [...found][0] : undefined;
  // Under a new name: there must be only one program that it can be.
  const mains = packages.flatMap(({ path }) => joinPath(directoryOf(path), 'src/main.rs') ?? []).filter(files.has);
  const several = files.paths.some((path) => /(^|\/)src\/bin\/[^/]+/.test(path) && path.endsWith('.rs'));
  return command.includes('/') && mains.length === 1 && !several ? mains[0] : undefined;
}

/** What the program was called before it was copied under its name. */
function nameBefore(name: string, { instructions }: Image): string {
  for (const one of instructions) {
    if (one.kind !== 'copy' || one.sources.length !== 1) continue;
    const target = one.target.value;
    if (target !== undefined && !target.endsWith('/') && fileNameOf(target) === name)
      return fileNameOf(one.sources[0]!.raw) || name;
  }
  return name;
}

function entryIn({ path, name, bins }: Manifest, program: string, files: FileListing): string | undefined {
  const at = (file: string): string | undefined => {
    const whole = joinPath(directoryOf(path), file);
    return whole !== undefined && files.has(whole) ? whole : undefined;
  };
  const place = bins.indexOf(program);
  const next = place === -1 ? undefined : bins[place + 1];
  const written = next?.endsWith('.rs') ? at(next) : undefined;
  const own = at(`src/bin/${program}.rs`) ?? at(`src/bin/${program}/main.rs`);
  return written ?? own ?? (place !== -1 || name === program ? at('src/main.rs') : undefined);
}
