/** Updates without a gap, and time to stop. */
import { isMap, isSeq, type Node } from 'yaml';
import { booleanOf } from '../../facts/units.ts';
import { keyOf, resolve, slotOf, valueAt } from '../draft.ts';
import { mapping, ownPath, put, scalar, textOf } from '../edit.ts';
import type { Job } from '../job.ts';
import { knownImage } from '../known-images.ts';
import { splitColons } from '../rows/colons.ts';
import { defaultOf } from '../rows/scope.ts';
import { scalarOf } from '../view.ts';
import { type Named, runsOnce } from './service.ts';

export function proposeUpdates({ draft, tell }: Job, [service, map]: Named): void {
  const deploy = valueAt(draft, map, 'deploy');
  if (valueAt(draft, deploy, 'update_config') || runsOnce(draft, map)) return;
  const why = whyStopFirst({ draft }, map);
  put(
    ownPath(draft, map, ['deploy']),
    'update_config',
    mapping({ order: why ? 'stop-first' : 'start-first', failure_action: 'rollback' }),
  );
  tell({
    kind: 'proposed',
    path: `services.${service}.deploy.update_config`,
    reason: why
      ? `the old task stops before the new one starts: ${why}; an update that fails is rolled back`
      : 'the new task starts before the old one stops; an update that fails is rolled back',
  });
}

/** Two tasks at a time would get in each other's way. */
function whyStopFirst({ draft }: Pick<Job, 'draft'>, map: Named[1]): string | undefined {
  const ports = valueAt(draft, map, 'ports');
  const onHost =
    isSeq(ports) && ports.items.some((port) => textOf(valueAt(draft, resolve(draft, port), 'mode')) === 'host');
  const networks = valueAt(draft, map, 'networks');
  const top = valueAt(draft, draft.root, 'networks');
  const hostNetwork =
    isMap(networks) &&
    networks.items.some((one) => textOf(valueAt(draft, valueAt(draft, top, keyOf(one)), 'name')) === 'host');
  if (onHost || hostNetwork) return 'both would want the same port of the node';
  const volumes = valueAt(draft, map, 'volumes');
  const writes = isSeq(volumes) && volumes.items.some((item) => isWritten(draft, resolve(draft, item)));
  if (writes) return 'both would write to the same files';
  const known = knownImage(defaultOf(valueAt(draft, map, 'image')));
  return known && !known.stateless ? 'each would have its own data' : undefined;
}

function isWritten(draft: Job['draft'], mount: Node | undefined): boolean {
  if (isMap(mount)) {
    const type = textOf(valueAt(draft, mount, 'type'));
    return (
      (type === 'volume' || type === 'bind') && booleanOf(scalarOf(valueAt(draft, mount, 'read_only'), 0)) !== true
    );
  }
  const [source = '', target, options = ''] = splitColons(textOf(mount) ?? '');
  return (
    target !== undefined && !/(?:^|,)ro(?:,|$)/.test(options) && !/^\/(?:var\/)?run\/|^\/etc\/localtime/.test(source)
  );
}

export function proposeTimeToStop({ draft, tell }: Job, [service, map]: Named): void {
  if (slotOf(draft, map, 'stop_grace_period') || !knownImage(defaultOf(valueAt(draft, map, 'image')))?.slowToStop)
    return;
  put(map, 'stop_grace_period', scalar('1m'));
  tell({
    kind: 'proposed',
    path: `services.${service}.stop_grace_period`,
    reason: 'after ten seconds a database is killed while it still writes',
  });
}
