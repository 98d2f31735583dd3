/** Commands that tell what part a service plays. From the documentation of each program. */
import { commandWords, saysInOrder } from '../process/command-words.ts';
import { isOneOff } from './commands.ts';

export interface CommandRole {
  readonly role: 'worker' | 'scheduler' | 'job' | 'tool';
  /** First the program, then words that must follow somewhere, in this order. */
  readonly words: readonly string[];
}

export const roleCommands: readonly CommandRole[] = [
  { role: 'scheduler', words: ['celery', 'beat'] },
  { role: 'worker', words: ['celery', 'worker'] },
  { role: 'tool', words: ['celery', 'flower'] },
  { role: 'worker', words: ['sidekiq'] },
  { role: 'worker', words: ['artisan', 'queue:work'] },
  { role: 'worker', words: ['artisan', 'queue:listen'] },
  { role: 'worker', words: ['artisan', 'horizon'] },
  { role: 'scheduler', words: ['artisan', 'schedule:work'] },
  { role: 'worker', words: ['console', 'messenger:consume'] },
  { role: 'worker', words: ['rq', 'worker'] },
  { role: 'scheduler', words: ['rqscheduler'] },
  { role: 'worker', words: ['dramatiq'] },
  { role: 'worker', words: ['arq'] },
  { role: 'worker', words: ['huey_consumer'] },
  { role: 'worker', words: ['huey_consumer.py'] },
  { role: 'worker', words: ['good_job', 'start'] },
  { role: 'worker', words: ['rake', 'solid_queue:start'] },
  { role: 'worker', words: ['rails', 'solid_queue:start'] },
  { role: 'worker', words: ['jobs'] },
  { role: 'worker', words: ['karafka', 'server'] },
  { role: 'worker', words: ['shoryuken'] },
  { role: 'worker', words: ['rails', 'jobs:work'] },
  { role: 'worker', words: ['delayed_job'] },
  { role: 'worker', words: ['rails', 'resque:work'] },
  { role: 'worker', words: ['rake', 'resque:work'] },
  { role: 'scheduler', words: ['rake', 'resque:scheduler'] },
  { role: 'worker', words: ['rake', 'jobs:work'] },
  { role: 'scheduler', words: ['clockwork'] },
  { role: 'scheduler', words: ['supercronic'] },
  { role: 'scheduler', words: ['crond'] },
  { role: 'scheduler', words: ['cron', '-f'] },
  { role: 'scheduler', words: ['ofelia'] },
  { role: 'worker', words: ['graphile-worker'] },
];

export function roleOfCommand(argv: readonly string[]): CommandRole | undefined {
  const words = commandWords(argv);
  const known = roleCommands.find((row) => saysInOrder(words, row.words));
  if (known) return known;
  return isOneOff(argv) ? { role: 'job', words: words.slice(0, 2) } : undefined;
}
