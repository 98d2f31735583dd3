/** Whether the directory a datastore writes to is on a volume. */
import type { Located } from '../../source/index.ts';
import type { Mount } from '../compose.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Facts, Service } from '../model.ts';
import { flagValue } from '../process/servers.ts';
import { isShell } from '../process/shells.ts';
import { type DataDirectory, dataDirectoriesIn, type ImageFamily } from '../tables/image-families.ts';
import { settingsOf, stores } from './datastores-settings.ts';
import { holdsSettings, isDisposable } from './datastores-volumes.ts';
import { variableOf } from './environment.ts';
import { memoise } from './memoise.ts';
import { mountCovering } from './storage.ts';

/** One datastore with the directory its data goes to. */
export interface DataPlace extends Located {
  readonly service: Service;
  readonly family: ImageFamily;
  readonly path: string;
  readonly trouble?: PlaceTrouble;
}

export interface PlaceTrouble {
  readonly kind: /** No mount at all that could hold it. */
    | 'none'
    /** A volume is mounted somewhere else. */
    | 'beside'
    /** A volume is mounted above a directory for which the image brings a volume of its own. */
    | 'above'
    /** A volume without a name: new for every task. */
    | 'anonymous'
    | 'memory'
    /** The image does not start with a mount there. */
    | 'refused';
  readonly mount?: Mount;
  /** The setting that moved the data. */
  readonly setting?: string;
}

export const dataPlaces = memoise((facts: Facts): readonly DataPlace[] =>
  stores(facts).flatMap((service) => {
    const family = service.family!;
    if (family.dataElsewhere || family.stateless || isDisposable(service)) return [];
    const { words, open } = settingsOf(service, facts);
    if (isShell(words[0] ?? '') || /\.sh$/.test(words[0] ?? '')) return [];
    const moved = movedBy(service, family, words);
    if (moved?.path === null) return [];
    const written = service.built?.image.base.value ?? service.image?.value ?? service.image?.raw ?? '';
    const image = parseImageReference(written) ? written : '';
    const defaults = dataDirectoriesIn(family, image);
    const directories = moved ? [{ path: moved.path }] : defaults;
    if (
      directories.length === 0 ||
      service.mounts.some(({ target, type }) => target === undefined || type === 'unknown')
    )
      return [];
    const troubles = directories.map((directory) => troubleAt(service, directory, defaults));
    const [first] = directories;
    const place = { at: service.at, service, family, path: first!.path };
    if (troubles.some((trouble) => trouble === undefined)) return [place];
    const trouble = troubles.find((one) => one?.kind !== 'none' && one?.kind !== 'beside') ?? troubles[0]!;
    // A settings file may have moved the data to where the volume is.
    if (trouble.kind === 'beside' && (open || directories.length > 1)) return [];
    return [{ ...place, trouble: { ...trouble, setting: moved?.setting } }];
  }),
);

/** `path` is null when it cannot be known. */
function movedBy(
  service: Service,
  { dataVariables, dataFlags }: ImageFamily,
  words: readonly string[],
): { readonly path: string | null; readonly setting: string } | undefined {
  for (const setting of dataFlags) {
    const value = flagValue(words, [setting]);
    if (value !== undefined) return { path: absolute(value), setting };
  }
  for (const setting of dataVariables) {
    const variable = variableOf(service, setting);
    if (variable) return { path: absolute(variable.value?.value ?? ''), setting };
  }
  return undefined;
}

const absolute = (path: string): string | null =>
  /^\/[^$,{]*$/.test(path) ? path.replace(/(?<=^\/)\/+$|(?<!^|\/)\/+$/, '') : null;

const isBelow = (path: string, directory: string): boolean =>
  path.startsWith(`${directory.replace(/(?<!\/)\/+$/, '')}/`);

function troubleAt(
  service: Service,
  { path, refuses }: Pick<DataDirectory, 'path' | 'refuses'>,
  declared: readonly DataDirectory[],
): PlaceTrouble | undefined {
  const mounts = service.mounts.map((mount) => ({
    ...mount,
    target: mount.target?.replace(/(?<=^\/)\/+$|(?<!^|\/)\/+$/, ''),
  }));
  const cleaned = { ...service, mounts };
  const refused = refuses === undefined ? undefined : mounts.find(({ target }) => target === refuses);
  if (refused) return { kind: 'refused', mount: refused };
  const mount = mountCovering(cleaned, path);
  const target = mount?.target ?? '';
  if (!mount) {
    if (mounts.some((one) => isBelow(one.target ?? '', path))) return undefined;
    const beside = mounts.find((one) => !one.readOnly && !holdsSettings(one) && ['volume', 'bind'].includes(one.type));
    return beside ? { kind: 'beside', mount: beside } : { kind: 'none' };
  }
  const hidden = declared.some(
    (one) => one.volume && (one.path === path || isBelow(path, one.path)) && isBelow(one.path, target),
  );
  if (hidden) return { kind: 'above', mount };
  if (mount.type === 'tmpfs') return { kind: 'memory', mount };
  return mount.type === 'volume' && mount.source === undefined ? { kind: 'anonymous', mount } : undefined;
}
