/** Locks that were written for another manifest than the one beside them, and what the build of the image makes of it. */
import { directoryOf, fileNameOf, isUnder, joinPath, type Located } from '../../source/index.ts';
import type { Ecosystem, Lock, Manifest } from '../manifest.ts';
import type { Facts, Service } from '../model.ts';
import { copies } from '../path-patterns.ts';
import { type Install, installs } from './dependencies-installs.ts';
import { type TooOld, tooOldFor } from './dependencies-lock-forms.ts';
import { type Package, packages, rivalLocks } from './dependencies-locks.ts';
import { type Disagreement, disagreements } from './locks-compared.ts';
import { memoise } from './memoise.ts';

/** One manifest and the lock that was read beside it. The place is the first dependency they disagree on, or the lock. */
export interface LockedManifest extends Located {
  readonly service: Service;
  readonly manifest: Manifest;
  readonly lock: Lock;
  readonly missing: readonly Disagreement[];
  /** The lock was written for other words, whatever they are. */
  readonly otherHash: boolean;
  /** The systems it was resolved for, when the one of the image is none of them. */
  readonly platforms?: readonly string[];
  /** What the base image has instead of a tool that can read this form of lock. */
  readonly tooOld?: TooOld;
  /** The first command of an image that reads this lock; absent: none that is known. */
  readonly install?: Install;
}

const manifestNames: Readonly<Partial<Record<string, string>>> = {
  npm: 'package.json',
  yarn: 'package.json',
  pnpm: 'package.json',
  bun: 'package.json',
  composer: 'composer.json',
  poetry: 'pyproject.toml',
  uv: 'pyproject.toml',
  pipenv: 'Pipfile',
  bundler: 'Gemfile',
  cargo: 'Cargo.toml',
  mix: 'mix.exs',
  go: 'go.mod',
};

export const lockedManifests = memoise((facts: Facts): readonly LockedManifest[] => {
  const found = new Map<string, LockedManifest>();
  for (const one of packages(facts)) {
    for (const lock of one.locks) {
      if (!(lock.contents ?? lock.conflict) || !isItsLock(lock, one, facts)) continue;
      const install = installs(facts).find((other) => other.lock?.path === lock.path && sees(other, one));
      // Which of several is the true one is another question.
      if (rivalLocks(one).length > 1 && !install) continue;
      for (const manifest of manifestsOf(lock, one, facts)) {
        const key = `${manifest.path} ${lock.path}`;
        if (found.has(key)) continue;
        const pair = compared(lock, manifest, one.service, install);
        const tooOld = manifest.dependencies.length > 0 ? tooOldFor(lock, install, facts) : undefined;
        found.set(key, tooOld ? { ...pair, tooOld } : pair);
      }
    }
  }
  return [...found.values()];
});

/** An install that finds other packages only says nothing of this one. */
const sees = ({ manifests }: Install, one: Package): boolean =>
  manifests === undefined || manifests.some(({ path }) => one.manifests.some((own) => own.path === path));

/** Beside the package, or at the root of a workspace that it is a member of. */
function isItsLock(
  { path, contents, manager }: Lock,
  { directory, ecosystem, service: { built } }: Package,
  facts: Facts,
): boolean {
  const root = directoryOf(path);
  if (hasHook(manager, root, facts)) return false;
  const folder = below(directory, root);
  if (folder !== '') return contents?.wishes ? contents.wishes.has(folder) : isMember(root, folder, ecosystem, facts);
  // A member of a workspace may have a lock of its own from older days, which nothing reads where the root is at hand.
  const context = built?.image.context ?? '';
  return !facts.manifests.some(
    (other) =>
      other.ecosystem === ecosystem &&
      directoryOf(other.path) !== root &&
      isUnder(directoryOf(other.path), context) &&
      isUnder(root, directoryOf(other.path)) &&
      isMember(directoryOf(other.path), below(root, directoryOf(other.path)), ecosystem, facts),
  );
}

const below = (directory: string, root: string): string => (root === '' ? directory : directory.slice(root.length + 1));

const isMember = (root: string, folder: string, ecosystem: Ecosystem, { manifests }: Facts): boolean =>
  manifests.some(
    (one) =>
      one.ecosystem === ecosystem &&
      directoryOf(one.path) === root &&
      one.workspaces.some((pattern) => copies(pattern.replace(/^\.\//, ''), folder)),
  );

/** Programs that change what a manifest asks for, or modules whose hashes lie elsewhere. */
function hasHook(manager: string, root: string, { files }: Facts): boolean {
  const has = (name: string): boolean => files.has(joinPath(root, name) ?? '');
  if (manager === 'pnpm') return has('.pnpmfile.cjs') || has('.pnpmfile.mjs') || has('pnpmfile.js');
  if (manager !== 'go') return false;
  if (files.hasDirectory(root === '' ? 'vendor' : `${root}/vendor`)) return true;
  for (let directory = root; ; directory = directoryOf(directory)) {
    if (files.has(joinPath(directory, 'go.work') ?? '')) return true;
    if (directory === '') return false;
  }
}

/** The manifest of the package and, for a member of a workspace, that of its root: one lock is kept for both. */
function manifestsOf({ path, manager, ecosystem }: Lock, { directory }: Package, facts: Facts): readonly Manifest[] {
  const folders = new Set([directory, directoryOf(path)]);
  return facts.manifests.filter(
    (one) =>
      one.ecosystem === ecosystem &&
      folders.has(directoryOf(one.path)) &&
      fileNameOf(one.path) === manifestNames[manager],
  );
}

function compared(lock: Lock, manifest: Manifest, service: Service, install: Install | undefined): LockedManifest {
  const { contents, conflict } = lock;
  if (!contents) return { at: conflict ?? lock.at, service, manifest, lock, missing: [], otherHash: false, install };
  const folder = below(directoryOf(manifest.path), directoryOf(lock.path));
  const skipped = skipsDevelopment(install);
  const missing = disagreements(lock, { manifest, contents, folder }).filter(
    ({ dependency: { group } }) => group !== 'development' || !skipped,
  );
  const { hash } = contents;
  const otherHash =
    folder === '' &&
    hash !== undefined &&
    manifest.contentHashes !== undefined &&
    !manifest.contentHashes.includes(hash);
  const platforms = strange(contents.platforms ?? []) ? contents.platforms : undefined;
  const at = missing[0]?.dependency.at ?? lock.at;
  return { at, service, manifest, lock, missing, otherHash, install, ...(platforms ? { platforms } : {}) };
}

/** What an image without development dependencies does not look at. */
function skipsDevelopment(install: Install | undefined): boolean {
  if (install?.command.manager === 'composer')
    return install.words.includes('--no-dev') || install.settings.has('COMPOSER_NO_DEV');
  return (
    install?.command.manager === 'yarn' &&
    (install.words.some((word) => /^--prod(?:uction)?(?:=true)?$/.test(word)) ||
      install.settings.get('NODE_ENV') === 'production')
  );
}

/** `ruby` stands for any system; JRuby is one of its own. */
const strange = (platforms: readonly string[]): boolean =>
  platforms.length > 0 && !platforms.some((one) => /^ruby$|linux|java/.test(one));

/** What the command makes of a lock that does not fit: it stops, installs what the lock has, or chooses versions itself. */
export function outcomeOf({ install, lock, manifest }: LockedManifest): 'stops' | 'without' | 'anew' | undefined {
  // What another stage has prepared may hold another lock.
  if (install?.manifests === undefined) return undefined;
  const has = (...flags: readonly string[]): boolean => flags.some((flag) => install.words.includes(flag));
  const set = (...names: readonly string[]): boolean => names.some((name) => install.settings.has(name));
  switch (lock.manager) {
    case 'yarn':
      // Version 1 knows one flag, and looks at the package at the root alone.
      if (lock.contents?.format === '1')
        return has('--frozen-lockfile') && directoryOf(manifest.path) === directoryOf(lock.path) ? 'stops' : 'anew';
      return install.enforced ? 'stops' : 'anew';
    case 'pnpm':
      return install.enforced && !has('--offline') ? 'stops' : 'anew';
    case 'uv':
      return has('--locked') || set('UV_LOCKED') ? 'stops' : has('--frozen') || set('UV_FROZEN') ? 'without' : 'anew';
    case 'pipenv':
      return has('--deploy') ? 'stops' : has('--ignore-pipfile') ? 'without' : 'anew';
    case 'mix':
      return has('--check-locked') ? 'stops' : 'anew';
    default:
      return install.enforced ? 'stops' : 'anew';
  }
}
