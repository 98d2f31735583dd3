/** Names of one thing: types people annotate with, and the ways to make an instance, brought to one spelling. */

interface Instance {
  readonly module: string;
  /** Spellings: a type's instance is written `Type()`, a call `make()`. */
  readonly written: readonly string[];
  readonly means: string;
}

const instances: readonly Instance[] = [
  { module: 'express', written: ['Express()', 'Application()', 'express()', 'Express.Application()'], means: '()' },
  { module: 'express', written: ['IRouter()'], means: 'Router()' },
  { module: 'fastify', written: ['fastify()', 'Fastify()', 'FastifyInstance()'], means: '()' },
  { module: 'koa', written: ['Koa()'], means: '()' },
  { module: '@koa/router', written: ['Router()'], means: '()' },
  { module: 'koa-router', written: ['Router()'], means: '()' },
  { module: '@nestjs/common', written: ['INestApplication()'], means: 'application' },
  {
    module: '@nestjs/core',
    written: ['NestFactory.create()', 'NestFactory.createApplicationContext()', 'NestFactory.createMicroservice()'],
    means: 'application',
  },
  { module: '@nestjs/platform-express', written: ['NestExpressApplication()'], means: 'application' },
  { module: '@nestjs/platform-fastify', written: ['NestFastifyApplication()'], means: 'application' },
  { module: '@hapi/hapi', written: ['Server()', 'server()'], means: 'server' },
  { module: 'hapi', written: ['Server()', 'server()'], means: 'server' },
  { module: 'node:http', written: ['createServer()', 'Server()', 'http.Server()'], means: 'server' },
  { module: 'node:https', written: ['createServer()', 'Server()'], means: 'server' },
  { module: 'node:http2', written: ['createServer()', 'createSecureServer()'], means: 'server' },
  { module: 'node:net', written: ['createServer()', 'Server()'], means: 'server' },
  { module: 'sequelize', written: ['Sequelize()'], means: '()' },
  { module: 'sequelize-typescript', written: ['Sequelize()'], means: '()' },
  { module: 'knex', written: ['knex()', 'Knex()'], means: '()' },
  { module: 'typeorm', written: ['createConnection()', 'Connection()'], means: 'DataSource()' },
  { module: 'ws', written: ['WebSocketServer()', 'Server()'], means: 'server' },
  { module: '@prisma/client', written: ['default.PrismaClient()'], means: 'PrismaClient()' },
];

const spelling = new Map(
  instances.flatMap((row) => row.written.map((path) => [`${row.module} ${path}`, row.means] as const)),
);

/** The one spelling of an instance. */
export const canonical = (module: string, path: string): string => spelling.get(`${module} ${path}`) ?? path;

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
