/** Calls that open a listening socket, and what they bind when nothing is said. Sources: each framework's documentation. */
export interface Listener {
  readonly module: string;
  readonly callee: readonly string[];
  /** `arguments`: `listen(port, host?)` or `listen({ port, host })`. `options`: one object of options. */
  readonly form: 'arguments' | 'options';
  readonly options?: number;
  /** Options inside the object: `listen.port`. */
  readonly port?: string;
  readonly host?: string;
  readonly bind: 'all' | 'loopback';
  readonly defaultPort?: number;
  readonly portRequired?: boolean;
  readonly label: string;
}

export const listeners: readonly Listener[] = [
  { module: 'express', callee: ['().listen'], form: 'arguments', bind: 'all', label: 'app.listen' },
  { module: 'koa', callee: ['().listen'], form: 'arguments', bind: 'all', label: 'app.listen' },
  { module: 'connect', callee: ['().listen'], form: 'arguments', bind: 'all', label: 'app.listen' },
  { module: 'polka', callee: ['().listen'], form: 'arguments', bind: 'all', label: 'app.listen' },
  { module: 'restify', callee: ['createServer().listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { module: 'json-server', callee: ['create().listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { module: 'node:http', callee: ['server.listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { module: 'node:https', callee: ['server.listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { module: 'node:http2', callee: ['server.listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { module: 'node:net', callee: ['server.listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { module: 'stoppable', callee: ['().listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { module: 'fastify', callee: ['().listen'], form: 'arguments', bind: 'loopback', label: 'fastify.listen' },
  { module: '@nestjs/core', callee: ['application.listen'], form: 'arguments', bind: 'all', label: 'app.listen' },
  { module: '@nestjs/common', callee: ['application.listen'], form: 'arguments', bind: 'all', label: 'app.listen' },
  {
    module: '@nestjs/platform-express',
    callee: ['application.listen'],
    form: 'arguments',
    bind: 'all',
    label: 'app.listen',
  },
  {
    module: '@nestjs/platform-fastify',
    callee: ['application.listen'],
    form: 'arguments',
    bind: 'loopback',
    label: 'app.listen',
  },
  {
    module: '@hapi/hapi',
    callee: ['server', 'Server'],
    form: 'options',
    bind: 'all',
    portRequired: true,
    label: 'Hapi.server',
  },
  {
    module: 'global',
    callee: ['Bun.serve'],
    form: 'options',
    host: 'hostname',
    bind: 'all',
    defaultPort: 3000,
    label: 'Bun.serve',
  },
  {
    module: 'global',
    callee: ['Deno.serve'],
    form: 'options',
    host: 'hostname',
    bind: 'all',
    defaultPort: 8000,
    label: 'Deno.serve',
  },
  {
    module: '@hono/node-server',
    callee: ['serve'],
    form: 'options',
    host: 'hostname',
    bind: 'all',
    defaultPort: 3000,
    label: 'serve',
  },
  {
    module: '@apollo/server/standalone',
    callee: ['startStandaloneServer'],
    form: 'options',
    options: 1,
    port: 'listen.port',
    host: 'listen.host',
    bind: 'all',
    defaultPort: 4000,
    label: 'startStandaloneServer',
  },
  {
    module: 'apollo-server',
    callee: ['ApolloServer().listen'],
    form: 'options',
    bind: 'all',
    defaultPort: 4000,
    label: 'server.listen',
  },
  {
    module: 'ws',
    callee: ['WebSocketServer', 'Server'],
    form: 'options',
    bind: 'all',
    portRequired: true,
    label: 'WebSocketServer',
  },
];

/** Names of servers handed over from other files or as parameters. */
export const serverNames: ReadonlySet<string> = new Set([
  'app',
  'server',
  'httpServer',
  'http',
  'api',
  'application',
  'fastify',
  'expressApp',
]);
