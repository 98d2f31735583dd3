/** What Swarm does when the new version of a service fails during an update. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { familyOf } from '../tables/image-families.ts';
import { numberOf } from '../units.ts';
import { referenceOf } from './images-references.ts';
import { memoise } from './memoise.ts';
import { hasRole, isOwn, swarmStacks } from './services.ts';

/**
 * `pauses`: services of a stack that leave Swarm's default in force; of one service: `continues` replaces good tasks by failing ones,
 * `tolerates` never counts enough failures, `all-at-once` stops every task before the first new one runs; `minds`: none of these.
 */
export type UpdateKind = 'pauses' | 'continues' | 'tolerates' | 'all-at-once' | 'minds';

export interface UpdatePolicy extends Located {
  readonly stack: Stack;
  readonly kind: UpdateKind;
  /** The one service that writes the setting. */
  readonly service?: Service;
  /** Of `pauses`: the services it holds for; may be empty. */
  readonly services: readonly Service[];
  /** As written: `parallelism: 3`. */
  readonly text?: string;
}

/** One entry per stack for the default, and one per service that writes an update policy. */
export const updatePolicies = memoise((facts: Facts): readonly UpdatePolicy[] =>
  swarmStacks(facts).flatMap((stack) => {
    const own = stack.services.filter(isUpdated);
    // Of somebody else's program that runs once, or once per node, a new version is as good as its maker says.
    const pausing = own.filter(
      ({ deploy, scale, built }) =>
        deploy?.updateConfig?.failureAction === undefined && (built || (scale.active && !scale.global)),
    );
    const first = pausing[0];
    const grouped: UpdatePolicy = {
      at: first?.deploy?.updateConfig?.at ?? first?.at ?? stack.at,
      stack,
      kind: 'pauses',
      services: pausing,
    };
    return own.length === 0 ? [] : [grouped, ...own.flatMap((service) => writtenBy(service, stack))];
  }),
);

/** Datastores want the pause, and what runs once has nothing to go back to. An image that a variable names may be any of them. */
function isUpdated(service: Service): boolean {
  const { image, built, name } = service;
  if (!isOwn(service) || !hasRole(service, 'web', 'worker') || familyOf(name)?.role === 'datastore') return false;
  return (
    built !== undefined ||
    referenceOf(service) !== undefined ||
    image?.parts.every((part) => typeof part === 'string') === true
  );
}

function writtenBy(service: Service, stack: Stack): readonly UpdatePolicy[] {
  const update = service.deploy?.updateConfig;
  if (!update) return [];
  const of = (kind: UpdateKind, at = update.at, text?: string): UpdatePolicy => ({
    at,
    stack,
    service,
    services: [],
    kind,
    text,
  });
  const { failureAction, maxFailureRatio, parallelism } = update;
  const found: UpdatePolicy[] = [];
  if (failureAction?.value === 'continue') found.push(of('continues', failureAction.at, 'failure_action: continue'));
  // Swarm acts once the share of failed tasks is greater than the ratio, which it never is.
  const ratio = numberOf(maxFailureRatio);
  if (maxFailureRatio && ratio !== undefined && ratio >= 1)
    found.push(of('tolerates', maxFailureRatio.at, `max_failure_ratio: ${maxFailureRatio.raw}`));
  const together = numberOf(parallelism);
  if (parallelism && together !== undefined && stopsAll(service, together))
    found.push(of('all-at-once', parallelism.at, `parallelism: ${parallelism.raw}`));
  return found.length > 0 ? found : [of('minds')];
}

/** One task alone is always stopped first; started first, the old ones stay until the new ones run. */
function stopsAll({ scale, deploy }: Service, together: number): boolean {
  const order = deploy?.updateConfig?.order;
  if (scale.startFirst || (order && order.value === undefined)) return false;
  if (scale.global) return together === 0;
  return (scale.replicas ?? 0) > 1 && (together === 0 || together >= (scale.replicas ?? 0));
}
