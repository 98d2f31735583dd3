/** Services that do one thing and end, and run as if they were to stay. */
import type { Located } from '../../source/index.ts';
import { parseImageReference } from '../image-reference.ts';
import type { Facts, Service } from '../model.ts';
import { isOneOff, oneOffImages } from '../tables/commands.ts';
import { memoise } from './memoise.ts';
import { hasRole, swarmServices } from './services.ts';

export interface OneOff extends Located {
  readonly service: Service;
  readonly why: string;
}

export const oneOffs = memoise((facts: Facts): readonly OneOff[] =>
  swarmServices(facts).flatMap((service): readonly OneOff[] => {
    const { main, starts } = service.process;
    const of = (why: string): readonly OneOff[] => [{ at: service.at, service, why }];
    // A loop that sleeps between two runs stays on purpose.
    const waits = starts.filter(({ argv }) => stays.test(argv.join(' ')));
    if (main?.conditional || waits.some((one) => main !== undefined || !one.conditional)) return [];
    if (hasRole(service, 'job')) return of(service.role.why);
    if (main && hasRole(service, 'worker', 'tool') && isOneOff(main.argv)) return of(`it runs ${main.argv[0]}`);
    // `mc mb store/a; exit 0`: the last word is the shell's, and all before it ends.
    const [first, ...others] = starts.filter((one) => !waits.includes(one));
    if (!main && first && !hasRole(service, 'web') && [first, ...others].every(({ argv }) => isOneOff(argv)))
      return of(`it runs ${first.argv[0]}`);
    const words = service.process.argv ?? service.command?.argv ?? [];
    const repository = parseImageReference(service.image?.value ?? service.image?.raw ?? '')?.repository;
    const image = oneOffImages.find(
      (row) => row.repository === repository && row.words.every((word) => words.includes(word)),
    );
    return image && !service.built ? of(`it runs ${[image.repository, ...image.words].join(' ')}`) : [];
  }),
);

const stays = /^(\S*\/)?(sleep|tail|crond?|supercronic|watch|inotifywait)( |$)/;
