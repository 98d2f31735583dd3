/** Where the data of databases, brokers and search engines lives. */
import type { Located } from '../../source/index.ts';
import type { Mount } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { memoise } from './memoise.ts';
import { hasRole, swarmServices } from './services.ts';
import { type StorageKind, storageOf } from './storage.ts';

/** One mount of a datastore that holds its data. */
export interface DataMount extends Located {
  readonly service: Service;
  readonly mount: Mount;
  readonly storage: StorageKind;
}

/** Targets that hold settings, scripts and logs rather than data, whatever the image. */
const settings =
  /^\/(etc|run|tmp|dev|proc|sys|docker-entrypoint-initdb\.d|opt\/bitnami\/scripts|var\/run|var\/log|var\/tmp|var\/cache|usr\/local\/etc)(\/|$)|\.(conf|cnf|ini|ya?ml|json|toml|xml|sh|sql|js|crt|pem|key|properties|acl|hcl)$/i;

/** Programs of the Redis family: without snapshots and journal they are caches. */
const caches: readonly string[] = ['redis', 'valkey', 'keydb', 'dragonfly'];

/** Loses nothing that anyone would miss: a store that is told to keep nothing on disk, or one that cannot. */
export function isDisposable(service: Service): boolean {
  if (service.family?.stateless) return true;
  if (!service.family || !caches.includes(service.family.family)) return false;
  const words = service.command?.argv ?? service.process.argv ?? [];
  const after = (flag: string) => words[words.indexOf(flag) + 1];
  if (words.includes('--appendonly') && after('--appendonly') !== 'no') return false;
  return words.includes('--save') && after('--save') === '';
}

/** What is mounted are settings, scripts or logs rather than data. */
export const holdsSettings = ({ target }: Mount): boolean => target === undefined || settings.test(target);

const covers = (directory: string, path: string): boolean =>
  path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);

/** The mount holds a data directory of the image, or, where the image is not known, anything but settings. */
function holdsData({ readOnly, target }: Mount, service: Service): boolean {
  if (readOnly || target === undefined || settings.test(target)) return false;
  const directories = service.family?.dataDirectories ?? [];
  if (directories.length === 0) return true;
  return directories.some(({ path }) => covers(target, path) || covers(path, target));
}

/** Data mounts of the datastores that production runs on Swarm. */
export const dataMounts = memoise((facts: Facts): readonly DataMount[] =>
  swarmServices(facts)
    .filter((service) => hasRole(service, 'datastore') && !isDisposable(service))
    .flatMap((service) =>
      service.mounts
        .filter((mount) => holdsData(mount, service))
        .map((mount) => ({ at: mount.at, service, mount, storage: storageOf(mount, service, facts) })),
    ),
);
