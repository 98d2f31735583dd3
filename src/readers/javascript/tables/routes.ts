/** Objects that take routes, and names of routes that answer probes. */
export const routers: ReadonlySet<string> = new Set([
  ...[
    'express ()',
    'express Router()',
    'fastify ()',
    'koa-router ()',
    '@koa/router ()',
    'hono Hono()',
    'polka ()',
    'restify createServer()',
  ],
  ...['find-my-way ()', 'router ()', 'elysia Elysia()', 'itty-router Router()', 'express-promise-router ()'],
]);

export const routeMethods: ReadonlySet<string> = new Set(['get', 'all', 'use', 'head']);

/** Last part of the route's path. */
export const healthWord =
  /^(?:_?health(?:z|-?check|-?status)?|ready|readyz|readiness|live|livez|liveness|alive|up|ping|status|heartbeat|_?healthcheck|hc)$/i;

/** Words that name nothing else but a probe: enough for a file that is a route by its place. */
export const healthFile =
  /(?:^|\/)(?:api|app)\/(?:.*\/)?(health|healthz|healthcheck|health-check|readyz|livez|heartbeat|ping|status)(?:\/(?:route|index))?\.[jt]sx?$/;

/** Questions to a database, a cache or another service. */
export const asks =
  /(?:^|\.)(?:\$queryRaw(?:Unsafe)?|\$runCommandRaw|pingCheck|authenticate|ping|raw|query|execute|findFirst|findMany|findOne|findUnique|count)$|^(?:fetch|got)$|^axios(?:\.(?:get|head|post))?$/;
