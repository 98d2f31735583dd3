/** Services that expect others to be started before them. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { programName } from '../process/wrappers.ts';
import { numberOf } from '../units.ts';
import { isUsedWithCompose } from './loader-notes.ts';
import { memoise } from './memoise.ts';
import { hasRole, isOwn, stackOf, swarmServices } from './services.ts';

export interface OrderedService extends Located {
  readonly service: Service;
  /** The services it is to be started after; none: it expects nothing. */
  readonly after: readonly string[];
  /** One of them ends before the service should start. */
  readonly job?: string;
  /** It waits by itself, as far as its start shows. */
  readonly waits: boolean;
  /** The restart policy gives up after some failures. */
  readonly givesUp?: { readonly at: Located['at']; readonly text: string };
  readonly alsoCompose: boolean;
  readonly own: boolean;
}

/** Programs that wait for another service or ask whether it is up. */
const waiters =
  /^(wait-for-it(\.sh)?|wait-for(\.sh)?|wait4x|wait|wait-on|wait-port|dockerize|pg_isready|mysqladmin|mariadb-admin|nc|ncat|until|wait-for-\w+(\.sh)?|wait_for_\w+(\.(sh|py))?)$/;

export const orderedServices = memoise((facts: Facts): readonly OrderedService[] =>
  swarmServices(facts).flatMap((service) => {
    const entry = service.body.entries.find(({ key }) => key === 'depends_on');
    // Swarm refuses the long form: that is another finding.
    if (entry?.value.kind === 'map') return [];
    const stack = stackOf(service, facts);
    const after = service.dependsOn.map(({ value, raw }) => value ?? raw);
    const job = stack?.services.find((other) => after.includes(other.name) && hasRole(other, 'job'))?.name;
    const policy = service.deploy?.restartPolicy;
    const bounded = (numberOf(policy?.maxAttempts) ?? 0) > 0 ? policy?.maxAttempts : undefined;
    return [
      {
        at: entry?.at ?? service.dependsOn[0]?.at ?? service.at,
        service,
        after,
        job,
        waits: waits(service),
        givesUp: bounded && { at: bounded.at, text: `max_attempts: ${bounded.value}` },
        alsoCompose: stack !== undefined && isUsedWithCompose(stack, facts),
        own: isOwn(service),
      },
    ];
  }),
);

const waits = ({ process }: Service): boolean =>
  [process.argv ?? [], ...process.starts.map(({ argv }) => argv)].some((argv) =>
    argv.some((word) => word.split(/[\s;&|()]+/).some((part) => waiters.test(programName(part)))),
  );
