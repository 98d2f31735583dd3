/**
 * Work of the JVM besides requests: timers, queues, brokers. Sources: the references of Spring Framework, Spring for Apache Kafka, Spring AMQP,
 * Quartz, ShedLock, JobRunr, db-scheduler, Quarkus and Micronaut.
 */
import type { CallRow, ConsumerRow } from '../../code/row.ts';
import { jakarta, of } from './names.ts';

const scheduled = 'org.springframework.scheduling.annotation.Scheduled';
/** A lock on the same method. */
const locks = [
  '@SchedulerLock',
  '@net.javacrumbs.shedlock.spring.annotation.SchedulerLock',
  '@LockedScheduled',
] as const;

export const workRows: readonly CallRow[] = [
  {
    kind: 'scheduler',
    calls: [scheduled, 'io.micronaut.scheduling.annotation.Scheduled', 'io.quarkus.scheduler.Scheduled'],
    how: 'decorator',
    when: [{ slot: locks, is: 'present' }],
    scope: 'shared',
    locked: true,
    label: '@Scheduled with @SchedulerLock',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    // `@Scheduled(cron = "-")` and `"off"` switch a job off.
    calls: [scheduled],
    how: 'decorator',
    when: [{ slot: 'cron', is: ['-', 'off', 'disabled'] }],
    scope: 'shared',
    locked: true,
    label: '@Scheduled that is off',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: [scheduled, 'io.micronaut.scheduling.annotation.Scheduled', 'io.quarkus.scheduler.Scheduled'],
    how: 'decorator',
    scope: 'local',
    unlessSet: true,
    label: '@Scheduled',
    confidence: 'high',
  },
  // Where a property or a profile decides whether anything is scheduled, no job is certain.
  {
    kind: 'scheduler',
    calls: ['org.springframework.scheduling.annotation.EnableScheduling'],
    how: 'decorator',
    guarded: true,
    scope: 'unknown',
    declares: true,
    label: '@EnableScheduling under a condition',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: [...jakarta('ejb.Schedule')],
    how: 'decorator',
    scope: 'local',
    label: '@Schedule',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: of('org.quartz.impl.StdSchedulerFactory', 'getDefaultScheduler', '().getScheduler').map((name) =>
      name.replace('.()', '()'),
    ),
    scope: 'local',
    label: 'Quartz without a job store',
    confidence: 'medium',
  },
  {
    kind: 'scheduler',
    calls: ['org.jobrunr.configuration.JobRunr.configure', 'com.github.kagkarlsson.scheduler.Scheduler.create().build'],
    scope: 'shared',
    locked: true,
    label: 'scheduler with a database',
    confidence: 'high',
  },
  {
    // Mostly housekeeping of the process itself: whether it does anything for others cannot be told.
    kind: 'scheduler',
    calls: [
      ...['newScheduledThreadPool()', 'newSingleThreadScheduledExecutor()'].map(
        (pool) => `java.util.concurrent.Executors.${pool}`,
      ),
      'java.util.concurrent.ScheduledExecutorService()',
      'java.util.Timer()',
    ].flatMap((timer) => [`${timer}.scheduleAtFixedRate`, `${timer}.scheduleWithFixedDelay`]),
    scope: 'local',
    label: 'scheduleAtFixedRate',
    confidence: 'low',
  },
  {
    kind: 'scheduler',
    calls: [
      'org.springframework.scheduling.TaskScheduler',
      'org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler',
    ].flatMap((owner) => [
      `${owner}().schedule`,
      `${owner}().scheduleAtFixedRate`,
      `${owner}().scheduleWithFixedDelay`,
    ]),
    scope: 'local',
    label: 'TaskScheduler',
    confidence: 'medium',
  },
  {
    kind: 'background-work',
    calls: ['org.springframework.scheduling.annotation.Async'],
    how: 'decorator',
    scope: 'local',
    label: '@Async',
    confidence: 'low',
  },
  {
    kind: 'background-work',
    calls: ['kotlinx.coroutines.GlobalScope.launch'],
    scope: 'local',
    label: 'GlobalScope.launch',
    confidence: 'low',
  },
  {
    kind: 'queue',
    calls: ['org.apache.activemq.ActiveMQConnectionFactory'],
    scope: { option: [0, 'brokerURL'], words: { 'vm:': 'local' }, other: 'shared' },
    label: 'ActiveMQ',
    confidence: 'high',
  },
];

/** The call does not tell. */
const open = { option: 'unknown', absent: 'unknown', other: 'unknown' } as const;

export const consumers: readonly ConsumerRow[] = [
  {
    calls: ['org.springframework.kafka.annotation.KafkaListener'],
    from: 'kafka',
    // The container commits behind the listener, after each batch.
    acknowledges: 'late',
    delivery: 'one',
    label: '@KafkaListener',
  },
  {
    calls: ['org.springframework.amqp.rabbit.annotation.RabbitListener'],
    from: 'rabbitmq',
    acknowledges: { option: 'ackMode', absent: 'late', words: { NONE: 'early' }, other: 'late' },
    // A queue bound on the spot may belong to one replica.
    delivery: { option: 'queues', absent: 'unknown', other: 'one' },
    label: '@RabbitListener',
  },
  {
    calls: ['org.springframework.jms.annotation.JmsListener'],
    from: 'jms',
    acknowledges: 'late',
    delivery: 'one',
    label: '@JmsListener',
  },
  {
    calls: ['io.awspring.cloud.sqs.annotation.SqsListener'],
    from: 'sqs',
    acknowledges: 'late',
    delivery: 'one',
    label: '@SqsListener',
  },
  {
    calls: ['org.springframework.data.redis.listener.RedisMessageListenerContainer'],
    from: 'redis',
    acknowledges: 'early',
    delivery: 'each',
    label: 'RedisMessageListenerContainer',
  },
  {
    calls: ['org.apache.kafka.clients.consumer.KafkaConsumer'],
    from: 'kafka',
    acknowledges: open,
    delivery: 'one',
    label: 'KafkaConsumer',
  },
  {
    calls: ['com.rabbitmq.client.Channel().basicConsume'],
    from: 'rabbitmq',
    acknowledges: { option: 1, absent: 'late', words: { true: 'early', false: 'late' }, other: 'unknown' },
    delivery: open,
    label: 'basicConsume',
  },
  {
    calls: [
      'org.eclipse.microprofile.reactive.messaging.Incoming',
      'io.micronaut.configuration.kafka.annotation.KafkaListener',
    ],
    from: 'broker',
    acknowledges: 'late',
    delivery: open,
    label: 'message listener',
  },
];
