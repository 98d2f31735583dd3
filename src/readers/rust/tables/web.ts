/** What listens, routes of probes, and who asks for the client's address. Sources: the documentation of each framework. */
import type { AddressRow, ListenRow, RouteRow } from '../../code/row.ts';

/** `address.host` and `address.port` are the two halves of the first argument. */
const at = (label: string, calls: readonly string[]): ListenRow => ({
  calls,
  host: 'address.host',
  port: 'address.port',
  bind: 'all',
  label,
});

export const listeners: readonly ListenRow[] = [
  at('TcpListener::bind', [
    ...['tokio.TcpListener.bind', 'std.TcpListener.bind', 'async_std.TcpListener.bind', 'smol.TcpListener.bind'],
    ...['poem.TcpListener.bind', 'salvo.TcpListener.new', 'monoio.TcpListener.bind', 'tokio.TcpSocket().bind'],
  ]),
  at('HttpServer::bind', [
    ...[
      'bind',
      'bind_rustls',
      'bind_rustls_021',
      'bind_rustls_0_22',
      'bind_rustls_0_23',
      'bind_openssl',
      'bind_auto_h2c',
    ].flatMap((how) => [`actix_web.HttpServer().${how}`, `ntex.HttpServer().${how}`]),
  ]),
  at('Server::bind', [
    ...['axum.Server.bind', 'hyper.Server.bind', 'hyper.Server.try_bind', 'axum.Server.try_bind'],
    ...['axum_server.bind', 'axum_server.bind_rustls', 'axum_server.bind_openssl', 'axum_server.Server.bind'],
  ]),
  at('warp::serve', [
    ...[
      'run',
      'bind',
      'try_bind',
      'bind_ephemeral',
      'bind_with_graceful_shutdown',
      'try_bind_with_graceful_shutdown',
    ].map((how) => `warp.Server().${how}`),
  ]),
  at('Server::serve', ['tonic.Server().serve', 'tonic.Server().serve_with_shutdown']),
  at('listen', ['tide.Server().listen', 'tide.Server().bind', 'gotham.start', 'trillium_tokio.config().run']),
  at('with_http_listener', [
    'metrics_exporter_prometheus.PrometheusBuilder().with_http_listener',
    'prometheus_exporter.start',
  ]),
  at('add_tcp', ['pingora.Service().add_tcp', 'pingora_core.Service().add_tcp']),
  {
    calls: ['rocket.build', 'rocket.ignite'],
    bind: 'loopback',
    defaultPort: 8000,
    hostVariable: 'ROCKET_ADDRESS',
    portVariable: 'ROCKET_PORT',
    label: 'rocket::build',
  },
];

const verbs = ['get', 'head', 'route'];

export const routes: readonly RouteRow[] = [
  {
    calls: [
      ...['axum.Router().route', 'axum.Router().nest', 'axum.Router().route_service', 'actix_web.App().route'],
      ...['actix_web.web.resource', 'actix_web.Scope().route', 'actix_web.ServiceConfig().route', 'poem.Route().at'],
      ...[
        'actix_web.Resource.new',
        'salvo.Router.with_path',
        'salvo.Router.path',
        'tide.Server().at',
        'warp.path',
        'warp.path.path',
      ],
      ...['warp.path!', 'utoipa_axum.OpenApiRouter().route', 'ntex.App().route', 'gotham.route.get'],
      ...['actix_web', 'rocket', 'ntex'].flatMap((crate) => verbs.map((verb) => `${crate}.${verb}`)),
    ],
    route: [0, 'path', 'uri'],
  },
];

export const addresses: readonly AddressRow[] = [
  {
    calls: ['axum.ConnectInfo'],
    how: 'member',
    trusts: false,
    label: 'ConnectInfo',
  },
  {
    calls: [
      'axum_client_ip.InsecureClientIp',
      'axum_client_ip.SecureClientIp',
      'axum_client_ip.ClientIp',
      'tower_governor.SmartIpKeyExtractor',
      'axum_client_ip.XForwardedFor',
    ],
    how: 'member',
    trusts: true,
    label: 'client address',
  },
  {
    calls: ['tower_governor.PeerIpKeyExtractor', 'actix_governor.PeerIpKeyExtractor'],
    how: 'member',
    trusts: false,
    label: 'PeerIpKeyExtractor',
  },
  {
    calls: [
      'actix_web.HttpRequest().peer_addr',
      'actix_web.ServiceRequest().peer_addr',
      'warp.addr.remote',
      'poem.Request().remote_addr',
      'tonic.Request().remote_addr',
    ],
    trusts: false,
    label: 'peer address',
  },
  {
    calls: [
      ...['actix_web.HttpRequest().realip_remote_addr', 'actix_web.ServiceRequest().realip_remote_addr'],
      ...[
        'rocket.Request().client_ip',
        'poem.RealIp',
        'warp_real_ip.real_ip',
        'actix_web.ConnectionInfo().realip_remote_addr',
      ],
    ],
    trusts: true,
    label: 'client address',
  },
];
