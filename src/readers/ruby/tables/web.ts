/** What listens, routes of probes, addresses of clients. Sources: the documentation of each server, and the Rails guides. */
import type { AddressRow, ListenRow, RouteRow } from '../../code/row.ts';

export const listeners: readonly ListenRow[] = [
  { calls: ['puma.port'], port: 0, host: 1, bind: 'all', defaultPort: 9292, label: 'puma port' },
  { calls: ['puma.bind'], port: 'port', host: 'host', address: 'address', bind: 'all', label: 'puma bind' },
  { calls: ['unicorn.listen'], port: 0, bind: 'all', label: 'unicorn listen' },
  {
    calls: ['Sinatra::Application.run!'],
    port: 'port',
    host: ['bind', 'host'],
    bind: 'loopback',
    modes: ['APP_ENV', 'RACK_ENV'],
    defaultPort: 4567,
    label: 'Sinatra',
  },
  { calls: ['TCPServer.new', 'TCPServer.open'], port: 1, host: 0, bind: 'all', label: 'TCPServer' },
  {
    calls: ['WEBrick::HTTPServer.new'],
    port: 'Port',
    host: 'BindAddress',
    bind: 'all',
    defaultPort: 80,
    label: 'WEBrick',
  },
  { calls: ['GRPC::RpcServer().add_http2_port'], address: 0, bind: 'all', label: 'add_http2_port' },
];

const methods = ['get', 'match', 'head'];

export const routes: readonly RouteRow[] = [
  {
    calls: methods.flatMap((method) => [
      `routes.${method}`,
      `Sinatra::Application.${method}`,
      `Sinatra::Base.${method}`,
    ]),
    route: 0,
  },
  { calls: ['rackup.map'], route: 0 },
];

const controllers = ['ApplicationController()', 'ActionController::Base()', 'ActionController::API()'];

export const addresses: readonly AddressRow[] = [
  // Believes proxies with private addresses, of which the ingress network is one.
  { calls: controllers.map((one) => `${one}.request.remote_ip`), trusts: true, label: 'request.remote_ip' },
  {
    calls: [
      ...controllers.map((one) => `${one}.request.ip`),
      'Sinatra::Application.request.ip',
      'Sinatra::Base.request.ip',
    ],
    trusts: true,
    label: 'request.ip',
  },
  {
    calls: [...controllers, 'Sinatra::Base', 'Sinatra::Application'].map((one) => `${one}.request.remote_addr`),
    trusts: false,
    label: 'request.remote_addr',
  },
];
