/** Source code seen from the service that runs it. */
import type { Located } from '../../source/index.ts';
import type { CodeFact } from '../code.ts';
import type { Facts, Service } from '../model.ts';
import { judgedServices } from './services.ts';

/** One fact of the code a service runs: the same line counts once for every service that reaches it. */
export interface ServiceFact<F extends CodeFact = CodeFact> extends Located {
  readonly service: Service;
  readonly fact: F;
}

/** Facts of these kinds that hold in production: those of tests and of development branches are left out. */
export function codeFacts<K extends CodeFact['kind']>(
  facts: Facts,
  ...kinds: readonly K[]
): readonly ServiceFact<Extract<CodeFact, { kind: K }>>[] {
  type F = Extract<CodeFact, { kind: K }>;
  return judgedServices(facts).flatMap((service) =>
    factsOf(service, ...kinds).map((fact) => ({ at: fact.at, service, fact: fact as F })),
  );
}

/** Services whose source was read: of those it can be said that a thing is not there. */
export const readServices = (facts: Facts): readonly Service[] =>
  judgedServices(facts).filter(({ code }) => code.status === 'read');

export function factsOf<K extends CodeFact['kind']>(
  service: Service,
  ...kinds: readonly K[]
): readonly Extract<CodeFact, { kind: K }>[] {
  return service.code.facts.filter(
    (fact): fact is Extract<CodeFact, { kind: K }> =>
      (kinds as readonly string[]).includes(fact.kind) && fact.guard !== 'test' && fact.guard !== 'development',
  );
}
