/** Methods that take messages from a broker. Sources: the documentation of each library. */
import type { Consumer } from '../../../facts/code.ts';

export interface ConsumerRow {
  readonly packages: readonly string[];
  readonly methods: readonly string[];
  readonly from: string;
  readonly acknowledges:
    | Consumer['acknowledges']
    | { readonly option: string; readonly absent: 'late'; readonly whenTrue: 'early' };
  /** `each` unless the option is there; `groupId` made up at the start is `each` again. */
  readonly delivery: Consumer['delivery'] | { readonly option: string; readonly absent: 'each' | 'one' };
  /** Argument with the options. */
  readonly options?: number;
  /** What the first argument has to be: RxJS has a `subscribe` as well. */
  readonly first?: 'text' | 'names' | 'listen';
  /** Events whose handlers get the messages. */
  readonly events?: RegExp;
  readonly label: string;
}

export const consumerRows: readonly ConsumerRow[] = [
  {
    packages: ['amqplib', 'amqplib/callback_api', 'amqp-connection-manager'],
    methods: ['consume'],
    from: 'rabbitmq',
    acknowledges: { option: 'noAck', absent: 'late', whenTrue: 'early' },
    delivery: 'one',
    options: 2,
    label: 'channel.consume',
  },
  {
    packages: ['kafkajs', '@confluentinc/kafka-javascript'],
    methods: ['consumer'],
    from: 'kafka',
    // Offsets are committed by the clock, but only of messages that the handler is through with.
    acknowledges: 'unknown',
    delivery: { option: 'groupId', absent: 'one' },
    label: 'kafka.consumer',
  },
  {
    packages: ['redis', 'ioredis', '@redis/client'],
    methods: ['subscribe', 'pSubscribe', 'psubscribe', 'sSubscribe'],
    from: 'redis',
    acknowledges: 'unknown',
    delivery: 'each',
    first: 'names',
    events: /^p?message(?:Buffer)?$/,
    label: 'Redis subscribe',
  },
  {
    packages: ['redis', 'ioredis', '@redis/client'],
    methods: ['blpop', 'brpop', 'blPop', 'brPop'],
    from: 'redis',
    acknowledges: 'early',
    delivery: 'one',
    label: 'Redis blPop',
  },
  {
    packages: ['nats', '@nats-io/nats-core', '@nats-io/transport-node'],
    methods: ['subscribe'],
    from: 'nats',
    acknowledges: 'unknown',
    delivery: { option: 'queue', absent: 'each' },
    options: 1,
    first: 'names',
    label: 'NATS subscribe',
  },
  {
    packages: ['mqtt', 'async-mqtt'],
    methods: ['subscribe', 'subscribeAsync'],
    from: 'mqtt',
    acknowledges: 'unknown',
    delivery: 'each',
    first: 'names',
    events: /^message$/,
    label: 'MQTT subscribe',
  },
  {
    packages: ['pg'],
    methods: ['query'],
    from: 'postgres',
    acknowledges: 'unknown',
    delivery: 'each',
    first: 'listen',
    events: /^notification$/,
    label: 'LISTEN',
  },
  {
    packages: ['mongodb', 'mongoose'],
    methods: ['watch'],
    from: 'mongodb',
    acknowledges: 'unknown',
    delivery: 'each',
    events: /^change$/,
    label: 'change stream',
  },
];
