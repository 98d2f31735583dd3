/** Connections that services may keep to a database of their own stack, and how many it takes. */
import { type Located, own, type Span } from '../../source/index.ts';
import type { ConnectionPool } from '../code.ts';
import type { Facts, Service } from '../model.ts';
import { bareCommand } from '../process/command-words.ts';
import { flagValue } from '../process/servers.ts';
import { workerFlags } from '../tables/daemons.ts';
import { kindOfFamily } from '../tables/engine-names.ts';
import { factsOf } from './code.ts';
import { settingsOf } from './datastores-settings.ts';
import { variableOf } from './environment.ts';
import { memoise } from './memoise.ts';
import { sharesNetwork } from './networks.ts';
import { hasRole, judgedServices, stackOf } from './services.ts';

/** What one service may open. The place is where the pool is made. */
export interface PoolLoad extends Located {
  readonly service: Service;
  readonly database: Service;
  readonly pool: ConnectionPool;
  /** Tasks at once, without those that an update adds. */
  readonly tasks?: number;
  /** One more while an update starts new tasks first. */
  readonly overlap: 0 | 1;
  readonly processes?: number;
  readonly size?: number;
}

/** All that share one database. */
export interface DatabaseLoad {
  readonly database: Service;
  /** Connections it accepts; absent: a file or a script may say so. */
  readonly limit?: number;
  readonly limitAt: Span;
  readonly loads: readonly PoolLoad[];
}

/** Kinds of databases with a limit that applications meet, and what it is unless somebody says otherwise. */
const limits: Readonly<Record<string, { readonly to: string; readonly most: number }>> = {
  PostgreSQL: { to: 'postgres', most: 100 },
  'MySQL or MariaDB': { to: 'mysql', most: 151 },
};

export const databaseLoads = memoise((facts: Facts): readonly DatabaseLoad[] => {
  const loads = judgedServices(facts).flatMap((service) => loadsOf(service, facts));
  return [...new Set(loads.map(({ database }) => database))].map((database) => ({
    database,
    ...limitOf(database, facts),
    loads: loads.filter((load) => load.database === database),
  }));
});

/** The largest pool of a service to each of its databases: two in one file may stand for two ways to start. */
function loadsOf(service: Service, facts: Facts): readonly PoolLoad[] {
  if (hasRole(service, 'datastore', 'proxy', 'tool', 'job')) return [];
  const found = new Map<Service, PoolLoad>();
  for (const pool of factsOf(service, 'connection-pool')) {
    const database = databaseOf(pool, service, facts);
    if (!database || !(kindOfFamily(database.family?.family) ?? '' in limits)) continue;
    const load = { ...loadOf(pool, service), database };
    const known = found.get(database);
    if (!known || (known.size ?? Number.POSITIVE_INFINITY) < (load.size ?? Number.POSITIVE_INFINITY))
      found.set(database, load);
  }
  return [...found.values()];
}

function loadOf(pool: ConnectionPool, service: Service): Omit<PoolLoad, 'database'> {
  const { replicas, global, startFirst } = service.scale;
  const tasks = global ? undefined : replicas;
  const processes = processesOf(service);
  const size = sizeOf(pool, service);
  return {
    at: pool.at,
    service,
    pool,
    overlap: startFirst ? 1 : 0,
    ...(tasks === undefined ? {} : { tasks }),
    ...(processes === undefined ? {} : { processes }),
    ...(size === undefined ? {} : { size }),
  };
}

function sizeOf({ most, variable }: ConnectionPool, service: Service): number | undefined {
  if (variable !== undefined) {
    const given = variableOf(service, variable);
    if (given) return numberIn(given.value?.value);
    if (service.envFiles.length > 0) return undefined;
  }
  if (typeof most === 'number') return most;
  // Prisma takes it from the address.
  const inAddress = service.effectiveEnvironment
    .map(({ value }) => /[?&]connection_limit=(\d{1,4})\b/.exec(value?.value ?? '')?.[1])
    .find((one) => one !== undefined);
  return numberIn(inAddress);
}

const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,5}$/.test(text.trim()) ? Number(text) : undefined;

/** Processes of one task, each with a pool of its own; absent: a file or the machine decides. */
export function processesOf(service: Service): number | undefined {
  const main = service.process.main;
  if (!main) return undefined;
  const { words } = bareCommand(main.argv);
  const row = workerFlags.find(({ program }) => program === words[0]);
  if (!row) return 1;
  // Threads share what their process has.
  if (row.threads?.values.test(flagValue(words, row.threads.flags) ?? '')) return 1;
  const flag = flagValue(words, row.flags);
  if (flag !== undefined) return numberIn(flag);
  // gunicorn and Puma ask this variable; what stands in a settings file is not known.
  const variable = variableOf(service, 'WEB_CONCURRENCY');
  if (variable && /^(?:gunicorn|uvicorn|puma)$/.test(row.program)) return numberIn(variable.value?.value);
  if (flagValue(words, ['-c', '--config', '-C', '--ini']) !== undefined && row.program !== 'uvicorn') return undefined;
  return /^(?:gunicorn|uvicorn|hypercorn|granian|fastapi|uwsgi)$/.test(row.program) ? 1 : undefined;
}

const poolers = /pgbouncer|pgcat|pgpool|odyssey|proxysql|maxscale|supavisor|rds-proxy/i;
const sql = ['PostgreSQL', 'MySQL or MariaDB'];

/** The service of the same stack that a pool leads to; nothing when it may be another one, or when something stands in between. */
export function databaseOf({ to }: ConnectionPool, service: Service, facts: Facts): Service | undefined {
  const siblings = stackOf(service, facts)?.services ?? [];
  if (siblings.some(({ image, name }) => poolers.test(image?.value ?? '') || poolers.test(name))) return undefined;
  const candidates = siblings.filter((other) => {
    const kind = kindOfFamily(other.family?.family) ?? '';
    const fits = to === 'database' ? sql.includes(kind) : own(limits, kind)?.to === to;
    return fits && other !== service && sharesNetwork(service, other, facts) === true;
  });
  const hosts = hostsIn(service);
  const named = candidates.filter(({ name }) => hosts.has(name.toLowerCase()));
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  // Nothing that is known says otherwise, and there is only one.
  return candidates.length === 1 && !namesOther(service, to) ? candidates[0] : undefined;
}

/** Names that stand where an address of the service's environment or code has its host. */
function hostsIn(service: Service): ReadonlySet<string> {
  const texts = service.effectiveEnvironment.flatMap(({ value }) => value?.value ?? []);
  return new Set([
    ...texts.flatMap((text) =>
      [...text.matchAll(/(?:^|[@/=(])([\w.-]{1,80})(?=[:/,;)\s]|$)/g)].map(([, host]) => host!.toLowerCase()),
    ),
    ...factsOf(service, 'endpoint-literal').map(({ host }) => host.toLowerCase()),
  ]);
}

const addressOfDatabase =
  /(^|_)(DB|DATABASE|POSTGRES\w*|PG|MYSQL|MARIADB|SQL)_?(HOST|HOSTNAME|URL|URI|DSN|SERVER)$|^PGHOST$/i;

/** The environment names a database that is not among the services of the stack. */
const namesOther = (service: Service, to: string): boolean =>
  service.effectiveEnvironment.some(
    ({ name, value }) =>
      addressOfDatabase.test(name) &&
      value?.value !== undefined &&
      value.value !== '' &&
      !value.value.startsWith('sqlite'),
  ) && to !== '';

function limitOf(database: Service, facts: Facts): Pick<DatabaseLoad, 'limit' | 'limitAt'> {
  const row = own(limits, kindOfFamily(database.family?.family) ?? '');
  const { words, open } = settingsOf(database, facts);
  const line = words.join(' ');
  const written = /(?:^|\s)(?:-c\s*|--)max[_-]connections[= ](\d{1,6})\b/.exec(line)?.[1];
  const variable = database.effectiveEnvironment.find(({ name }) =>
    /^(?:POSTGRES(?:QL)?_MAX_CONNECTIONS|MYSQL_MAX_CONNECTIONS|MARIADB_MAX_CONNECTIONS)$/.test(name),
  );
  const limitAt = (written === undefined ? variable?.at : database.command?.at) ?? database.image?.at ?? database.at;
  if (written !== undefined) return { limit: Number(written), limitAt };
  if (variable)
    return { ...(numberIn(variable.value?.value) ? { limit: Number(variable.value?.value) } : {}), limitAt };
  return { ...(open || !row ? {} : { limit: row.most }), limitAt };
}

/** Connections of a load; absent when one of the factors is not known. */
export const connectionsOf = ({ tasks, overlap, processes, size }: PoolLoad): number | undefined =>
  tasks === undefined || processes === undefined || size === undefined
    ? undefined
    : (tasks + overlap) * processes * size;

/** How many tasks of a service its database can serve, while the others stay as they are. */
export function mostTasks(load: PoolLoad, { limit, loads }: DatabaseLoad): number | undefined {
  const { processes, size, overlap } = load;
  if (limit === undefined || processes === undefined || size === undefined || processes * size === 0) return undefined;
  const others = loads.filter((other) => other !== load).map(connectionsOf);
  if (others.some((one) => one === undefined)) return undefined;
  const free = limit - others.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  return Math.max(0, Math.floor(free / (processes * size)) - overlap);
}
