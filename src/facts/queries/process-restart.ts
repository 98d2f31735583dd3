/** What Swarm does when a task ends: `deploy.restart_policy`, or else what its loader makes of Compose's `restart`. */
import type { Span } from '../../source/index.ts';
import type { Service } from '../model.ts';
import { numberOf } from '../units.ts';

export interface Restarts {
  /** Absent when a variable decides. */
  readonly condition?: 'none' | 'on-failure' | 'any';
  /** Place of the condition; absent when it is Swarm's default. */
  readonly conditionAt?: Span;
  /** Restarts in the life of a service version; absent: no end. */
  readonly maxAttempts?: number;
  readonly maxAttemptsAt?: Span;
  /** Only restarts within a window count. */
  readonly windowed: boolean;
  /** The condition comes from `restart:`, which Swarm reads only where there is no `restart_policy`. */
  readonly legacy: boolean;
}

export function restartsOf({ deploy, restart }: Service): Restarts {
  const policy = deploy?.restartPolicy;
  if (policy) {
    const attempts = numberOf(policy.maxAttempts);
    return {
      condition: conditionOf(policy.condition ? policy.condition.value : 'any'),
      conditionAt: policy.condition?.at,
      maxAttempts: attempts === 0 ? undefined : attempts,
      maxAttemptsAt: policy.maxAttempts?.at,
      windowed: policy.window !== undefined,
      legacy: false,
    };
  }
  if (!restart) return { condition: 'any', windowed: false, legacy: false };
  if (restart.value === undefined) return { conditionAt: restart.at, windowed: false, legacy: true };
  // `no` comes out as Swarm's default, which is to restart whatever the exit code was.
  const [word, count] = restart.value.split(':');
  const failing = word === 'on-failure';
  const attempts = failing && count !== undefined && /^\d+$/.test(count) ? Number(count) : 0;
  return {
    condition: failing ? 'on-failure' : 'any',
    conditionAt: restart.at,
    maxAttempts: attempts === 0 ? undefined : attempts,
    maxAttemptsAt: attempts === 0 ? undefined : restart.at,
    windowed: false,
    legacy: true,
  };
}

const conditionOf = (text: string | undefined): Restarts['condition'] =>
  text === 'none' || text === 'on-failure' || text === 'any' ? text : undefined;
