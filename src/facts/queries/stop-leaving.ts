/** Services whose handler of the stop signal is known. */
import type { Located } from '../../source/index.ts';
import type { SignalHandler } from '../code.ts';
import type { Facts, Service } from '../model.ts';
import { factsOf } from './code.ts';
import { memoise } from './memoise.ts';
import { hasRole, judgedServices } from './services.ts';

export interface LeavingService extends Located {
  readonly service: Service;
  /** The handler that ends the process at once, where no other lets it finish. */
  readonly leaves?: SignalHandler;
}

/** The signal has to reach the program, and the program must not be run by a server that handles it by itself. */
export const leavingServices = memoise((facts: Facts): readonly LeavingService[] =>
  judgedServices(facts)
    .filter(
      (service) =>
        hasRole(service, 'web', 'worker') &&
        service.process.signal.value === 'application' &&
        service.process.graceful === undefined,
    )
    .flatMap((service): readonly LeavingService[] => {
      const handlers = factsOf(service, 'signal-handler').filter(({ signals }) => signals.includes('SIGTERM'));
      const [first] = handlers;
      if (!first) return [];
      const leaves = handlers.every(({ does }) => does === 'exits') ? first : undefined;
      return [{ at: first.at, service, ...(leaves ? { leaves } : {}) }];
    }),
);
