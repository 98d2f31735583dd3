/** Timed jobs, queues and work beside requests. Sources: the documentation of each library. */
import type { CallRow } from '../../code/row.ts';

const storage = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `IGlobalConfiguration().Use${name}`);
const bus = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `IBusRegistrationConfigurator().Using${name}`);

export const workCalls: readonly CallRow[] = [
  {
    kind: 'scheduler',
    calls: ['BackgroundService().RunsByTimetable'],
    scope: 'local',
    label: 'timed hosted service',
    confidence: 'medium',
  },
  {
    kind: 'scheduler',
    calls: ['IServiceCollection().AddQuartz', 'StdSchedulerFactory'],
    // Without a store that is clustered every process runs all triggers.
    scope: 'local',
    unlessSet: true,
    label: 'Quartz',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: ['IServiceCollectionQuartzConfigurator().UseClustering'],
    scope: 'shared',
    locked: true,
    label: 'Quartz',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: [
      'IServiceProvider().UseScheduler',
      'WebApplication().Services.UseScheduler',
      'IHost().Services.UseScheduler',
    ],
    scope: 'local',
    label: 'Coravel',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: ['JobManager.Initialize', 'JobManager.AddJob'],
    scope: 'local',
    label: 'FluentScheduler',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: ['RecurringJob.AddOrUpdate', 'IRecurringJobManager().AddOrUpdate'],
    // Servers that share a storage take turns; one in memory is reported by its own row.
    scope: 'shared',
    locked: true,
    label: 'Hangfire',
    confidence: 'high',
  },
  {
    kind: 'queue',
    calls: storage('MemoryStorage', 'InMemoryStorage', 'SQLiteStorage', 'LiteDbStorage'),
    scope: 'local',
    label: 'storage of Hangfire',
    confidence: 'high',
  },
  {
    kind: 'queue',
    calls: storage('SqlServerStorage', 'PostgreSqlStorage', 'RedisStorage', 'MongoStorage'),
    scope: 'shared',
    label: 'storage of Hangfire',
    confidence: 'high',
  },
  { kind: 'queue', calls: bus('InMemory'), scope: 'local', label: 'MassTransit in memory', confidence: 'high' },
  {
    kind: 'queue',
    calls: bus('RabbitMq', 'AzureServiceBus', 'AmazonSqs', 'ActiveMq'),
    scope: 'shared',
    label: 'MassTransit',
    confidence: 'high',
  },
  {
    kind: 'queue',
    calls: ['*.UseInMemoryTransport'],
    package: 'Rebus.Config',
    scope: 'local',
    label: 'Rebus in memory',
    confidence: 'high',
  },
  {
    kind: 'queue',
    calls: ['*.UseInMemoryMessageQueue'],
    scope: 'local',
    label: 'CAP in memory',
    confidence: 'high',
  },
  {
    kind: 'queue',
    calls: ['Channel.CreateUnbounded', 'Channel.CreateBounded'],
    scope: 'local',
    label: 'Channel',
    confidence: 'medium',
  },
  {
    kind: 'background-work',
    calls: ['Task.RunForgotten'],
    scope: 'local',
    label: 'Task.Run',
    confidence: 'low',
  },
];
