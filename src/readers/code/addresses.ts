/** Where texts lead: URLs of backing services, and the connection strings of drivers that have forms of their own. */

/** What answers there, and where. */
export interface Address {
  readonly to: string;
  readonly host: string;
  readonly port?: number;
}

/** Schemes of URLs that lead to a backing service, and what answers there. */
const schemes: Readonly<Record<string, string>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
  sqlserver: 'sqlserver',
  mongodb: 'mongodb',
  'mongodb+srv': 'mongodb',
  redis: 'redis',
  rediss: 'redis',
  valkey: 'redis',
  amqp: 'rabbitmq',
  amqps: 'rabbitmq',
  nats: 'nats',
  kafka: 'kafka',
  clickhouse: 'clickhouse',
  memcached: 'memcached',
  ldap: 'ldap',
  smtp: 'smtp',
  mqtt: 'mqtt',
};

const address =
  /^(?:jdbc:)?([a-z][a-z0-9]*(?:\+[a-z0-9]+)*):\/\/(?:[^\s/@]*@)?(\[[0-9a-f:]+\]|[^\s:/?#,@[\]]+)(?::(\d{1,5}))?/i;

/** `host=db port=5432 user=shop` of libpq, `shop:secret@tcp(db:3306)/shop` of go-sql-driver. */
const words = /(?:^|\s)(?:dbname|user|sslmode)=/;
const hostWord = /(?:^|\s)host=([\w.-]+)(?=\s|$)/;
const portWord = /(?:^|\s)port=(\d{1,5})(?=\s|$)/;
const tcp = /^[^\s@/()]*@tcp\(([\w.-]+)(?::(\d{1,5}))?\)\//;

function inWords(text: string): Address | undefined {
  const mysql = tcp.exec(text);
  const host = mysql?.[1] ?? (words.test(text) ? hostWord.exec(text)?.[1] : undefined);
  if (host === undefined) return undefined;
  const port = mysql ? mysql[2] : portWord.exec(text)?.[1];
  return { to: mysql ? 'mysql' : 'postgres', host, ...(port === undefined ? {} : { port: Number(port) }) };
}

/** Where a URL of a backing service leads; nothing for any other text, or for one that is put together later. */
export function addressIn(text: string): Address | undefined {
  const named = inWords(text.trim());
  if (named) return named;
  const [, scheme = '', host = '', port] = address.exec(text.trim()) ?? [];
  if (scheme === '') return inKeys(text.trim());
  const name = scheme.toLowerCase();
  // `postgresql+asyncpg`: the driver stands behind the plus.
  const to = schemes[name] ?? schemes[name.split('+')[0]!];
  if (to === undefined || /[$%{}<>*]/.test(host) || host === '') return undefined;
  return { to, host, ...(port === undefined ? {} : { port: Number(port) }) };
}

/** `Server=tcp:db,1433;Database=shop;User Id=sa`: keys of ADO.NET and ODBC, more than one of them. */
const keyed =
  /^(host|server|data source|addr(?:ess)?)\s*=\s*(?:tcp:)?([a-z0-9][\w.-]*)(?:[,:](\d{1,5}))?\s*;\s*\w[\w ]*=/i;
/** Keys that only the drivers of one database know. */
const dialects: readonly (readonly [keys: RegExp, to: string])[] = [
  [/(?:^|;)\s*(?:host|username|search ?path)\s*=/i, 'postgres'],
  [
    /;\s*(?:initial catalog|trusted_connection|integrated security|trustservercertificate|multipleactiveresultsets|encrypt)\s*=|^\w+\s*=\s*(?:tcp:|[^;,]*,\d)|user id\s*=\s*sa\b/i,
    'sqlserver',
  ],
  [/;\s*(?:uid|sslmode|allowuservariables)\s*=|;\s*port\s*=\s*3306\b/i, 'mysql'],
];

function inKeys(text: string): Address | undefined {
  const [, key = '', host, port] = keyed.exec(text) ?? [];
  if (host === undefined || /\.(?:db3?|sqlite3?|sdf|ldb)$/i.test(host)) return undefined;
  // `Data Source=shop;Mode=ReadOnly` may be a file without an ending.
  if (/^data/i.test(key) && !/;\s*(?:initial catalog|database|user id|uid|integrated security)\s*=/i.test(text))
    return undefined;
  const to = dialects.find(([keys]) => keys.test(text))?.[1] ?? 'database';
  const other = port ?? /;\s*port\s*=\s*(\d{1,5})\b/i.exec(text)?.[1];
  return { to, host, ...(other === undefined ? {} : { port: Number(other) }) };
}

/** Where a client is told to connect in other forms than a URL: `host:port`, `host=… dbname=…`, `Server=…;Database=…`, `user@tcp(host:port)/name`. */
export function hostIn(text: string, to: string): Address | undefined {
  if (text.includes('://') || text.length > 500) return undefined;
  const written = /@tcp\(([^()]*)\)/.exec(text)?.[1] ?? hostKey.exec(text)?.[1] ?? text.trim();
  const [, host, port] = /^([\w.-]+|\[[0-9a-f:]+\])(?:[:,](\d{1,5}))?$/i.exec(written) ?? [];
  if (host === undefined) return undefined;
  return { to, host, ...(port === undefined ? {} : { port: Number(port) }) };
}

/** Of libpq, PDO, ADO.NET and ODBC. */
const hostKey = /(?:^|[;:\s])(?:host|hostname|server|data source|addr)\s*=\s*(?:tcp:)?([^;\s]+)/i;
