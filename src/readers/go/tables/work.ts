/** Timed jobs, queues, consumers and programs that are started. Sources: the documentation of each library. */
import type { CallRow, ConsumerRow, SpawnRow, ToolRow } from '../../code/row.ts';

const high = 'high' as const;
const row = (
  kind: CallRow['kind'],
  scope: CallRow['scope'],
  label: string,
  calls: readonly string[],
  more: Partial<CallRow> = {},
): CallRow => ({ kind, scope, label, calls, confidence: high, ...more });

export const workCalls: readonly CallRow[] = [
  row('scheduler', 'local', 'cron', ['github.com/robfig/cron.Cron().Start', 'github.com/robfig/cron.Cron().Run']),
  row('scheduler', 'local', 'gocron', ['github.com/go-co-op/gocron.NewScheduler'], {
    when: [{ slot: ['WithDistributedLocker', 'WithDistributedElector'], is: 'present' }],
    locked: true,
  }),
  row('scheduler', 'local', 'gocron', [
    'github.com/go-co-op/gocron.NewScheduler',
    'github.com/jasonlvhit/gocron.NewScheduler',
    'github.com/jasonlvhit/gocron.Start',
  ]),
  row('scheduler', 'local', 'asynq Scheduler', [
    'github.com/hibiken/asynq.NewScheduler',
    'github.com/hibiken/asynq.NewPeriodicTaskManager',
  ]),
  row('scheduler', 'local', 'scheduler', [
    'github.com/carlescere/scheduler.Every',
    'github.com/reugn/go-quartz/quartz.StdScheduler().Start',
    'github.com/mileusna/crontab.New',
    'github.com/roylee0704/gron.New().Start',
    'github.com/madflojo/tasks.New',
    'github.com/bamzi/jobrunner.Start',
  ]),
  row('scheduler', 'local', 'time.NewTicker', ['time.NewTicker', 'time.Tick'], {
    when: [{ slot: 'reaches', is: 'present' }],
    confidence: 'medium',
  }),

  row('queue', 'shared', 'queue', [
    'github.com/hibiken/asynq.NewClient',
    'github.com/hibiken/asynq.NewServer',
    'github.com/riverqueue/river.NewClient',
    'github.com/RichardKnop/machinery.NewServer',
    'github.com/gocraft/work.NewEnqueuer',
    'github.com/gocraft/work.NewWorkerPool',
    'github.com/vmihailenco/taskq/redisq.NewFactory',
    'go.temporal.io/sdk/client.Dial',
    'github.com/rabbitmq/amqp091-go.Connection().Channel',
  ]),
  row('queue', 'local', 'queue in memory', [
    'github.com/ThreeDotsLabs/watermill/pubsub/gochannel.NewGoChannel',
    'github.com/vmihailenco/taskq/memqueue.NewFactory',
    'github.com/mikestefanello/backlite.NewClient',
    'github.com/acaloiaro/neoq/backends/memory.Backend',
    'github.com/golang-queue/queue.NewPool',
  ]),
  row('background-work', 'local', 'pool of goroutines', [
    'github.com/panjf2000/ants.NewPool',
    'github.com/gammazero/workerpool.New',
    'github.com/alitto/pond.New',
    'github.com/alitto/pond.NewPool',
  ]),
];

/** Packages of locks that all replicas see, or of the election of one of them. */
export const locks: readonly string[] = [
  'github.com/go-redsync/redsync',
  'github.com/bsm/redislock',
  'github.com/go-co-op/gocron-redis-lock',
  'github.com/go-co-op/gocron-etcd-elector',
  'github.com/go-co-op/gocron-gorm-lock',
  'go.etcd.io/etcd/client/concurrency',
  'go.etcd.io/etcd/clientv3/concurrency',
  'k8s.io/client-go/tools/leaderelection',
  'cirello.io/dynamolock',
  'cirello.io/pglock',
  'github.com/allisson/go-pglock',
  'github.com/viney-shih/go-lock',
];

/** Locks that stand in the text of queries, or among options. */
export const lockWords = /pg_(?:try_)?advisory_(?:xact_)?lock|\bGET_LOCK\(|\bSessionLocker\b|WithSessionLocker|SetNX\(/;

const amqp = 'github.com/rabbitmq/amqp091-go';
const nats = 'github.com/nats-io/nats.go';
const redis = 'github.com/redis/go-redis';

export const consumers: readonly ConsumerRow[] = [
  {
    calls: [`${amqp}.Channel().Consume`],
    from: 'rabbitmq',
    acknowledges: { option: 2, absent: 'unknown', words: { true: 'early', false: 'late' }, other: 'unknown' },
    delivery: { option: 0, absent: 'unknown', words: { '': 'each' }, other: 'one' },
    label: 'Consume',
  },
  {
    calls: [`${amqp}.Channel().ConsumeWithContext`],
    from: 'rabbitmq',
    acknowledges: { option: 3, absent: 'unknown', words: { true: 'early', false: 'late' }, other: 'unknown' },
    delivery: { option: 1, absent: 'unknown', words: { '': 'each' }, other: 'one' },
    label: 'Consume',
  },
  {
    calls: ['github.com/segmentio/kafka-go.NewReader'],
    from: 'kafka',
    acknowledges: 'unknown',
    delivery: { option: 'GroupID', absent: 'each', words: { '': 'each' }, other: 'one' },
    label: 'kafka.NewReader',
  },
  {
    calls: ['github.com/IBM/sarama.NewConsumerGroup', 'github.com/IBM/sarama.NewConsumerGroupFromClient'],
    from: 'kafka',
    acknowledges: 'unknown',
    delivery: 'one',
    label: 'NewConsumerGroup',
  },
  {
    calls: ['github.com/IBM/sarama.NewConsumer', 'github.com/IBM/sarama.NewConsumerFromClient'],
    from: 'kafka',
    acknowledges: 'unknown',
    delivery: 'each',
    label: 'sarama.NewConsumer',
  },
  {
    calls: [`${nats}.Conn().Subscribe`, `${nats}.Conn().SubscribeSync`, `${nats}.Conn().ChanSubscribe`],
    from: 'nats',
    acknowledges: 'unknown',
    delivery: 'each',
    label: 'Subscribe',
  },
  {
    calls: [`${nats}.Conn().QueueSubscribe`, `${nats}.Conn().QueueSubscribeSync`, `${nats}.Conn().ChanQueueSubscribe`],
    from: 'nats',
    acknowledges: 'unknown',
    delivery: 'one',
    label: 'QueueSubscribe',
  },
  {
    calls: ['Subscribe', 'PSubscribe', 'SSubscribe'].flatMap((name) => [
      `${redis}.Client().${name}`,
      `${redis}.UniversalClient().${name}`,
    ]),
    from: 'redis',
    acknowledges: 'unknown',
    delivery: 'each',
    label: 'Subscribe',
  },
  {
    calls: ['BLPop', 'BRPop', 'BZPopMin'].flatMap((name) => [
      `${redis}.Client().${name}`,
      `${redis}.UniversalClient().${name}`,
    ]),
    from: 'redis',
    acknowledges: 'early',
    delivery: 'one',
    label: 'BLPop',
  },
  {
    calls: ['XReadGroup', 'BLMove', 'BRPopLPush'].flatMap((name) => [
      `${redis}.Client().${name}`,
      `${redis}.UniversalClient().${name}`,
    ]),
    from: 'redis',
    acknowledges: 'late',
    delivery: 'one',
    label: 'XReadGroup',
  },
  {
    calls: ['github.com/hibiken/asynq.NewServer'],
    from: 'redis',
    acknowledges: 'late',
    delivery: 'one',
    label: 'asynq',
  },
  {
    calls: [
      'cloud.google.com/go/pubsub.Subscription().Receive',
      'cloud.google.com/go/pubsub.Client().Subscription().Receive',
    ],
    from: 'pubsub',
    acknowledges: 'unknown',
    delivery: 'one',
    label: 'Receive',
  },
];

export const spawns: readonly SpawnRow[] = [
  { calls: ['os/exec.Command', 'golang.org/x/sys/execabs.Command', 'syscall.Exec'], program: 0, label: 'exec.Command' },
  { calls: ['os/exec.CommandContext'], program: 1, label: 'exec.CommandContext' },
];

export const tools: readonly ToolRow[] = [
  {
    calls: ['github.com/u2takey/ffmpeg-go.Input', 'github.com/xfrr/goffmpeg/transcoder.Transcoder().Initialize'],
    needs: 'ffmpeg',
    label: 'ffmpeg-go',
  },
  {
    calls: [
      'github.com/u2takey/ffmpeg-go.Probe',
      'gopkg.in/vansante/go-ffprobe.ProbeURL',
      'github.com/vansante/go-ffprobe.ProbeURL',
    ],
    needs: 'ffprobe',
    label: 'ffprobe',
  },
  {
    calls: ['github.com/SebastiaanKlippert/go-wkhtmltopdf.NewPDFGenerator'],
    needs: 'wkhtmltopdf',
    label: 'go-wkhtmltopdf',
  },
];
