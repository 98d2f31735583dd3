/**
 * What the compiler would know and the text of one file does not show: which types calls answer with. Only types that rows of the tables
 * begin with stand here. Sources: the API reference of .NET and of each library.
 */

/** Types that are the same for the tables. */
export const sameTypes: Readonly<Record<string, string>> = {
  IWebHostEnvironment: 'IHostEnvironment',
  IHostingEnvironment: 'IHostEnvironment',
  HostingEnvironment: 'IHostEnvironment',
  IConfigurationRoot: 'IConfiguration',
  IConfigurationSection: 'IConfiguration',
  IConfigurationManager: 'IConfiguration',
  ConfigurationManager: 'IConfiguration',
  ServiceCollection: 'IServiceCollection',
  IFunctionsHostBuilder: 'WebApplicationBuilder',
  IHostApplicationBuilder: 'WebApplicationBuilder',
  IApplicationBuilder: 'WebApplication',
  IEndpointRouteBuilder: 'WebApplication',
  RouteGroupBuilder: 'WebApplication',
  HostBuilder: 'IHostBuilder',
  WebHostBuilder: 'IWebHostBuilder',
  ConfigureHostBuilder: 'IHostBuilder',
  ConfigureWebHostBuilder: 'IWebHostBuilder',
  IWebHost: 'IHost',
  IChannel: 'IModel',
  IRequestClient: 'IRequestClient',
  DbContextOptionsBuilder: 'DbContextOptionsBuilder',
  SqliteDbContextOptionsBuilder: 'DbContextOptionsBuilder',
  HttpRequestBase: 'HttpRequest',
  HttpPostedFileBase: 'IFormFile',
  HttpPostedFile: 'IFormFile',
  FormFile: 'IFormFile',
  HubConnectionContext: 'HubConnectionContext',
};

/** `Type().Member` and `Type.Member()` by the type of what they answer with. */
export const answers: Readonly<Record<string, string>> = {
  'WebApplication.CreateBuilder()': 'WebApplicationBuilder',
  'WebApplication.CreateSlimBuilder()': 'WebApplicationBuilder',
  'WebApplication.CreateEmptyBuilder()': 'WebApplicationBuilder',
  'WebApplication.Create()': 'WebApplication',
  'Host.CreateApplicationBuilder()': 'HostApplicationBuilder',
  'DistributedApplication.CreateBuilder()': 'DistributedApplicationBuilder',
  'Host.CreateDefaultBuilder()': 'IHostBuilder',
  'WebHost.CreateDefaultBuilder()': 'IWebHostBuilder',
  'WebApplicationBuilder().Services': 'IServiceCollection',
  'WebApplicationBuilder().Configuration': 'IConfiguration',
  'WebApplicationBuilder().Environment': 'IHostEnvironment',
  'WebApplicationBuilder().Logging': 'ILoggingBuilder',
  'WebApplicationBuilder().Host': 'IHostBuilder',
  'WebApplicationBuilder().WebHost': 'IWebHostBuilder',
  'WebApplicationBuilder().Build()': 'WebApplication',
  'HostApplicationBuilder().Services': 'IServiceCollection',
  'HostApplicationBuilder().Configuration': 'IConfiguration',
  'HostApplicationBuilder().Environment': 'IHostEnvironment',
  'HostApplicationBuilder().Logging': 'ILoggingBuilder',
  'HostApplicationBuilder().Build()': 'IHost',
  'WebApplication().Environment': 'IHostEnvironment',
  'WebApplication().Configuration': 'IConfiguration',
  'WebApplication().Lifetime': 'IHostApplicationLifetime',
  'WebApplication().MapGroup()': 'WebApplication',
  'IHostBuilder().Build()': 'IHost',
  'IWebHostBuilder().Build()': 'IHost',
  'HostBuilderContext().Configuration': 'IConfiguration',
  'HostBuilderContext().HostingEnvironment': 'IHostEnvironment',
  'ConfigurationBuilder().Build()': 'IConfiguration',
  'IServiceCollection().AddSignalR()': 'ISignalRServerBuilder',
  'IServiceCollection().AddDataProtection()': 'IDataProtectionBuilder',
  'IServiceCollection().AddAuthentication()': 'AuthenticationBuilder',
  'IServiceCollection().AddIdentityServer()': 'IIdentityServerBuilder',
  'IServiceCollection().AddHealthChecks()': 'IHealthChecksBuilder',
  'IServiceCollection().AddServerSideBlazor()': 'IServerSideBlazorBuilder',
  'IServiceCollection().AddRazorComponents()': 'IRazorComponentsBuilder',
  'IServiceCollection().AddFusionCache()': 'IFusionCacheBuilder',
  'IServiceCollection().AddOptions()': 'OptionsBuilder',
  'IServiceCollection().AddOptionsWithValidateOnStart()': 'OptionsBuilder',
  'IServiceCollection().Services': 'IServiceCollection',
  'HttpContext().Request': 'HttpRequest',
  'HttpContext().Connection': 'ConnectionInfo',
  'HttpContext().RequestServices': 'IServiceProvider',
  'HttpRequest().HttpContext': 'HttpContext',
  'IHttpContextAccessor().HttpContext': 'HttpContext',
  'HttpRequest().Form.Files[]': 'IFormFile',
  'HttpRequest().Form.Files.First()': 'IFormFile',
  'HttpRequest().Form.Files.FirstOrDefault()': 'IFormFile',
  'HttpRequest().Form.Files.GetFile()': 'IFormFile',
  'HttpRequest().Files[]': 'IFormFile',
  'IFormCollection().Files[]': 'IFormFile',
  'IFormFileCollection()[]': 'IFormFile',
  'IFormFileCollection().GetFile()': 'IFormFile',
  'IFormFile().OpenReadStream()': 'UploadedStream',
  'IBrowserFile().OpenReadStream()': 'UploadedStream',
  'InputFileChangeEventArgs().File': 'IBrowserFile',
  'InputFileChangeEventArgs().GetMultipleFiles()[]': 'IBrowserFile',
  'LoggerConfiguration().WriteTo': 'LoggerSinkConfiguration',
  'LoggerConfiguration().AuditTo': 'LoggerSinkConfiguration',
  'ConnectionFactory().CreateConnection()': 'IConnection',
  'ConnectionFactory().CreateConnectionAsync()': 'IConnection',
  'IConnection().CreateModel()': 'IModel',
  'IConnection().CreateChannelAsync()': 'IModel',
  'ProcessStartInfo().FileName': 'string',
};

/** Types whose methods answer with the same type, unless `answers` knows better. */
export const fluent: ReadonlySet<string> = new Set([
  'IServiceCollection',
  'IHostBuilder',
  'IWebHostBuilder',
  'LoggerConfiguration',
  'ConfigurationBuilder',
  'DbContextOptionsBuilder',
  'ISignalRServerBuilder',
  'IDataProtectionBuilder',
  'AuthenticationBuilder',
  'IHealthChecksBuilder',
  'IServerSideBlazorBuilder',
  'IRazorComponentsBuilder',
  'IFusionCacheBuilder',
  'IGlobalConfiguration',
  'OptionsBuilder',
  'ILoggingBuilder',
  'IMvcBuilder',
]);

/** Types whose methods answer with another type. */
export const methodsAnswer: Readonly<Record<string, string>> = { LoggerSinkConfiguration: 'LoggerConfiguration' };

/** Types of what a function that is handed to a call gets, counted from its last parameter. */
export const handed: Readonly<Record<string, readonly string[]>> = {
  ConfigureServices: ['IServiceCollection', 'HostBuilderContext'],
  ConfigureWebHostDefaults: ['IWebHostBuilder'],
  ConfigureWebHost: ['IWebHostBuilder'],
  ConfigureAppConfiguration: ['ConfigurationBuilder', 'HostBuilderContext'],
  ConfigureLogging: ['ILoggingBuilder', 'HostBuilderContext'],
  AddLogging: ['ILoggingBuilder'],
  ConfigureKestrel: ['KestrelServerOptions'],
  UseKestrel: ['KestrelServerOptions'],
  AddDbContext: ['DbContextOptionsBuilder'],
  AddDbContextPool: ['DbContextOptionsBuilder'],
  AddDbContextFactory: ['DbContextOptionsBuilder'],
  AddPooledDbContextFactory: ['DbContextOptionsBuilder'],
  AddHangfire: ['IGlobalConfiguration'],
  UseSerilog: ['LoggerConfiguration'],
  AddSerilog: ['LoggerConfiguration'],
  Async: ['LoggerSinkConfiguration'],
  Conditional: ['LoggerSinkConfiguration'],
  Logger: ['LoggerConfiguration'],
  UseEndpoints: ['WebApplication'],
  UseForwardedHeaders: ['ForwardedHeadersOptions'],
};

/** Extension methods whose names no one else uses, by the type they extend. */
export const telling: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...['UseSqlite', 'UseSqlServer', 'UseNpgsql', 'UseMySql', 'UseMySQL', 'UseOracle', 'UseCosmos', 'UseMongoDB'],
      ...['UseInMemoryDatabase', 'UseFirebird', 'UseAzureSql'],
    ].map((name) => [name, 'DbContextOptionsBuilder']),
  ),
  ...Object.fromEntries(
    [
      ...['AddDistributedMemoryCache', 'AddStackExchangeRedisCache', 'AddDistributedSqlServerCache'],
      ...['AddDistributedRedisCache', 'AddDistributedPostgresCache', 'AddCosmosCache', 'AddNCacheDistributedCache'],
      ...['AddEnyimMemcached', 'AddStackExchangeRedisOutputCache', 'AddRateLimiter', 'AddSignalR', 'AddHostedService'],
      ...['AddDataProtection', 'AddServerSideBlazor', 'AddRazorPages', 'AddDefaultIdentity', 'AddInMemoryRateLimiting'],
      ...['AddRedisRateLimiting', 'AddDistributedRateLimiting', 'AddQuartz', 'AddCoravel', 'AddMemoryCache'],
    ].map((name) => [name, 'IServiceCollection']),
  ),
  ...Object.fromEntries(
    [
      ...['UseMemoryStorage', 'UseInMemoryStorage', 'UseSqlServerStorage', 'UsePostgreSqlStorage', 'UseRedisStorage'],
      ...['UseMongoStorage', 'UseSQLiteStorage', 'UseLiteDbStorage', 'UseStorage'],
    ].map((name) => [name, 'IGlobalConfiguration']),
  ),
  ...Object.fromEntries(
    ['PersistKeysToStackExchangeRedis', 'PersistKeysToDbContext', 'PersistKeysToAzureBlobStorage']
      .concat(['PersistKeysToAWSSystemsManager', 'PersistKeysToGoogleCloudStorage', 'PersistKeysToFileSystem'])
      .concat(['PersistKeysToRegistry', 'UseEphemeralDataProtectionProvider'])
      .map((name) => [name, 'IDataProtectionBuilder']),
  ),
  ...Object.fromEntries(['ListenAnyIP', 'ListenLocalhost'].map((name) => [name, 'KestrelServerOptions'])),
  ...Object.fromEntries(['BasicConsume', 'BasicConsumeAsync'].map((name) => [name, 'IModel'])),
  ...Object.fromEntries(
    ['UsingInMemory', 'UsingRabbitMq', 'UsingAzureServiceBus', 'UsingAmazonSqs', 'UsingActiveMq'].map((name) => [
      name,
      'IBusRegistrationConfigurator',
    ]),
  ),
  AddInteractiveServerComponents: 'IRazorComponentsBuilder',
  AddAzureSignalR: 'ISignalRServerBuilder',
  AddDeveloperSigningCredential: 'IIdentityServerBuilder',
  UsePersistentStore: 'IServiceCollectionQuartzConfigurator',
  UseClustering: 'IServiceCollectionQuartzConfigurator',
  UseForwardedHeaders: 'WebApplication',
  MapHealthChecks: 'WebApplication',
  UseHealthChecks: 'WebApplication',
};

/** What controllers, pages and hubs inherit by these names. */
export const inherited: Readonly<Record<string, string>> = {
  Request: 'HttpRequest',
  HttpContext: 'HttpContext',
  Configuration: 'IConfiguration',
};
