/** Connections through the virtual IP of a service, which forgets them after 900 seconds of silence. */
import type { Located } from '../../source/index.ts';
import type { ConnectionPool } from '../code.ts';
import type { Node } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { settingsOf } from './datastores-settings.ts';
import { memoise } from './memoise.ts';
import { databaseOf } from './pools.ts';
import { hasRole, swarmServices } from './services.ts';

/** The place is where the pool is made. */
export interface IdlePool extends Located {
  readonly service: Service;
  readonly database: Service;
  readonly pool: ConnectionPool;
  readonly forgotten: boolean;
}

const forgets = 900;

export const idlePools = memoise((facts: Facts): readonly IdlePool[] =>
  swarmServices(facts)
    .filter((service) => !hasRole(service, 'datastore', 'proxy', 'job'))
    .flatMap((service) =>
      factsOf(service, 'connection-pool').flatMap((pool): readonly IdlePool[] => {
        if (pool.idle === 'unknown' || pool.guard !== 'always') return [];
        const database = databaseOf(pool, service, facts);
        if (!database || database.deploy?.endpointMode?.value === 'dnsrr' || dialsTasks(service, database)) return [];
        const kept = keptBySystem(service) || keptByServer(database, facts) || keptByAddress(service);
        return [{ at: pool.at, service, database, pool, forgotten: pool.idle === 'forgotten' && !kept }];
      }),
    ),
);

const dialsTasks = (service: Service, { name }: Service): boolean =>
  service.effectiveEnvironment.some(({ value }) => (value?.value ?? '').includes(`tasks.${name}`));

const soonEnough = (seconds: string | undefined): boolean => {
  const number = Number(seconds);
  return seconds !== undefined && number > 0 && number < forgets;
};

/** `sysctls: { net.ipv4.tcp_keepalive_time: 600 }`: libpq and most drivers ask the system to keep connections alive. */
function keptBySystem({ body }: Service): boolean {
  const node = body.entries.find(({ key }) => key === 'sysctls')?.value;
  return textsOf(node).some(([name, value]) => name === 'net.ipv4.tcp_keepalive_time' && soonEnough(value));
}

const textsOf = (node: Node | undefined): readonly (readonly [string, string | undefined])[] =>
  node?.kind === 'map'
    ? node.entries.map(({ key, value }) => [key, value.kind === 'scalar' ? value.value : undefined] as const)
    : node?.kind === 'list'
      ? node.items.map((item) => {
          const [name = '', value] = item.kind === 'scalar' ? (item.value ?? '').split('=') : [];
          return [name, value] as const;
        })
      : [];

/** Its probes come back through the same table. A file of settings may say so as well. */
function keptByServer(database: Service, facts: Facts): boolean {
  const { words, open } = settingsOf(database, facts);
  return open || keptBySystem(database) || soonEnough(/tcp_keepalives_idle[= ](\d+)/.exec(words.join(' '))?.[1]);
}

/** `?keepalives_idle=300` in the address. */
const keptByAddress = (service: Service): boolean =>
  service.effectiveEnvironment.some(({ value }) => soonEnough(/keepalives_idle=(\d+)/.exec(value?.value ?? '')?.[1]));
