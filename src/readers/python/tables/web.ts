/** What listens, and routes of probes. Sources: the documentation of each server. */
import type { ListenRow, RouteRow } from '../../code/row.ts';

export const listeners: readonly ListenRow[] = [
  // Of its file of settings, which is a program: `bind = "0.0.0.0:8000"`.
  { calls: ['gunicorn.bind'], address: 0, bind: 'all', label: 'gunicorn bind' },
  { calls: ['uvicorn.run'], port: 'port', host: 'host', bind: 'loopback', defaultPort: 8000, label: 'uvicorn.run' },
  {
    calls: ['flask.Flask().run', 'quart.Quart().run'],
    port: [1, 'port'],
    host: [0, 'host'],
    bind: 'loopback',
    defaultPort: 5000,
    label: 'app.run',
  },
  {
    calls: ['flask_socketio.SocketIO().run'],
    port: ['port', 2],
    host: ['host', 1],
    bind: 'loopback',
    defaultPort: 5000,
    label: 'socketio.run',
  },
  { calls: ['aiohttp.web.run_app'], port: 'port', host: 'host', bind: 'all', defaultPort: 8080, label: 'web.run_app' },
  { calls: ['waitress.serve'], port: 'port', host: 'host', bind: 'all', defaultPort: 8080, label: 'waitress.serve' },
  {
    calls: ['bottle.run', 'bottle.Bottle().run'],
    port: 'port',
    host: 'host',
    bind: 'loopback',
    defaultPort: 8080,
    label: 'bottle.run',
  },
  {
    calls: ['sanic.Sanic().run'],
    port: [1, 'port'],
    host: [0, 'host'],
    bind: 'loopback',
    defaultPort: 8000,
    label: 'app.run',
  },
  {
    calls: ['tornado.web.Application().listen', 'tornado.httpserver.HTTPServer().listen'],
    port: [0, 'port'],
    host: [1, 'address'],
    bind: 'all',
    label: 'listen',
  },
  {
    calls: ['gradio.Blocks().launch', 'gradio.Interface().launch', 'gradio.ChatInterface().launch'],
    port: 'server_port',
    host: 'server_name',
    bind: 'loopback',
    defaultPort: 7860,
    label: 'launch',
  },
  {
    calls: ['grpc.server().add_insecure_port', 'grpc.aio.server().add_insecure_port'],
    address: 0,
    bind: 'all',
    label: 'add_insecure_port',
  },
  {
    calls: ['prometheus_client.start_http_server'],
    port: [0, 'port'],
    host: [1, 'addr'],
    bind: 'all',
    label: 'start_http_server',
  },
];

const routers = [
  'fastapi.FastAPI()',
  'fastapi.APIRouter()',
  'flask.Flask()',
  'flask.Blueprint()',
  'quart.Quart()',
  'sanic.Sanic()',
];

export const routes: readonly RouteRow[] = [
  {
    calls: routers.flatMap((router) => ['get', 'route', 'api_route', 'head'].map((method) => `${router}.${method}`)),
    route: [0, 'path', 'rule'],
  },
  { calls: ['django.urls.path', 'django.urls.re_path', 'starlette.routing.Route'], route: [0, 'route', 'path'] },
  { calls: ['aiohttp.web.Application().router.add_get', 'aiohttp.web.get'], route: 0 },
];
