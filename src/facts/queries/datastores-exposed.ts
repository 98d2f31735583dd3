/** Datastores and their consoles whose ports are open to the network around the cluster. */
import type { Located } from '../../source/index.ts';
import type { Port } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { settingsOf } from './datastores-settings.ts';
import { memoise } from './memoise.ts';
import { hasRole, swarmServices } from './services.ts';

/** A datastore, a broker or a console of one. */
export interface ExposedStore extends Located {
  readonly service: Service;
  /** Published without an address in front: that one is another finding at the same place. */
  readonly ports: readonly Port[];
  /** Why it asks nobody for a password. */
  readonly unlocked?: string;
}

export const exposedStores = memoise((facts: Facts): readonly ExposedStore[] =>
  swarmServices(facts)
    .filter(isInternal)
    .map((service) => ({
      at: service.at,
      service,
      ports: service.ports.filter(({ hostIp }) => hostIp === undefined || hostIp === '0.0.0.0'),
      unlocked: unlockedBy(service, facts),
    })),
);

const isInternal = (service: Service): boolean =>
  service.family !== undefined &&
  !service.family.publicByNature &&
  (service.family.console === true || (service.family.role === 'datastore' && hasRole(service, 'datastore')));

function unlockedBy(service: Service, facts: Facts): string | undefined {
  const { lock } = service.family!;
  if (!lock) return undefined;
  const { lines, open } = settingsOf(service, facts);
  const off = lock.off && lines.map((line) => lock.off!.exec(line)?.[0]).find((found) => found !== undefined);
  if (off !== undefined) return off;
  if (!lock.on || open) return undefined;
  return lines.some((line) => lock.on!.test(line)) ? undefined : lock.missing;
}
