/**
 * Programs that go to the background by themselves, and those that start others. From each program's documentation. Adding a program is
 * adding a row.
 */
import { bareCommand } from '../process/command-words.ts';
import { type CommandPattern, matchesCommand } from './commands.ts';

export interface Daemon extends CommandPattern {
  /** How to keep it in the foreground. */
  readonly instead: string;
  /** A word that matches one of these keeps it there. */
  readonly stays?: readonly RegExp[];
  /** A file can say the same: unless the file is known, nothing can be said. */
  readonly file?: RegExp;
}

/** Month in which the rows were last compared with the documentation. */
export const daemonsVerified = '2026-08';

export const daemons: readonly Daemon[] = [
  {
    words: ['nginx'],
    stays: [/daemon\s+off/],
    without: ['-t', '-T', '-s', '-v', '-V'],
    file: /nginx[^/]*\.conf|\/etc\/nginx/,
    instead: "`nginx -g 'daemon off;'`",
  },
  { words: ['gunicorn'], flags: ['--daemon', '-D'], instead: 'gunicorn without --daemon' },
  { words: ['uwsgi'], flags: ['--daemonize', '--daemonize2', '-d'], instead: 'uwsgi without --daemonize' },
  { words: ['celery', 'multi'], instead: '`celery worker`' },
  { words: ['celery', 'worker'], flags: ['--detach', '-D'], instead: '`celery worker` without --detach' },
  { words: ['celery', 'beat'], flags: ['--detach'], instead: '`celery beat` without --detach' },
  { words: ['sidekiq'], flags: ['-d', '--daemon'], instead: 'sidekiq without -d' },
  { words: ['puma'], flags: ['-d', '--daemon'], instead: 'puma without -d' },
  { words: ['rails', 'server'], flags: ['-d', '--daemon'], instead: '`rails server` without -d' },
  { words: ['rails', 's'], flags: ['-d', '--daemon'], instead: '`rails server` without -d' },
  { words: ['unicorn'], flags: ['-D', '--daemonize'], instead: 'unicorn without -D' },
  { words: ['php-fpm'], flags: ['-D', '--daemonize'], instead: '`php-fpm -F`' },
  { words: ['apachectl', 'start'], instead: '`apachectl -D FOREGROUND`' },
  { words: ['apachectl', 'restart'], instead: '`apachectl -D FOREGROUND`' },
  { words: ['apache2ctl', 'start'], stays: [/FOREGROUND/], instead: '`apache2ctl -D FOREGROUND`' },
  { words: ['httpd'], flags: ['-k'], stays: [/FOREGROUND/], instead: '`httpd -D FOREGROUND`' },
  { words: ['service', 'start'], instead: 'the program itself, in the foreground' },
  { words: ['service', 'restart'], instead: 'the program itself, in the foreground' },
  { words: ['systemctl', 'start'], instead: 'the program itself, in the foreground' },
  { words: ['pm2', 'start'], without: ['--no-daemon'], instead: '`pm2-runtime`' },
  { words: ['forever', 'start'], instead: 'node itself' },
  { words: ['redis-server'], flags: ['--daemonize'], without: ['no'], instead: 'redis-server without --daemonize' },
  { words: ['mongod'], flags: ['--fork'], instead: 'mongod without --fork' },
  { words: ['memcached'], flags: ['-d', '--daemon'], instead: 'memcached without -d' },
  { words: ['haproxy'], flags: ['-D'], instead: 'haproxy without -D' },
  { words: ['sshd'], without: ['-D', '-De', '-d', '-t', '-T'], instead: '`sshd -D`' },
  { words: ['cron'], without: ['-f'], instead: '`cron -f`' },
  { words: ['crond'], without: ['-f', '-n', '-nf', '-fn'], stays: [/^-f/, /^-n/], instead: '`crond -f`' },
  { words: ['screen'], flags: ['-dm', '-dmS'], instead: 'the program itself' },
  { words: ['tmux', 'new-session'], flags: ['-d'], instead: 'the program itself' },
  { words: ['start-stop-daemon'], flags: ['--background', '-b'], instead: 'the program itself' },
];

export const daemonOf = (argv: readonly string[]): Daemon | undefined =>
  daemons.find((row) => matchesCommand(argv, row) && !row.stays?.some((sign) => argv.some((word) => sign.test(word))));

/** Commands that only keep a container from ending. */
export function keepsAlive(argv: readonly string[]): boolean {
  const [program = '', ...rest] = bareCommand(argv).words;
  if (program === 'tail')
    return (
      rest.some((word) => /^(-\w*[fF]|--follow|--retry)/.test(word)) && !rest.some((word) => word.startsWith('--pid'))
    );
  if (program === 'sleep') return rest[0] === 'infinity' || /^(\d{6,}|\d+d|inf)$/.test(rest[0] ?? '');
  return program === 'cat' && rest.length === 0;
}

/** Runners that start several commands given as their words or named by a flag. */
export const parallelRunners: readonly CommandPattern[] = [
  { words: ['concurrently'] },
  { words: ['npm-run-all'], flags: ['-p', '--parallel'] },
  { words: ['run-p'] },
];

/** Runners of a Procfile. With a name they start that process alone. */
export const procfileRunners: readonly CommandPattern[] = [
  { words: ['foreman', 'start'] },
  { words: ['honcho', 'start'] },
  { words: ['overmind', 'start'] },
  { words: ['hivemind'] },
  { words: ['goreman', 'start'] },
];

/** Flags that set the number of workers, by program. */
export const workerFlags: readonly {
  readonly program: string;
  readonly flags: readonly string[];
  readonly all: RegExp;
  /** A flag with a value that makes the workers threads or green threads of one process. */
  readonly threads?: { readonly flags: readonly string[]; readonly values: RegExp };
}[] = [
  { program: 'pm2-runtime', flags: ['-i', '--instances'], all: /^(max|0|-\d+)$/ },
  { program: 'pm2', flags: ['-i', '--instances'], all: /^(max|0|-\d+)$/ },
  { program: 'gunicorn', flags: ['-w', '--workers'], all: /nproc|_NPROCESSORS_ONLN|cpu/i },
  { program: 'uvicorn', flags: ['--workers'], all: /nproc|_NPROCESSORS_ONLN/ },
  { program: 'hypercorn', flags: ['-w', '--workers'], all: /nproc|_NPROCESSORS_ONLN/ },
  { program: 'granian', flags: ['--workers'], all: /nproc|_NPROCESSORS_ONLN/ },
  { program: 'fastapi', flags: ['--workers'], all: /nproc|_NPROCESSORS_ONLN/ },
  {
    program: 'celery',
    flags: ['-c', '--concurrency'],
    all: /nproc|_NPROCESSORS_ONLN/,
    threads: { flags: ['-P', '--pool'], values: /^(?:gevent|eventlet|threads|solo)$/ },
  },
  { program: 'uwsgi', flags: ['-p', '--processes', '--workers'], all: /nproc|_NPROCESSORS_ONLN|%k/ },
  { program: 'puma', flags: ['-w', '--workers'], all: /nproc|_NPROCESSORS_ONLN|auto/ },
  { program: 'unicorn', flags: ['-w'], all: /nproc/ },
];

/** Variables that set the number of workers, and the values that mean one per core. */
export const workerVariables: readonly { readonly name: string; readonly all: RegExp }[] = [
  // Puma, from 7.0 on; gunicorn and others take numbers only.
  { name: 'WEB_CONCURRENCY', all: /^(auto|max)$/i },
  { name: 'PM2_INSTANCES', all: /^(max|0|-1)$/ },
];
