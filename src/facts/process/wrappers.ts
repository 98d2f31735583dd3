/**
 * Programs that stand in front of another one. Behaviour on SIGTERM was measured with each program as PID 1 of a fresh PID namespace
 * (Debian 12, Node 20, npm 11) where `measured` says so, and is taken from the program's documentation otherwise.
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
   * `forwards`: stays in front and passes SIGTERM on. `swallows`: stays in front and the program is not told. `unknown`: depends.
   */
  readonly signals: 'replaces' | 'init' | 'forwards' | 'swallows' | 'unknown';
  readonly measured?: true;
}

export const wrappers: readonly Wrapper[] = [
  { words: ['tini'], valueFlags: ['-p', '-e'], signals: 'init', measured: true },
  { words: ['docker-init'], valueFlags: ['-p', '-e'], signals: 'init', measured: true },
  { words: ['dumb-init'], valueFlags: ['-r', '--rewrite'], signals: 'init' },
  { words: ['catatonit'], signals: 'init' },
  { words: ['gosu'], operands: 1, signals: 'replaces' },
  { words: ['su-exec'], operands: 1, signals: 'replaces' },
  { words: ['setpriv'], signals: 'replaces' },
  { words: ['chpst'], valueFlags: ['-u', '-U', '-b', '-e', '-m'], signals: 'replaces' },
  { words: ['s6-setuidgid'], operands: 1, signals: 'replaces' },
  { words: ['runuser'], separator: true, signals: 'unknown' },
  { words: ['sudo'], valueFlags: ['-u', '-g'], signals: 'unknown' },
  { words: ['env'], valueFlags: ['-u', '-C', '-S'], assignments: true, signals: 'replaces' },
  { words: ['nice'], valueFlags: ['-n'], signals: 'replaces' },
  { words: ['ionice'], valueFlags: ['-c', '-n'], signals: 'replaces' },
  { words: ['stdbuf'], valueFlags: ['-i', '-o', '-e'], signals: 'replaces' },
  { words: ['timeout'], valueFlags: ['-k', '-s'], operands: 1, signals: 'forwards' },
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
  { words: ['cross-env'], assignments: true, signals: 'unknown' },
  { words: ['cross-env-shell'], assignments: true, signals: 'unknown' },
  { words: ['dotenv'], valueFlags: ['-e', '-f', '-p', '-v'], separator: true, signals: 'unknown' },
  { words: ['doppler', 'run'], separator: true, signals: 'unknown' },
  { words: ['infisical', 'run'], separator: true, signals: 'unknown' },
  { words: ['op', 'run'], separator: true, signals: 'unknown' },
  { words: ['chamber', 'exec'], separator: true, signals: 'unknown' },
  { words: ['npx'], valueFlags: ['-p', '--package'], signals: 'unknown' },
  { words: ['bunx'], signals: 'unknown' },
  { words: ['yarn', 'exec'], signals: 'swallows' },
  { words: ['pnpm', 'exec'], signals: 'unknown' },
  { words: ['pnpm', 'dlx'], signals: 'unknown' },
];

/** A command without the wrapper in front of it; `undefined` when no wrapper stands there. */
export interface Unwrapped {
  readonly wrapper: Wrapper;
  readonly argv: readonly string[];
}

export function unwrap(argv: readonly string[]): Unwrapped | undefined {
  const wrapper = wrappers.find(({ words }) =>
    words.every((word, index) => (index === 0 ? programName(argv[0] ?? '') : argv[index]) === word),
  );
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
