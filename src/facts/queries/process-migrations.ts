/** Changes of the schema that every start of a task makes: on its way to the application, and in the application itself. */
import type { Located } from '../../source/index.ts';
import type { CodeFact } from '../code.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { memoise } from './memoise.ts';
import { isLetThrough } from './process-destruction.ts';
import { certainStarts } from './process-starts.ts';
import { switchedOn } from './process-switch.ts';
import { hasRole, judgedServices } from './services.ts';

export interface SchemaChange extends Located {
  readonly label: string;
  readonly does: 'migrate' | 'destroy';
  readonly locked: boolean;
  readonly race: string;
  readonly confidence: Confidence;
}

/** The worst change is the first. */
export interface StartedService extends Located {
  readonly service: Service;
  readonly changes: readonly SchemaChange[];
}

const stays = (service: Service): boolean =>
  hasRole(service, 'web', 'worker', 'scheduler') && service.family === undefined;

/** Services that stay up and of which it is known what they start. */
export const startedServices = memoise((facts: Facts): readonly StartedService[] =>
  judgedServices(facts)
    .filter((service) => stays(service) && service.process.starts.length > 0)
    .map((service) => ({
      at: service.at,
      service,
      changes: [...commanded(service, facts)].sort((one, other) => rank(one) - rank(other)),
    })),
);

/** Services that stay up and whose code was read, with the changes their programs make by themselves. */
export const migratingPrograms = memoise((facts: Facts): readonly StartedService[] =>
  judgedServices(facts)
    .filter((service) => stays(service) && service.code.status === 'read')
    .map((service) => ({
      at: service.at,
      service,
      changes: [...programmed(service)].sort((one, other) => rank(one) - rank(other)),
    })),
);

const rank = ({ does, locked }: SchemaChange): number => (does === 'destroy' ? 0 : locked ? 2 : 1);

function commanded(service: Service, facts: Facts): readonly SchemaChange[] {
  return certainStarts(service, facts).flatMap(({ start, migration }) =>
    // What only the main command does makes the service a job, which is no start of anything else.
    migration && migration.does !== 'seed' && !start.main && !isLetThrough(migration, service, start)
      ? [
          {
            at: start.at,
            label: migration.tool,
            does: migration.does,
            locked: migration.locked,
            race: migration.does === 'destroy' ? refused : migration.race,
            confidence: 'high',
          } as const,
        ]
      : [],
  );
}

const refused =
  'it drops what is in the database, or refuses because it takes it for production, and the task never starts';

function programmed(service: Service): readonly SchemaChange[] {
  return factsOf(service, 'migration')
    .filter((fact) => !('destroys' in fact) && !isElsewhere(fact) && switchedOn(service, fact) === true)
    .map(({ at, label, locked = false, confidence }) => ({
      at,
      label,
      does: 'migrate',
      locked,
      race: locked
        ? 'the other tasks wait for its lock and may run into their health check'
        : 'two tasks apply the same change, and one of them fails half-way',
      confidence,
    }));
}

/** The program says that it leaves the schema to somebody else. */
const isElsewhere = (fact: CodeFact): boolean => 'declares' in fact && fact.declares === true;
