/** Asks git which files there are, without letting the repository's own settings start anything. */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';

export interface GitListing {
  /** Tracked and untracked files that are not ignored and not deleted; sorted by nothing in particular. */
  readonly paths: readonly string[];
  readonly tracked: ReadonlySet<string>;
  /** Names of the objects that hold the tracked files: the same for the same content. */
  readonly contents: ReadonlyMap<string, string>;
  /** Places git does not look into: submodules and repositories inside the repository. */
  readonly otherRepositories: readonly string[];
  /** What git could not look at, in its own words. */
  readonly complaints: readonly string[];
}

/**
 * Settings that make `git ls-files` run a program (file system monitor, hooks), ask the network (missing objects of a partial clone),
 * read files elsewhere (personal ignore files, which would also make the result depend on the machine), or refuse a checkout that
 * belongs to another user, as it does in most CI containers. Git documents each in git-config(1).
 */
const SETTINGS = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.excludesFile=/dev/null',
  'core.untrackedCache=false',
  'safe.directory=*',
  'safe.bareRepository=explicit',
].flatMap((setting) => ['-c', setting]);

function environment(): NodeJS.ProcessEnv {
  // Inside a git hook GIT_DIR and GIT_INDEX_FILE point elsewhere.
  const own = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('GIT_')),
  );
  return {
    ...own,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
  };
}

const GITLINK = '160000';

/** Lines of `ls-files -t -s`: `H 100644 <object> 0<TAB>path` for what the index knows, `? path` for the rest. */
function parse(output: string): Omit<GitListing, 'complaints'> {
  const present = new Set<string>();
  const absent = new Set<string>();
  const tracked = new Set<string>();
  const contents = new Map<string, string>();
  const otherRepositories = new Set<string>();
  for (const record of output.split('\0')) {
    if (record === '') continue;
    const tag = record[0];
    if (tag === '?') {
      const path = record.slice(2);
      if (path.endsWith('/')) otherRepositories.add(path.slice(0, -1));
      else present.add(path);
      continue;
    }
    const path = record.slice(record.indexOf('\t') + 1);
    if (record.slice(2, 8) === GITLINK) {
      otherRepositories.add(path);
      continue;
    }
    tracked.add(path);
    contents.set(path, record.split(' ')[2] ?? '');
    // R: deleted from the work tree. S: left out by a sparse checkout.
    if (tag === 'R' || tag === 'S') absent.add(path);
    else present.add(path);
  }
  return {
    paths: [...present].filter((path) => !absent.has(path)),
    tracked,
    contents,
    otherRepositories: [...otherRepositories],
  };
}

/** `directory` is absolute; paths come back relative to it, with `/`. A text instead of a listing is the reason git could not answer. */
export function listWithGit(directory: string): GitListing | string {
  const list = ['ls-files', '-z', '-t', '-s', '-c', '-o', '-d', '--exclude-standard'];
  const done = spawnSync('git', ['--no-pager', '--literal-pathspecs', ...SETTINGS, '-C', directory, ...list], {
    // Not the repository: on Windows a `git.exe` lying there would be found first.
    cwd: dirname(process.execPath),
    env: environment(),
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    windowsHide: true,
  });
  if (done.error !== undefined)
    return 'code' in done.error && done.error.code === 'ENOENT' ? 'git is not installed' : 'git did not answer';
  const complaints = done.stderr.split('\n').filter((line) => line !== '');
  if (done.status !== 0) return complaints[0] ?? `git stopped with ${done.status ?? done.signal}`;
  return { ...parse(done.stdout), complaints };
}
