/** Partitions of the topics that a service takes messages from: no more of its tasks than that get any. */
import type { Located } from '../../source/index.ts';
import type { NamedValue } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { kindOfFamily } from '../tables/engine-names.ts';
import { factsOf } from './code.ts';
import { stackOf } from './services.ts';

export interface Partitions extends Located {
  readonly broker: Service;
  readonly most: number;
  /** The setting that says so. */
  readonly setting: string;
}

/** From the documentation of the images of Apache, Confluent and Bitnami; wurstmeister's lists topics as `name:partitions:copies`. */
const perTopic = /^KAFKA_(CFG_)?NUM_PARTITIONS$/;
const topics = /^KAFKA_CREATE_TOPICS$/;

/**
 * The most partitions any topic of the one broker in the stack is created with, where settings of that broker say so: which topics a service
 * reads is not known, so the largest number holds for all. Nothing where a command of the stack makes topics by itself.
 */
export function partitionsFor(service: Service, facts: Facts): Partitions | undefined {
  const groups = factsOf(service, 'consumer').filter(({ from, delivery }) => from === 'kafka' && delivery === 'one');
  if (groups.length === 0) return undefined;
  const siblings = stackOf(service, facts)?.services ?? [];
  const brokers = siblings.filter(({ family }) => kindOfFamily(family?.family) === 'Kafka');
  const broker = brokers[0];
  if (!broker || brokers.length > 1 || siblings.some(makesTopics)) return undefined;
  const settings = broker.effectiveEnvironment.flatMap((one) => settingOf(one, broker));
  return settings.length === 0 ? undefined : settings.reduce((most, one) => (one.most > most.most ? one : most));
}

const makesTopics = ({ process }: Service): boolean =>
  (process.argv ?? [])
    .concat(process.starts.flatMap(({ argv }) => argv))
    .some((word) => /\bkafka-topics\b|\brpk topic/.test(word));

function settingOf({ at, name, value }: NamedValue, broker: Service): readonly Partitions[] {
  const text = value?.value ?? '';
  const numbers = perTopic.test(name)
    ? [text.trim()]
    : topics.test(name)
      ? text.split(',').map((topic) => topic.split(':')[1]?.trim() ?? '')
      : [];
  return numbers
    .filter((number) => /^[1-9]\d{0,4}$/.test(number))
    .map((number) => ({ at, broker, most: Number(number), setting: name }));
}
