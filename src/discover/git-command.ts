/** Starts git without letting the settings of the repository it looks at start anything else. */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';

export interface GitAnswer {
  readonly code: number | string;
  readonly output: string;
  /** What git said beside its answer, in its own words. */
  readonly complaints: readonly string[];
}

/**
 * Settings that make git run a program (file system monitor, hooks), ask the network (missing objects of a partial clone),
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

/**
 * `directory` is absolute. `settings`: of the repository, to be overruled. A text instead of an answer is the reason there is none.
 */
export function askGit(
  directory: string,
  words: readonly string[],
  settings: readonly (readonly [name: string, value: string])[] = [],
): GitAnswer | string {
  const overruled = settings.flatMap(([name, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, name],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ]);
  const done = spawnSync('git', ['--no-pager', '--literal-pathspecs', ...SETTINGS, '-C', directory, ...words], {
    // Not the repository: on Windows a `git.exe` lying there would be found first.
    cwd: dirname(process.execPath),
    env: { ...environment(), GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(overruled) },
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    windowsHide: true,
  });
  if (done.error !== undefined)
    return 'code' in done.error && done.error.code === 'ENOENT' ? 'git is not installed' : 'git did not answer';
  const complaints = done.stderr.split('\n').filter((line) => line !== '');
  return { code: done.status ?? done.signal ?? 'unknown', output: done.stdout, complaints };
}
