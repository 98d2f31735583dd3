/** Commands that tell what part a service plays. From the documentation of each program. */
import { commandWords, saysInOrder } from '../process/command-words.ts';

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
  { role: 'worker', words: ['rake', 'resque:work'] },
  { role: 'worker', words: ['rake', 'jobs:work'] },
  { role: 'scheduler', words: ['clockwork'] },
  { role: 'scheduler', words: ['supercronic'] },
  { role: 'scheduler', words: ['crond'] },
  { role: 'scheduler', words: ['cron', '-f'] },
  { role: 'scheduler', words: ['ofelia'] },
  { role: 'worker', words: ['graphile-worker'] },
  { role: 'job', words: ['manage.py', 'migrate'] },
  { role: 'job', words: ['manage.py', 'collectstatic'] },
  { role: 'job', words: ['alembic', 'upgrade'] },
  { role: 'job', words: ['flask', 'db', 'upgrade'] },
  { role: 'job', words: ['prisma', 'migrate', 'deploy'] },
  { role: 'job', words: ['prisma', 'db', 'push'] },
  { role: 'job', words: ['prisma', 'db', 'seed'] },
  { role: 'job', words: ['knex', 'migrate:latest'] },
  { role: 'job', words: ['knex', 'seed:run'] },
  { role: 'job', words: ['typeorm', 'migration:run'] },
  { role: 'job', words: ['sequelize', 'db:migrate'] },
  { role: 'job', words: ['sequelize-cli', 'db:migrate'] },
  { role: 'job', words: ['drizzle-kit', 'migrate'] },
  { role: 'job', words: ['drizzle-kit', 'push'] },
  { role: 'job', words: ['rails', 'db:migrate'] },
  { role: 'job', words: ['rails', 'db:prepare'] },
  { role: 'job', words: ['rails', 'db:seed'] },
  { role: 'job', words: ['rake', 'db:migrate'] },
  { role: 'job', words: ['artisan', 'migrate'] },
  { role: 'job', words: ['artisan', 'db:seed'] },
  { role: 'job', words: ['console', 'doctrine:migrations:migrate'] },
  { role: 'job', words: ['flyway', 'migrate'] },
  { role: 'job', words: ['liquibase', 'update'] },
  { role: 'job', words: ['dbmate', 'up'] },
  { role: 'job', words: ['goose', 'up'] },
  { role: 'job', words: ['atlas', 'migrate', 'apply'] },
  { role: 'job', words: ['dotnet', 'ef', 'database', 'update'] },
  { role: 'job', words: ['pg_dump'] },
  { role: 'job', words: ['mysqldump'] },
  { role: 'job', words: ['certbot', 'certonly'] },
];

export function roleOfCommand(argv: readonly string[]): CommandRole | undefined {
  const words = commandWords(argv);
  return roleCommands.find((row) => saysInOrder(words, row.words));
}
