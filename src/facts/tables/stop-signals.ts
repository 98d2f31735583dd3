/**
 * Which signal asks a program to finish its work, and what others do to it. From each program's documentation and, where it says
 * nothing, its source. SIGTERM to a program that is not listed here is nobody's mistake.
 */
import { matchesCommand } from './commands.ts';

/** What becomes of open work on a signal that is not the program's own. */
export interface Outcome {
  readonly what: string;
  /** `requests`: it leaves at once and loses those under way; `work`: it loses jobs or data, or stays until it is killed. */
  readonly costs: 'requests' | 'work';
}

export interface StopSignals {
  /** First the program, then words that follow somewhere, in this order. */
  readonly words: readonly string[];
  /** Signals on which it finishes open work and leaves. */
  readonly finishes: readonly string[];
  /** What to set instead; the first of `finishes` when absent. */
  readonly set?: string;
  /** What a signal does that is not among them; `*`: any other. */
  readonly instead: Readonly<Record<string, Outcome>>;
  /** Flags that change what SIGTERM does. */
  readonly unless?: readonly RegExp[];
}

/** Month in which the rows were last compared with the documentation. */
export const stopSignalsVerified = '2026-08';

const cuts = (what: string): Outcome => ({ what, costs: 'requests' });
const loses = (what: string): Outcome => ({ what, costs: 'work' });

const fast = cuts('it closes open connections at once');
const nothing = loses('it takes no notice and is killed when the grace period is over');
const quick = cuts('it stops its workers in the middle of requests');
const killed = loses('it is killed at once');

const server = (
  words: readonly string[],
  finishes: readonly string[],
  instead: StopSignals['instead'],
): StopSignals => ({
  words,
  finishes,
  instead: { SIGKILL: killed, SIGWINCH: nothing, ...instead },
});

export const stopSignals: readonly StopSignals[] = [
  // https://nginx.org/en/docs/control.html
  server(['nginx'], ['SIGQUIT'], { SIGTERM: fast, SIGINT: fast, SIGWINCH: loses('its workers leave and it stays') }),
  // https://httpd.apache.org/docs/2.4/stopping.html
  server(['httpd-foreground'], ['SIGWINCH'], { SIGTERM: fast, SIGQUIT: nothing }),
  server(['apache2-foreground'], ['SIGWINCH'], { SIGTERM: fast, SIGQUIT: nothing }),
  server(['apache2ctl'], ['SIGWINCH'], { SIGTERM: fast }),
  server(['apachectl'], ['SIGWINCH'], { SIGTERM: fast }),
  // https://www.php.net/manual/en/install.fpm.configuration.php#process-control-timeout, man php-fpm
  server(['php-fpm'], ['SIGQUIT'], { SIGTERM: fast, SIGINT: fast, SIGWINCH: nothing }),
  // https://docs.haproxy.org/3.0/management.html#4
  server(['haproxy'], ['SIGUSR1'], {
    SIGTERM: fast,
    SIGINT: fast,
    SIGQUIT: loses('it prints its memory pools and goes on'),
  }),
  // https://yhbt.net/unicorn/SIGNALS.html
  server(['unicorn'], ['SIGQUIT'], { SIGTERM: quick, SIGINT: quick }),
  server(['unicorn_rails'], ['SIGQUIT'], { SIGTERM: quick, SIGINT: quick }),
  // https://www.postgresql.org/docs/current/server-shutdown.html
  server(['postgres'], ['SIGINT'], {
    SIGTERM: loses('it waits for every client to leave and is killed meanwhile'),
    SIGQUIT: loses('it stops without a checkpoint and has to recover'),
  }),
  // https://docs.gunicorn.org/en/stable/signals.html
  server(['gunicorn'], ['SIGTERM'], { SIGINT: quick, SIGQUIT: quick }),
  server(['uvicorn'], ['SIGTERM', 'SIGINT'], { SIGQUIT: nothing }),
  server(['hypercorn'], ['SIGTERM', 'SIGINT'], { SIGQUIT: nothing }),
  // https://docs.celeryq.dev/en/stable/userguide/workers.html#stopping-the-worker
  server(['celery'], ['SIGTERM', 'SIGINT'], { SIGQUIT: loses('its cold shutdown drops the jobs under way') }),
  // https://github.com/sidekiq/sidekiq/wiki/Signals
  server(['sidekiq'], ['SIGTERM', 'SIGINT'], { SIGQUIT: nothing }),
  // https://github.com/puma/puma/blob/master/docs/signals.md
  server(['puma'], ['SIGTERM', 'SIGINT'], { SIGQUIT: cuts('it exits at once') }),
  // https://laravel.com/docs/octane, SignalableCommandInterface of the command
  server(['artisan', 'octane:start'], ['SIGTERM', 'SIGINT'], { SIGQUIT: nothing }),
  server(['artisan', 'horizon'], ['SIGTERM', 'SIGINT'], { SIGQUIT: nothing }),
  server(['artisan', 'queue:work'], ['SIGTERM', 'SIGQUIT'], {}),
  server(['artisan', 'schedule:work'], ['SIGTERM', 'SIGINT', 'SIGQUIT'], {}),
  server(['artisan', 'queue:listen'], ['SIGTERM', 'SIGINT', 'SIGQUIT'], {}),
  server(['console', 'messenger:consume'], ['SIGTERM', 'SIGINT', 'SIGQUIT'], {}),
  // https://uwsgi-docs.readthedocs.io/en/latest/Management.html#signals-for-controlling-uwsgi
  {
    ...server(['uwsgi'], [], {
      SIGTERM: loses('it restarts its workers and stays, until it is killed'),
      SIGINT: fast,
      SIGQUIT: fast,
    }),
    set: '--die-on-term',
    unless: [/^--die-on-term/, /^--hook-master-start/, /^--(ini|yaml|yml|xml|json)\b/, /\.(ini|ya?ml|xml|json)$/],
  },
];

/** Runtimes that run the program of the team itself: SIGTERM is what its code listens for, if anything. */
const runtimes = ['node', 'nodejs', 'bun', 'deno', 'python', 'python3', 'ruby', 'php', 'java', 'dotnet'];

export const stopSignalsOf = (argv: readonly string[]): StopSignals | undefined =>
  stopSignals.find((row) => matchesCommand(argv, row));

/** A program whose code decides what a signal means: SIGTERM is what such code listens for. */
export const isRuntime = (program: string): boolean => runtimes.includes(program);

const unheard = loses('nothing in it waits for that signal');

/** Signals that runtimes ignore as PID 1, or that mean anything but an orderly end to them. */
export const strangeToRuntimes: StopSignals['instead'] = {
  SIGWINCH: unheard,
  SIGQUIT: unheard,
  SIGUSR1: unheard,
  SIGUSR2: unheard,
  SIGHUP: unheard,
  SIGKILL: killed,
};
