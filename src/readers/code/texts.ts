/** Texts of the program that should not stand there: secrets, and the addresses of backing services. */
import type { EndpointLiteral, SecretLiteral } from '../../facts/code.ts';
import { isProviderToken, isSecretName, isSecretText, looksRandom, passwordIn } from '../../facts/queries/secrets.ts';
import type { Located } from '../../source/index.ts';
import type { Circumstances, TextSite } from './program.ts';

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

/** Where a URL of a backing service leads; nothing for any other text, or for one that is put together later. */
export function addressIn(
  text: string,
): { readonly to: string; readonly host: string; readonly port?: number } | undefined {
  const [, scheme = '', host = '', port] = address.exec(text.trim()) ?? [];
  if (scheme === '') return addressInKeys(text.trim());
  const name = scheme.toLowerCase();
  // `postgresql+asyncpg`: the driver stands behind the plus.
  const to = schemes[name] ?? schemes[name.split('+')[0]!];
  if (to === undefined || /[$%{}<>*]/.test(host) || host === '') return undefined;
  return { to, host, ...(port === undefined ? {} : { port: Number(port) }) };
}

const when = ({ guard, entryOnly, profile }: Circumstances) => ({
  guard,
  ...(entryOnly ? { entryOnly } : {}),
  ...(profile ? { profile } : {}),
});
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

function addressInKeys(text: string): ReturnType<typeof addressIn> {
  const [, key = '', host, port] = keyed.exec(text) ?? [];
  if (host === undefined || /\.(?:db3?|sqlite3?|sdf|ldb)$/i.test(host)) return undefined;
  // `Data Source=shop;Mode=ReadOnly` may be a file without an ending.
  if (/^data/i.test(key) && !/;\s*(?:initial catalog|database|user id|uid|integrated security)\s*=/i.test(text))
    return undefined;
  const to = dialects.find(([keys]) => keys.test(text))?.[1] ?? 'database';
  const other = port ?? /;\s*port\s*=\s*(\d{1,5})\b/i.exec(text)?.[1];
  return { to, host, ...(other === undefined ? {} : { port: Number(other) }) };
}

export const endpoint = (
  site: Located & Circumstances,
  module: string,
  label: string,
  found: { readonly to: string; readonly host: string; readonly port?: number },
  variable?: string,
): EndpointLiteral => ({
  kind: 'endpoint-literal',
  at: site.at,
  module,
  label,
  confidence: 'high',
  ...when(site),
  ...found,
  ...(variable === undefined ? {} : { variable }),
});

export const secretLiteral = (
  site: Located & Circumstances,
  module: string,
  label: string,
  by: SecretLiteral['by'],
): SecretLiteral => ({
  kind: 'secret-literal',
  at: site.at,
  module,
  label,
  name: label,
  by,
  confidence: by === 'form' ? 'high' : 'medium',
  ...when(site),
});

/** Words in capitals, sentences, paths, patterns and names of other things: what stands under secret names in programs without being one. */
const harmless = /\s|^[A-Z][A-Z0-9_]+$|^[a-z]+(?:[._-][a-z]+)*$|^[A-Za-z]+$|[{}<>|^*]|^\$|\$\w|%[sdv]|^[./~]/;

export function factsOfText(site: TextSite): readonly (EndpointLiteral | SecretLiteral)[] {
  const { name, text, fallbackOf } = site;
  const facts: (EndpointLiteral | SecretLiteral)[] = [];
  const found = addressIn(text);
  if (found) facts.push(endpoint(site, 'runtime', name, found, fallbackOf));
  // What a variable falls back to is another question: `env-read` facts carry it.
  if (fallbackOf !== undefined) return facts;
  if (isProviderToken(text)) facts.push(secretLiteral(site, 'runtime', name, 'form'));
  else {
    const password = passwordIn(text);
    const secret = password ?? (isSecretName(name) ? text : undefined);
    if (secret !== undefined && isSecretText(name, secret) && !harmless.test(secret) && looksRandom(secret))
      facts.push(secretLiteral(site, 'runtime', name, 'name'));
  }
  return facts;
}

/** Texts that may be worth parsing a file for. Bounded repetition: time is linear. */
export const tellingTexts =
  /(?:secret|passw(?:or)?d|token|api_?key|private_?key|signing_?key)\w{0,24}["'\]]{0,2}\s{0,4}(?:=>|:=|=|:|,)\s{0,4}\w{0,12}["'`][^"'`\s]{8}|\b(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|nats|clickhouse)(?:\+\w{1,12})?:\/\//i;
