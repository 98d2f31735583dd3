import type { Tables } from '../../code/row.ts';
import { dataCalls, pools } from './data.ts';
import { stateCalls } from './state.ts';
import { addresses, consumers, endpoints, listeners, routes, secrets, spawns, tools } from './web.ts';
import { workCalls } from './work.ts';

export const csharpTables: Tables = {
  calls: [...stateCalls, ...workCalls, ...dataCalls],
  settings: [],
  listeners,
  routes,
  spawns,
  tools,
  pools,
  consumers,
  endpoints,
  secrets,
  addresses,
  random: [
    'RandomNumberGenerator.GetBytes()',
    'RandomNumberGenerator.GetHexString()',
    'Guid.NewGuid()',
    'Guid.NewGuid().ToString()',
    'Guid.NewGuid().ToByteArray()',
    'RSA.Create()',
    'ECDsa.Create()',
    'HMACSHA256()',
  ],
  // RedLock.net, DistributedLock of Medallion.
  locks: [
    'RedLockNet',
    'RedLockNet.SERedis',
    'Medallion.Threading',
    'Medallion.Threading.Redis',
    'Medallion.Threading.Postgres',
  ],
  asks: /(?:^|\.)(?:healthChecks\.Add\w+|CanConnect(?:Async)?|ExecuteSql\w*|PingAsync|Ping|OpenAsync|Open|StringGet(?:Async)?|QueryAsync|ToListAsync|FirstOrDefaultAsync|AnyAsync|CountAsync|GetAsync|CheckHealthAsync)$/,
  drains:
    /^(?:Stop|StopAsync|StopApplication|Shutdown|ShutdownAsync|Cancel|CancelAsync|Wait|WaitAsync|WaitOne|Close|CloseAsync|Dispose|DisposeAsync|Set|TrySetResult)$/,
  exits: /^(?:Exit|FailFast|Kill)$/,
  words: [
    ...['GetEnvironmentVariable', 'IConfiguration', 'Configuration[', 'GetConnectionString', 'GetValue', 'GetSection'],
    ...['onfig["', 'onfiguration["', '[Required', 'BackgroundService', 'IHostedService', 'IFormFile', 'IBrowserFile'],
    ...['.Files', 'ProcessExit', 'CancelKeyPress', 'Unloading', 'PosixSignalRegistration', 'ShutdownTimeout', '.Run('],
    ...['.RunAsync(', 'RunConsoleAsync', 'RemoteIpAddress', 'Task.Run', 'static', 'AddCookie', 'AddIdentity'],
    ...['AddOpenIdConnect', 'AddAntiforgery', 'UseStartup'],
  ],
};
