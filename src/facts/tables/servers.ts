/**
 * Servers and workers known by their command: the address they bind when nothing is said, whether they drain on SIGTERM, and how long
 * they give it. From each program's documentation; gunicorn and uvicorn were measured as PID 1.
 */
export interface Server {
  readonly words: readonly string[];
  /** Address without flags; absent: it does not listen. */
  readonly bind?: 'all' | 'loopback';
  readonly bindFlags?: readonly string[];
  readonly graceful: boolean;
  /** Default limit of the drain; absent: none, or not known. */
  readonly drainSeconds?: number;
  readonly drainFlags?: readonly string[];
}

export const servers: readonly Server[] = [
  {
    words: ['gunicorn'],
    bind: 'loopback',
    bindFlags: ['-b', '--bind'],
    graceful: true,
    drainSeconds: 30,
    drainFlags: ['--graceful-timeout'],
  },
  {
    words: ['uvicorn'],
    bind: 'loopback',
    bindFlags: ['--host'],
    graceful: true,
    drainFlags: ['--timeout-graceful-shutdown'],
  },
  {
    words: ['hypercorn'],
    bind: 'loopback',
    bindFlags: ['-b', '--bind'],
    graceful: true,
    drainSeconds: 3,
    drainFlags: ['--graceful-timeout'],
  },
  { words: ['daphne'], bind: 'loopback', bindFlags: ['-b', '--bind'], graceful: true },
  { words: ['granian'], bind: 'loopback', bindFlags: ['--host'], graceful: true },
  { words: ['fastapi', 'run'], bind: 'all', bindFlags: ['--host'], graceful: true },
  { words: ['celery'], graceful: true },
  { words: ['rq', 'worker'], graceful: true },
  { words: ['dramatiq'], graceful: true, drainSeconds: 600 },
  { words: ['puma'], bind: 'all', bindFlags: ['-b', '--bind'], graceful: true, drainSeconds: 30 },
  { words: ['sidekiq'], graceful: true, drainSeconds: 25, drainFlags: ['-t', '--timeout'] },
  { words: ['good_job', 'start'], graceful: true },
  { words: ['nginx'], bind: 'all', graceful: true },
  { words: ['caddy', 'run'], bind: 'all', graceful: true },
  { words: ['httpd-foreground'], bind: 'all', graceful: true },
  { words: ['apache2-foreground'], bind: 'all', graceful: true },
  { words: ['traefik'], bind: 'all', graceful: true },
  { words: ['next', 'start'], bind: 'all', bindFlags: ['-H', '--hostname'], graceful: true },
  { words: ['dotnet'], graceful: true, drainSeconds: 30 },
];

/** Frameworks whose own server stops listening on SIGTERM and finishes open requests, without a handler in the application. */
export const gracefulPackages: readonly string[] = [
  'next',
  'nuxt',
  'nitropack',
  'nitro',
  '@remix-run/serve',
  '@react-router/serve',
  '@sveltejs/adapter-node',
  '@strapi/strapi',
  'fastify-cli',
  '@keystone-6/core',
];
