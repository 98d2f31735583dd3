/** How many workers a task starts, where the number follows the machine. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { bareCommand } from '../process/command-words.ts';
import { flagValue } from '../process/servers.ts';
import { workerFlags, workerVariables } from '../tables/daemons.ts';
import { memoise } from './memoise.ts';
import { certainStarts } from './process-starts.ts';
import { isLongRunning, isOwn, judgedServices } from './services.ts';

/** The place is the flag's command, or the variable. */
export interface WorkerCount extends Located {
  readonly service: Service;
  /** `--workers $(nproc)`, `WEB_CONCURRENCY=auto`. */
  readonly text: string;
  /** One per core of the node. */
  readonly perCore: boolean;
}

export const workerCounts = memoise((facts: Facts): readonly WorkerCount[] =>
  judgedServices(facts)
    .filter((service) => isOwn(service) && isLongRunning(service))
    .flatMap((service) => [...inCommands(service, facts), ...inVariables(service)]),
);

function inCommands(service: Service, facts: Facts): readonly WorkerCount[] {
  return certainStarts(service, facts).flatMap(({ start }): readonly WorkerCount[] => {
    const { words } = bareCommand(start.argv);
    const row = workerFlags.find(({ program }) => program === words[0]);
    const value = row && flagValue(words, row.flags);
    if (!row || value === undefined) return [];
    const flag = row.flags.find((one) => words.some((word) => word.startsWith(one))) ?? row.flags[0]!;
    return [{ at: start.at, service, text: `${words[0]} ${flag} ${value}`, perCore: row.all.test(value) }];
  });
}

const inVariables = (service: Service): readonly WorkerCount[] =>
  service.effectiveEnvironment.flatMap((variable): readonly WorkerCount[] => {
    const row = workerVariables.find(({ name }) => name === variable.name);
    const value = variable.value?.value;
    if (!row || value === undefined) return [];
    return [{ at: variable.at, service, text: `${variable.name}=${value}`, perCore: row.all.test(value) }];
  });
