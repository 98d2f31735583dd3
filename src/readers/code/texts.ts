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

/** `host=db port=5432 user=shop` of libpq, `shop:secret@tcp(db:3306)/shop` of go-sql-driver. */
const words = /(?:^|\s)(?:dbname|user|sslmode)=/;
const hostWord = /(?:^|\s)host=([\w.-]+)(?=\s|$)/;
const portWord = /(?:^|\s)port=(\d{1,5})(?=\s|$)/;
const tcp = /^[^\s@/()]*@tcp\(([\w.-]+)(?::(\d{1,5}))?\)\//;

function keyed(text: string): { readonly to: string; readonly host: string; readonly port?: number } | undefined {
  const mysql = tcp.exec(text);
  const host = mysql?.[1] ?? (words.test(text) ? hostWord.exec(text)?.[1] : undefined);
  if (host === undefined) return undefined;
  const port = mysql ? mysql[2] : portWord.exec(text)?.[1];
  return { to: mysql ? 'mysql' : 'postgres', host, ...(port === undefined ? {} : { port: Number(port) }) };
}

/** Where a URL of a backing service leads; nothing for any other text, or for one that is put together later. */
export function addressIn(
  text: string,
): { readonly to: string; readonly host: string; readonly port?: number } | undefined {
  const named = keyed(text.trim());
  if (named) return named;
  const [, scheme = '', host = '', port] = address.exec(text.trim()) ?? [];
  const name = scheme.toLowerCase();
  // `postgresql+asyncpg`: the driver stands behind the plus.
  const to = schemes[name] ?? schemes[name.split('+')[0]!];
  if (to === undefined || /[$%{}<>*]/.test(host) || host === '') return undefined;
  return { to, host, ...(port === undefined ? {} : { port: Number(port) }) };
}

const when = ({ guard, entryOnly }: Circumstances) => ({ guard, ...(entryOnly ? { entryOnly } : {}) });

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
