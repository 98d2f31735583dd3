/** Services that could run several tasks and run one. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { hasProbe } from './health-check.ts';
import { memoise } from './memoise.ts';
import { hasRole, isOwn, isProduction, isPublished, swarmStacks } from './services.ts';
import { storageOf } from './storage.ts';

/** The services of one stack that visitors reach, and those of them that a second task would help. */
export interface LoneServices extends Located {
  readonly asked: readonly Service[];
  /** One task by default or by the file, stopped before the next one starts, and nothing known that two would disagree about. */
  readonly alone: readonly Service[];
}

const stateful = [
  'session-store',
  'upload',
  'file-write',
  'scheduler',
  'realtime',
  'queue',
  'background-work',
  'module-state',
  'instance-secret',
  'datastore',
  'migration',
] as const;

export const loneServices = memoise((facts: Facts): readonly LoneServices[] =>
  swarmStacks(facts).flatMap((stack) => {
    const asked = stack.services.filter(
      (service) => hasRole(service, 'web') && isOwn(service) && isPublished(service) && isProduction(service),
    );
    const alone = asked.filter((service) => isAlone(service) && isFree(service, facts));
    return asked.length === 0 ? [] : [{ at: (alone[0] ?? asked[0]!).at, asked, alone }];
  }),
);

/** A replica count that a variable decides is somebody else's business. */
const isAlone = ({ scale, deploy }: Service): boolean =>
  scale.replicas === 1 && !scale.global && !scale.active && deploy?.replicas?.value !== '0';

/** Nobody should be told to scale what a second task breaks: only what was read, holds no state, and says when it is ready. */
const isFree = (service: Service, facts: Facts): boolean =>
  ['read', 'none'].includes(service.code.status) &&
  hasProbe(service) &&
  factsOf(service, ...stateful).every(({ scope }) => scope === 'shared') &&
  service.mounts.every((mount) => mount.readOnly || ['networked', 'memory'].includes(storageOf(mount, service, facts)));
