/**
 * Listeners, routes, messages between clients, and where log lines go. Sources: the documentation of Phoenix, Bandit, Plug.Cowboy, gRPC,
 * libcluster, dns_cluster, Logger and its backends.
 */
import type { AddressRow, CallRow, ListenRow, RouteRow, SettingRow } from '../../code/row.ts';

const passesOn = (calls: readonly string[], label: string, confidence: CallRow['confidence']): CallRow => ({
  kind: 'realtime',
  calls,
  scope: 'local',
  unlessSet: true,
  label,
  confidence,
});

const clusters = { ignore: 'local' } as const;

export const webCalls: readonly CallRow[] = [
  passesOn(
    ['broadcast', 'broadcast!', 'broadcast_from', 'broadcast_from!'].map((name) => `Phoenix.Channel.${name}`),
    'channel broadcast',
    'high',
  ),
  passesOn(
    ['broadcast', 'broadcast!', 'broadcast_from', 'broadcast_from!'].map((name) => `Phoenix.Endpoint.${name}`),
    'Endpoint.broadcast',
    'high',
  ),
  passesOn(
    ['broadcast', 'broadcast!', 'broadcast_from', 'broadcast_from!'].map((name) => `Phoenix.PubSub.${name}`),
    'Phoenix.PubSub.broadcast',
    'medium',
  ),
  passesOn(['Absinthe.Subscription.publish'], 'Absinthe subscription', 'high'),
  { ...passesOn(['Phoenix.Presence'], 'Phoenix.Presence', 'high'), how: 'decorator' },
  {
    kind: 'realtime',
    calls: ['Phoenix.PubSub'],
    how: 'call',
    scope: { option: 'adapter', words: { 'Phoenix.PubSub.Redis': 'shared', 'Phoenix.PubSub.PG2': 'local' } },
    declares: true,
    label: 'Phoenix.PubSub',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    calls: ['Phoenix.PubSub.Redis'],
    how: 'call',
    scope: 'shared',
    label: 'Phoenix.PubSub.Redis',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    calls: ['DNSCluster'],
    how: 'call',
    when: [{ slot: 'query', is: 'text' }],
    scope: { option: 'query', words: clusters, other: 'shared' },
    declares: true,
    label: 'DNSCluster',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    calls: ['Cluster.Supervisor'],
    how: 'call',
    scope: 'shared',
    label: 'libcluster',
    confidence: 'high',
  },

  {
    kind: 'log-sink',
    calls: ['LoggerFileBackend', 'LoggerFileBackend.add_backend', 'FlexLogger', 'LoggerRotatingFile'],
    scope: 'local',
    label: 'LoggerFileBackend',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: [':logger.add_handler'],
    when: [{ slot: 'config.file', is: 'present' }],
    scope: 'local',
    path: 'config.file',
    label: ':logger_std_h',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: ['logger.backends[]'],
    when: [{ slot: 0, is: ['console', 'Logger.Backends.Console', 'LoggerJSON', 'LoggerJSON.Ecto'] }],
    scope: 'shared',
    label: 'console',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    calls: [
      ...[
        'Logger.Backends.Gelf',
        'LokiLogger',
        'LoggerLogstashBackend',
        'LoggerPapertrailBackend.Logger',
        'ExSyslogger',
      ],
      ...[
        'LoggerGelfEx',
        'Logger.Backends.Loki',
        'LogflareLogger.HttpBackend',
        'LoggerLogentriesBackend',
        'TimberElixir',
      ],
    ],
    scope: 'shared',
    ships: true,
    label: 'logger backend',
    confidence: 'high',
  },
];

export const webSettings: readonly SettingRow[] = [
  {
    kind: 'realtime',
    name: 'dns_cluster_query',
    words: clusters,
    other: 'shared',
    absent: 'local',
    declares: true,
    label: 'dns_cluster_query',
    confidence: 'high',
  },
  {
    kind: 'log-sink',
    name: 'logger.default_handler.config.file',
    other: 'local',
    path: 'file',
    label: 'default_handler',
    confidence: 'high',
  },
];

/** Cowboy and Bandit listen on all addresses unless told. */
const listens = (calls: readonly string[], label: string, defaultPort: number | undefined, prefix = ''): ListenRow => ({
  calls,
  port: `${prefix}port`,
  host: `${prefix}ip`,
  bind: 'all',
  ...(defaultPort === undefined ? {} : { defaultPort }),
  label,
});

export const listeners: readonly ListenRow[] = [
  listens(['Endpoint.http'], 'Phoenix endpoint', 4000),
  listens(['Endpoint.https'], 'Phoenix endpoint (https)', 4000),
  listens(['Bandit', 'Bandit.start_link'], 'Bandit', 4000),
  listens(['Plug.Cowboy'], 'Plug.Cowboy', 4000, 'options.'),
  listens(
    ['Plug.Cowboy.http', 'Plug.Cowboy.https', 'Plug.Adapters.Cowboy.http', 'Plug.Adapters.Cowboy2.http'],
    'Plug.Cowboy',
    4000,
  ),
  listens(['Plug.Adapters.Cowboy.child_spec', 'Plug.Cowboy.child_spec'], 'Plug.Cowboy', 4000, 'options.'),
  listens(['ThousandIsland', 'ThousandIsland.start_link'], 'ThousandIsland', 4000),
  { ...listens(['GRPC.Server.Supervisor'], 'gRPC server', undefined), port: 'port' },
  { calls: ['GRPC.Server.start'], port: 1, bind: 'all', label: 'gRPC server' },
  listens([':cowboy.start_clear', ':cowboy.start_tls'], 'cowboy', undefined),
  { calls: [':gen_tcp.listen'], port: 0, host: 'ip', bind: 'all', label: ':gen_tcp.listen' },
  {
    calls: ['TelemetryMetricsPrometheus'],
    port: 'port',
    bind: 'all',
    defaultPort: 9568,
    label: 'TelemetryMetricsPrometheus',
  },
];

export const routes: readonly RouteRow[] = [
  { calls: ['get', 'head', 'match', 'forward', 'live', 'any'], route: 0 },
  { calls: ['Plug.request_path'], route: 0 },
];

export const addresses: readonly AddressRow[] = [
  { calls: ['Plug.Conn().remote_ip'], how: 'member', trusts: false, label: 'conn.remote_ip' },
  { calls: [':inet.peername', 'Plug.Conn.get_peer_data', 'get_peer_data'], trusts: false, label: 'peer address' },
  { calls: ['RemoteIp', 'RemoteIp.from'], trusts: true, label: 'RemoteIp' },
  { calls: ['Plug.RewriteOn', 'PlugRemoteIp', 'Plug.CloudFlare'], trusts: true, label: 'Plug.RewriteOn' },
];
