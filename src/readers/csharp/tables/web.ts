/** What listens, what probes ask, and what a program needs beside itself. Sources: the documentation of ASP.NET Core and of each library. */
import type {
  AddressRow,
  ConsumerRow,
  EndpointRow,
  ListenRow,
  RouteRow,
  SecretRow,
  SpawnRow,
  ToolRow,
} from '../../code/row.ts';

export const listeners: readonly ListenRow[] = [
  {
    calls: ['IWebHostBuilder().UseUrls', 'WebApplication().Urls.Add'],
    address: 0,
    bind: 'all',
    label: 'UseUrls',
  },
  { calls: ['WebApplication().RunAt'], address: 0, bind: 'all', label: 'app.Run' },
  { calls: ['Kestrel.ListensByDefault'], host: 'urls', port: 'ports', bind: 'all', otherwise: true, label: 'Kestrel' },
  { calls: ['KestrelServerOptions().ListenAnyIP'], port: 0, bind: 'all', label: 'ListenAnyIP' },
  { calls: ['KestrelServerOptions().ListenLocalhost'], port: 0, bind: 'loopback', label: 'ListenLocalhost' },
  { calls: ['KestrelServerOptions().Listen'], host: 0, port: 1, bind: 'all', label: 'Kestrel.Listen' },
  { calls: ['TcpListener'], host: 0, port: 1, bind: 'all', label: 'TcpListener' },
  { calls: ['HttpListener().Prefixes.Add'], address: 0, bind: 'all', label: 'HttpListener' },
  { calls: ['ServerPort'], host: 0, port: 1, bind: 'all', label: 'ServerPort' },
  {
    calls: ['KestrelMetricServer', 'MetricServer'],
    port: [0, 'port'],
    host: 'hostname',
    bind: 'all',
    label: 'MetricServer',
  },
];

export const routes: readonly RouteRow[] = [
  {
    calls: ['MapGet', 'Map', 'MapHealthChecks', 'UseHealthChecks', 'MapMethods'].map(
      (name) => `WebApplication().${name}`,
    ),
    route: [0, 'pattern', 'path'],
  },
  { calls: ['HttpGet', 'Route', 'HttpHead'], route: 0 },
];

export const spawns: readonly SpawnRow[] = [
  { calls: ['Process.Start'], program: [0, 'fileName'], label: 'Process.Start' },
  { calls: ['ProcessStartInfo'], program: [0, 'FileName'], label: 'ProcessStartInfo' },
];

export const tools: readonly ToolRow[] = [
  {
    calls: ['FFMpegArguments.FromFileInput', 'FFMpegArguments.FromPipeInput', 'FFMpeg.Snapshot', 'FFMpeg.Convert'],
    needs: 'ffmpeg',
    label: 'FFMpegCore',
  },
  { calls: ['FFProbe.Analyse', 'FFProbe.AnalyseAsync'], needs: 'ffprobe', label: 'FFMpegCore' },
  { calls: ['FFmpeg.Conversions.New', 'FFmpeg.GetMediaInfo'], needs: 'ffmpeg', label: 'Xabe.FFmpeg' },
  { calls: ['RotativaConfiguration.Setup'], needs: 'wkhtmltopdf', label: 'Rotativa' },
];

export const consumers: readonly ConsumerRow[] = [
  {
    calls: ['IModel().BasicConsume', 'IModel().BasicConsumeAsync'],
    from: 'rabbitmq',
    acknowledges: {
      option: ['autoAck', 'noAck', 1],
      absent: 'unknown',
      words: { true: 'early', false: 'late' },
      other: 'unknown',
    },
    // A queue whose name the server makes up belongs to one replica, a named one to all: the name is often a variable.
    delivery: { option: 'none', absent: 'unknown', other: 'unknown' },
    label: 'BasicConsume',
  },
  {
    calls: ['ConsumerConfig'],
    from: 'kafka',
    acknowledges: {
      option: 'EnableAutoCommit',
      absent: 'early',
      words: { true: 'early', false: 'late' },
      other: 'unknown',
    },
    delivery: { option: 'GroupId', absent: 'unknown', other: 'one' },
    label: 'Kafka consumer',
  },
];

export const endpoints: readonly EndpointRow[] = [
  {
    calls: ['ConnectionMultiplexer.Connect', 'ConnectionMultiplexer.ConnectAsync'],
    to: 'redis',
    host: ['host', 0],
  },
  { calls: ['IServiceCollection().AddStackExchangeRedisCache'], to: 'redis', host: ['host', 'Configuration'] },
  { calls: ['ConnectionFactory'], to: 'rabbitmq', host: 'HostName', port: 'Port' },
  { calls: ['SmtpClient'], to: 'smtp', host: [0, 'Host'], port: [1, 'Port'] },
];

export const secrets: readonly SecretRow[] = [
  { calls: ['SymmetricSecurityKey'], slot: 0, label: 'SymmetricSecurityKey' },
  { calls: ['NetworkCredential'], slot: 1, label: 'NetworkCredential' },
];

export const addresses: readonly AddressRow[] = [
  {
    calls: ['ConnectionInfo().RemoteIpAddress', 'HttpRequest().UserHostAddress'],
    how: 'member',
    trusts: false,
    label: 'RemoteIpAddress',
  },
  {
    calls: ['WebApplication().UseForwardedHeaders', 'ForwardedHeadersOptions'],
    trusts: true,
    label: 'UseForwardedHeaders',
  },
];
