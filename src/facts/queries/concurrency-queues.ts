/** Queues of jobs, by what the code opens and by what the environment tells a library to use. */
import type { Located } from '../../source/index.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { memoise } from './memoise.ts';
import { switchedOn } from './process-switch.ts';
import { hasRole, judgedServices } from './services.ts';
import { stateFacts } from './state-facts.ts';

export interface JobQueue extends Located {
  readonly service: Service;
  /** Library call or variable. */
  readonly name: string;
  readonly local: boolean;
  readonly confidence: Confidence;
}

/** Variables that name a broker: Celery, Kombu, Symfony Messenger, Spring. */
const brokers = /(^|_)(BROKER|BROKER_URL|TRANSPORT_URL|TRANSPORT_DSN|QUEUE_URL|QUEUE_DSN)$/i;
/** Kombu's in-memory and file transports, Symfony's in-memory transport, ActiveMQ inside the process. */
const localBrokers: readonly { readonly scheme: RegExp; readonly confidence: Confidence }[] = [
  { scheme: /^(memory|in-memory|vm):/i, confidence: 'high' },
  // Its folder may lie on shared storage.
  { scheme: /^filesystem:/i, confidence: 'medium' },
];

export const jobQueues = memoise((facts: Facts): readonly JobQueue[] => [
  ...stateFacts(facts, 'queue').flatMap(({ at, service, fact }): readonly JobQueue[] => {
    const runs = switchedOn(service, fact);
    if (runs === false) return [];
    const confidence = runs === undefined ? 'low' : fact.confidence;
    return [{ at, service, name: fact.label, local: fact.scope === 'local', confidence }];
  }),
  ...judgedServices(facts)
    .filter((service) => !hasRole(service, 'datastore', 'proxy', 'tool'))
    .flatMap((service) =>
      service.effectiveEnvironment.flatMap(({ at, name, value }): readonly JobQueue[] => {
        const text = value?.value?.trim();
        if (!text || !brokers.test(name)) return [];
        const row = localBrokers.find(({ scheme }) => scheme.test(text));
        return [{ at, service, name, local: row !== undefined, confidence: row?.confidence ?? 'high' }];
      }),
    ),
]);
