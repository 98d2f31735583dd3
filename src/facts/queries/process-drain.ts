/** How long a service says it needs to finish its work, beside how long Swarm lets it. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { isDrainWritten } from '../process/servers.ts';
import { secondsOf } from '../units.ts';
import { factsOf } from './code.ts';
import { memoise } from './memoise.ts';
import { serverSetups } from './server-files.ts';
import { isLongRunning, swarmServices } from './services.ts';
import { stopSignalOf } from './stop-signal.ts';

/** Swarm's default between SIGTERM and SIGKILL, in seconds. */
const defaultGrace = 10;

/** The place is where the need is stated. */
export interface DrainNeed extends Located {
  readonly service: Service;
  readonly seconds: number;
  /** Written by the team, as opposed to a default of the program. */
  readonly explicit: boolean;
  readonly why: string;
  /** What `stop_grace_period` leaves, in seconds. */
  readonly grace: number;
}

/** Services that the signal reaches and whose need is known. The longest need counts. */
export const drainNeeds = memoise((facts: Facts): readonly DrainNeed[] =>
  swarmServices(facts).flatMap((service): readonly DrainNeed[] => {
    const grace = service.stopGracePeriod ? secondsOf(service.stopGracePeriod) : defaultGrace;
    if (grace === undefined || !isLongRunning(service)) return [];
    // A program that is never told to stop drains nothing, however long it would take.
    if (service.process.signal.value !== 'application' && service.process.signal.value !== 'unknown') return [];
    const { graceful, main } = service.process;
    const needs = factsOf(service, 'signal-handler').flatMap(({ at, drainSeconds, label }) =>
      drainSeconds === undefined
        ? []
        : [{ at, seconds: drainSeconds, explicit: true, why: `${label} waits up to ${drainSeconds} s` }],
    );
    // nginx and php-fpm wait only when they are asked to with this signal.
    if (stopSignalOf(service)?.name === 'SIGQUIT')
      for (const { drain } of serverSetups(service, facts).flatMap((setup) => (setup.main ? setup.files : [])))
        if (drain)
          needs.push({
            at: drain.at,
            seconds: drain.seconds,
            explicit: true,
            why: `${drain.name} is ${drain.seconds} s`,
          });
    // Code of ours that says how long it waits knows better than a table.
    if (needs.length === 0 && graceful?.value.drainSeconds !== undefined)
      needs.push({
        at: graceful.at ?? main?.at ?? service.process.at,
        seconds: graceful.value.drainSeconds,
        explicit: isDrainWritten(main),
        why: graceful.why,
      });
    const longest = needs.sort((one, other) => other.seconds - one.seconds)[0];
    return longest ? [{ ...longest, service, grace }] : [];
  }),
);
