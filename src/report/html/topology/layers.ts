/** The order of the rows. */
import type { Role } from '../../../kit/index.ts';
import type { Box } from './model.ts';

const ROLES: readonly Role[] = ['proxy', 'web', 'worker', 'scheduler', 'job', 'tool', 'datastore'];

/** Those reached from outside first, then those they call, and so on; otherwise as the file has them. */
export function inLayers(boxes: readonly Box[]): readonly Box[] {
  const called = new Set(boxes.flatMap(({ calls }) => calls));
  const byName = new Map(boxes.map((box) => [box.name, box]));
  const layers = new Map<Box, number>();
  let layer = boxes.filter(({ name, doors, role }) => doors.length > 0 || (!called.has(name) && role !== 'datastore'));
  for (let depth = 0; layer.length > 0; depth++) {
    for (const box of layer) layers.set(box, depth);
    const next = layer.flatMap(({ calls }) => calls.flatMap((name) => byName.get(name) ?? []));
    layer = [...new Set(next)].filter((box) => !layers.has(box));
  }
  const rank = (box: Box): number => layers.get(box) ?? boxes.length;
  const closed = ({ doors }: Box): number => (doors.length > 0 ? 0 : 1);
  return [...boxes].sort(
    (a, b) => rank(a) - rank(b) || closed(a) - closed(b) || ROLES.indexOf(a.role) - ROLES.indexOf(b.role),
  );
}
