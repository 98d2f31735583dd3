/** Addresses of databases, brokers, caches and mail servers in the environment of services. */
import type { Located } from '../../source/index.ts';
import type { NamedValue } from '../compose.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { memoise } from './memoise.ts';
import { hasRole, judgedServices, stackOf } from './services.ts';
import { hasUnseenEnvFile } from './state-facts.ts';
import { mountCovering } from './storage.ts';

/** One variable that tells a service where something it needs is. */
export interface Endpoint extends Located {
  readonly service: Service;
  readonly variable: string;
  readonly kind: 'store' | 'mail';
  /** The part of the value that leads back into the container or to its node; absent when none does. */
  readonly local?: string;
  readonly confidence: Confidence;
}

/** Schemes of connection strings that only a client uses. */
const schemes: ReadonlyMap<string, Endpoint['kind']> = new Map([
  ...'postgres postgresql pgsql mysql mysql2 mariadb mongodb mongodb+srv redis rediss valkey amqp amqps nats kafka memcached mssql sqlserver oracle clickhouse cassandra couchbase couchdb neo4j bolt mqtt mqtts ldap ldaps influxdb stomp'
    .split(' ')
    .map((scheme) => [scheme, 'store'] as const),
  ['smtp', 'mail'],
  ['smtps', 'mail'],
]);

/** Words of a variable's name that say what it leads to. */
const things: ReadonlyMap<string, Endpoint['kind']> = new Map([
  ...'DB DATABASE DATASOURCE POSTGRES POSTGRESQL PG PGSQL MYSQL MARIADB MSSQL SQLSERVER MONGO MONGODB REDIS VALKEY MEMCACHED MEMCACHE CACHE RABBITMQ RABBIT AMQP BROKER KAFKA NATS MQTT ELASTIC ELASTICSEARCH OPENSEARCH SOLR MEILI MEILISEARCH TYPESENSE QDRANT WEAVIATE CLICKHOUSE CASSANDRA COUCHDB NEO4J INFLUX INFLUXDB MINIO S3 LDAP CELERY QUEUE CONNECTIONSTRINGS'
    .split(' ')
    .map((word) => [word, 'store'] as const),
  ...'SMTP MAIL EMAIL MAILER'.split(' ').map((word) => [word, 'mail'] as const),
]);
const addressWords = new Set(
  'HOST HOSTNAME HOSTS SERVER SERVERS ADDR ADDRS ADDRESS ADDRESSES URL URLS URI DSN ENDPOINT ENDPOINTS BROKER BROKERS NODES SOCKET CONNECTIONSTRING PGHOST'.split(
    ' ',
  ),
);
/** The address is the service's own, a browser's, or not for production. */
const otherPurpose = new Set(
  'LISTEN LISTENER LISTENERS ADVERTISE ADVERTISED BIND ALLOWED CORS ORIGIN ORIGINS PUBLIC EXTERNAL BROWSER REDIRECT CALLBACK TEST TESTING DEV HEALTH HEALTHCHECK METRICS EXPORTER ROOT SELF CDN VITE NG'.split(
    ' ',
  ),
);

const loopback =
  /^(localhost|127(?:\.\d{1,3}){3}|::1|0\.0\.0\.0|host\.docker\.internal|gateway\.docker\.internal|docker\.for\.(?:mac|win)\.(?:localhost|host\.internal)|172\.17\.0\.1)$/i;
const nodeAddress = /^(host|gateway)\.docker\.internal$|^docker\.for\.|^172\.17\.0\.1$/i;
const socket = /^\/(var\/)?(run|tmp)\/(postgresql|mysqld?|redis|[\w.-]+\.sock)/;

/** Programs that bring a store, or a tunnel to one, into the same container. */
const companions =
  /^(redis-server|valkey-server|postgres|pg_ctl|pg_ctlcluster|mysqld|mysqld_safe|mariadbd|mongod|memcached|rabbitmq-server|supervisord|s6-svscan|init|runsvdir|cloud_sql_proxy|cloud-sql-proxy|pgbouncer|stunnel4?|ssh|autossh|haproxy|socat|service|postfix|exim4?|sendmail|msmtpd)$/;

/** Endpoints of all services that use a store rather than being one. */
export const endpoints = memoise((facts: Facts): readonly Endpoint[] =>
  judgedServices(facts)
    .filter((service) => !hasRole(service, 'datastore', 'proxy') && !sharesHostNetwork(service, facts))
    .flatMap((service) => service.effectiveEnvironment.flatMap((variable) => endpointOf(service, variable, facts))),
);

function endpointOf(service: Service, variable: NamedValue, facts: Facts): readonly Endpoint[] {
  const text = variable.value?.value?.trim().replace(/^(["'])(.*)\1$/, '$2');
  const words = wordsOf(variable.name);
  if (text === undefined || text === '' || words.some((word) => otherPurpose.has(word))) return [];
  const { scheme, hosts } = addressOf(text);
  const last = words.at(-1) ?? '';
  const named = words.map((word) => things.get(word)).find((kind) => kind !== undefined);
  const kind =
    schemes.get(scheme ?? '') ??
    (addressWords.has(last) || words[0] === 'CONNECTIONSTRINGS' ? (last === 'PGHOST' ? 'store' : named) : undefined);
  if (kind === undefined) return [];
  const local = hosts.find((host) => isLocal(host, service));
  if (local !== undefined && (hasCompanion(service) || isOverruled(service, variable, words, facts))) return [];
  const open = variable.value?.parts.some((part) => typeof part !== 'string');
  const confidence = open ? 'low' : service.built || service.family ? 'high' : 'medium';
  return [{ at: variable.at, service, variable: variable.name, kind, local, confidence }];
}

function isLocal(host: string, service: Service): boolean {
  if (socket.test(host)) return mountCovering(service, host) === undefined;
  if (!loopback.test(host)) return false;
  return !(nodeAddress.test(host) && service.body.entries.some(({ key }) => key === 'extra_hosts'));
}

const hasCompanion = (service: Service): boolean =>
  [service.process.argv ?? [], ...service.process.starts.map(({ argv }) => argv)].some((argv) =>
    argv.slice(0, 2).some((word) => companions.test(word.slice(word.lastIndexOf('/') + 1))),
  );

/** A default of the image that the stack, or an env file nobody can see, may have replaced by another variable of the same thing. */
function isOverruled(service: Service, variable: NamedValue, words: readonly string[], facts: Facts): boolean {
  if (service.built?.image.dockerfile !== variable.at.file) return false;
  const supplied = service.effectiveEnvironment.filter(({ at }) => at.file !== variable.at.file);
  return supplied.some(({ name }) => wordsOf(name)[0] === words[0]) || hasUnseenEnvFile(service, facts);
}

const sharesHostNetwork = (service: Service, facts: Facts): boolean =>
  service.networks.some(({ name }) =>
    stackOf(service, facts)?.declarations.some(
      (one) =>
        one.kind === 'network' && one.name === name && one.external && (one.givenName?.value ?? one.name) === 'host',
    ),
  );

/** `ConnectionStrings__Default` and `redisHost` as well as `REDIS_HOST`. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/^ConnectionStrings/i, 'CONNECTIONSTRINGS')
    .replace(/ConnectionString$/, '_CONNECTIONSTRING')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[_.:-]+/)
    .filter(Boolean);

interface Address {
  readonly scheme?: string;
  readonly hosts: readonly string[];
}

/** URL, `host:port,host:port`, `Host=…;Port=…`, `host=… port=…`, `user@tcp(host:port)/name`. */
function addressOf(text: string): Address {
  const url = text.replace(/^jdbc:/i, '');
  const cut = url.indexOf('://');
  if (cut > 0 && cut < 20) {
    const scheme = url
      .slice(0, cut)
      .toLowerCase()
      .replace(/\+(?!srv).*$/s, '');
    const rest = url.slice(cut + 3);
    const end = rest.search(/[/?#;]/);
    const authority = end === -1 ? rest : rest.slice(0, end);
    const parameter = /[?&]host=([^&#]+)/.exec(rest)?.[1];
    const hosts = authority
      .slice(authority.lastIndexOf('@') + 1)
      .split(',')
      .map(hostOf);
    return { scheme, hosts: parameter === undefined ? hosts : [...hosts, decoded(parameter)] };
  }
  const wrapped = /@(?:tcp|unix)\(([^()]*)\)/.exec(text)?.[1];
  if (wrapped !== undefined) return { scheme: 'mysql', hosts: [hostOf(wrapped)] };
  const pairs = text.split(text.includes(';') ? ';' : /\s+/).map((pair) => pair.split('='));
  if (text.includes('=')) {
    const found = pairs.find(([key]) => /^(host|hostname|server|data source|addr|address)$/i.test(key!.trim()));
    return { hosts: found?.[1] === undefined ? [] : [hostOf(found[1].trim().replace(/^tcp:/i, '').split(',')[0]!)] };
  }
  return { hosts: text.split(',').map((part) => hostOf(part.trim())) };
}

/** Hosts of `Host=db;Port=5432` and `host=db port=5432`. */
export const hostsOfPairs = (text: string): readonly string[] =>
  text.includes('=') && !text.includes('://') ? addressOf(text).hosts : [];

function hostOf(text: string): string {
  if (text.startsWith('/')) return text;
  const bracketed = /^\[([^\]]*)\]/.exec(text)?.[1];
  if (bracketed !== undefined) return bracketed;
  return text.split(':').length > 2 ? text : text.split(':')[0]!;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
