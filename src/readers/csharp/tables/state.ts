/** What keeps state beside a request: sessions, caches, limits, sockets, keys, uploads and files. Sources: the documentation of ASP.NET Core and of each library. */
import type { CallRow } from '../../code/row.ts';

const services = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `IServiceCollection().${name}`);
const sharedCaches = services(
  'AddStackExchangeRedisCache',
  'AddDistributedSqlServerCache',
  'AddDistributedRedisCache',
  'AddDistributedPostgresCache',
  'AddCosmosCache',
  'AddNCacheDistributedCache',
  'AddEnyimMemcached',
);
const writes = ['WriteAllText', 'WriteAllBytes', 'WriteAllLines', 'AppendAllText', 'AppendAllLines'];

export const stateCalls: readonly CallRow[] = [
  {
    kind: 'session-store',
    calls: services('AddSession'),
    // The session is kept in the distributed cache, which is one of this process unless another is registered.
    scope: 'local',
    unlessSet: true,
    label: 'AddSession',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: sharedCaches,
    scope: 'shared',
    declares: true,
    label: 'distributed cache',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    calls: sharedCaches,
    scope: 'shared',
    declares: true,
    label: 'distributed cache',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    calls: services('AddDistributedMemoryCache'),
    scope: 'local',
    unlessSet: true,
    label: 'AddDistributedMemoryCache',
    confidence: 'medium',
  },
  {
    kind: 'local-cache',
    calls: [
      ...['Set', 'GetOrCreate', 'GetOrCreateAsync', 'CreateEntry'].map((name) => `IMemoryCache().${name}`),
      ...['Set', 'Add', 'AddOrGetExisting'].map((name) => `MemoryCache.Default.${name}`),
      ...['Set', 'GetOrCreate', 'GetOrCreateAsync', 'CreateEntry', 'Add'].map((name) => `MemoryCache().${name}`),
      ...['GetOrAdd', 'GetOrAddAsync', 'Add'].map((name) => `IAppCache().${name}`),
      'HttpRuntime.Cache.Insert',
    ],
    scope: 'local',
    label: 'IMemoryCache',
    confidence: 'medium',
  },
  {
    kind: 'local-cache',
    calls: services('AddOutputCache'),
    scope: 'local',
    unlessSet: true,
    label: 'AddOutputCache',
    confidence: 'medium',
  },
  {
    kind: 'local-cache',
    calls: services('AddStackExchangeRedisOutputCache'),
    scope: 'shared',
    label: 'output cache in Redis',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    calls: services('AddFusionCache'),
    scope: 'local',
    unlessSet: true,
    label: 'FusionCache',
    confidence: 'low',
  },
  {
    kind: 'local-cache',
    calls: ['IFusionCacheBuilder().WithBackplane', 'IFusionCacheBuilder().WithStackExchangeRedisBackplane'],
    scope: 'shared',
    label: 'backplane of FusionCache',
    confidence: 'high',
  },

  {
    kind: 'rate-limit',
    calls: services('AddRateLimiter', 'AddInMemoryRateLimiting'),
    scope: 'local',
    unlessSet: true,
    label: 'AddRateLimiter',
    confidence: 'high',
  },
  {
    kind: 'rate-limit',
    calls: [
      ...services('AddRedisRateLimiting', 'AddDistributedRateLimiting'),
      'RedisRateLimitPartition.GetFixedWindowRateLimiter',
      'RedisRateLimitPartition.GetSlidingWindowRateLimiter',
      'RedisRateLimitPartition.GetTokenBucketRateLimiter',
    ],
    scope: 'shared',
    label: 'rate limit in Redis',
    confidence: 'high',
  },

  {
    kind: 'realtime',
    calls: services('AddSignalR'),
    scope: 'local',
    unlessSet: true,
    label: 'SignalR',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    calls: ['AddStackExchangeRedis', 'AddRedis', 'AddAzureSignalR', 'AddNats', 'AddNCache', 'AddOrleans'].map(
      (name) => `ISignalRServerBuilder().${name}`,
    ),
    scope: 'shared',
    label: 'backplane of SignalR',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    // What a visitor does lives in the circuit, on the server that holds the socket.
    calls: ['WebApplication().MapBlazorHub', '*.AddInteractiveServerRenderMode'],
    scope: 'local',
    label: 'circuits of Blazor Server',
    confidence: 'medium',
  },

  {
    kind: 'instance-secret',
    calls: ['DataProtection.ProtectsByKeys'],
    // In a container the keys lie in its own home folder.
    scope: 'local',
    unlessSet: true,
    label: 'keys of Data Protection',
    confidence: 'high',
  },
  {
    kind: 'instance-secret',
    calls: [
      'PersistKeysToStackExchangeRedis',
      'PersistKeysToDbContext',
      'PersistKeysToAzureBlobStorage',
      'PersistKeysToAWSSystemsManager',
      'PersistKeysToGoogleCloudStorage',
    ].map((name) => `IDataProtectionBuilder().${name}`),
    scope: 'shared',
    label: 'keys of Data Protection',
    confidence: 'high',
  },
  {
    kind: 'instance-secret',
    calls: ['IDataProtectionBuilder().PersistKeysToFileSystem'],
    // Whether all replicas see the folder is decided by mounts.
    scope: 'unknown',
    declares: true,
    label: 'keys of Data Protection in files',
    confidence: 'high',
  },
  {
    kind: 'instance-secret',
    calls: ['IDataProtectionBuilder().UseEphemeralDataProtectionProvider', 'EphemeralDataProtectionProvider'],
    scope: 'local',
    label: 'ephemeral keys of Data Protection',
    confidence: 'high',
  },
  {
    kind: 'instance-secret',
    calls: ['IIdentityServerBuilder().AddDeveloperSigningCredential'],
    scope: 'local',
    label: 'AddDeveloperSigningCredential',
    confidence: 'high',
  },
  {
    kind: 'instance-secret',
    calls: ['SymmetricSecurityKey', 'RsaSecurityKey', 'ECDsaSecurityKey'],
    when: [{ slot: 0, is: 'random' }],
    once: true,
    scope: 'local',
    label: 'signing key',
    confidence: 'high',
  },

  {
    kind: 'upload',
    calls: ['IFormFile().SavesUpload'],
    scope: 'local',
    path: 'path',
    label: 'IFormFile.CopyTo',
    confidence: 'high',
  },
  { kind: 'upload', calls: ['TusDiskStore'], scope: 'local', path: 0, label: 'TusDiskStore', confidence: 'high' },
  {
    kind: 'file-write',
    calls: [
      ...writes.flatMap((name) => [`File.${name}`, `File.${name}Async`]),
      ...['Create', 'OpenWrite', 'CreateText', 'AppendText'].map((name) => `File.${name}`),
    ],
    scope: 'local',
    path: 0,
    label: 'File',
    confidence: 'medium',
  },
  {
    kind: 'file-write',
    calls: ['StreamWriter'],
    when: [{ slot: 0, is: 'text' }],
    scope: 'local',
    path: 0,
    label: 'StreamWriter',
    confidence: 'medium',
  },
];
