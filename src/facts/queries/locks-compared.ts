/** What a manifest asks for beside what its lock holds. Every package manager compares in its own way; what it would let pass is no difference. */
import { lockedName } from '../locked-name.ts';
import type { Dependency, Lock, LockContents, Manifest } from '../manifest.ts';
import { overlap, rangesOf, seriesOf } from '../versions.ts';

/** One dependency on which the two disagree. */
export interface Disagreement {
  readonly dependency: Dependency;
  /** What the lock has instead: a version or a range; absent: nothing under this name. */
  readonly locked?: string;
}

interface Pair {
  readonly manifest: Manifest;
  readonly contents: LockContents;
  /** Of the manifest, below the lock; the empty text: beside it. */
  readonly folder: string;
}

/** `false`: they agree. `undefined`: cannot be told. */
type Compare = (dependency: Dependency, pair: Pair) => Omit<Disagreement, 'dependency'> | false | undefined;

/** Under another name or from another place than the registry. */
const elsewhere = /[/:]/;

export function disagreements(lock: Lock, pair: Pair): readonly Disagreement[] {
  const compare = comparisons[lock.manager];
  const { manifest, contents } = pair;
  if (!compare || !isWritten(contents)) return [];
  const spared = [...(manifest.overridden ?? []), ...(contents.overridden ?? [])];
  const other = manifest.dependencies.filter(({ group }) => group === 'optional' || group === 'peer');
  return manifest.dependencies.flatMap((dependency): readonly Disagreement[] => {
    const { name, group, conditional, version } = dependency;
    if (group === 'optional' || group === 'peer' || conditional || other.some((one) => one.name === name)) return [];
    if (spared.includes(name) || version !== version.trim()) return [];
    const answer = compare(dependency, pair);
    return answer ? [{ dependency, ...answer }] : [];
  });
}

/** A lock in which nothing is locked was made by hand. */
const isWritten = ({ held, wishes }: LockContents): boolean =>
  held.size > 0 || [...(wishes?.values() ?? [])].some((names) => names.size > 0);

const byName: Compare = ({ name }, { manifest, contents }) =>
  !contents.held.has(lockedName(name, manifest.ecosystem)) && {};

/** npm takes what is locked as long as the range allows it, whatever range was there when it was locked. */
const npm: Compare = ({ name, version }, { contents, folder }) => {
  if (elsewhere.test(version) && !version.startsWith('npm:')) return undefined;
  if (contents.wishes ? !contents.wishes.has(folder) : folder !== '') return undefined;
  const locked = foldersAbove(folder)
    .map((above) => contents.held.get(`${above}node_modules/${name}`))
    .find((one) => one !== undefined);
  if (locked === undefined) return {};
  return allows(version, locked) === false && { locked };
};

/** `packages/web/`, `packages/`, and the empty text. */
const foldersAbove = (folder: string): readonly string[] => {
  const parts = folder === '' ? [] : folder.split('/');
  return parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/')}/`).concat('');
};

/** Versions before a release follow rules of their own. */
function allows(range: string, version: string): boolean | undefined {
  if (!/^\d+\.\d+\.\d+$/.test(version) || /\d-\w|[a-wyz]/i.test(range)) return undefined;
  const locked = seriesOf(version);
  return locked && rangesOf(range, 'npm')?.some((one) => overlap(one, locked));
}

/** Yarn looks up the very text. */
const yarn: Compare = ({ name, version }, { contents }) => {
  if (version === '' || (elsewhere.test(version) && !version.startsWith('npm:'))) return undefined;
  if (contents.held.has(`${name}@${version}`) || contents.held.has(`${name}@npm:${version}`)) return false;
  const others = [...contents.held.keys()].filter((key) => key.startsWith(`${name}@`));
  // A package of the repository answers any range.
  if (others.some((key) => /@(?:workspace|link|portal|file|patch):/.test(key))) return undefined;
  return others.length === 0
    ? {}
    : { locked: others.map((key) => key.slice(name.length + 1).replace(/^npm:/, '')).join(' and ') };
};

/** pnpm keeps the text of each range. */
const pnpm: Compare = ({ name, version }, { contents, folder }) => {
  const wishes = contents.wishes?.get(folder);
  if (!wishes || /^(?:file|link):/.test(version)) return undefined;
  const locked = wishes.get(name);
  return locked === undefined ? {} : locked !== version && { locked };
};

const bun: Compare = ({ name }, { contents, folder }) => {
  const wishes = contents.wishes?.get(folder);
  return wishes && !wishes.has(name) && {};
};

const comparisons: Readonly<Record<string, Compare>> = {
  npm,
  yarn,
  pnpm,
  bun,
  composer: ({ name, version, ...rest }, pair) =>
    version !== 'self.version' && byName({ name, version, ...rest }, pair),
  poetry: (dependency, pair) => dependency.group === 'runtime' && byName(dependency, pair),
  uv: byName,
  pipenv: byName,
  bundler: byName,
  // `workspace = true`: what it is called is written elsewhere.
  cargo: (dependency, pair) => dependency.version !== '' && byName(dependency, pair),
  mix: (dependency, pair) => !/^(?:file|workspace):/.test(dependency.version) && byName(dependency, pair),
  go: ({ name, version, indirect }, { contents }) => !indirect && !contents.held.has(`${name} ${version}`) && {},
};
