/** Work that must happen once, and services made for it. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { memoise } from './memoise.ts';
import { hasRole, isPublished, judgedServices } from './services.ts';

const timed = /(^|[-_.])(scheduler|scheduled|cron|crons|cronjobs?|clock|beat|timer)([-_.]|$)/i;

/** A service of its own for timed work, as its name says; nobody outside reaches it. */
export const isDedicatedScheduler = (service: Service): boolean =>
  hasRole(service, 'scheduler') || (timed.test(service.name) && !isPublished(service));

export interface Alone extends Located {
  readonly service: Service;
  /** Whether a second one stands back by itself: `unknown` when its code may see to that. */
  readonly guarded: 'no' | 'yes' | 'unknown';
}

/** Programs of which a second one waits, or may be told to. From their documentation. */
const guards: readonly { readonly words: RegExp; readonly guarded: 'yes' | 'unknown' }[] = [
  // The scheduler of celery-redbeat holds a lock in Redis.
  { words: /redbeat/i, guarded: 'yes' },
  // rq-scheduler registers in Redis and refuses to start a second time.
  { words: /rqscheduler/, guarded: 'yes' },
  // Tasks may be marked onOneServer().
  { words: /schedule:(work|run)/, guarded: 'unknown' },
];

/** Services that must be alone: schedulers by their command, image or label, and workers with a scheduler inside. */
export const singletons = memoise((facts: Facts): readonly Alone[] =>
  judgedServices(facts)
    .filter((service) => hasRole(service, 'scheduler') || hasBeatInside(service))
    .map((service) => {
      const words = [...(service.process.main?.argv ?? []), ...(service.process.argv ?? [])].join(' ');
      return { at: service.at, service, guarded: guards.find((guard) => guard.words.test(words))?.guarded ?? 'no' };
    }),
);

/** `celery worker -B` */
const hasBeatInside = ({ process }: Service): boolean => {
  const argv = process.main?.argv ?? [];
  return argv.includes('celery') && argv.includes('worker') && (argv.includes('-B') || argv.includes('--beat'));
};
