/** Timed jobs, queues and work beside requests. Sources: the Rails guides, and the documentation of each library. */
import type { CallRow, SettingRow } from '../../code/row.ts';

const rufus = [
  'every',
  'cron',
  'in',
  'at',
  'interval',
  'schedule',
  'schedule_every',
  'schedule_cron',
  'schedule_in',
  'schedule_at',
  'schedule_interval',
];
const repeated = rufus.filter((name) => !/in$|at$|^in$|^at$|^schedule$/.test(name));

export const workCalls: readonly CallRow[] = [
  {
    kind: 'scheduler',
    calls: [
      ...repeated.flatMap((name) => [
        `Rufus::Scheduler().${name}`,
        `Rufus::Scheduler.singleton.${name}`,
        `Rufus::Scheduler.s.${name}`,
        `Rufus::Scheduler.start_new.${name}`,
      ]),
    ],
    scope: 'local',
    once: true,
    label: 'rufus-scheduler',
    confidence: 'high',
  },
  // Whether the method around it is ever called does not stand here.
  {
    kind: 'scheduler',
    calls: [
      ...repeated.flatMap((name) => [
        `Rufus::Scheduler().${name}`,
        `Rufus::Scheduler.singleton.${name}`,
        `Rufus::Scheduler.s.${name}`,
        `Rufus::Scheduler.start_new.${name}`,
      ]),
    ],
    scope: 'local',
    label: 'rufus-scheduler',
    confidence: 'low',
  },
  {
    kind: 'scheduler',
    calls: ['Clockwork.every', 'Clockwork.Clockwork.every'],
    scope: 'local',
    label: 'clockwork',
    confidence: 'high',
  },
  { kind: 'scheduler', calls: ['Arask.setup.{}.create'], scope: 'local', label: 'arask', confidence: 'high' },
  // crono and simple_scheduler ask the database or Redis first.
  { kind: 'scheduler', calls: ['Crono.perform'], scope: 'local', label: 'crono', confidence: 'medium' },
  {
    kind: 'scheduler',
    calls: ['Concurrent::TimerTask.new', 'Concurrent::TimerTask.execute'],
    scope: 'local',
    label: 'Concurrent::TimerTask',
    confidence: 'low',
  },
  {
    kind: 'scheduler',
    calls: ['Thread.new(loop)'],
    scope: 'local',
    once: true,
    label: 'Thread in a loop',
    confidence: 'low',
  },
  // Both take turns through Redis. https://github.com/sidekiq-cron/sidekiq-cron, https://github.com/sidekiq-scheduler/sidekiq-scheduler
  {
    kind: 'scheduler',
    calls: [
      'Sidekiq::Cron::Job.create',
      'Sidekiq::Cron::Job.load_from_hash',
      'Sidekiq::Cron::Job.load_from_hash!',
      'Sidekiq::Cron::Job.load_from_array',
      'Sidekiq::Scheduler.reload_schedule!',
      'Sidekiq::Periodic::Manager.register',
    ],
    scope: 'shared',
    locked: true,
    label: 'sidekiq schedule',
    confidence: 'high',
  },

  // Active Job works in the process itself unless an adapter is named. https://guides.rubyonrails.org/active_job_basics.html
  {
    kind: 'queue',
    calls: ['*.perform_later', '*.deliver_later'],
    scope: 'local',
    follows: ['queue'],
    label: 'Active Job',
    confidence: 'medium',
  },
  {
    kind: 'queue',
    calls: ['*.perform_async', '*.perform_in'],
    package: 'SuckerPunch',
    scope: 'local',
    label: 'SuckerPunch',
    confidence: 'high',
  },
  {
    kind: 'queue',
    calls: [
      'Sidekiq.configure_server',
      'Resque.enqueue',
      'Que.enqueue',
      'QC.enqueue',
      'Delayed::Job.enqueue',
      'Backburner.enqueue',
      'Sneakers.configure',
    ],
    scope: 'shared',
    label: 'queue',
    confidence: 'high',
  },
  {
    kind: 'background-work',
    calls: ['Concurrent::Future.execute', 'Concurrent::Promises.future', 'Concurrent::Promise.execute'],
    scope: 'local',
    label: 'Concurrent',
    confidence: 'low',
  },
];

export const workSettings: readonly SettingRow[] = [
  {
    kind: 'queue',
    name: 'active_job.queue_adapter',
    owner: 'Rails.config',
    declares: true,
    words: {
      async: 'local',
      // Nothing is queued: the work is done when the call returns.
      inline: 'shared',
      test: 'shared',
      sucker_punch: 'local',
      sidekiq: 'shared',
      good_job: 'shared',
      solid_queue: 'shared',
      resque: 'shared',
      delayed_job: 'shared',
      delayed: 'shared',
      que: 'shared',
      queue_classic: 'shared',
      sneakers: 'shared',
      shoryuken: 'shared',
      backburner: 'shared',
      cloudtasker: 'shared',
      faktory: 'shared',
      amazon_sqs: 'shared',
    },
    label: 'config.active_job.queue_adapter',
    confidence: 'high',
  },
];
