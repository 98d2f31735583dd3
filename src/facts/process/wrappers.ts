/**
 * Programs that stand in front of another one. Behaviour on SIGTERM was measured with each program as PID 1 of a fresh PID namespace
 * where `measured` says so (test/bench/signals), and is taken from the program's documentation otherwise.
 */
export interface Wrapper {
  /** The words it begins with; a path in front of the first is ignored. */
  readonly words: readonly string[];
  /** Flags that take a value, so that the value is not mistaken for the wrapped program. */
  readonly valueFlags?: readonly string[];
  /** Operands before the wrapped command: a user name, a service name. */
  readonly operands?: number;
  /** The wrapped command follows `--`; what stands before is the wrapper's own. */
  readonly separator?: true;
  /** `NAME=value` words before the command belong to the wrapper. */
  readonly assignments?: true;
  /**
   * `replaces`: becomes the program, so that signals reach it. `init`: passes signals on and reaps, but the program is no longer PID 1.
   * `forwards`: stays in front and passes SIGTERM on. `swallows`: stays in front and the program is not told in time. `shell`: starts it
   * with /bin/sh and ends that shell: it depends on the shell whether the program is told. `unknown`: depends on more than that.
   */
  readonly signals: 'replaces' | 'init' | 'forwards' | 'swallows' | 'shell' | 'unknown';
  readonly measured?: true;
}

/** Month in which the rows were last measured or compared with the documentation. */
export const wrappersVerified = '2026-08';

export const wrappers: readonly Wrapper[] = [
  { words: ['tini'], valueFlags: ['-p', '-e'], signals: 'init', measured: true },
  { words: ['docker-init'], valueFlags: ['-p', '-e'], signals: 'init', measured: true },
  { words: ['dumb-init'], valueFlags: ['-r', '--rewrite'], signals: 'init', measured: true },
  { words: ['catatonit'], valueFlags: ['-P'], signals: 'init', measured: true },
  { words: ['s6-overlay-suexec'], signals: 'unknown' },
  { words: ['gosu'], operands: 1, signals: 'replaces', measured: true },
  { words: ['su-exec'], operands: 1, signals: 'replaces' },
  { words: ['setpriv'], signals: 'replaces', measured: true },
  { words: ['chpst'], valueFlags: ['-u', '-U', '-b', '-e', '-m'], signals: 'replaces' },
  { words: ['s6-setuidgid'], operands: 1, signals: 'replaces' },
  // It waits two seconds for the program, whatever the grace period is.
  { words: ['runuser'], separator: true, signals: 'forwards', measured: true },
  { words: ['nohup'], signals: 'replaces', measured: true },
  { words: ['sudo'], valueFlags: ['-u', '-g'], signals: 'unknown' },
  { words: ['env'], valueFlags: ['-u', '-C', '-S'], assignments: true, signals: 'replaces', measured: true },
  { words: ['nice'], valueFlags: ['-n'], signals: 'replaces', measured: true },
  { words: ['ionice'], valueFlags: ['-c', '-n'], signals: 'replaces' },
  { words: ['stdbuf'], valueFlags: ['-i', '-o', '-e'], signals: 'replaces', measured: true },
  { words: ['timeout'], valueFlags: ['-k', '-s'], operands: 1, signals: 'forwards', measured: true },
  { words: ['bundle', 'exec'], signals: 'replaces' },
  { words: ['poetry', 'run'], signals: 'replaces' },
  { words: ['pipenv', 'run'], signals: 'replaces' },
  {
    words: ['uv', 'run'],
    valueFlags: ['--with', '--python', '-p', '--project', '--directory', '--extra', '--group'],
    signals: 'unknown',
  },
  { words: ['hatch', 'run'], signals: 'unknown' },
  { words: ['wait-for-it.sh'], separator: true, signals: 'replaces' },
  { words: ['wait-for-it'], separator: true, signals: 'replaces' },
  { words: ['wait-for.sh'], separator: true, signals: 'replaces' },
  { words: ['wait-for'], separator: true, signals: 'replaces' },
  { words: ['wait4x'], separator: true, signals: 'replaces' },
  {
    words: ['dockerize'],
    valueFlags: ['-wait', '-timeout', '-template', '-stdout', '-stderr', '-wait-retry-interval'],
    signals: 'forwards',
  },
  { words: ['opentelemetry-instrument'], signals: 'replaces' },
  { words: ['ddtrace-run'], signals: 'replaces' },
  { words: ['newrelic-admin', 'run-program'], signals: 'replaces' },
  { words: ['cross-env'], assignments: true, signals: 'forwards', measured: true },
  { words: ['cross-env-shell'], assignments: true, signals: 'shell', measured: true },
  { words: ['dotenv'], valueFlags: ['-e', '-f', '-p', '-v'], separator: true, signals: 'forwards', measured: true },
  { words: ['dotenvx', 'run'], valueFlags: ['-f', '--env-file', '-e', '--env'], separator: true, signals: 'unknown' },
  { words: ['doppler', 'run'], separator: true, signals: 'unknown' },
  { words: ['infisical', 'run'], separator: true, signals: 'unknown' },
  { words: ['op', 'run'], separator: true, signals: 'unknown' },
  { words: ['chamber', 'exec'], separator: true, signals: 'unknown' },
  { words: ['npx'], valueFlags: ['-p', '--package'], signals: 'shell', measured: true },
  { words: ['npm', 'exec'], valueFlags: ['-p', '--package'], signals: 'shell', measured: true },
  { words: ['bunx'], signals: 'forwards', measured: true },
  { words: ['yarn', 'exec'], signals: 'swallows', measured: true },
  { words: ['pnpm', 'exec'], signals: 'forwards', measured: true },
  { words: ['pnpm', 'dlx'], signals: 'unknown' },
];

/** Programs that run others and stop them in a way of their own: what comes of it depends on what the program listens for. */
export const ownWays: readonly { readonly program: string; readonly why: string }[] = [
  { program: 'pm2-runtime', why: 'pm2 stops the program with SIGINT' },
  { program: 'pm2-docker', why: 'pm2 stops the program with SIGINT' },
  { program: 'pm2', why: 'pm2 stops the program with SIGINT' },
  { program: 'nodemon', why: 'nodemon stops the program in its own way' },
  { program: 'npm-run-all', why: 'npm-run-all stops its scripts in its own way' },
  { program: 'run-s', why: 'npm-run-all stops its scripts in its own way' },
  { program: 'run-p', why: 'npm-run-all stops its scripts in its own way' },
  { program: 's6-svscan', why: 's6 stops its services in its own way' },
  { program: 'runsvdir', why: 'runit stops its services in its own way' },
  { program: 'my_init', why: 'the init of the base image stops its services in its own way' },
];

/** A command without the wrapper in front of it; `undefined` when no wrapper stands there. */
export interface Unwrapped {
  readonly wrapper: Wrapper;
  readonly argv: readonly string[];
}

const byProgram = new Map<string, Wrapper[]>();
for (const wrapper of wrappers)
  byProgram.set(wrapper.words[0]!, [...(byProgram.get(wrapper.words[0]!) ?? []), wrapper]);

export function unwrap(argv: readonly string[]): Unwrapped | undefined {
  const wrapper = byProgram
    .get(programName(argv[0] ?? ''))
    ?.find(({ words }) => words.every((word, index) => index === 0 || argv[index] === word));
  if (!wrapper) return undefined;
  const rest = argv.slice(wrapper.words.length);
  const separator = rest.indexOf('--');
  if (wrapper.separator) {
    // Without `--` these wrappers run nothing of ours.
    return separator === -1 ? undefined : { wrapper, argv: rest.slice(separator + 1) };
  }
  let at = 0;
  let operands = wrapper.operands ?? 0;
  for (; at < rest.length; at++) {
    const word = rest[at]!;
    if (word === '--') {
      at++;
      break;
    }
    if (word.startsWith('-')) {
      if (wrapper.valueFlags?.includes(word)) at++;
    } else if (wrapper.assignments && /^[A-Za-z_]\w*=/.test(word)) {
    } else if (operands > 0) operands--;
    else break;
  }
  return at < rest.length ? { wrapper, argv: rest.slice(at) } : undefined;
}

/** The name of a program without the directories in front. */
export const programName = (word: string): string => word.slice(word.lastIndexOf('/') + 1);
