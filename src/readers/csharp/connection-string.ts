/** Connection strings of ADO.NET and of StackExchange.Redis: `Server=db;Port=3306;Password=x`, `redis:6379,ssl=true`. */

/** Keys in small letters without blanks; nothing when the text is no list of keys. */
export function connectionKeys(text: string): ReadonlyMap<string, string> | undefined {
  const keys = new Map<string, string>();
  for (const part of text.split(';')) {
    const cut = part.indexOf('=');
    if (part.trim() === '') continue;
    if (cut === -1) return undefined;
    keys.set(part.slice(0, cut).replaceAll(/\s+/g, '').toLowerCase(), part.slice(cut + 1).trim());
  }
  return keys.size === 0 ? undefined : keys;
}

/** The file a connection string of SQLite names; `Data Source` of SQL Server is a host. */
export function fileIn(text: string): string | undefined {
  const keys = connectionKeys(text);
  if (!keys) return undefined;
  const file = keys.get('datasource') ?? keys.get('filename');
  if (file === undefined || file === '') return undefined;
  if (keys.get('mode')?.toLowerCase() === 'memory') return ':memory:';
  const server = ['initialcatalog', 'userid', 'uid', 'integratedsecurity', 'trusted_connection', 'database', 'server'];
  if (server.some((key) => keys.has(key))) return undefined;
  return /^:memory:$|\.(?:db3?|sqlite3?|sdf|ldb)$|^file:/i.test(file) ? file.replaceAll('\\', '/') : undefined;
}

/** The most connections a pool may hold, as far as the text says so. */
export function poolSizeIn(text: string): number | undefined {
  const keys = connectionKeys(text);
  const size = keys?.get('maximumpoolsize') ?? keys?.get('maxpoolsize');
  return size === undefined || !/^\d+$/.test(size) ? undefined : Number(size);
}

/** The machine itself, as SQL Server calls it: `.`, `(local)`, an instance behind a backslash. */
const itself = /^(?:tcp:)?(?:\.|\(local\)|localhost|127\.0\.0\.1)(?:\\[\w$]+|,\d+)?$/i;

/** Where a connection string of the .NET Framework leads: a file that only this machine has, or a server of its own. */
export function placeOfConnection(text: string): { readonly file: string } | { readonly self: true } | undefined {
  const keys = connectionKeys(text.replaceAll('&quot;', '"'));
  const source = keys?.get('datasource') ?? keys?.get('server') ?? keys?.get('address') ?? '';
  const attached = keys?.get('attachdbfilename') ?? keys?.get('initialfilename');
  if (/^\(localdb\)/i.test(source)) return { file: attached ?? source };
  if (attached !== undefined) return { file: attached };
  const file = fileIn(text);
  if (file !== undefined) return file === ':memory:' ? undefined : { file };
  return itself.test(source) ? { self: true } : undefined;
}
