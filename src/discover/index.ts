/** Finds the files readers claim and loads their text. The only part of a run that reads the repository. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Reader } from '../facts/index.ts';
import { directoryOf, type FileTree, type Gap, isUnder, joined, picked, putLate, startOf } from '../source/index.ts';
import { askForFiles, knownAhead, listingOf } from './git.ts';
import { fileLoader, type IsUnchanged, type Loaded, type LoadFile } from './load.ts';
import { type Scope, scopeOf } from './scope.ts';
import type { Witness } from './witness.ts';

export { PathError } from './scope.ts';

export interface Discovery {
  /** Absolute, links resolved. */
  readonly root: string;
  /** Text of every file some reader claims, in sorted order; of those that tell of programs alone none. Has no prototype, so any file name is safe as a key. */
  readonly tree: FileTree;
  /** Files that tell of programs alone and were asked for, sorted. */
  readonly programs: readonly string[];
  /** The text of one more of them. */
  readonly load: LoadFile;
  /** Everything below the root was asked for. */
  readonly whole: boolean;
  /** All paths below the root, also of files that were not loaded. */
  readonly listing: readonly string[];
  readonly repository: {
    readonly versionControl: 'git' | 'other' | 'none';
    readonly tracked?: ReadonlySet<string>;
    readonly contents?: ReadonlyMap<string, string>;
  };
  readonly gaps: readonly Gap[];
}

interface Listed {
  readonly paths: readonly string[];
  readonly tracked?: ReadonlySet<string>;
  readonly contents?: ReadonlyMap<string, string>;
  readonly gaps: readonly Gap[];
}

const gap = (path: string, why: string): Gap => ({ at: startOf(path), why });

/** Version control of a directory or of one above it. */
function versionControlOf(root: string): Discovery['repository']['versionControl'] {
  for (let directory = root; ; directory = dirname(directory)) {
    if (existsSync(join(directory, '.git'))) return 'git';
    if (['.hg', '.svn', '.jj'].some((name) => existsSync(join(directory, name)))) return 'other';
    if (dirname(directory) === directory) return 'none';
  }
}

/** Without git only the directories asked for are walked, and those of the files asked for: the root may be the whole disk. */
async function listByWalking(scope: Scope): Promise<Listed> {
  const directories = [...new Set([...scope.directories, ...scope.files.map(directoryOf)])];
  const outermost = directories.filter((one) => !directories.some((other) => other !== one && isUnder(one, other)));
  // What it needs is a tenth of the program, and git mostly answers.
  const { walk } = await import('./walk.ts');
  const walked = await walk(scope.root, outermost);
  return {
    paths: walked.paths,
    gaps: walked.closed.map((path) => gap(path, 'a directory without permission to look into')),
  };
}

async function list(scope: Scope, versionControl: string, witness: Witness | undefined): Promise<Listed> {
  if (versionControl !== 'git') return listByWalking(scope);
  const said = await askForFiles(scope.root);
  if (typeof said === 'string') {
    const walked = await listByWalking(scope);
    return {
      ...walked,
      gaps: [...walked.gaps, gap('.git', `git could not list the files (${said}); looked at the disk instead`)],
    };
  }
  const answer = listingOf(said);
  // A directory git ignores altogether was still asked for by name.
  if (answer.paths.length === 0)
    return { ...(await listByWalking(scope)), tracked: answer.tracked, contents: answer.contents };
  witness?.listed(scope.root, said);
  return {
    paths: answer.paths,
    tracked: answer.tracked,
    contents: answer.contents,
    gaps: [
      ...answer.otherRepositories.map((path) => gap(path, 'a repository of its own; not looked into')),
      ...answer.complaints.map((complaint) => gap('.git', `git says: ${complaint}`)),
    ],
  };
}

/**
 * `paths` are files and directories relative to `base`; none means `base`. Several paths share their nearest common directory as root,
 * and only files among them are loaded. `home` may put a directory above it in its place. `witness` is told of all that is read. Throws
 * `PathError` for a path that cannot be checked.
 */
export async function discover(
  base: string,
  paths: readonly string[],
  readers: readonly Reader[],
  home: (root: string) => string = (root) => root,
  witness?: Witness,
): Promise<Discovery> {
  const scope = scopeOf(base, paths, home);
  const versionControl = versionControlOf(scope.root);
  const whole = scope.directories.includes('');
  const named = new Set(scope.files);
  const asked = (path: string): boolean =>
    whole || named.has(path) || scope.directories.some((directory) => isUnder(path, directory));
  const load = fileLoader(scope.root, witness);
  const loadNamed = ((path, isUnchanged?: IsUnchanged) =>
    path.includes('\uFFFD') ? { why: 'its name is not valid UTF-8; not read' } : load(path, isUnchanged)) as LoadFile;
  const ofPrograms = readers.filter((reader) => reader.ofPrograms);
  const others = readers.filter((reader) => !reader.ofPrograms);
  const byName = others.filter((reader) => reader.byName);
  const byPathAlone = others.filter((reader) => !reader.byName);

  // Whether readers want a file for its path alone, and its text, of files that are looked at while git looks for others.
  const early = new Map<string, Loaded | undefined>();
  for (const path of (await knownAhead(scope.root)) ?? [])
    if (asked(path)) early.set(path, byPathAlone.some(({ claims }) => claims(path)) ? loadNamed(path) : undefined);

  const listed = await list(scope, versionControl, witness);
  const listing = [...new Set([...listed.paths, ...scope.files])].sort();

  const tree: Record<string, string> = Object.create(null);
  const gaps = [...listed.gaps];
  const listedPaths = new Set(listing);
  const exists = (path: string): boolean => listedPaths.has(path) && asked(path);
  const wants = ({ byName, claims, worthLoading }: Reader, path: string): boolean =>
    claims(path) && (byName !== true || worthLoading?.(path, exists) === true);
  const programs: string[] = [];
  for (const path of listing) {
    if (!asked(path)) continue;
    const asking = early.has(path) ? byName : others;
    const known = early.get(path);
    if (known === undefined && !asking.some((reader) => wants(reader, path))) {
      if (ofPrograms.some((reader) => wants(reader, path))) programs.push(path);
      continue;
    }
    const loaded = known ?? loadNamed(path);
    if ('text' in loaded) tree[path] = loaded.text;
    else if (loaded.why !== undefined) gaps.push(gap(path, loaded.why));
  }
  const { tracked, contents } = listed;
  return {
    root: scope.root,
    tree,
    programs,
    load: loadNamed,
    whole,
    listing,
    repository: { versionControl, ...(tracked && { tracked, contents }) },
    gaps,
  };
}

/** The same with the text of some of the files that tell of programs. `isUnchanged`: of these it is read only when somebody asks for it. */
export function withPrograms(found: Discovery, paths: readonly string[], isUnchanged?: IsUnchanged): Discovery {
  const more: Record<string, string> = Object.create(null);
  const gaps = [...found.gaps];
  for (const path of paths) {
    if (Object.hasOwn(found.tree, path)) continue;
    const loaded = found.load(path, isUnchanged);
    if ('text' in loaded) more[path] = loaded.text;
    else if ('late' in loaded) putLate(more, path, loaded.late);
    else if (loaded.why !== undefined) gaps.push(gap(path, loaded.why));
  }
  const all = joined(found.tree, more);
  return { ...found, tree: picked(all, Object.keys(all).sort()), gaps };
}
