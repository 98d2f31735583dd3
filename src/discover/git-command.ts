/** Starts git without letting the settings of the repository it looks at start anything else. */
import { spawn, spawnSync } from 'node:child_process';
import type { Socket } from 'node:net';
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

type Settings = readonly (readonly [name: string, value: string])[];

/** Arguments and options of the process. */
function command(directory: string, words: readonly string[], settings: Settings) {
  const overruled = settings.flatMap(([name, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, name],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ]);
  return {
    words: ['--no-pager', '--literal-pathspecs', ...SETTINGS, '-C', directory, ...words],
    options: {
      // Not the repository: on Windows a `git.exe` lying there would be found first.
      cwd: dirname(process.execPath),
      env: { ...environment(), GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(overruled) },
      timeout: 60_000,
      windowsHide: true,
    },
  };
}

/** `error`: why git could not be started, or did not end by itself. */
function answerOf(code: number | string | null, output: string, complaints: string, error?: Error): GitAnswer | string {
  if (error !== undefined)
    return 'code' in error && error.code === 'ENOENT' ? 'git is not installed' : 'git did not answer';
  return { code: code ?? 'unknown', output, complaints: complaints.split('\n').filter((line) => line !== '') };
}

/**
 * `directory` is absolute. `settings`: of the repository, to be overruled. A text instead of an answer is the reason there is none.
 */
export function askGit(directory: string, words: readonly string[], settings: Settings = []): GitAnswer | string {
  const { words: all, options } = command(directory, words, settings);
  const stdio = ['ignore' as const, 'pipe' as const, 'pipe' as const];
  const done = spawnSync('git', all, { ...options, encoding: 'utf8', maxBuffer: 1024 * 1024 * 1024, stdio });
  return answerOf(done.status ?? done.signal, done.stdout, done.stderr, done.error);
}

/** The same while something else is done: a run that ends before it asks for the answer does not wait for it. */
export function askGitAhead(
  directory: string,
  words: readonly string[],
  settings: Settings = [],
): () => Promise<GitAnswer | string> {
  const { words: all, options } = command(directory, words, settings);
  const child = spawn('git', all, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const streams = [child.stdout, child.stderr] as const;
  const parts: readonly Buffer[][] = [[], []];
  for (const [at, stream] of streams.entries()) stream.on('data', (part: Buffer) => parts[at]!.push(part));
  const [output, complaints] = parts;
  const answer = new Promise<GitAnswer | string>((resolve) => {
    child.on('error', (error) => resolve(answerOf(null, '', '', error)));
    child.on('close', (status, signal) =>
      resolve(answerOf(status ?? signal, Buffer.concat(output!).toString(), Buffer.concat(complaints!).toString())),
    );
  });
  // Pipes are sockets.
  const handles = [child, child.stdout as Socket, child.stderr as Socket];
  for (const handle of handles) handle.unref();
  return () => {
    for (const handle of handles) handle.ref();
    return answer;
  };
}
