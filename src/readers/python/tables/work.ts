/** Timed jobs, queues and work beside requests. Sources: the documentation of each library. */
import type { CallRow, SettingRow } from '../../code/row.ts';

const schedulers = [
  'BackgroundScheduler',
  'AsyncIOScheduler',
  'BlockingScheduler',
  'GeventScheduler',
  'TornadoScheduler',
  'TwistedScheduler',
];
const modules = ['background', 'asyncio', 'blocking', 'gevent', 'tornado', 'twisted'];

/** Started while a request is answered, and left to itself. */
const beside: readonly CallRow[] = [
  [
    [
      'asyncio.create_task',
      'asyncio.ensure_future',
      'asyncio.get_event_loop().create_task',
      'asyncio.get_running_loop().create_task',
      'anyio.create_task_group().start_soon',
    ],
    'asyncio task',
  ] as const,
  [['threading.Thread', 'multiprocessing.Process', '_thread.start_new_thread'], 'thread'] as const,
  [
    [
      'concurrent.futures.ThreadPoolExecutor().submit',
      'concurrent.futures.ProcessPoolExecutor().submit',
      'asyncio.get_event_loop().run_in_executor',
      'asyncio.get_running_loop().run_in_executor',
      'flask_executor.Executor().submit',
    ],
    'executor',
  ] as const,
].map(([calls, label]) => ({
  kind: 'background-work',
  calls,
  scope: 'local',
  besideRequest: true,
  label,
  confidence: 'medium',
}));

export const workCalls: readonly CallRow[] = [
  ...beside,
  {
    kind: 'scheduler',
    calls: [
      ...schedulers.map((name, at) => `apscheduler.schedulers.${modules[at]}.${name}().start`),
      'flask_apscheduler.APScheduler().start',
      'apscheduler.AsyncScheduler().start_in_background',
      'apscheduler.AsyncScheduler().run_until_stopped',
    ],
    scope: 'local',
    label: 'APScheduler',
    confidence: 'high',
  },
  { kind: 'scheduler', calls: ['schedule.run_pending'], scope: 'local', label: 'schedule', confidence: 'high' },
  {
    kind: 'scheduler',
    calls: [
      'fastapi_utils.tasks.repeat_every',
      'fastapi_utilities.repeat_every',
      'fastapi_utilities.repeat_at',
      'fastapi_restful.tasks.repeat_every',
    ],
    scope: 'local',
    label: 'repeat_every',
    confidence: 'high',
  },
  { kind: 'scheduler', calls: ['aiocron.crontab'], scope: 'local', label: 'aiocron', confidence: 'high' },
  {
    kind: 'scheduler',
    calls: ['rocketry.Rocketry().run', 'rocketry.Rocketry().serve'],
    scope: 'local',
    label: 'Rocketry',
    confidence: 'high',
  },
  { kind: 'scheduler', calls: ['huey.crontab'], scope: 'local', label: 'huey periodic task', confidence: 'low' },

  {
    kind: 'queue',
    calls: ['huey.MemoryHuey', 'huey.SqliteHuey', 'huey.FileHuey'],
    scope: 'local',
    label: 'huey',
    confidence: 'high',
  },
  {
    kind: 'queue',
    calls: ['huey.RedisHuey', 'huey.PriorityRedisHuey'],
    scope: 'shared',
    label: 'huey',
    confidence: 'high',
  },
  {
    kind: 'queue',
    calls: ['dramatiq.brokers.stub.StubBroker'],
    scope: 'local',
    label: 'dramatiq StubBroker',
    confidence: 'high',
  },
  {
    kind: 'queue',
    calls: [
      'dramatiq.brokers.redis.RedisBroker',
      'dramatiq.brokers.rabbitmq.RabbitmqBroker',
      'rq.Queue',
      'arq.create_pool',
    ],
    scope: 'shared',
    label: 'queue',
    confidence: 'high',
  },
  {
    kind: 'queue',
    calls: ['celery.Celery'],
    scope: {
      option: ['broker', 'broker_url'],
      words: {
        'memory:': 'local',
        'filesystem:': 'local',
        redis: 'shared',
        amqp: 'shared',
        pyamqp: 'shared',
        sqs: 'shared',
        rediss: 'shared',
        sentinel: 'shared',
      },
    },
    label: 'Celery',
    confidence: 'high',
  },
  {
    kind: 'background-work',
    calls: [
      'fastapi.BackgroundTasks().add_task',
      'starlette.background.BackgroundTasks().add_task',
      'starlette.background.BackgroundTask',
    ],
    scope: 'local',
    label: 'BackgroundTasks',
    confidence: 'high',
  },
];

export const workSettings: readonly SettingRow[] = ['CELERY_BROKER_URL', 'BROKER_URL', 'broker_url'].map((name) => ({
  kind: 'queue' as const,
  name,
  words: {
    'memory:': 'local',
    'filesystem:': 'local',
    redis: 'shared',
    amqp: 'shared',
    pyamqp: 'shared',
    sqs: 'shared',
    rediss: 'shared',
    sentinel: 'shared',
  } as const,
  label: name,
  confidence: 'high' as const,
}));
