/** Mounts that keep log files beyond the task. */
import type { Located } from '../../source/index.ts';
import type { Mount } from '../compose.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Facts, Service } from '../model.ts';
import { logFiles } from './logs-sinks.ts';
import { memoise } from './memoise.ts';
import { hasRole, isLongRunning, swarmServices } from './services.ts';

export interface MountedService extends Located {
  readonly service: Service;
  readonly mount: Mount;
  /** It keeps log files of the service. */
  readonly holdsLogs: boolean;
  /** Nothing shows that the team builds the image: what it writes there may be the product's data. */
  readonly foreign: boolean;
}

const logTarget = /(^|\/)(logs?|log[-_]files?)(\/|$)|\.log$/i;
/** Logs of the node: what reads them is a collector. */
const ofTheNode =
  /^\/(var\/log(\/(journal|syslog|pods|containers).*)?|var\/lib\/docker(\/.*)?|run\/log.*|proc|sys|)\/?$/;

/** Writable mounts of services that are no collectors. What a datastore calls a log may be its data. */
export const serviceMounts = memoise((facts: Facts): readonly MountedService[] => {
  const told = new Set(
    logFiles(facts)
      .filter(({ reach }) => reach !== 'output')
      .map(({ service }) => service),
  );
  return swarmServices(facts)
    .filter((service) => isLongRunning(service) && hasRole(service, 'web', 'worker', 'scheduler', 'proxy'))
    .flatMap((service) =>
      service.mounts
        .filter(({ type, readOnly }) => !readOnly && type !== 'tmpfs' && type !== 'npipe')
        // Code that writes the file is the better place to say it.
        .map((mount) => ({
          at: mount.at,
          service,
          mount,
          holdsLogs: isLogs(mount) && !told.has(service),
          foreign: isForeign(service),
        })),
    );
});

/** From Docker Hub, and not built here. */
const isForeign = ({ built, build, image }: Service): boolean =>
  !built && !build && parseImageReference(image?.value ?? '')?.registry === undefined && image?.value !== undefined;

const isLogs = ({ source = '', target = '' }: Mount): boolean =>
  !ofTheNode.test(source) && !/\.(conf|cfg|ya?ml|json|ini|xml|properties)$/i.test(target) && logTarget.test(target);
