/** What every start of a task takes away from the data, or writes into it again. */
import type { Located } from '../../source/index.ts';
import type { StateFact } from '../code.ts';
import type { Confidence, Facts, Service, StartCommand } from '../model.ts';
import { destructionOf, type MigrationCommand, migrationOf } from '../tables/commands.ts';
import { factsOf } from './code.ts';
import { variableOf } from './environment.ts';
import { memoise } from './memoise.ts';
import { certainStarts, type MeantStart } from './process-starts.ts';
import { switchedOn } from './process-switch.ts';
import { hasRole, judgedServices } from './services.ts';
import { storageOf } from './storage.ts';

export interface Destruction extends Located {
  /** As people call it: `artisan migrate:fresh`. */
  readonly label: string;
  readonly does: 'destroy' | 'seed';
  /** What it comes to, as half a sentence. */
  readonly cost: string;
  readonly confidence: Confidence;
}

/** What destroys comes before what only writes. */
export interface DataChange extends Located {
  readonly service: Service;
  /** A job runs at every deploy, everything else whenever Swarm starts a task. */
  readonly once: boolean;
  readonly found: readonly Destruction[];
}

export const dataChanges = memoise((facts: Facts): readonly DataChange[] =>
  judgedServices(facts)
    .filter((service) => hasRole(service, 'web', 'worker', 'scheduler', 'job') && !service.family)
    .filter(({ process, code }) => process.starts.length > 0 || code.status === 'read')
    .map((service) => {
      const once = hasRole(service, 'job');
      const commands = certainStarts(service, facts).flatMap((start) => commanded(start, service, facts, once));
      const found = [...commands, ...(once ? [] : programmed(service))];
      return { at: service.at, service, once, found: found.sort((one, other) => rank(one) - rank(other)) };
    }),
);

const rank = ({ does }: Destruction): number => (does === 'destroy' ? 0 : 1);

function commanded({ start }: MeantStart, service: Service, facts: Facts, once: boolean): readonly Destruction[] {
  const { at, argv, main } = start;
  const migration = migrationOf(argv);
  if (migration?.does === 'destroy')
    return isLetThrough(migration, service, start)
      ? [{ at, label: migration.tool, does: 'destroy', cost: migration.race, confidence: 'high' }]
      : [];
  // Writing rows is what a job is for, and a service that does nothing else is one that is not called so.
  if (migration?.does === 'seed' && !main && !once)
    return [{ at, label: migration.tool, does: 'seed', cost: migration.race, confidence: 'medium' }];
  const other = destructionOf(argv);
  if (other && (!main || once))
    return [{ at, label: other.tool, does: 'destroy', cost: other.cost, confidence: 'high' }];
  const emptied = emptiedBy(argv, service, facts);
  return emptied === undefined
    ? []
    : [{ at, label: `rm -r ${emptied}`, does: 'destroy', cost: 'it empties what is kept there', confidence: 'high' }];
}

/** It throws data away, and nothing keeps it from doing so: Rails refuses to drop a production database unless it is told not to look. */
export const isLetThrough = (
  { does, unless }: MigrationCommand,
  service: Service,
  { assignments }: StartCommand,
): boolean =>
  does === 'destroy' &&
  (unless === undefined ||
    variableOf(service, unless) !== undefined ||
    assignments.some(({ name }) => name === unless));

/** `rm -rf /data/*` where /data is a mount that outlives the task. */
function emptiedBy([program, ...words]: readonly string[], service: Service, facts: Facts): string | undefined {
  if (program !== 'rm' || !words.some((word) => /^-[a-z]*r|^--recursive$/i.test(word))) return undefined;
  const kept = service.mounts.filter(
    (mount) => !mount.readOnly && ['node-local', 'networked', 'unknown'].includes(storageOf(mount, service, facts)),
  );
  return words.find((word) =>
    kept.some(
      ({ target = '' }) =>
        target !== '' && !passing.test(target) && word.replace(/\/?\*?$/, '') === target.replace(/\/$/, ''),
    ),
  );
}

/** Folders whose content is made again. */
const passing = /(^|\/)(tmp|temp|cache|run|pids?|logs?|build|dist|static|public|assets)(\/|$)/i;

function programmed(service: Service): readonly Destruction[] {
  return (factsOf(service, 'migration') as readonly StateFact[])
    .filter((fact) => fact.destroys === true && switchedOn(service, fact) === true)
    .map(({ at, label, confidence }) => ({
      at,
      label,
      does: 'destroy',
      cost: 'it drops the tables and creates them empty',
      confidence,
    }));
}
