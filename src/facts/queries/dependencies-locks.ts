/** The packages a service's image is made of, and the locks that hold their dependencies in place. */
import { directoryOf, fileNameOf, isUnder, type Located, type Span, startOf } from '../../source/index.ts';
import type { Dependency, Ecosystem, Lock, Manifest } from '../manifest.ts';
import type { Facts, Service } from '../model.ts';
import { memoise } from './memoise.ts';
import { judgedServices } from './services.ts';

/** One directory with manifests of one ecosystem whose dependencies end up in an image. The place is the first manifest. */
export interface Package extends Located {
  readonly service: Service;
  readonly directory: string;
  readonly ecosystem: Ecosystem;
  readonly manifests: readonly Manifest[];
  /** Locks of this ecosystem beside it or above it: a workspace has one at its root. */
  readonly locks: readonly Lock[];
}

const notShipped = /(^|\/)(node_modules|vendor|tests?|__tests__|e2e|fixtures|examples?|samples?|docs)\//i;

export const packages = memoise((facts: Facts): readonly Package[] => {
  const found = new Map<string, Package>();
  for (const service of judgedServices(facts)) {
    for (const directory of directoriesOf(service)) {
      for (const one of inDirectory(directory, service, facts)) {
        const key = `${one.ecosystem} ${directory}`;
        if (!found.has(key)) found.set(key, one);
      }
    }
  }
  return [...found.values()];
});

/** Where the image takes a package from: its root, its build context, and what it copies by name. */
function directoriesOf({ built, code }: Service): readonly string[] {
  if (!built) return [];
  const { context, ships } = built.image;
  const named = ships.flatMap((path) => [path, directoryOf(path)]);
  return [...new Set([code.root, ships.includes(context ?? '') ? context : undefined, ...named])].filter(
    (directory) => directory !== undefined,
  );
}

function inDirectory(directory: string, service: Service, facts: Facts): readonly Package[] {
  const ships = service.built?.image.ships ?? [];
  const here = facts.manifests.filter(
    ({ path }) =>
      directoryOf(path) === directory && !notShipped.test(path) && ships.some((from) => isUnder(path, from)),
  );
  const ecosystems = [...new Set(here.map(({ ecosystem }) => ecosystem))];
  return ecosystems.map((ecosystem) => {
    const manifests = here.filter((one) => one.ecosystem === ecosystem);
    const locks = facts.locks.filter(
      (lock) => lock.ecosystem === ecosystem && isUnder(directory, directoryOf(lock.path)),
    );
    return { at: startOf(manifests[0]!.path), service, directory, ecosystem, manifests, locks };
  });
}

/** How an ecosystem is locked. Those that resolve the same versions without a lock (Maven, NuGet) are left out. */
const lockNames: ReadonlyMap<Ecosystem, readonly string[]> = new Map([
  ['npm', ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb']],
  ['python', ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock', 'pylock.toml']],
  ['go', ['go.sum']],
  ['ruby', ['Gemfile.lock']],
  ['php', ['composer.lock']],
  ['rust', ['Cargo.lock']],
  ['elixir', ['mix.lock']],
]);

export interface MissingLock {
  /** The manifest, the requirement that floats, or the ignore line that keeps the lock away. */
  readonly at: Span;
  readonly manifest: string;
  readonly why: 'none' | 'ignored' | 'floating';
  readonly certain: boolean;
  readonly example: string;
}

/** `undefined`: locked, or nothing to lock. */
export function missingLock(one: Package, facts: Facts): MissingLock | undefined {
  const names = lockNames.get(one.ecosystem);
  if (!names || one.locks.length > 0 || one.manifests.every(({ library }) => library)) return undefined;
  if (one.ecosystem === 'go' && facts.files.hasDirectory(one.directory === '' ? 'vendor' : `${one.directory}/vendor`))
    return undefined;
  const lists = one.manifests.filter(isRequirements);
  const others = one.manifests.filter((manifest) => !isRequirements(manifest));
  // What names a repository is asked about elsewhere: the branch is the point, not the version.
  const floating = lists.flatMap(thirdParty).find(({ pinned, version }) => !pinned && !/^git\+/.test(version));
  // A list of exact versions is a lock of its own.
  if (lists.some((list) => thirdParty(list).length > 0)) {
    return (
      floating && {
        at: floating.at,
        manifest: floating.at.file,
        why: 'floating',
        certain: true,
        example: 'pip-compile',
      }
    );
  }
  const manifest = others.find((other) => thirdParty(other).length > 0);
  if (!manifest) return undefined;
  const certain = thirdParty(manifest).length > 0;
  const base = { manifest: manifest.path, certain, example: names[0]! };
  const ignored = ignoreLine(names, one.directory, facts);
  return ignored ? { ...base, at: ignored, why: 'ignored' } : { ...base, at: startOf(manifest.path), why: 'none' };
}

const isRequirements = ({ path, ecosystem }: Manifest): boolean => ecosystem === 'python' && path.endsWith('.txt');

const thirdParty = ({ dependencies }: Manifest): readonly Dependency[] =>
  dependencies.filter(
    ({ group, indirect, version }) =>
      group === 'runtime' && !indirect && !/^(file|link|workspace|portal):/.test(version),
  );

function ignoreLine(names: readonly string[], directory: string, { ignoreFiles }: Facts): Span | undefined {
  for (const { kind, path, patterns } of ignoreFiles) {
    if (kind !== 'git' || !isUnder(directory, directoryOf(path))) continue;
    const line = patterns.find(({ raw }) => names.includes(fileNameOf(raw)));
    if (line) return line.at;
  }
  return undefined;
}

/** Managers that each want to be the only one. `pip`, `conda` and `deno` live beside others. */
export const exclusiveManagers: readonly string[] = ['npm', 'yarn', 'pnpm', 'bun', 'poetry', 'uv', 'pdm', 'pipenv'];

/** All locks beside or above what the image of a service is made from. */
export const locksOf = (service: Service, { locks }: Facts): readonly Lock[] => {
  const directories = directoriesOf(service);
  return locks.filter(({ path }) => directories.some((directory) => isUnder(directory, directoryOf(path))));
};

/** Locks of different managers side by side: one for each manager, beside the package or, where it has none, above it. */
export function rivalLocks({ locks }: Package): readonly Lock[] {
  const candidates = locks.filter(({ manager }) => exclusiveManagers.includes(manager));
  const deepest = Math.max(...candidates.map(({ path }) => directoryOf(path).length));
  const nearest = candidates.filter(({ path }) => directoryOf(path).length === deepest);
  return nearest.filter(({ manager }, index) => nearest.findIndex((one) => one.manager === manager) === index);
}

/** The manager a package names itself (`packageManager`). */
export const declaredManager = ({ manifests, ecosystem }: Package): Manifest | undefined =>
  ecosystem === 'npm' ? manifests.find(({ manager }) => manager !== undefined) : undefined;
