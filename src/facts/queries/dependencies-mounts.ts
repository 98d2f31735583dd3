/** Mounts over the folders that package managers install into. */
import type { Located } from '../../source/index.ts';
import type { Mount } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { dependenciesIn } from '../tables/dependency-folders.ts';
import { memoise } from './memoise.ts';
import { isOwn, swarmServices } from './services.ts';
import { storageOf } from './storage.ts';

/** A mount that keeps files on one node. `holds`: what the image has installed where it lies. */
export interface DependencyMount extends Located {
  readonly service: Service;
  readonly mount: Mount;
  readonly holds?: string;
}

/** Anonymous volumes are left out: Swarm makes a new one for every task and fills it from the image. */
export const dependencyMounts = memoise((facts: Facts): readonly DependencyMount[] =>
  swarmServices(facts)
    .filter(isOwn)
    .flatMap((service) =>
      service.mounts
        .filter((mount) => storageOf(mount, service, facts) === 'node-local')
        .map((mount) => ({ at: mount.at, service, mount, holds: dependenciesIn(mount.target ?? '') })),
    ),
);
