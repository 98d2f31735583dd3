/** Source that a package takes from outside its own folder, by path. */
import { directoryOf, isUnder, type Located } from '../../source/index.ts';
import type { Dockerfile } from '../dockerfile.ts';
import type { Manifest } from '../manifest.ts';
import type { Facts, Service } from '../model.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

/** One folder outside the package of a service, with the first file that reaches into it; or a service that keeps to its own. */
export interface OutsideSource extends Located {
  readonly service: Service;
  /** Folder of the package that imports. */
  readonly root: string;
  /** The file that is imported. */
  readonly target?: string;
  readonly imports: number;
  /** The build never sees it, so that the image cannot be made or lacks it. */
  readonly unseen: boolean;
}

export const outsideSources = memoise((facts: Facts): readonly OutsideSource[] => {
  const code = new Map(facts.code.map((file) => [file.path, file]));
  const manifests = facts.manifests.filter(({ ecosystem }) => ecosystem === 'npm');
  return judgedServices(facts).flatMap((service): readonly OutsideSource[] => {
    const { entryFile } = service.process;
    const root = entryFile === undefined ? undefined : packageAround(entryFile, manifests);
    // A package at the top of the repository has no outside.
    if (service.code.status !== 'read' || !root || directoryOf(root.path) === '') return [];
    const found = new Map<string, OutsideSource>();
    const home = directoryOf(root.path);
    for (const path of service.code.files) {
      const file = code.get(path);
      if (file?.language !== 'javascript' || !isUnder(path, home)) continue;
      for (const target of file.imports) {
        if (isUnder(target, home) || target.endsWith('.json') || isMember(target, root, manifests)) continue;
        const folder = directoryOf(target).split('/').slice(0, 2).join('/');
        const known = found.get(folder);
        found.set(
          folder,
          known
            ? { ...known, imports: known.imports + 1 }
            : {
                at: { file: path, start: 0, end: 0 },
                service,
                root: home,
                target,
                imports: 1,
                unseen: isUnseen(target, service, facts),
              },
        );
      }
    }
    return found.size > 0 ? [...found.values()] : [{ at: service.at, service, root: home, imports: 0, unseen: false }];
  });
});

const packageAround = (path: string, manifests: readonly Manifest[]): Manifest | undefined =>
  manifests
    .filter((one) => isUnder(path, directoryOf(one.path)))
    .sort((one, other) => other.path.length - one.path.length)[0];

/** Lies in a package of its own that the importing one names among its dependencies: an alias leads there. */
function isMember(target: string, root: Manifest, manifests: readonly Manifest[]): boolean {
  const around = packageAround(target, manifests);
  return around?.name !== undefined && root.dependencies.some(({ name }) => name === around.name);
}

function isUnseen(target: string, { built }: Service, facts: Facts): boolean {
  const context = built?.image.context;
  if (built?.confidence !== 'high' || context === undefined || isUnder(target, context)) return false;
  const file = facts.dockerfiles.find(({ path }) => path === built.image.dockerfile);
  return file !== undefined && !takesMore(file);
}

/** `COPY --from=shared`, which is no stage: a further build context, or an image, that may hold it. */
function takesMore({ stages }: Dockerfile): boolean {
  const names = new Set(stages.flatMap(({ name, index }) => [String(index), ...(name ? [name.toLowerCase()] : [])]));
  return stages.some(({ instructions }) =>
    instructions.some(
      (one) =>
        (one.kind === 'copy' || one.kind === 'add') && one.from !== undefined && !names.has(one.from.toLowerCase()),
    ),
  );
}
