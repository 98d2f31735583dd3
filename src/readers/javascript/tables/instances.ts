/** Names of one thing: types people annotate with, and the ways to make an instance, brought to one spelling. */

interface Instance {
  readonly library: string;
  /** Spellings: a type's instance is written `Type()`, a call `make()`. */
  readonly written: readonly string[];
  readonly means: string;
}

const instances: readonly Instance[] = [
  { library: 'express', written: ['Express()', 'Application()', 'express()', 'Express.Application()'], means: '()' },
  { library: 'express', written: ['IRouter()'], means: 'Router()' },
  { library: 'fastify', written: ['fastify()', 'Fastify()', 'FastifyInstance()'], means: '()' },
  { library: 'koa', written: ['Koa()'], means: '()' },
  { library: '@koa/router', written: ['Router()'], means: '()' },
  { library: 'koa-router', written: ['Router()'], means: '()' },
  { library: '@nestjs/common', written: ['INestApplication()'], means: 'application' },
  { library: '@nestjs/core', written: ['NestFactory.create()'], means: 'application' },
  { library: '@nestjs/platform-express', written: ['NestExpressApplication()'], means: 'application' },
  { library: '@nestjs/platform-fastify', written: ['NestFastifyApplication()'], means: 'application' },
  { library: '@hapi/hapi', written: ['Server()', 'server()'], means: 'server' },
  { library: 'hapi', written: ['Server()', 'server()'], means: 'server' },
  { library: 'node:http', written: ['createServer()', 'Server()', 'http.Server()'], means: 'server' },
  { library: 'node:https', written: ['createServer()', 'Server()'], means: 'server' },
  { library: 'node:http2', written: ['createServer()', 'createSecureServer()'], means: 'server' },
  { library: 'node:net', written: ['createServer()', 'Server()'], means: 'server' },
  { library: 'sequelize', written: ['Sequelize()'], means: '()' },
  { library: 'sequelize-typescript', written: ['Sequelize()'], means: '()' },
  { library: 'knex', written: ['knex()', 'Knex()'], means: '()' },
  { library: 'typeorm', written: ['createConnection()', 'Connection()'], means: 'DataSource()' },
  { library: 'ws', written: ['WebSocketServer()', 'Server()'], means: 'server' },
  { library: '@prisma/client', written: ['default.PrismaClient()'], means: 'PrismaClient()' },
];

const spelling = new Map(
  instances.flatMap((row) => row.written.map((path) => [`${row.library} ${path}`, row.means] as const)),
);

/** The one spelling of an instance. */
export const canonical = (library: string, path: string): string => spelling.get(`${library} ${path}`) ?? path;

/** Methods that answer the object they are called on. */
export const fluent: ReadonlySet<string> = new Set([
  ...[
    'use',
    'on',
    'once',
    'disable',
    'enable',
    'register',
    'withTypeProvider',
    'setTimeout',
    'plugin',
    'state',
    'decorate',
  ],
  ...['setValidatorCompiler', 'setSerializerCompiler', 'route', 'addHook'],
]);
