/**
 * Timed jobs, queues, work beside requests, migrations. Sources: the documentation of Quantum, Oban, Exq, SchedEx, Highlander, Honeydew,
 * Ecto.Migrator and of Erlang's timer.
 */
import type { CallRow, SettingRow } from '../../code/row.ts';

export const workCalls: readonly CallRow[] = [
  {
    kind: 'scheduler',
    calls: ['Quantum', 'Quantum.Scheduler'],
    how: 'decorator',
    scope: 'local',
    unlessSet: true,
    label: 'Quantum',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: ['SchedEx.run_every'],
    scope: 'local',
    unlessSet: true,
    label: 'SchedEx',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: [':timer.apply_interval again', ':timer.send_interval again', 'Process.send_after again'],
    scope: 'local',
    label: 'timer of a process',
    confidence: 'medium',
  },
  // One node leads, by means of the database or of the cluster.
  {
    kind: 'scheduler',
    calls: ['Oban.Plugins.Cron', 'Oban.Pro.Plugins.DynamicCron'],
    scope: 'shared',
    locked: true,
    label: 'Oban.Plugins.Cron',
    confidence: 'high',
  },
  {
    kind: 'scheduler',
    calls: ['Highlander', 'HighlanderPG'],
    scope: 'shared',
    locked: true,
    label: 'Highlander',
    confidence: 'medium',
  },

  { kind: 'queue', calls: ['Oban'], how: 'call', scope: 'shared', label: 'Oban', confidence: 'high' },
  {
    kind: 'queue',
    calls: ['Oban.Worker', 'Oban.Pro.Worker'],
    how: 'decorator',
    scope: 'shared',
    label: 'Oban.Worker',
    confidence: 'high',
  },
  {
    kind: 'queue',
    calls: ['Exq.enqueue', 'Exq.enqueue_in', 'Verk.enqueue'],
    scope: 'shared',
    label: 'queue in Redis',
    confidence: 'high',
  },
  { kind: 'queue', calls: ['Honeydew.start_queue'], scope: 'local', label: 'Honeydew', confidence: 'medium' },
  { kind: 'queue', calls: ['OPQ.init', 'OPQ'], how: 'call', scope: 'local', label: 'OPQ', confidence: 'high' },

  {
    kind: 'background-work',
    calls: [
      'Task.start',
      'Task.start_link',
      'Task.Supervisor.start_child',
      'Task.Supervisor.async_nolink',
      'spawn',
      'spawn_link',
    ],
    scope: 'local',
    label: 'Task beside a request',
    confidence: 'medium',
  },

  // Ecto locks the table of versions meanwhile. https://hexdocs.pm/ecto_sql/Ecto.Migrator.html
  {
    kind: 'migration',
    calls: ['Ecto.Migrator'],
    how: 'call',
    scope: 'local',
    locked: true,
    label: 'Ecto.Migrator',
    confidence: 'high',
  },
  {
    kind: 'migration',
    calls: ['Ecto.Migrator.run', 'Ecto.Migrator.with_repo', 'Release.migrate', 'Release.create_and_migrate'],
    once: true,
    scope: 'local',
    locked: true,
    label: 'Ecto.Migrator',
    confidence: 'high',
  },
];

export const workSettings: readonly SettingRow[] = [
  // Which node runs a job is then decided in the cluster.
  { kind: 'scheduler', name: 'Scheduler.global', other: 'shared', label: 'global', confidence: 'medium' },
  {
    kind: 'scheduler',
    name: 'Scheduler.run_strategy',
    other: 'unknown',
    declares: true,
    label: 'run_strategy',
    confidence: 'medium',
  },
];
