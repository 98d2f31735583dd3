/** Calls that open a listening socket, and what they bind when nothing is said. Sources: each framework's documentation. */
export interface Listener {
  readonly library: string;
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
  { library: 'express', callee: ['().listen'], form: 'arguments', bind: 'all', label: 'app.listen' },
  { library: 'koa', callee: ['().listen'], form: 'arguments', bind: 'all', label: 'app.listen' },
  { library: 'connect', callee: ['().listen'], form: 'arguments', bind: 'all', label: 'app.listen' },
  { library: 'polka', callee: ['().listen'], form: 'arguments', bind: 'all', label: 'app.listen' },
  { library: 'restify', callee: ['createServer().listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { library: 'json-server', callee: ['create().listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { library: 'node:http', callee: ['server.listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { library: 'node:https', callee: ['server.listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { library: 'node:http2', callee: ['server.listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { library: 'node:net', callee: ['server.listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { library: 'stoppable', callee: ['().listen'], form: 'arguments', bind: 'all', label: 'server.listen' },
  { library: 'fastify', callee: ['().listen'], form: 'arguments', bind: 'loopback', label: 'fastify.listen' },
  { library: '@nestjs/core', callee: ['application.listen'], form: 'arguments', bind: 'all', label: 'app.listen' },
  { library: '@nestjs/common', callee: ['application.listen'], form: 'arguments', bind: 'all', label: 'app.listen' },
  {
    library: '@nestjs/platform-express',
    callee: ['application.listen'],
    form: 'arguments',
    bind: 'all',
    label: 'app.listen',
  },
  {
    library: '@nestjs/platform-fastify',
    callee: ['application.listen'],
    form: 'arguments',
    bind: 'loopback',
    label: 'app.listen',
  },
  {
    library: '@hapi/hapi',
    callee: ['server', 'Server'],
    form: 'options',
    bind: 'all',
    portRequired: true,
    label: 'Hapi.server',
  },
  {
    library: 'global',
    callee: ['Bun.serve'],
    form: 'options',
    host: 'hostname',
    bind: 'all',
    defaultPort: 3000,
    label: 'Bun.serve',
  },
  {
    library: 'global',
    callee: ['Deno.serve'],
    form: 'options',
    host: 'hostname',
    bind: 'all',
    defaultPort: 8000,
    label: 'Deno.serve',
  },
  {
    library: '@hono/node-server',
    callee: ['serve'],
    form: 'options',
    host: 'hostname',
    bind: 'all',
    defaultPort: 3000,
    label: 'serve',
  },
  {
    library: '@apollo/server/standalone',
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
    library: 'apollo-server',
    callee: ['ApolloServer().listen'],
    form: 'options',
    bind: 'all',
    defaultPort: 4000,
    label: 'server.listen',
  },
  {
    library: 'ws',
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
