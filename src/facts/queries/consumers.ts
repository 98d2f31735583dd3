/** Services that take messages from a broker. */
import type { Located } from '../../source/index.ts';
import type { Consumer } from '../code.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { codeFacts, factsOf } from './code.ts';
import { defaultGraceSeconds, graceOf } from './neighbours.ts';
import { hasRole } from './services.ts';

export interface Taking extends Located {
  readonly service: Service;
  readonly fact: Consumer;
  /** Absent: it takes messages as it should, or nothing shows that it does not. */
  readonly confidence?: Confidence;
}

const takings = (facts: Facts): readonly Omit<Taking, 'confidence'>[] =>
  codeFacts(facts, 'consumer').filter(({ service }) => hasRole(service, 'web', 'worker', 'scheduler'));

const weaker = (fact: Consumer, confidence: Confidence): Confidence =>
  fact.guard === 'conditional' ? 'low' : confidence;

/** Whether replicas share the messages. What every replica gets and only passes on is a broadcast by intent. */
export const sharedTakings = (facts: Facts): readonly Taking[] =>
  takings(facts)
    .filter(({ fact }) => fact.delivery !== 'unknown')
    .map(({ at, service, fact }) => {
      const each = fact.delivery === 'each';
      // A consumer of a log without a group is rarely meant to be one.
      const confidence = !each
        ? undefined
        : fact.effect !== undefined
          ? 'medium'
          : fact.from === 'kafka'
            ? 'low'
            : undefined;
      return { at, service, fact, ...(confidence === undefined ? {} : { confidence: weaker(fact, confidence) }) };
    });

/** Whether a message counts as done before the work is. */
export const acknowledgedTakings = (facts: Facts): readonly Taking[] =>
  takings(facts)
    .filter(({ fact, service }) => fact.acknowledges !== 'unknown' && (fact.from !== 'celery' || runsCelery(service)))
    .map(({ at, service, fact }) => {
      const confidence = fact.acknowledges === 'early' ? earlyConfidence(service, fact) : undefined;
      return { at, service, fact, ...(confidence === undefined ? {} : { confidence: weaker(fact, confidence) }) };
    });

/** The same program is loaded by web services and by the beat, which work on nothing. */
const runsCelery = (service: Service): boolean => {
  const words = service.process.main?.argv ?? [];
  return hasRole(service, 'worker') && words.includes('celery') && words.includes('worker');
};

function earlyConfidence(service: Service, { from }: Consumer): Confidence | undefined {
  if (from !== 'celery') return 'medium';
  // Celery finishes what it has begun when it is told to stop: only tasks longer than the grace period are lost, and how long they are nobody says.
  const said = factsOf(service, 'consumer').some((other) => other.from === 'celery' && other.acknowledges !== 'early');
  const grace = graceOf(service);
  return said || grace === undefined || grace > defaultGraceSeconds ? undefined : 'low';
}
