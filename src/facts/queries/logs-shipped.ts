/** Programs that send their logs to a collector themselves. */
import type { Located } from '../../source/index.ts';
import type { StateFact } from '../code.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { memoise } from './memoise.ts';
import { switchedOn } from './process-switch.ts';
import { hasRole, judgedServices } from './services.ts';

export interface ShippedLog extends Located {
  readonly service: Service;
  readonly fact: StateFact;
  readonly confidence: Confidence;
  /** The lines also reach the output of the container. */
  readonly printed: boolean;
  /** It waits for the collector: a connection, a request. */
  readonly waits: boolean;
}

const waiting = /socket|tcp|http|logstash/i;

export const shippedLogs = memoise((facts: Facts): readonly ShippedLog[] =>
  judgedServices(facts)
    .filter((service) => hasRole(service, 'web', 'worker', 'scheduler'))
    .flatMap((service) => {
      const sinks = factsOf(service, 'log-sink') as readonly StateFact[];
      const printed =
        sinks.some(({ scope, ships }) => scope === 'shared' && !ships) ||
        factsOf(service, 'buffered-output').length > 0;
      return sinks
        .filter((sink) => sink.ships && switchedOn(service, sink) !== false)
        .map(
          (fact): ShippedLog => ({
            at: fact.at,
            service,
            fact,
            confidence: fact.guard === 'conditional' ? 'low' : 'medium',
            printed,
            waits: waiting.test(fact.label) && !/UDP|async/i.test(fact.label),
          }),
        );
    }),
);
