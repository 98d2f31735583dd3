/** Libraries that handle the signals of a stop themselves. Sources: their documentation. */
export interface SignalRow {
  readonly module: string;
  readonly callee: readonly string[];
  readonly how: 'call' | 'plugin' | 'method';
  readonly does: 'drains' | 'unknown';
  readonly label: string;
}

export const signalRows: readonly SignalRow[] = [
  {
    module: '@godaddy/terminus',
    callee: ['createTerminus', ''],
    how: 'call',
    does: 'drains',
    label: 'createTerminus',
  },
  { module: 'lightship', callee: ['createLightship'], how: 'call', does: 'unknown', label: 'lightship' },
  { module: 'http-graceful-shutdown', callee: [''], how: 'call', does: 'drains', label: 'http-graceful-shutdown' },
  { module: 'close-with-grace', callee: [''], how: 'call', does: 'drains', label: 'close-with-grace' },
  {
    module: 'fastify-graceful-shutdown',
    callee: [''],
    how: 'plugin',
    does: 'drains',
    label: 'fastify-graceful-shutdown',
  },
  {
    module: 'express-graceful-shutdown',
    callee: [''],
    how: 'call',
    does: 'unknown',
    label: 'express-graceful-shutdown',
  },
  {
    module: 'exit-hook',
    callee: ['', 'asyncExitHook', 'gracefulExit'],
    how: 'call',
    does: 'unknown',
    label: 'exit-hook',
  },
  { module: 'death', callee: ['()'], how: 'call', does: 'unknown', label: 'death' },
  { module: 'node-graceful-shutdown', callee: ['onShutdown'], how: 'call', does: 'drains', label: 'onShutdown' },
  {
    module: '@nestjs/core',
    callee: ['application.enableShutdownHooks'],
    how: 'call',
    does: 'drains',
    label: 'enableShutdownHooks',
  },
  {
    module: '@nestjs/platform-express',
    callee: ['application.enableShutdownHooks'],
    how: 'call',
    does: 'drains',
    label: 'enableShutdownHooks',
  },
  {
    module: '@nestjs/platform-fastify',
    callee: ['application.enableShutdownHooks'],
    how: 'call',
    does: 'drains',
    label: 'enableShutdownHooks',
  },
  {
    module: '@nestjs/common',
    callee: ['application.enableShutdownHooks'],
    how: 'call',
    does: 'drains',
    label: 'enableShutdownHooks',
  },
];

/** Signals that ask a process to stop. */
export const stopSignals: ReadonlySet<string> = new Set(['SIGTERM', 'SIGINT', 'SIGQUIT']);

/** Methods of frameworks that take a signal and its handler: `app.listen('SIGTERM', …)` of AdonisJS. No socket has such a name. */
export const registering: ReadonlySet<string> = new Set(['listen']);

/** Methods that let go of a server, a worker or a connection in order. */
export const drains =
  /^(?:close|closeAll|shutdown|shutDown|stop|drain|gracefulShutdown|gracefullyShutdown|closeGracefully|terminate|disconnect|quit|end|teardown|dispose|destroy)$/;
