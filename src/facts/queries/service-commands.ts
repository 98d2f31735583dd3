/** Commands that make or change services, with the services the repository knows. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import type { ServiceCreation } from '../service-command.ts';
import type { LoaderNote } from '../swarm/notes.ts';
import { memoise } from './memoise.ts';

/** One `docker service create`, or one thing in it that is refused. */
export interface CreateCommand extends Located {
  readonly creation: ServiceCreation;
  readonly service?: Service;
  readonly note?: LoaderNote;
}

export const createCommands = memoise((facts: Facts): readonly CreateCommand[] =>
  facts.creations.flatMap((creation) => {
    const { name } = creation.service ?? {};
    const service = facts.services.find((one) => one.stack === creation.at.file && one.name === name);
    const base = { creation, ...(service ? { service } : {}) };
    return creation.refused.length === 0
      ? [{ ...base, at: creation.at }]
      : creation.refused.map((note) => ({ ...base, at: note.at, note }));
  }),
);
