/** Names the walk itself has to know. */

/** Members that are read, not called. */
export const members: readonly string[] = ['ConnectionInfo().RemoteIpAddress', 'HttpRequest().UserHostAddress'];

/** Connections that come out of a pool. */
export const pooled: ReadonlySet<string> = new Set([
  'DbContextOptionsBuilder().UseNpgsql',
  'DbContextOptionsBuilder().UseSqlServer',
  'DbContextOptionsBuilder().UseMySql',
  'DbContextOptionsBuilder().UseMySQL',
  'NpgsqlDataSource.Create',
  'NpgsqlDataSourceBuilder',
]);

/**
 * What is encrypted or signed with the keys of Data Protection, the surest first.
 * Source: https://learn.microsoft.com/aspnet/core/security/data-protection/configuration/overview
 */
export const keyUsers: readonly string[] = [
  'AuthenticationBuilder().AddCookie',
  'IServiceCollection().AddDefaultIdentity',
  'IServiceCollection().AddIdentity',
  'AuthenticationBuilder().AddOpenIdConnect',
  'IServiceCollection().AddSession',
  'IServiceCollection().AddAntiforgery',
  'IServiceCollection().AddRazorPages',
  'IServiceCollection().AddServerSideBlazor',
];

/** Those a program that only knows tokens may call as well. */
export const perhapsKeyUsers: readonly string[] = ['IServiceCollection().AddIdentity'];
