/** Timed jobs, queues and work beside requests. Sources: the documentation of each crate. */
import type { CallRow } from '../../code/row.ts';
import { addresses, listeners } from './web.ts';

/** Calls that start work beside what is running. */
export const spawning: ReadonlySet<string> = new Set([
  ...['tokio.spawn', 'tokio.task.spawn', 'tokio.task.spawn_blocking', 'tokio.spawn_blocking', 'std.thread.spawn'],
  ...['actix_web.rt.spawn', 'actix_rt.spawn', 'rocket.tokio.spawn', 'rocket.tokio.task.spawn', 'async_std.task.spawn'],
]);

/** Calls that tick: the pause is the first argument. */
export const intervals: ReadonlySet<string> = new Set([
  ...['tokio.time.interval', 'actix_web.rt.time.interval', 'actix_rt.time.interval', 'rocket.tokio.time.interval'],
  ...['async_std.stream.interval', 'tokio_timer.Interval.new'],
]);

/** Calls, as one says them, that reach a database, a broker or another service. */
export const reachesOut =
  /(?:^|\.)(?:execute|fetch_(?:one|all|optional)|query(?:_\w+)?|publish|insert_(?:one|many)|delete_(?:one|many)|update_(?:one|many)|exec|get_results?|commit|send_mail|(?:get|post|put|patch|delete)(?:\.\w+)*\.send)$/;

export const listening: ReadonlySet<string> = new Set(
  listeners.filter(({ host }) => host === 'address.host').flatMap(({ calls }) => calls),
);

/** Types whose name alone is looked for. */
export const memberNames: ReadonlySet<string> = new Set(
  addresses
    .filter(({ how }) => how === 'member')
    .flatMap(({ calls }) => calls.map((call) => call.slice(call.lastIndexOf('.') + 1))),
);

export const workCalls: readonly CallRow[] = [
  {
    kind: 'scheduler',
    calls: ['tokio_cron_scheduler.JobScheduler().start', 'tokio_cron_scheduler.JobScheduler().tick'],
    scope: 'local',
    label: 'tokio-cron-scheduler',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: [
      'clokwerk.Scheduler().run_pending',
      'clokwerk.AsyncScheduler().run_pending',
      'clokwerk.Scheduler().watch_thread',
    ],
    scope: 'local',
    label: 'clokwerk',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: [
      'apalis_cron.CronStream.new',
      'apalis.CronStream.new',
      'job_scheduler.JobScheduler().tick',
      'job_scheduler_ng.JobScheduler().tick',
    ],
    scope: 'local',
    label: 'cron of the program',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: [
      'cron_tab.Cron().start',
      'cron_tab.AsyncCron().start',
      'delay_timer.DelayTimer().add_task',
      'tokio_schedule.every',
    ],
    scope: 'local',
    label: 'cron of the program',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: [...intervals],
    when: [{ slot: 'every', is: 'present' }],
    scope: 'local',
    label: 'interval',
    confidence: 'medium',
  },

  {
    kind: 'queue',
    calls: ['apalis.MemoryStorage.new', 'apalis_core.MemoryStorage.new'],
    scope: 'local',
    label: 'apalis MemoryStorage',
    confidence: 'high',
  },
  {
    kind: 'queue',
    calls: [
      ...[
        'apalis_redis.RedisStorage.new',
        'apalis.RedisStorage.new',
        'apalis_sql.PostgresStorage.new',
        'apalis.PostgresStorage.new',
      ],
      ...['apalis_sql.MysqlStorage.new', 'fang.AsyncQueue.builder', 'fang.Queue.builder', 'sqlxmq.JobRegistry.new'],
      ...['graphile_worker.WorkerOptions.default', 'lapin.Connection.connect', 'sidekiq.Processor.new', 'celery.app!'],
      ...[
        'aws_sdk_sqs.Client.new',
        'async_nats.jetstream.new',
        'rdkafka.FutureProducer().send',
        'faktory.Producer.connect',
      ],
      ...['backie.PgTaskStore.new', 'underway.Job.builder'],
    ],
    scope: 'shared',
    label: 'queue',
    confidence: 'high',
  },
  {
    kind: 'background-work',
    calls: [...spawning],
    when: [{ slot: 'spawned.by', is: 'present' }],
    scope: 'local',
    label: 'spawn',
    confidence: 'medium',
  },
];
