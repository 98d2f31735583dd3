import type { Ecosystem } from '../manifest.ts';

/**
 * Servers and workers known by their command: the address they bind when nothing is said, whether they drain on SIGTERM, and how long
 * they give it. From each program's documentation; gunicorn and uvicorn were measured as PID 1.
 */
export interface Server {
  readonly words: readonly string[];
  /** Address without flags; absent: it does not listen. */
  readonly bind?: 'all' | 'loopback';
  readonly bindFlags?: readonly string[];
  /** The value of `bindFlags`, or the operand, may be `host:port`; a bare number in it is a port. */
  readonly bindsPort?: true;
  /** Variable that takes the place of `bindFlags`. */
  readonly bindVariable?: string;
  /** Setting the variable of the port makes it listen on all addresses. */
  readonly portOpens?: true;
  /** The address is the first word after `words` that is no flag. */
  readonly addressOperand?: true;
  /** Variables that name the mode, of which `development` alone, which holds without them, keeps to `bind`: any other listens on all addresses. */
  readonly modes?: readonly string[];
  /** Port without flags; absent: not known. */
  readonly port?: number;
  readonly portFlags?: readonly string[];
  readonly portVariable?: string;
  /** Flags, variables and files in the working directory that can say otherwise: the address is then not known. */
  readonly configured?: {
    readonly flags?: readonly string[];
    readonly variable?: string;
    readonly files?: readonly string[];
  };
  /** Module of the facts that its own file of settings, which is a program, says about where it listens. */
  readonly settings?: string;
  readonly graceful: boolean;
  /** Only when the image installs this extension of the language. */
  readonly extension?: string;
  /** Default limit of the drain; absent: none, or not known. */
  readonly drainSeconds?: number;
  readonly drainFlags?: readonly string[];
}

/** Month in which the rows were last compared with the documentation. */
export const serversVerified = '2026-08';

// `dotnet Shop.dll` is not among them: only a program on the generic host drains, and the command does not tell which it is.
export const servers: readonly Server[] = [
  {
    words: ['gunicorn'],
    bindsPort: true,
    port: 8000,
    portVariable: 'PORT',
    portOpens: true,
    configured: { flags: ['-c', '--config'], variable: 'GUNICORN_CMD_ARGS', files: ['gunicorn.conf.py'] },
    settings: 'gunicorn',
    bind: 'loopback',
    bindFlags: ['-b', '--bind'],
    graceful: true,
    drainSeconds: 30,
    drainFlags: ['--graceful-timeout'],
  },
  {
    words: ['uvicorn'],
    bindVariable: 'UVICORN_HOST',
    port: 8000,
    portFlags: ['--port'],
    portVariable: 'UVICORN_PORT',
    configured: { flags: ['--uds', '--fd'] },
    bind: 'loopback',
    bindFlags: ['--host'],
    graceful: true,
    drainFlags: ['--timeout-graceful-shutdown'],
  },
  {
    words: ['hypercorn'],
    bindsPort: true,
    port: 8000,
    configured: { flags: ['-c', '--config', '--quic-bind', '--insecure-bind'] },
    bind: 'loopback',
    bindFlags: ['-b', '--bind'],
    graceful: true,
    drainSeconds: 3,
    drainFlags: ['--graceful-timeout'],
  },
  {
    words: ['daphne'],
    port: 8000,
    portFlags: ['-p', '--port'],
    configured: { flags: ['-e', '--endpoint', '-u', '--unix-socket', '--fd'] },
    bind: 'loopback',
    bindFlags: ['-b', '--bind'],
    graceful: true,
  },
  {
    words: ['granian'],
    bindVariable: 'GRANIAN_HOST',
    port: 8000,
    portFlags: ['--port'],
    portVariable: 'GRANIAN_PORT',
    configured: { flags: ['--uds'] },
    bind: 'loopback',
    bindFlags: ['--host'],
    graceful: true,
  },
  { words: ['fastapi', 'run'], portFlags: ['--port'], bind: 'all', bindFlags: ['--host'], graceful: true },
  { words: ['celery'], graceful: true },
  { words: ['rq', 'worker'], graceful: true },
  { words: ['dramatiq'], graceful: true, drainSeconds: 600 },
  { words: ['arq'], graceful: true },
  {
    words: ['puma'],
    bindsPort: true,
    portFlags: ['-p', '--port'],
    configured: { flags: ['-C', '--config'] },
    settings: 'puma',
    bind: 'all',
    bindFlags: ['-b', '--bind'],
    graceful: true,
    drainSeconds: 30,
  },
  // https://guides.rubyonrails.org/command_line.html#bin-rails-server: Puma, most often.
  ...['server', 's'].map(
    (word): Server => ({
      words: ['rails', word],
      bind: 'loopback',
      modes: ['RAILS_ENV', 'RACK_ENV'],
      settings: 'puma',
      bindFlags: ['-b', '--binding'],
      bindVariable: 'BINDING',
      port: 3000,
      portFlags: ['-p', '--port'],
      portVariable: 'PORT',
      graceful: true,
    }),
  ),
  {
    words: ['rackup'],
    bind: 'loopback',
    modes: ['RACK_ENV'],
    bindFlags: ['-o', '--host'],
    port: 9292,
    portFlags: ['-p', '--port'],
    graceful: true,
  },
  {
    words: ['unicorn'],
    bind: 'all',
    bindFlags: ['-o', '--host'],
    port: 8080,
    portFlags: ['-p', '--port'],
    configured: { flags: ['-c', '--config-file', '-l', '--listen'] },
    graceful: false,
  },
  {
    words: ['unicorn_rails'],
    bind: 'all',
    bindFlags: ['-o', '--host'],
    port: 8080,
    portFlags: ['-p', '--port'],
    configured: { flags: ['-c', '--config-file', '-l', '--listen'] },
    graceful: false,
  },
  { words: ['sidekiq'], graceful: true, drainSeconds: 25, drainFlags: ['-t', '--timeout'] },
  { words: ['good_job', 'start'], graceful: true },
  { words: ['rake', 'solid_queue:start'], graceful: true, drainSeconds: 5 },
  { words: ['rails', 'solid_queue:start'], graceful: true, drainSeconds: 5 },
  // The program that Rails 8 writes: Solid Queue.
  { words: ['jobs'], graceful: true, drainSeconds: 5 },
  // https://karafka.io/docs/Configuration, https://github.com/ruby-shoryuken/shoryuken/wiki/Shoryuken-options
  { words: ['karafka', 'server'], graceful: true, drainSeconds: 60 },
  { words: ['shoryuken'], graceful: true, drainSeconds: 8 },
  { words: ['rake', 'jobs:work'], graceful: true },
  { words: ['rails', 'jobs:work'], graceful: true },
  // Thruster stands in front of the server it starts, and hands signals on. https://github.com/basecamp/thruster
  { words: ['thrust'], bind: 'all', port: 80, portVariable: 'HTTP_PORT', graceful: true },
  { words: ['graphile-worker'], graceful: true },
  // Where it listens is decided by the settings of the endpoint.
  { words: ['mix', 'phx.server'], graceful: true },
  { words: ['mix', 'run'], graceful: true },
  { words: ['falcon', 'serve'], graceful: true },
  // Without the extension PHP has no signals, and a worker is killed in the middle of its job.
  { words: ['artisan', 'queue:work'], graceful: true, extension: 'pcntl', drainSeconds: 60, drainFlags: ['--timeout'] },
  { words: ['artisan', 'horizon'], graceful: true, extension: 'pcntl' },
  { words: ['console', 'messenger:consume'], graceful: true, extension: 'pcntl' },
  { words: ['console', 'messenger:consume-messages'], graceful: true, extension: 'pcntl' },
  { words: ['frankenphp', 'run'], bind: 'all', graceful: true },
  { words: ['frankenphp', 'php-server'], bind: 'all', graceful: true },
  { words: ['rr', 'serve'], graceful: true },
  { words: ['nginx'], bind: 'all', graceful: true },
  { words: ['caddy', 'run'], bind: 'all', graceful: true },
  { words: ['httpd-foreground'], bind: 'all', graceful: true },
  { words: ['apache2-foreground'], bind: 'all', graceful: true },
  { words: ['traefik'], bind: 'all', graceful: true },
  {
    words: ['next', 'start'],
    port: 3000,
    portFlags: ['-p', '--port'],
    portVariable: 'PORT',
    bind: 'all',
    bindFlags: ['-H', '--hostname'],
    graceful: true,
  },
  {
    words: ['flask', 'run'],
    bind: 'loopback',
    bindFlags: ['-h', '--host'],
    bindVariable: 'FLASK_RUN_HOST',
    port: 5000,
    portFlags: ['-p', '--port'],
    portVariable: 'FLASK_RUN_PORT',
    graceful: false,
  },
  {
    words: ['manage.py', 'runserver'],
    bind: 'loopback',
    addressOperand: true,
    bindsPort: true,
    port: 8000,
    graceful: false,
  },
  {
    words: ['artisan', 'serve'],
    bind: 'loopback',
    bindFlags: ['--host'],
    bindVariable: 'SERVER_HOST',
    port: 8000,
    portFlags: ['--port'],
    portVariable: 'SERVER_PORT',
    graceful: false,
  },
  {
    words: ['artisan', 'octane:start'],
    bind: 'loopback',
    bindFlags: ['--host'],
    bindVariable: 'OCTANE_HOST',
    port: 8000,
    portFlags: ['--port'],
    portVariable: 'OCTANE_PORT',
    graceful: false,
  },
  {
    words: ['vite', 'preview'],
    bind: 'loopback',
    bindFlags: ['--host'],
    portFlags: ['--port'],
    configured: { files: ['vite.config.ts', 'vite.config.js', 'vite.config.mjs', 'vite.config.mts'] },
    graceful: false,
  },
  {
    words: ['ng', 'serve'],
    bind: 'loopback',
    bindFlags: ['--host'],
    port: 4200,
    portFlags: ['--port'],
    configured: { files: ['angular.json'] },
    graceful: false,
  },
];

/** Ecosystems whose runtime itself stops a program in order on SIGTERM. https://www.erlang.org/doc/apps/kernel/kernel_app.html#os-signal-event-handler */
export const gracefulRuntimes: Readonly<Partial<Record<Ecosystem, string>>> = {
  elixir: 'the Erlang VM stops its applications in order on SIGTERM',
};

/** Frameworks whose build is a program that listens by itself: the command that starts it, and the variable that says where. */
export const listeningPackages: readonly {
  readonly package: string;
  readonly words: RegExp;
  readonly host: string;
}[] = [
  // The program of `output: standalone`; Docker sets HOSTNAME to the container's own name, on which it then listens.
  { package: 'next', words: /^(?:\.\/)?(?:[\w/-]+\/)?server\.js$/, host: 'HOSTNAME' },
  { package: 'nuxt', words: /(?:^|\/)\.output\/server\/index\.mjs$/, host: 'HOST' },
  { package: '@sveltejs/adapter-node', words: /^(?:\.\/)?build(?:\/index\.js)?$/, host: 'HOST' },
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

/**
 * Those of them that the build writes into the program, so that they are dependencies of the development only.
 * https://svelte.dev/docs/kit/adapter-node#Graceful-shutdown, https://nitro.build/deploy/runtimes/node
 */
export const builtIn: readonly string[] = ['@sveltejs/adapter-node', 'nuxt', 'nitropack', 'nitro'];
